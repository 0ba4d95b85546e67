package ppl.tests.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.random.HostNumbers;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;
import ppl.graph.random.Variates;
import ppl.sampler.nuts.Nuts;

/** What samplers draw in Java is what a graph draws, to the bit. */
class HostNumbersTest {

    private static final RandomKey KEY = RandomKey.of(20261127);

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void exp_and_log_are_those_of_a_graph(String backend) {
        double[] some = new double[10_000];
        new HostNumbers().fill(KEY, 0, some);
        Var x = Var.input("x", some.length);
        Graph graph = new Graph(List.of(x), List.of(Functions.exp(x), Functions.log(x)));
        try (CompiledGraph compiled = graph.compile(CompileOptions.defaults().withBackend(backend))) {
            List<Tensor> values = compiled.call(List.of(Tensor.of(some)));
            assertArrayEquals(bits(values.getFirst().toDoubles()), bits(mapped(some, HostNumbers::exp)));
            assertArrayEquals(bits(values.getLast().toDoubles()), bits(mapped(some, HostNumbers::log)));
        }
    }

    private static double[] mapped(double[] x, DoubleUnaryOperator f) {
        return Arrays.stream(x).map(f).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void normal_numbers_of_a_key_are_the_draws_of_a_graph(String backend) {
        for (int n : new int[] {1, 3, 127, 128, 129, 10_000}) {
            for (long number : new long[] {0, 1, -5, 1L << 40}) {
                double[] numbers = new double[n];
                new HostNumbers().fill(KEY, number, numbers);
                assertArrayEquals(bits(drawn(backend, KEY.fold(number), n)), bits(numbers), n + " of " + number);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void momenta_of_an_iteration_are_the_draws_of_a_graph(String backend) {
        int dimension = 200;
        Chain chain = new Nuts().start(unitSteps(dimension));
        double[] flat = new double[dimension];
        chain.ask();
        chain.tell(0, flat);
        for (int iteration = 0; iteration < 20; iteration++) {
            double[] momentum = drawn(backend, KEY.fold("momentum").fold(iteration), dimension);
            // From 0, along no gradient, a leapfrog of size 1 ends where the momentum points, or where it comes from.
            double[] asked = chain.ask().clone();
            if (asked[0] != momentum[0]) {
                for (int i = 0; i < dimension; i++) {
                    asked[i] = -asked[i];
                }
            }
            assertArrayEquals(bits(momentum), bits(asked), "iteration " + iteration);
            // A density that is not defined there leaves the chain at 0.
            chain.tell(Double.NaN, flat);
        }
    }

    private static ChainSpec unitSteps(int dimension) {
        double[] units = new double[dimension];
        Arrays.fill(units, 1);
        return new ChainSpec(
                List.of(new Block("x", Block.Measure.CONTINUOUS, 0, dimension)),
                new double[dimension],
                0,
                20,
                KEY,
                Map.of("step_size", 1, "inverse_mass_matrix", units));
    }

    private static double[] drawn(String backend, RandomKey key, int n) {
        Graph graph = new Graph(List.of(), List.of(Variates.normal(KeyVar.of(key), Shape.of(n))));
        try (CompiledGraph compiled = graph.compile(CompileOptions.defaults().withBackend(backend))) {
            return compiled.call(List.of()).getFirst().toDoubles();
        }
    }

    private static long[] bits(double[] x) {
        long[] bits = new long[x.length];
        for (int i = 0; i < x.length; i++) {
            bits[i] = Double.doubleToRawLongBits(x[i]);
        }
        return bits;
    }
}
