package ppl.backend.interp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Prim;

/** Runs one primitive on values, without a graph that could simplify it. */
final class Values {

    static final double NAN = Double.NaN;
    static final double INF = Double.POSITIVE_INFINITY;

    private Values() {}

    static Tensor run(Prim op, Tensor... operands) {
        List<Tensor> values = List.of(operands);
        TensorType type = op.infer(values.stream().map(Var::constant).toList());
        Tensor result = Primitives.evaluate(op, values, type);
        assertEquals(type, result.type(), "type of " + op.name());
        return result;
    }

    /** Bits must agree; NaNs of any payload are one. */
    static void assertTensor(Tensor expected, Tensor actual) {
        assertEquals(expected, actual);
    }

    static Tensor f64(double... values) {
        return Tensor.of(values);
    }

    static Tensor f32(double... values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return Tensor.of(narrow);
    }

    static Tensor i64(long... values) {
        return Tensor.of(values);
    }

    static Tensor i32(int... values) {
        return Tensor.of(values);
    }

    static Tensor bool(boolean... values) {
        return Tensor.of(values);
    }

    /** 0, 1, 2, ... in some shape. */
    static Tensor count(int... sizes) {
        double[] values = new double[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(values, i -> i);
        return Tensor.wrap(values, sizes);
    }
}
