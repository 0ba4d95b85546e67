package ppl.graph;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import ppl.graph.exact.Exactness;

/**
 * An immutable value: element type, known lengths and elements in row-major order. Elements are stored as
 * {@code double[]}, {@code float[]}, {@code long[]}, {@code int[]} or {@code boolean[]}. Equality is by bits, so
 * {@code -0.0} and {@code 0.0} differ and NaN equals itself.
 *
 * <p>Shapes: sizes are listed outermost first; a scalar has none; a size of 0 makes a tensor without elements.
 *
 * <p>Errors: {@link GraphException} if the values do not fill the shape.
 */
public final class Tensor {

    private final DType dtype;
    private final int[] sizes;
    private final Object data;
    private final int length;
    private int hash;

    private Tensor(DType dtype, Object data, int[] sizes) {
        this.dtype = dtype;
        this.sizes = sizes;
        this.data = data;
        this.length = lengthOf(data);
        long expected = 1;
        for (int s : sizes) {
            expected *= s;
        }
        if (expected != length) {
            throw new GraphException(
                    GraphCode.SHAPE, length + " values do not fill the shape " + Arrays.toString(sizes));
        }
    }

    /** A float64 tensor; the values are copied. Without sizes: a vector. */
    public static Tensor of(double[] values, int... sizes) {
        return new Tensor(DType.F64, values.clone(), sizesOr(values.length, sizes));
    }

    /** A float32 tensor; the values are copied. Without sizes: a vector. */
    public static Tensor of(float[] values, int... sizes) {
        return new Tensor(DType.F32, values.clone(), sizesOr(values.length, sizes));
    }

    /** An int64 tensor; the values are copied. Without sizes: a vector. */
    public static Tensor of(long[] values, int... sizes) {
        return new Tensor(DType.I64, values.clone(), sizesOr(values.length, sizes));
    }

    /** An int32 tensor; the values are copied. Without sizes: a vector. */
    public static Tensor of(int[] values, int... sizes) {
        return new Tensor(DType.I32, values.clone(), sizesOr(values.length, sizes));
    }

    /** A bool tensor; the values are copied. Without sizes: a vector. */
    public static Tensor of(boolean[] values, int... sizes) {
        return new Tensor(DType.BOOL, values.clone(), sizesOr(values.length, sizes));
    }

