package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;
import ppl.graph.random.RandomKey;

class GradientCheckTest {

    /** A density of a scalar {@code a} and a vector {@code b} of two. */
    private record Written(ToDoubleFunction<double[]> logp, Slope slope) implements LogDensity {

        interface Slope {
            double[] at(double[] x);
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public List<Block> blocks() {
            return List.of(
                    new Block("a", Block.Measure.CONTINUOUS, 0, 1), new Block("b", Block.Measure.CONTINUOUS, 1, 2));
        }

        @Override
        public Evaluator evaluator() {
            return new Evaluator() {
                @Override
                public double logp(double[] point) {
                    return logp.applyAsDouble(point);
                }

                @Override
                public double logpAndGradient(double[] point, double[] gradient) {
                    System.arraycopy(slope.at(point), 0, gradient, 0, 3);
                    return logp(point);
                }
            };
        }
    }

    private static void check(Written density, double[] start, int seed) {
        new GradientCheck(density).at(start, 0, RandomKey.of(seed));
    }

    private static final ToDoubleFunction<double[]> NORMAL = x -> -0.5 * (x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);

    private static double[] of(double... x) {
        return x;
    }

    @Test
    void the_variable_whose_gradient_is_missing_is_named_and_no_other() {
        for (int seed = 0; seed < 50; seed++) {
            int key = seed;
            String message = assertThrows(
                            SamplingException.class,
                            () -> check(new Written(NORMAL, x -> of(-x[0], 0, 0)), of(0.4, -0.8, 1.1), key))
                    .getMessage();
            assertTrue(message.contains("along b the gradient gives a slope of 0.00000, differences give "), message);
            assertTrue(!message.contains("along a the"), message);
        }
    }

    @Test
    void a_gradient_that_is_a_hundredth_too_small_is_wrong() {
        assertThrows(
                SamplingException.class,
                () -> check(new Written(NORMAL, x -> of(-0.99 * x[0], -0.99 * x[1], -0.99 * x[2])), of(1, 2, 3), 1));
    }

    @Test
    void a_missing_gradient_of_a_scalar_is_found_beside_ten_thousand_coordinates() {
        int n = 10_000;
        LogDensity large = new LogDensity() {
            @Override
            public int dimension() {
                return n + 1;
            }

            @Override
            public List<Block> blocks() {
                return List.of(
                        new Block("effects", Block.Measure.CONTINUOUS, 0, n),
                        new Block("scalar", Block.Measure.CONTINUOUS, n, 1));
            }

            @Override
            public Evaluator evaluator() {
                return new Evaluator() {
                    @Override
                    public double logp(double[] x) {
                        double sum = 0;
                        for (double v : x) {
                            sum -= 0.5 * v * v;
                        }
                        return sum;
                    }

                    @Override
                    public double logpAndGradient(double[] x, double[] gradient) {
                        for (int i = 0; i < n; i++) {
                            gradient[i] = -x[i];
                        }
                        gradient[n] = 0;
                        return logp(x);
                    }
                };
            }
        };
        double[] start = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            start[i] = Math.sin(i + 1.0);
        }
        for (int seed = 0; seed < 5; seed++) {
            int key = seed;
            String message = assertThrows(
                            SamplingException.class, () -> new GradientCheck(large).at(start, 0, RandomKey.of(key)))
                    .getMessage();
            assertTrue(message.contains("along scalar the gradient"), message);
        }
    }

    @Test
    void a_right_gradient_passes_from_any_direction_at_any_scale() {
        for (int seed = 0; seed < 500; seed++) {
            double scale = Math.pow(10, seed % 13 - 6);
            double[] start = of(scale, -0.3 * scale, 1e3);
            int key = seed;
            assertDoesNotThrow(() -> check(
                    new Written(
                            x -> -x[0] / scale * (x[0] / scale) + Math.sin(x[1]) - Math.cosh(x[2] / 100),
                            x -> of(-2 * x[0] / scale / scale, Math.cos(x[1]), -Math.sinh(x[2] / 100) / 100)),
                    start,
                    key));
        }
    }

    @Test
    void kinks_in_one_point_that_look_smooth_along_a_direction_are_no_error() {
        // At 0 the slope of max(x, 0) may be taken as 1 for every x; differences give 1 or 0 on both sides.
        Written kinks = new Written(
                x -> Math.max(x[0], 0) - Math.max(x[1], 0) + Math.max(x[2], 0),
                x -> of(x[0] >= 0 ? 1 : 0, x[1] >= 0 ? -1 : 0, x[2] >= 0 ? 1 : 0));
        assertAll(IntStream.range(0, 500).mapToObj(seed -> () -> check(kinks, new double[3], seed)));
    }

    @Test
    void a_change_that_rounding_swallows_is_no_error() {
        Written covered = new Written(x -> 1e17 + x[0] + x[1] + x[2] - 1e17, _ -> of(1, 1, 1));
        assertAll(IntStream.range(0, 100).mapToObj(seed -> () -> check(covered, of(0.5, 0.5, 0.5), seed)));
    }

    @Test
    void where_differences_disagree_among_themselves_there_is_no_verdict() {
        Slopes.Finding c = new Slopes(new Written(x -> Math.rint(1000.3 * x[0]), _ -> new double[3]))
                .compare(new double[3], of(1, 0, 0));
        assertEquals(Slopes.Verdict.NONE, c.verdict());
    }

    @Test
    void at_a_kink_there_is_no_verdict_if_the_slopes_on_both_sides_enclose_that_of_the_gradient() {
        Written kink = new Written(x -> Math.abs(x[0]), _ -> of(1, 0, 0));
        assertEquals(
                Slopes.Verdict.NONE,
                new Slopes(kink).compare(new double[3], of(1, 0, 0)).verdict());
        assertEquals(
                Slopes.Verdict.RIGHT,
                new Slopes(kink).compare(of(1, 0, 0), of(1, 0, 0)).verdict());
        Written steeper = new Written(x -> Math.abs(x[0]), _ -> of(3, 0, 0));
        assertEquals(
                Slopes.Verdict.WRONG,
                new Slopes(steeper).compare(of(1, 0, 0), of(1, 0, 0)).verdict());
    }
}
