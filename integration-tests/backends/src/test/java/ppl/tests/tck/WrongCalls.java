package ppl.tests.tck;

import static ppl.tests.tck.BrokenBackend.calling;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Constant;
import ppl.graph.op.ScatterAdd;

/** Backends whose calls read, write or remember what they should not. */
final class WrongCalls {

    private WrongCalls() {}

    static BrokenBackend writesToInputs() {
        return calling(_ -> (right, in, out) -> {
            right.call(in, out);
            for (Object array : in) {
                if (array instanceof double[] a && a.length > 0) {
                    a[0] = 0;
                }
            }
        });
    }

    /** Computes in place where a constant of 23 elements lies. */
    static BrokenBackend writesToConstants() {
        return calling(program -> (right, in, out) -> {
            right.call(in, out);
            for (Var node : program.order()) {
                if (node.op() instanceof Constant(Tensor value)
                        && value.array() instanceof double[] a
                        && a.length == 23) {
                    a[0] += 1;
                }
            }
        });
    }

    static BrokenBackend leavesTheTail() {
        return calling(_ -> (right, in, out) -> {
            Object[] whole = Arrays.stream(out).map(WrongCalls::copy).toArray();
            right.call(in, whole);
            for (int i = 0; i < out.length; i++) {
                int n = Array.getLength(out[i]);
                System.arraycopy(whole[i], 0, out[i], 0, n > 500 ? n - 1 : n);
            }
        });
    }

    /** Scattered sums are written where something is added; the rest is taken to be 0 already. */
    static BrokenBackend expectsClearedArrays() {
        return calling(program -> (right, in, out) -> {
            Object[] whole = Arrays.stream(out).map(WrongCalls::copy).toArray();
            right.call(in, whole);
            for (int k = 0; k < out.length; k++) {
                boolean scattered = program.graph().outputs().get(k).op() instanceof ScatterAdd;
                if (scattered && out[k] instanceof double[] a && whole[k] instanceof double[] right64) {
                    Arrays.setAll(a, i -> right64[i] == 0 ? a[i] : right64[i]);
                } else {
                    System.arraycopy(whole[k], 0, out[k], 0, Array.getLength(out[k]));
                }
            }
        });
    }

    private static Object copy(Object array) {
        int n = Array.getLength(array);
        Object other = Array.newInstance(array.getClass().getComponentType(), n);
        System.arraycopy(array, 0, other, 0, n);
        return other;
    }

    static BrokenBackend remembersArrays() {
        return calling(_ -> {
            Map<Object, Object[]> results = new IdentityHashMap<>();
            return (right, in, out) -> {
                Object[] known = in.length == 0 ? null : results.get(in[0]);
                if (known == null) {
                    right.call(in, out);
                    if (in.length > 0) {
                        results.put(
                                in[0], Arrays.stream(out).map(WrongCalls::copy).toArray());
                    }
                } else {
                    for (int i = 0; i < out.length; i++) {
                        System.arraycopy(known[i], 0, out[i], 0, Array.getLength(out[i]));
                    }
                }
            };
        });
    }

    static BrokenBackend keepsNaN() {
        return calling(_ -> {
            boolean[] spoilt = new boolean[1];
            return (right, in, out) -> {
                right.call(in, out);
                for (Object array : out) {
                    if (array instanceof double[] a) {
                        if (spoilt[0]) {
                            Arrays.fill(a, Double.NaN);
                        }
                    }
                }
                spoilt[0] |= Arrays.stream(in)
                        .anyMatch(array -> array instanceof double[] a
                                && Arrays.stream(a).allMatch(Double::isNaN)
                                && a.length > 1);
            };
        });
    }

    static BrokenBackend writesLater() {
        return calling(_ -> {
            List<Object> former = new ArrayList<>();
            return (right, in, out) -> {
                former.forEach(array -> {
                    if (array instanceof double[] a) {
                        Arrays.fill(a, 0);
                    }
                });
                right.call(in, out);
                former.addAll(List.of(out));
            };
        });
    }

    static BrokenBackend copiesSharedArraysOnce() {
        return calling(_ -> (right, in, out) -> {
            Object[] distinct = in.clone();
            for (int i = 1; i < in.length; i++) {
                if (in[i] == in[i - 1]) {
                    distinct[i] = Array.newInstance(in[i].getClass().getComponentType(), Array.getLength(in[i]));
                }
            }
            right.call(distinct, out);
        });
    }

    static BrokenBackend throwsOnNaN() {
        return calling(_ -> (right, in, out) -> {
            right.call(in, out);
            for (Object array : in) {
                if (array instanceof double[] a
                        && a.length == 9
                        && Arrays.stream(a).allMatch(Double::isNaN)) {
                    throw new ArithmeticException("NaN");
                }
            }
        });
    }

    static BrokenBackend repeatsTheFirstPoint() {
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                Executable right = super.compile(program, mode);
                return new Executable() {
                    @Override
                    public CompiledGraph.Caller caller() {
                        return right.caller();
                    }

                    @Override
                    public CompiledGraph.Caller caller(int batch) {
                        CompiledGraph.Caller loop = right.caller(batch);
                        return (in, out) -> {
                            loop.call(in, out);
                            for (Object array : out) {
                                int n = Array.getLength(array) / batch;
                                for (int b = 1; b < batch; b++) {
                                    System.arraycopy(array, 0, array, b * n, n);
                                }
                            }
                        };
                    }

                    @Override
                    public void close() {
                        right.close();
                    }
                };
            }
        };
    }

    static BrokenBackend promisesNoAllocation() {
        return new BrokenBackend() {
            @Override
            public boolean allocatesPerCall() {
                return false;
            }
        };
    }
}