    /**
     * A float64 matrix of equally long rows.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if one has another length than the first
     */
    public static Tensor of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        double[] flat = new double[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new GraphException(
                        GraphCode.SHAPE, "row " + i + " has " + rows[i].length + " values, row 0 has " + columns);
            }
            System.arraycopy(rows[i], 0, flat, i * columns, columns);
        }
        return new Tensor(DType.F64, flat, new int[] {rows.length, columns});
    }

    /** A float64 scalar. */
    public static Tensor scalar(double value) {
        return new Tensor(DType.F64, new double[] {value}, new int[0]);
    }

    /** An int64 scalar. */
    public static Tensor scalar(long value) {
        return new Tensor(DType.I64, new long[] {value}, new int[0]);
    }

    /** A bool scalar. */
    public static Tensor scalar(boolean value) {
        return new Tensor(DType.BOOL, new boolean[] {value}, new int[0]);
    }

    /**
     * Shares an array: it is the tensor's from now on, and nobody writes to it any more. Without sizes: a scalar.
     *
     * @throws GraphException ({@link GraphCode#TYPE}) if it is no array of an element type; ({@link GraphCode#SHAPE}) if its length is not that of the sizes
     */
    public static Tensor wrap(Object array, int... sizes) {
        DType dtype =
                switch (array) {
                    case double[] _ -> DType.F64;
                    case float[] _ -> DType.F32;
                    case long[] _ -> DType.I64;
                    case int[] _ -> DType.I32;
                    case boolean[] _ -> DType.BOOL;
                    default ->
                        throw new GraphException(GraphCode.TYPE, "not an array of elements: " + array.getClass());
                };
        return new Tensor(dtype, array, sizes.clone());
    }

    /** A new array for {@code length} elements of a type. */
    public static Object allocate(DType dtype, int length) {
        return switch (dtype) {
            case F64 -> new double[length];
            case F32 -> new float[length];
            case I64 -> new long[length];
            case I32 -> new int[length];
            case BOOL -> new boolean[length];
        };
    }

    /** Element type. */
    public DType dtype() {
        return dtype;
    }

    /** The lengths of the axes (a copy). */
    public int[] sizes() {
        return sizes.clone();
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The number of elements. */
    public int length() {
        return length;
    }

    /** Type and shape. */
    public TensorType type() {
        return new TensorType(dtype, Shape.of(sizes));
    }

    /** Element {@code i} in row-major order as a double; true is 1, and a long beyond 2^53 is rounded to the nearest. */
    public double doubleAt(int i) {
        return switch (data) {
            case double[] d -> d[i];
            case float[] f -> f[i];
            case long[] l -> (double) l[i];
            case int[] n -> n[i];
            case boolean[] b -> b[i] ? 1 : 0;
            default -> throw new AssertionError(data.getClass());
        };
    }

    /**
     * Element {@code i} in row-major order as a long; true is 1.
     *
     * @throws GraphException ({@link GraphCode#VALUE}) if it is a float that is no whole number, or beyond the range of a long
     */
    public long longAt(int i) {
        return switch (data) {
            case double[] d -> whole(d[i], i);
            case float[] f -> whole(f[i], i);
            case long[] l -> l[i];
            case int[] n -> n[i];
            case boolean[] b -> b[i] ? 1 : 0;
            default -> throw new AssertionError(data.getClass());
        };
    }

    private long whole(double x, int i) {
        if (x != Math.rint(x) || x < -0x1p63 || x >= 0x1p63) {
            throw new GraphException(
                    GraphCode.VALUE,
                    "element " + i + " of a tensor of type " + type() + " is " + x
                            + ", which is not an int64: round it first, or read it as a double");
        }
        return (long) x;
    }

    /** Element {@code i} as a truth value; numbers are true unless 0. */
    public boolean booleanAt(int i) {
        return data instanceof boolean[] b ? b[i] : doubleAt(i) != 0;
    }

    /**
     * The only element of a scalar or of a tensor of one element.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if there are more or none
     */
    public double item() {
        if (length != 1) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "item() needs exactly one element, this tensor has shape " + Arrays.toString(sizes));
        }
        return doubleAt(0);
    }

    /** All elements as doubles, in row-major order (a copy). */
    public double[] toDoubles() {
        if (data instanceof double[] d) {
            return d.clone();
        }
        double[] out = new double[length];
        for (int i = 0; i < length; i++) {
            out[i] = doubleAt(i);
        }
        return out;
    }

    /**
     * All elements as longs, in row-major order (a copy).
     *
     * @throws GraphException as {@link #longAt}
     */
    public long[] toLongs() {
        long[] out = new long[length];
        for (int i = 0; i < length; i++) {
            out[i] = longAt(i);
        }
        return out;
    }

    /** The first element that a type does not hold, in row-major order; −1 if it holds all. What to do: {@link DType#remedy}. */
    public int firstLoss(DType to) {
        return Exactness.firstLoss(this, to);
    }

    /** The values as another type; those that it does not hold are converted as {@link ppl.graph.op.Cast} says. */
    public Tensor convert(DType to) {
        return Exactness.convert(this, to);
    }

    /** Element {@code i} in row-major order as bits, see {@link ppl.graph.op.Prim.Pointwise#apply}. */
    public long bitsAt(int i) {
        return switch (data) {
            case double[] d -> Double.doubleToRawLongBits(d[i]);
            case float[] f -> Float.floatToRawIntBits(f[i]);
            case long[] l -> l[i];
            case int[] n -> n[i];
            case boolean[] b -> b[i] ? 1 : 0;
            default -> throw new AssertionError(data.getClass());
        };
    }

    /** The tensor whose elements have these bits, see {@link ppl.graph.op.Prim.Pointwise#apply}. */
    public static Tensor ofBits(DType dtype, long[] bits, int... sizes) {
        Object data = allocate(dtype, bits.length);
        switch (data) {
            case double[] d -> {
                for (int i = 0; i < d.length; i++) {
                    d[i] = Double.longBitsToDouble(bits[i]);
                }
            }
            case float[] f -> {
                for (int i = 0; i < f.length; i++) {
                    f[i] = Float.intBitsToFloat((int) bits[i]);
                }
            }
            case long[] l -> System.arraycopy(bits, 0, l, 0, l.length);
            case int[] n -> {
                for (int i = 0; i < n.length; i++) {
                    n[i] = (int) bits[i];
                }
            }
            case boolean[] b -> {
                for (int i = 0; i < b.length; i++) {
                    b[i] = bits[i] != 0;
                }
            }
            default -> throw new AssertionError(dtype);
        }
        return wrap(data, sizes);
    }

    /** The array itself, shared, for those who move elements in bulk: it is read, never written to. */
    public Object array() {
        return data;
    }

    /** The same elements under another shape. */
    public Tensor reshape(int... newSizes) {
        return new Tensor(dtype, data, newSizes.clone());
    }

    private static int[] sizesOr(int length, int[] sizes) {
        return sizes.length == 0 ? new int[] {length} : sizes.clone();
    }

    private static int lengthOf(Object data) {
        return java.lang.reflect.Array.getLength(data);
    }

    /** Equal to the last bit: unlike for {@link #equals}, NaNs of different bits differ. */
    public boolean sameBits(Tensor other) {
        return equals(other)
                && switch (data) {
                    case double[] d ->
                        MemorySegment.ofArray(d).mismatch(MemorySegment.ofArray((double[]) other.data)) < 0;
                    case float[] f ->
                        MemorySegment.ofArray(f).mismatch(MemorySegment.ofArray((float[]) other.data)) < 0;
                    default -> true;
                };
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Tensor t
                && t.dtype == dtype
                && Arrays.equals(sizes, t.sizes)
                && Objects.deepEquals(data, t.data);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            int h = Arrays.deepHashCode(new Object[] {data}) * 31 + Arrays.hashCode(sizes);
            hash = h == 0 ? 1 : h;
        }
        return hash;
    }

    @Override
    public String toString() {
        String values = elementsToString();
        return type() + " " + (rank() == 0 ? values.substring(1, values.length() - 1) : values);
    }

    /** An element in row-major order, as messages write it. */
    public String elementToString(int i) {
        return switch (data) {
            case double[] d -> Double.toString(d[i]);
            case float[] f -> Float.toString(f[i]);
            case long[] l -> Long.toString(l[i]);
            case int[] n -> Integer.toString(n[i]);
            case boolean[] b -> Boolean.toString(b[i]);
            default -> throw new AssertionError(data.getClass());
        };
    }

    /** The first elements in row-major order. */
    String elementsToString() {
        return preview(length, this::elementToString);
    }

    private static String preview(int n, java.util.function.IntFunction<String> element) {
        StringBuilder s = new StringBuilder("[");
        for (int i = 0; i < Math.min(n, 8); i++) {
            s.append(i == 0 ? "" : ", ").append(element.apply(i));
        }
        return s.append(n > 8 ? ", … " + n + " in all]" : "]").toString();
    }
}
