package ppl.backend.cuda.emulator;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.driver.CudaCode;
import ppl.backend.cuda.driver.CudaException;

/** The memory of a device: allocations far apart, so that what leaves one does not land in another. */
final class DeviceMemory {

    /** An address is the number of its allocation above, the place in it below. */
    private static final int SHIFT = 40;

    private final long capacity;
    private final List<@Nullable Region> regions = new ArrayList<>();
    private final List<Integer> vacant = new ArrayList<>();
    private long used;

    DeviceMemory(long capacity) {
        this.capacity = capacity;
        regions.add(null); // no allocation is at address 0
    }

    /** Allocations that there are. */
    int count() {
        return regions.size() - 1 - vacant.size();
    }

    long free() {
        return capacity - used;
    }

    long allocate(long bytes) {
        if (bytes <= 0 || bytes > Integer.MAX_VALUE - 16) {
            throw new CudaException(
                    bytes <= 0 ? CudaCode.INVALID_VALUE : CudaCode.OUT_OF_MEMORY,
                    "cuMemAlloc of " + bytes + " bytes is more than the emulated device gives at once, or nothing");
        }
        if (bytes > free()) {
            throw new CudaException(
                    CudaCode.OUT_OF_MEMORY,
                    "cuMemAlloc of " + bytes + " bytes: the device has " + free() + " left of " + capacity);
        }
        used += bytes;
        Region region = new Region((int) bytes);
        if (vacant.isEmpty()) {
            regions.add(region);
            return (long) (regions.size() - 1) << SHIFT;
        }
        int at = vacant.removeLast();
        regions.set(at, region);
        return (long) at << SHIFT;
    }

    void free(long address) {
        int at = (int) (address >>> SHIFT);
        Region region = find(address);
        if (region == null || offset(address) != 0) {
            throw new CudaException(CudaCode.INVALID_HANDLE, "cuMemFree of an address that was not given out");
        }
        used -= region.bytes.length;
        regions.set(at, null);
        vacant.add(at);
    }

    /** The allocation of an address; null if there is none. */
    @Nullable
    Region find(long address) {
        long at = address >>> SHIFT;
        return at < regions.size() ? regions.get((int) at) : null;
    }

    /** The place of an address in its allocation; too large for any if there is none. */
    static long offset(long address) {
        return address & ((1L << SHIFT) - 1);
    }

    private Region require(long address, long bytes, String call) {
        Region region = find(address);
        if (region == null || offset(address) + bytes > region.bytes.length) {
            throw new CudaException(
                    CudaCode.INVALID_VALUE, call + " of " + bytes + " bytes at an address that has not as many");
        }
        return region;
    }

    void fence(long address, long bytes) {
        Region region = require(address, bytes, "a fence");
        int from = (int) offset(address) / 4;
        Arrays.fill(region.writers, from, from + (int) bytes / 4, Watch.FENCED);
    }

    void write(long to, ByteBuffer from, int offset, int bytes) {
        Region region = require(to, bytes, "cuMemcpyHtoD");
        int at = (int) offset(to);
        from.get(offset, region.bytes, at, bytes);
        for (int g = at / 4; g < (at + bytes + 3) / 4; g++) {
            if (region.writers[g] != Watch.FENCED) {
                region.writers[g] = Watch.HOST;
                region.readers[g] = 0;
            }
        }
    }

    void read(ByteBuffer to, int offset, long from, int bytes) {
        Region region = require(from, bytes, "cuMemcpyDtoH");
        to.put(offset, region.bytes, (int) offset(from), bytes);
    }
}
