package ppl.backend.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.points.PointsCode;
import ppl.graph.DType;
import ppl.graph.Tensor;

/** Points that are computed together have the bits that each has alone. */
class PointsTest {

    private static final int[] WIDTHS = {128, 256, 512};
    private static final PrimitiveEmitter PRIMITIVES = PrimitiveEmitter.specialized();

    /**
     * A nest whose arrays of float64 differ from point to point; what it reads of other types all points share, and what it writes of other
     * types nobody sees.
     */
    private record Drawn(KernelPlan plan, List<double[]> inputs, List<Integer> results) {

        static Drawn of(RandomNest nest, int kept, int points) {
            KernelPlan drawn = nest.plan(kept);
            List<Buffer> buffers = new ArrayList<>();
            List<double[]> inputs = new ArrayList<>();
            List<Integer> results = new ArrayList<>();
            int arena = 0;
            for (Buffer b : drawn.buffers()) {
                boolean floats = b.dtype() == DType.F64;
                Place place =
                        switch (b.place()) {
                            case Place.Input(int position)
                            when floats -> {
                                inputs.add(mixed((double[]) nest.inputs()[position], points));
                                yield new Place.Input(inputs.size() - 1);
                            }
                            case Place.Input(int position) -> new Place.Literal(shared(nest.inputs()[position]));
                            case Place.Output _
                            when floats -> {
                                results.add(b.length());
                                yield new Place.Output(results.size() - 1);
                            }
                            case Place.Output _ -> {
                                arena += b.length();
                                yield new Place.Arena(arena - b.length());
                            }
                            case Place other -> other;
                        };
                buffers.add(new Buffer(b.id(), b.dtype(), b.length(), place));
            }
            return new Drawn(new KernelPlan(filled(drawn.kernels()), buffers), inputs, results);
        }

        /** Sums by group begin with zeros. */
        private static List<Kernel> filled(List<Kernel> kernels) {
            List<Kernel> all = new ArrayList<>();
            for (Sink sink : ((LoopNest) kernels.getFirst()).sinks()) {
                if (sink instanceof Sink.Scatter scatter) {
                    all.add(new Kernel.Fill(scatter.to().buffer(), Tensor.scalar(0.0)));
                }
            }
            all.addAll(kernels);
            return all;
        }

        private static Tensor shared(Object array) {
            return switch (array) {
                case long[] x -> Tensor.of(x);
                case boolean[] x -> Tensor.of(x);
                default -> throw new AssertionError(array);
            };
        }

        /** For each point the same numbers in another order, so that each meets what is special at places of its own. */
        private static double[] mixed(double[] x, int points) {
            double[] all = new double[points * x.length];
            for (int p = 0; p < points; p++) {
                double[] mine = x.clone();
                SplittableRandom random = new SplittableRandom(p);
                for (int i = mine.length - 1; i > 0; i--) {
                    int k = random.nextInt(i + 1);
                    double kept = mine[i];
                    mine[i] = mine[k];
                    mine[k] = kept;
                }
                System.arraycopy(mine, 0, all, p * x.length, x.length);
            }
            return all;
        }

        Object[] point(int p, int points) {
            return inputs.stream()
                    .map(x -> Arrays.copyOfRange(x, p * (x.length / points), (p + 1) * (x.length / points)))
                    .toArray();
        }

        Object[] outputs(int points) {
            return results.stream().map(n -> new double[n * points]).toArray();
        }
    }

    private static void check(RandomNest nest, int kept, int points) {
        check(nest, kept, points, 64);
    }

    private static void check(RandomNest nest, int kept, int points, int most) {
        Drawn drawn = Drawn.of(nest, kept, points);
        assertNull(PointsCode.obstacle(drawn.plan));
        for (int bits : WIDTHS) {
            PointsCode together = PointsCode.of(drawn.plan, PRIMITIVES, bits, most);
            var workspace = together.workspace();
            Object[] outputs = drawn.outputs(points);
            for (int call = 0; call < 2; call++) {
                together.run(drawn.inputs.toArray(), outputs, workspace);
            }
            try (CompiledLoops alone = CompiledLoops.of(drawn.plan, PRIMITIVES, Tiers.NONE)) {
                for (int p = 0; p < points; p++) {
                    Object[] expected = drawn.outputs(1);
                    alone.caller().call(drawn.point(p, points), expected);
                    for (int k = 0; k < expected.length; k++) {
                        int n = drawn.results.get(k);
                        double[] actual = Arrays.copyOfRange((double[]) outputs[k], p * n, (p + 1) * n);
                        String where = "point " + p + " of " + points + ", " + bits + " bits, output " + k + " of "
                                + drawn.plan.kernels();
                        // all NaN are one
                        assertEquals(Arrays.toString((double[]) expected[k]), Arrays.toString(actual), where);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 19})
    void any_number_of_points(int points) {
        check(new RandomNest(points, List.of(10), 0, 20), 0, points);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 17, 130})
    void loops_of_any_length(int n) {
        check(new RandomNest(n, List.of(n), 0, 25), 0, 8);
        check(new RandomNest(n, List.of(n), 1, 25), 1, 8);
    }

    @Test
    void nests_of_two_axes_whatever_they_combine() {
        for (int kept = 0; kept <= 2; kept++) {
            check(new RandomNest(kept, List.of(3, 5), kept, 20), kept, 8);
            check(new RandomNest(10 + kept, List.of(5, 70), kept, 20), kept, 5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 12})
    void nests_that_are_cut(int most) {
        check(new RandomNest(most, List.of(70), 0, 60), 0, 8, most);
        check(new RandomNest(most + 100, List.of(6, 11), 1, 60), 1, 8, most);
    }

    @Test
    void sums_by_group() {
        check(new RandomNest(3, List.of(45), 0, 15).withSumsByGroup(true), 0, 8);
        check(new RandomNest(4, List.of(100), 0, 15).withSumsByGroup(false), 0, 11);
    }
}
