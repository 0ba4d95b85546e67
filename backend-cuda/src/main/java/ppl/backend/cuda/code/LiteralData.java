package ppl.backend.cuda.code;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.DType;
import ppl.graph.Tensor;

/** Numbers that are known when a program is compiled, and where they lie in the memory that all callers share. */
public final class LiteralData {

    /**
     * Some of them.
     *
     * @param at where they begin, in bytes
     */
    public record Entry(Tensor value, long at) {}

    /** Fewer numbers take no time to be read. */
    private static final int FEWEST_NARROW = 1024;

    private final Map<Object, Entry> byArray = new IdentityHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;

    /** Where the elements of a tensor begin; each array is kept once. */
    public long place(Tensor value) {
        return entry(value).at();
    }

    /** The type of the elements in memory: float32 for float64 numbers that are many and all float32 numbers exactly. */
    DType stored(Tensor value) {
        return entry(value).value().dtype();
    }

    private Entry entry(Tensor value) {
        return byArray.computeIfAbsent(value.array(), _ -> add(narrowed(value)));
    }

    private static Tensor narrowed(Tensor value) {
        if (!(value.array() instanceof double[] wide) || wide.length < FEWEST_NARROW) {
            return value;
        }
        float[] narrow = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (float) wide[i];
            if (Double.doubleToRawLongBits(narrow[i]) != Double.doubleToRawLongBits(wide[i])) {
                return value;
            }
        }
        return Tensor.wrap(narrow, narrow.length);
    }

    private Entry add(Tensor value) {
        Entry entry = new Entry(value, bytes);
        long length = (long) value.length() * Types.bytes(value.dtype());
        bytes = (bytes + Math.max(8, length) + 64) / BlockLayout.ALIGNMENT * BlockLayout.ALIGNMENT
                + BlockLayout.ALIGNMENT;
        entries.add(entry);
        return entry;
    }

    /** Where int32 numbers begin. */
    public long place(int[] numbers) {
        return place(Tensor.wrap(numbers, numbers.length));
    }

    /** All of them. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** How much memory they take, 0 if there are none. */
    public long bytes() {
        return bytes;
    }

    /** The bytes of an element in memory. */
    public static int width(DType dtype) {
        return Types.bytes(dtype);
    }
}
