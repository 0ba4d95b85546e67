package ppl.api.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Values of any length, apart from the arrays that refer to them. */
final class GlobalHeap {
    private static final int MOST_OBJECTS = 30_000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int SMALLEST = 4096;
    private static final int HEADER = 16;

    private GlobalHeap() {}

    /**
     * Writes the objects.
     *
     * @return for each object the 16 bytes that refer to it
     */
    static List<byte[]> write(HdfOutput out, List<byte[]> objects, int bytesPerElement) throws IOException {
        List<byte[]> references = new ArrayList<>();
        int next = 0;
        while (next < objects.size()) {
            int first = next;
            Bytes body = new Bytes();
            while (next < objects.size() && next - first < MOST_OBJECTS && body.size() < MOST_BYTES) {
                byte[] object = objects.get(next++);
                body.u16(next - first)
                        .u16(1)
                        .u32(0)
                        .i64(object.length)
                        .raw(object)
                        .align(8);
            }
            int size = Math.max(SMALLEST, HEADER + body.size() + HEADER);
            // What is left over is an object of number 0.
            int free = size - HEADER - body.size();
            body.u16(0).u16(0).u32(0).i64(free).zeros(free - HEADER);
            long address = out.append(
                    new Bytes().ascii("GCOL").u8(1).zeros(3).i64(size).raw(body.toArray()));
            for (int i = first; i < next; i++) {
                references.add(new Bytes()
                        .u32(objects.get(i).length / bytesPerElement)
                        .i64(address)
                        .u32(i - first + 1)
                        .toArray());
            }
        }
        return references;
    }
}
