package ppl.api.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Objects of global heaps, each heap read once. */
final class HeapReader {
    private final HdfInput in;
    private final Map<Long, Map<Integer, byte[]>> heaps = new HashMap<>();

    HeapReader(HdfInput in) {
        this.in = in;
    }

    /** The object that the next 16 bytes refer to: length, address of the heap, number of the object. */
    byte[] next(Cursor reference) throws IOException {
        long length = reference.u32();
        long address = reference.i64();
        int number = (int) reference.u32();
        if (length == 0) {
            return new byte[0];
        }
        Map<Integer, byte[]> heap = heaps.get(address);
        if (heap == null) {
            heap = read(address);
            heaps.put(address, heap);
        }
        byte[] object = heap.get(number);
        if (object == null) {
            throw new DataFormatException(address, "the heap there has no object " + number);
        }
        in.spend(address, object.length);
        return object;
    }

    private Map<Integer, byte[]> read(long address) throws IOException {
        Cursor header = in.at(address, 16);
        header.expect("GCOL");
        header.skip(4);
        long size = header.size();
        if (size < 16) {
            throw new DataFormatException(address, "a heap is smaller than its header");
        }
        Cursor body = in.at(address + 16, size - 16);
        Map<Integer, byte[]> objects = new HashMap<>();
        while (body.remaining() >= 16) {
            int number = body.u16();
            body.skip(6);
            long length = body.size();
            if (number == 0) {
                break;
            }
            if (length > body.remaining()) {
                throw new DataFormatException(body.position(), "an object is larger than its heap");
            }
            objects.put(number, body.raw((int) length));
            body.skip(Math.min(Math.floorMod(-(int) length, 8), body.remaining()));
        }
        return objects;
    }
}
