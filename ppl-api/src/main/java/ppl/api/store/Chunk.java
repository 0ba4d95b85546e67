package ppl.api.store;

/**
 * Where a piece of a dataset is.
 *
 * @param offset the position of its first element
 * @param bytes as stored, after filters
 * @param filterMask the filters that were passed over, by bit
 * @param address where in the file
 */
@SuppressWarnings("ArrayRecordComponent") // Seen by this package only, never compared.
record Chunk(long[] offset, long bytes, long filterMask, long address) {}
