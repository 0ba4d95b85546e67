package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.family.multivariate.DirichletMultinomial;
import ppl.aeppl.family.multivariate.LkjCholesky;
import ppl.aeppl.family.multivariate.LkjCorrelation;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.family.multivariate.MvStudentT;
import ppl.aeppl.family.multivariate.ZeroSumNormal;
import ppl.aeppl.joint.Joint;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;
import ppl.graph.random.Variates;

/** From a tensor of keys: what each key alone gives, to the bit. */
class DrawPerKeyTest {

    private static final long[] KEYS =
            LongStream.range(0, 6).map(i -> RandomKey.of(17).fold(i).bits()).toArray();

    /** A way to draw from keys. */
    private interface Way {
        Var from(KeyVar key);
    }

    private record Drawing(String name, Way way) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Shape FOUR = Shape.of(2, 2);

    static Stream<Drawing> functions() {
        Var alpha = Var.constant(0.4, 1.5);
        Var large = Var.constant(3, 200.0);
        Var factor = Var.constant(Tensor.of(new double[] {1, 0, 0.5, 2}, 2, 2));
        return Stream.of(
                new Drawing("bits", k -> k.bits(FOUR)),
                new Drawing("second uniform", k -> k.secondUniform(FOUR)),
                new Drawing("one number", k -> Variates.normal(k, Shape.scalar())),
                new Drawing("none", k -> Variates.normal(k, Shape.of(0))),
                new Drawing("exponential", k -> Variates.exponential(k, FOUR)),
                new Drawing("log-gamma", k -> Variates.logGamma(k, alpha, FOUR)),
                new Drawing("beta", k -> Variates.beta(k, alpha, large, FOUR)),
                new Drawing("Student", k -> Variates.studentT(k, alpha, FOUR)),
                new Drawing("Poisson", k -> Variates.poisson(k, large, FOUR)),
                new Drawing("binomial", k -> Variates.binomial(k, Var.constant(50L), Var.constant(0.02, 0.6), FOUR)),
                new Drawing("multinomial", k -> Variates.multinomial(k, Var.constant(50L), Var.constant(1.0, 2, 3), FOUR)),
                new Drawing("categorical", k -> Variates.categorical(k, Var.constant(1.0, 2, 3), FOUR)),
                new Drawing("vectors", k -> Variates.multivariateNormal(k, factor, FOUR)));
    }

    static Stream<Drawing> laws() {
        Var mu = Var.constant(1.0, -2.0);
        Var matrix = Var.constant(Tensor.of(new double[] {2, 0.5, 0.5, 1}, 2, 2));
        Stream<Var> vectors = Stream.of(
                MvNormal.of(mu, matrix).draw("covariance", 3),
                MvNormal.precision(mu, matrix).draw("precision", 3),
                MvStudentT.of(4, mu, matrix).draw("t", 3),
                ZeroSumNormal.of(2, 3, 2).draw("table", 3),
                Dirichlet.of(Var.constant(0.5, 2, 1)).draw("Dirichlet", 3),
                DirichletMultinomial.of(9, 0.5, 2, 1).draw("counts", 3),
                LkjCholesky.of(2, 3).draw("factor", 3),
                LkjCorrelation.of(Var.constant(0.5, 2), 3).draw("correlations", 3, 2));
        Stream<Var> numbers = LawCase.ALL.stream().map(one -> one.distribution().draw(one.toString(), 2, 2));
        Stream<Var> composed = ComposedFamiliesTest.EXAMPLES.entrySet().stream()
                .map(e -> e.getValue().draw(e.getKey(), 2, 2));
        return Stream.of(numbers, vectors, composed)
                .flatMap(draws -> draws)
                .filter(x -> ((RandomOp) x.op()).family().whyNoDraws() == null)
                .map(x -> {
                    RandomOp r = (RandomOp) x.op();
                    return new Drawing(x.label(), k -> r.family().draw(k, x.inputs(), r.batch()));
                });
    }

