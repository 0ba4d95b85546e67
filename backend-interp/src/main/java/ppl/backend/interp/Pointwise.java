package ppl.backend.interp;

import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.BinaryFn;
import ppl.graph.op.CompareFn;
import ppl.graph.op.UnaryFn;

/** The elementwise primitives: element {@code i} of the result from the elements {@code i} of the operands. */
final class Pointwise {

    private Pointwise() {}

    static Tensor unary(UnaryFn fn, Tensor x) {
        int n = x.length();
        Object out = Tensor.allocate(x.dtype(), n);
        switch (x.array()) {
            case double[] a -> {
                for (int i = 0; i < n; i++) {
                    ((double[]) out)[i] = fn.apply(a[i]);
                }
            }
            case float[] a -> {
                for (int i = 0; i < n; i++) {
                    ((float[]) out)[i] = fn.apply(a[i]);
                }
            }
            case long[] a -> {
                for (int i = 0; i < n; i++) {
                    ((long[]) out)[i] = fn.apply(a[i]);
                }
            }
            case int[] a -> {
                for (int i = 0; i < n; i++) {
                    ((int[]) out)[i] = fn.apply(a[i]);
                }
            }
            case boolean[] a -> {
                for (int i = 0; i < n; i++) {
                    ((boolean[]) out)[i] = !a[i]; // NOT is the only one
                }
            }
            default -> throw new AssertionError(x);
        }
        return Tensor.wrap(out, x.sizes());
    }

    static Tensor binary(BinaryFn fn, Tensor x, Tensor y) {
        int n = x.length();
        Object out = Tensor.allocate(x.dtype(), n);
        switch (x.array()) {
            case double[] a -> {
                double[] b = (double[]) y.array();
                for (int i = 0; i < n; i++) {
                    ((double[]) out)[i] = fn.apply(a[i], b[i]);
                }
            }
            case float[] a -> {
                float[] b = (float[]) y.array();
                for (int i = 0; i < n; i++) {
                    ((float[]) out)[i] = fn.apply(a[i], b[i]);
                }
            }
            case long[] a -> {
                long[] b = (long[]) y.array();
                for (int i = 0; i < n; i++) {
                    ((long[]) out)[i] = fn.apply(a[i], b[i]);
                }
            }
            case int[] a -> {
                int[] b = (int[]) y.array();
                for (int i = 0; i < n; i++) {
                    ((int[]) out)[i] = fn.apply(a[i], b[i]);
                }
            }
            case boolean[] a -> {
                boolean[] b = (boolean[]) y.array();
                for (int i = 0; i < n; i++) {
                    ((boolean[]) out)[i] = fn.apply(a[i], b[i]);
                }
            }
            default -> throw new AssertionError(x);
        }
        return Tensor.wrap(out, x.sizes());
    }

    static Tensor fma(Tensor x, Tensor y, Tensor z) {
        int n = x.length();
        Object out = Tensor.allocate(x.dtype(), n);
        switch (x.array()) {
            case double[] a -> {
                for (int i = 0; i < n; i++) {
                    ((double[]) out)[i] = Math.fma(a[i], ((double[]) y.array())[i], ((double[]) z.array())[i]);
                }
            }
            case float[] a -> {
                for (int i = 0; i < n; i++) {
                    ((float[]) out)[i] = Math.fma(a[i], ((float[]) y.array())[i], ((float[]) z.array())[i]);
                }
            }
            default -> throw new AssertionError(x);
        }
        return Tensor.wrap(out, x.sizes());
    }

    static Tensor select(Tensor condition, Tensor x, Tensor y) {
        Object out = Tensor.allocate(x.dtype(), x.length());
        for (int i = 0; i < x.length(); i++) {
            System.arraycopy(condition.booleanAt(i) ? x.array() : y.array(), i, out, i, 1);
        }
        return Tensor.wrap(out, x.sizes());
    }

    /** Integers are compared as integers: as doubles, distinct ones above 2^53 would be equal. */
    static Tensor compare(CompareFn fn, Tensor x, Tensor y) {
        boolean[] out = new boolean[x.length()];
        for (int i = 0; i < out.length; i++) {
            out[i] = x.dtype().isFloat() ? fn.apply(x.doubleAt(i), y.doubleAt(i)) : fn.apply(x.longAt(i), y.longAt(i));
        }
        return Tensor.wrap(out, x.sizes());
    }

    /** No conversion goes through a second rounding: an int64 becomes a float32 directly, not by way of a double. */
    static Tensor cast(Tensor x, DType to) {
        int n = x.length();
        Object out = Tensor.allocate(to, n);
        for (int i = 0; i < n; i++) {
            switch (out) {
                case double[] o -> o[i] = x.doubleAt(i);
                case float[] o -> o[i] = x.dtype().isFloat() ? (float) x.doubleAt(i) : (float) x.longAt(i);
                case long[] o -> o[i] = x.longAt(i);
                case int[] o -> o[i] = x.dtype().isFloat() ? (int) x.doubleAt(i) : (int) x.longAt(i);
                case boolean[] o -> o[i] = x.booleanAt(i);
                default -> throw new AssertionError(to);
            }
        }
        return Tensor.wrap(out, x.sizes());
    }

    static Tensor bitcast(Tensor x) {
        int n = x.length();
        Object out =
                switch (x.array()) {
                    case double[] a -> {
                        long[] o = new long[n];
                        for (int i = 0; i < n; i++) {
                            o[i] = Double.doubleToRawLongBits(a[i]);
                        }
                        yield o;
                    }
                    case long[] a -> {
                        double[] o = new double[n];
                        for (int i = 0; i < n; i++) {
                            o[i] = Double.longBitsToDouble(a[i]);
                        }
                        yield o;
                    }
                    case float[] a -> {
                        int[] o = new int[n];
                        for (int i = 0; i < n; i++) {
                            o[i] = Float.floatToRawIntBits(a[i]);
                        }
                        yield o;
                    }
                    case int[] a -> {
                        float[] o = new float[n];
                        for (int i = 0; i < n; i++) {
                            o[i] = Float.intBitsToFloat(a[i]);
                        }
                        yield o;
                    }
                    default -> throw new AssertionError(x);
                };
        return Tensor.wrap(out, x.sizes());
    }
}
