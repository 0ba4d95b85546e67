package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a dataset is cut into chunks, and the numbers that some indices give them: row-major over as many as there can become, with an
 * unlimited dim taken for the first, since it has no end.
 */
final class ChunkGrid {
    private final Extent extent;
    private final long[] chunk;
    private final int elementSize;

    ChunkGrid(Extent extent, long[] chunk, int elementSize) {
        this.extent = extent;
        this.chunk = chunk;
        this.elementSize = elementSize;
    }

    long[] chunk() {
        return chunk;
    }

    int rank() {
        return chunk.length;
    }

    /** Bytes of one chunk before filters; checked to be an int where the layout is read. */
    int bytes() {
        long bytes = elementSize;
        for (long extentOfChunk : chunk) {
            bytes *= extentOfChunk;
        }
        return (int) bytes;
    }

    /** How many chunks the data have now. */
    long count() {
        long count = 1;
        for (int d = 0; d < rank(); d++) {
            count *= chunks(d);
        }
        return count;
    }

    private long chunks(int d) {
        return Math.ceilDiv((long) extent.shape()[d], chunk[d]);
    }

    /** The position of the first element of the chunk that is this many chunks along each dim. */
    long[] offset(long[] scaled) {
        long[] offset = new long[rank()];
        for (int d = 0; d < rank(); d++) {
            offset[d] = scaled[d] * chunk[d];
        }
        return offset;
    }

    /** The dims in the order in which chunks are numbered, slowest first. */
    private List<Integer> order() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank()).boxed().toList());
        for (int d = 0; d < rank(); d++) {
            if (extent.isUnlimited(d)) {
                order.remove((Integer) d);
                order.addFirst(d);
                break;
            }
        }
        return order;
    }

    /** What an index with a number for each chunk says of one. */
    interface ByNumber {
        /** Looks for the chunk of this number, which is so many chunks along each dim; the array is used again. */
        void find(long number, long[] scaled) throws IOException;
    }

    /** Asks for every chunk that the data have now. */
    void forEach(HdfInput in, long address, ByNumber index) throws IOException {
        List<Integer> order = order();
        long[] scaled = new long[rank()];
        for (long n = count(); n > 0; n--) {
            in.afford(address, 0);
            long number = 0;
            for (int d : order) {
                long most = extent.isUnlimited(d) ? 1 : Math.ceilDiv(extent.limit(d), chunk[d]);
                number = number * most + scaled[d];
            }
            index.find(number, scaled);
            int d = rank() - 1;
            while (d >= 0 && ++scaled[d] == chunks(d)) {
                scaled[d--] = 0;
            }
        }
    }
}