    static Stream<Drawing> derived() {
        Var x = Normal.of(Var.constant(0.0, 1, 2), Var.constant(1.0)).draw("x", 2, 3);
        Var shares = Dirichlet.of(Var.constant(0.5, 2, 1)).draw("shares", 2);
        Var picks = Var.constant(Tensor.of(new long[] {1, 0, 1}));
        Map<String, Var> all = new LinkedHashMap<>();
        all.put("transposed", x.transpose());
        all.put("vectors across", shares.transpose());
        all.put("picked twice", Functions.take(x, picks, 1));
        all.put("vectors picked twice", Functions.take(shares, picks, 0));
        all.put("copies", Functions.broadcastTo(x, Shape.of(2, 2, 3)));
        all.put("joined with a constant", Functions.concat(List.of(x, Functions.zerosLike(x)), 1));
        all.put("sorted", Functions.sort(Normal.of(0, 1).draw("y", 2, 3), 0));
        all.put("place of the greatest", Functions.argmax(Normal.of(0, 1).draw("y", 2, 3), 0));
        return all.entrySet().stream()
                .map(e -> new Drawing(e.getKey(), k -> Joint.law(e.getValue()).draw(k)));
    }

    private static Tensor drawn(Var draws) {
        try (CompiledGraph compiled = new Graph(List.of(), List.of(draws)).compile(CompileOptions.defaults())) {
            return compiled.call(List.of()).getFirst();
        }
    }

    @ParameterizedTest
    @MethodSource({"functions", "laws", "derived"})
    void each_key_of_a_tensor_gives_what_it_gives_alone(Drawing drawing) {
        Var together = drawing.way.from(new KeyVar(Var.constant(Tensor.of(KEYS, 3, 2))));
        Tensor all = drawn(together);
        for (int k = 0; k < KEYS.length; k++) {
            Tensor one = drawn(drawing.way.from(new KeyVar(Var.constant(KEYS[k]))));
            assertEquals(Shape.of(3, 2).concat(one.type().shape()), together.shape());
            for (int i = 0; i < one.length(); i++) {
                assertEquals(one.bitsAt(i), all.bitsAt(k * one.length() + i), drawing + ", key " + k);
            }
        }
    }

    @Test
    void parameters_may_differ_by_key() {
        KeyVar keys = new KeyVar(Var.constant(Tensor.of(KEYS)));
        Var means = Var.constant(0.5, 1, 2, 3, 50, 100);
        Tensor all = drawn(Variates.poisson(keys, means, Shape.scalar()));
        for (int k = 0; k < KEYS.length; k++) {
            Var mean = Var.constant(Tensor.scalar(means.constantValue().doubleAt(k)));
            Tensor one = drawn(Variates.poisson(new KeyVar(Var.constant(KEYS[k])), mean, Shape.scalar()));
            assertEquals(one.longAt(0), all.longAt(k));
        }
    }

    @Test
    void keys_are_split_and_folded_along_axes() {
        RandomKey root = RandomKey.of(4);
        long[] expected = LongStream.range(0, 5).map(i -> root.fold(i).bits()).toArray();
        assertArrayEquals(expected, KeyVar.of(root).split(5).key().eval().toLongs());
        Var keys = Var.constant(Tensor.of(KEYS, 3, 2));
        long[] split = new KeyVar(keys).split(4).key().eval().toLongs();
        long[] named = new KeyVar(keys).fold("site").key().eval().toLongs();
        long[] steps = new KeyVar(keys)
                .fold(Var.constant(Tensor.of(new long[] {7, 9})))
                .key()
                .eval()
                .toLongs();
        for (int k = 0; k < KEYS.length; k++) {
            RandomKey key = new RandomKey(KEYS[k]);
            for (int i = 0; i < 4; i++) {
                assertEquals(key.fold(i).bits(), split[4 * k + i]);
            }
            assertEquals(key.fold("site").bits(), named[k]);
            assertEquals(key.fold(k % 2 == 0 ? 7 : 9).bits(), steps[k]);
        }
        assertEquals(24, Arrays.stream(split).distinct().count());
    }

    @Test
    void keys_are_int64() {
        String message = assertThrows(GraphException.class, () -> new KeyVar(Var.constant(1.5)))
                .getMessage();
        assertTrue(message.startsWith("random keys must be int64, but got '1.5' float64"), message);
    }
}
