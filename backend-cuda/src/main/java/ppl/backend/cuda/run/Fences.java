package ppl.backend.cuda.run;

import java.util.List;
import ppl.backend.cuda.code.BlockLayout;
import ppl.backend.cuda.code.BlockLayout.Region;
import ppl.backend.cuda.driver.CudaDriver;

/**
 * The gaps of a caller's memory, for a driver that watches them.
 *
 * @param scratchBytes scratch memory of a point
 * @param points how many slabs each region has
 */
record Fences(BlockLayout layout, long scratchBytes, int points) {

    /** Tells the driver of all gaps. */
    void put(CudaDriver driver, long block) {
        for (Region region : Region.values()) {
            boolean isScratch = region == Region.SCRATCH;
            long length = isScratch ? BlockLayout.slab(scratchBytes) : layout.length(region);
            List<Long> gaps = isScratch ? ofScratch() : layout.gaps().getOrDefault(region, List.of());
            long first = block + BlockLayout.HEADER + points * layout.before(region);
            for (int p = 0; p < points; p++) {
                for (long gap : gaps) {
                    driver.fence(first + p * length + gap, up(gap) - gap);
                }
            }
        }
    }

    private List<Long> ofScratch() {
        return scratchBytes == 0 ? List.of() : List.of((scratchBytes + 7) / 8 * 8);
    }

    /** A gap ends where the next buffer could begin. */
    private static long up(long gap) {
        return (gap + BlockLayout.ALIGNMENT - 1) / BlockLayout.ALIGNMENT * BlockLayout.ALIGNMENT;
    }
}
