package ppl.graph.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.normal.Ndtri;

/** Functions that the host computes too, for random numbers outside graphs, give the bits of their expansions. */
class HostValueTest {

    private static final double[] EDGES = {
        0.0,
        -0.0,
        1,
        0.5,
        2,
        -1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        0.0773,
        0.07730000000000001,
        0.9227,
        0x1p-53,
        1 - 0x1p-53,
        1e-310
    };

    @Test
    void log_of_a_java_number_has_the_bits_of_the_node() {
        SplittableRandom random = new SplittableRandom(1);
        double[] x = new double[100_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < EDGES.length
                    ? EDGES[i]
                    : i % 2 == 0 ? random.nextDouble() : Double.longBitsToDouble(random.nextLong());
        }
        assertSameBits(Functions.log(Var.constant(x)), x, Log::valueAt);
    }

    @Test
    void exponential_of_a_java_number_has_the_bits_of_the_node() {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = new double[100_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < EDGES.length ? EDGES[i] : i % 2 == 0 ? random.nextGaussian() : random.nextDouble(-800, 760);
        }
        assertSameBits(Functions.exp(Var.constant(x)), x, Exp::valueAt);
    }

    @Test
    void normal_quantile_of_a_java_number_has_the_bits_of_the_node() {
        SplittableRandom random = new SplittableRandom(2);
        double[] p = new double[100_000];
        for (int i = 0; i < p.length; i++) {
            p[i] = i < EDGES.length
                    ? EDGES[i]
                    : i % 2 == 0 ? random.nextDouble() : Math.exp(-745 * random.nextDouble());
        }
        assertSameBits(Functions.ndtri(Var.constant(p)), p, Ndtri::valueAt);
    }

    private static void assertSameBits(Var y, double[] x, DoubleUnaryOperator host) {
        Tensor graph = Objects.requireNonNull(y.constantValue());
        for (int i = 0; i < x.length; i++) {
            double x0 = x[i];
            assertEquals(
                    Double.doubleToLongBits(graph.doubleAt(i)),
                    Double.doubleToLongBits(host.applyAsDouble(x0)),
                    () -> "at " + x0);
        }
    }
}
