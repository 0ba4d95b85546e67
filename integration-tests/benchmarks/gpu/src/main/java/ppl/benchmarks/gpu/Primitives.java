package ppl.benchmarks.gpu;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/** Every elementwise primitive of every type on numbers at which machines differ, so that a difference is known by its instruction. */
final class Primitives {

    private static final double[] SPECIAL = {
        0.0, -0.0, 1, -1, 0.5, 1.5, 2.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE,
        -Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, Float.MIN_VALUE, Float.MAX_VALUE, 0x1p31,
        -0x1p31, 0x1p52, 0x1p53, 0x1p63, -0x1p63, 0x1p64
    };

    private static final long[] WHOLE = {
        0, 1, -1, 2, 31, 32, 63, 64, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, (1L << 53) + 1
    };

    private final int n;
    private final Map<String, Program> programs = new LinkedHashMap<>();

    /**
     * @param n elements of each array
     */
    Primitives(int n) {
        this.n = n;
        for (DType type : DType.values()) {
            for (Unary.Fn fn : Unary.Fn.values()) {
                add(new Unary(fn), type);
            }
            for (Binary.Fn fn : Binary.Fn.values()) {
                add(new Binary(fn), type, type);
            }
            for (Compare.Fn fn : Compare.Fn.values()) {
                add(new Compare(fn), type, type);
            }
            add(new Fma(), type, type, type);
            add(new Select(), DType.BOOL, type, type);
            for (DType to : DType.values()) {
                add(new Cast(to), type);
                add(new Bitcast(to), type);
            }
        }
    }

    /** Adds a primitive, unless it does not take these types. */
    private void add(Op op, DType... types) {
        List<Var> inputs = new ArrayList<>();
        for (int k = 0; k < types.length; k++) {
            inputs.add(Var.input("x" + k, new TensorType(types[k], Shape.of(n))));
        }
        try {
            Var result = Var.of(op, inputs);
            if (result.op().equals(op)) {
                programs.put(op + " of " + Arrays.toString(types), new Program(new Graph(inputs, List.of(result))));
            }
        } catch (GraphException e) {
            // There is no such primitive of these types.
        }
    }

    int size() {
        return programs.size();
    }

    /** The primitives of which some element differs, each with the first. */
    List<String> differing(Backend reference, Backend other) {
        List<String> differing = new ArrayList<>();
        programs.forEach((name, program) -> {
            Object wanted = run(reference, program);
            Object got = run(other, program);
            int at = mismatch(wanted, got);
            if (at >= 0) {
                differing.add(name + ", element " + at + ": " + Array.get(wanted, at) + " but got " + Array.get(got, at));
            }
        });
        return differing;
    }

    /** The first place at which two arrays differ, -1 if there is none; all NaN are one. */
    private static int mismatch(Object a, Object b) {
        return switch (a) {
            case double[] x -> Arrays.mismatch(x, (double[]) b);
            case float[] x -> Arrays.mismatch(x, (float[]) b);
            case long[] x -> Arrays.mismatch(x, (long[]) b);
            case int[] x -> Arrays.mismatch(x, (int[]) b);
            case boolean[] x -> Arrays.mismatch(x, (boolean[]) b);
            default -> throw new AssertionError(a);
        };
    }

    private Object run(Backend backend, Program program) {
        SplittableRandom random = new SplittableRandom(1);
        Object[] inputs = program.graph().inputs().stream()
                .map(x -> numbers(random, x.dtype()))
                .toArray();
        TensorType type = program.graph().outputs().getFirst().type();
        Object[] outputs = {Tensor.allocate(type.dtype(), n)};
        try (Executable executable = backend.compile(program, NumericMode.STRICT)) {
            executable.caller().call(inputs, outputs);
        }
        return outputs[0];
    }

    private Object numbers(SplittableRandom random, DType type) {
        return switch (type) {
            case F64 -> {
                double[] x = new double[n];
                Arrays.setAll(x, _ -> number(random));
                yield x;
            }
            case F32 -> {
                float[] x = new float[n];
                for (int i = 0; i < n; i++) {
                    x[i] = (float) number(random);
                }
                yield x;
            }
            case I64 -> {
                long[] x = new long[n];
                Arrays.setAll(x, _ -> whole(random));
                yield x;
            }
            case I32 -> {
                int[] x = new int[n];
                Arrays.setAll(x, _ -> (int) whole(random));
                yield x;
            }
            case BOOL -> {
                boolean[] x = new boolean[n];
                for (int i = 0; i < n; i++) {
                    x[i] = random.nextBoolean();
                }
                yield x;
            }
        };
    }

    /** Special numbers, any bits, and numbers of everyday. */
    private static double number(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
            case 1 -> Double.longBitsToDouble(random.nextLong());
            default -> random.nextGaussian();
        };
    }

    private static long whole(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> WHOLE[random.nextInt(WHOLE.length)];
            case 1 -> random.nextLong();
            default -> random.nextInt(-100, 100);
        };
    }
}
