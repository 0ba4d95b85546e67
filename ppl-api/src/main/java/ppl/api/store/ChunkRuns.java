package ppl.api.store;

import java.io.IOException;

/** Where the elements of a chunk belong: runs along the last dim, without those that lie beyond the data. */
final class ChunkRuns {
    private ChunkRuns() {}

    /** Takes a run of elements. */
    interface Sink {
        /**
         * Takes one run.
         *
         * @param from its first element within the chunk, row-major
         * @param at its place in what is read
         */
        void accept(int from, int at, int count) throws IOException;
    }

    /**
     * Hands over every run of a chunk.
     *
     * @param written the shape of the data
     * @param shape the shape of what is read, which may be larger
     */
    static void forEach(Chunk chunk, long[] chunkShape, int[] written, int[] shape, Sink sink) throws IOException {
        int rank = written.length;
        int last = rank - 1;
        for (int d = 0; d < rank; d++) {
            if (chunk.offset()[d] >= written[d]) {
                throw new DataFormatException(chunk.address(), "a chunk lies outside the data");
            }
        }
        int run = (int) Math.min(chunkShape[last], written[last] - chunk.offset()[last]);
        int[] inside = new int[rank];
        do {
            long at = 0;
            long from = 0;
            boolean within = true;
            for (int d = 0; d < rank; d++) {
                long position = chunk.offset()[d] + inside[d];
                within &= position < written[d];
                at = at * shape[d] + position;
                from = from * chunkShape[d] + inside[d];
            }
            if (within) {
                sink.accept((int) from, (int) at, run);
            }
        } while (advance(inside, chunkShape, last));
    }

    private static boolean advance(int[] inside, long[] chunkShape, int last) {
        for (int d = last - 1; d >= 0; d--) {
            if (++inside[d] < chunkShape[d]) {
                return true;
            }
            inside[d] = 0;
        }
        return false;
    }
}
