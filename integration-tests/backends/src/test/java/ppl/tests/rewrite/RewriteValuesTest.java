package ppl.tests.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.rewrite.Rewriter;

/** Each rule fires on its pattern and keeps its value: on ordinary numbers to rounding, on hostile ones where it says so. */
class RewriteValuesTest {

    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");
    private static final double[] HOSTILE = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1e-310,
        -1e-310,
        1e300,
        -1e300,
        800,
        -800,
        1,
        -1
    };
    private static final double[] SIGNS = {2, 0, -3, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};

    @ParameterizedTest
    @MethodSource("ppl.tests.rewrite.RewritePatterns#patterns")
    void a_rule_fires_and_keeps_the_value(RewritePatterns.Pattern pattern) {
        Var y = pattern.of().apply(RewritePatterns.X);
        Graph graph = new Graph(List.of(RewritePatterns.X, RewritePatterns.S), List.of(y));
        Rewriter.Result rewritten = Rewriter.standard().traced(graph);
        Graph slopes = slopes(y);
        Graph rewrittenSlopes = slopes(rewritten.graph().outputs().getFirst());
        assertTrue(
                rewritten.counts().containsKey(pattern.rule()),
                () -> pattern + " did not fire, but " + rewritten.counts());
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            double[] xs = random.doubles(12, -3, 3).toArray();
            double[] ss = random.doubles(3, 0.2, 3).toArray();
            compare(graph, rewritten.graph(), xs, ss);
            compare(slopes, rewrittenSlopes, xs, ss);
        }
        for (int round = 0; pattern.mixed() && round < 50; round++) {
            double[] xs = random.ints(12, 0, HOSTILE.length)
                    .mapToDouble(i -> HOSTILE[i])
                    .toArray();
            double[] ss = random.ints(3, 0, HOSTILE.length)
                    .mapToDouble(i -> HOSTILE[i])
                    .toArray();
            compare(graph, rewritten.graph(), xs, ss);
        }
    }

    @ParameterizedTest
    @MethodSource("ppl.tests.rewrite.RewritePatterns#patterns")
    void at_hostile_numbers_a_rule_keeps_the_value_or_gives_that_over_the_real_numbers(
            RewritePatterns.Pattern pattern) {
        Var y = pattern.of().apply(RewritePatterns.X);
        Graph graph = new Graph(List.of(RewritePatterns.X, RewritePatterns.S), List.of(y));
        try (CompiledGraph before = graph.compile(INTERP);
                CompiledGraph after = Rewriter.standard().apply(graph).compile(INTERP)) {
            for (double x : HOSTILE) {
                for (double s : SIGNS) {
                    double old = first(before, x, s);
                    double now = first(after, x, s);
                    boolean differs = !isClose(old, now) && pattern.differs().contain(x, s);
                    double right = differs ? pattern.meaning().applyAsDouble(x, s) : old;
                    assertTrue(
                            isClose(right, now),
                            () -> "x = " + x + ", s = " + s + ": " + old + " became " + now + ", right " + right);
                }
            }
        }
    }

    private static double first(CompiledGraph compiled, double x, double s) {
        double[] xs = new double[12];
        double[] ss = new double[3];
        Arrays.fill(xs, x);
        Arrays.fill(ss, s);
        return compiled.call(List.of(Tensor.of(xs, 3, 4), Tensor.of(ss)))
                .getFirst()
                .toDoubles()[0];
    }

    @Test
    void every_rule_has_a_pattern() {
        Set<String> covered = new TreeSet<>();
        RewritePatterns.patterns().forEach(p -> covered.add(p.rule()));
        Set<String> rules = new TreeSet<>();
        Rewriter.standard().rules().forEach(r -> rules.add(r.name()));
        assertEquals(rules, covered);
    }

    @Test
    void stabilised_forms_keep_their_digits_where_the_naive_ones_lose_them() {
        Var u = Var.input("u");
        assertEquals(-800, at(Functions.sigmoid(u).log(), u, -800));
        assertEquals(900, at(u.exp().log(), u, 900));
        assertEquals(1e-20, at(u.plus(1).log(), u, 1e-20));
        assertEquals(1e-20, at(u.exp().minus(1), u, 1e-20));
        assertEquals(1e200, at(u.square().sqrt(), u, -1e200));
    }

    private static double at(Var y, Var u, double value) {
        Graph graph = Rewriter.standard().apply(new Graph(List.of(u), List.of(y)));
        try (CompiledGraph compiled = graph.compile(INTERP)) {
            return compiled.call(List.of(Tensor.scalar(value))).getFirst().item();
        }
    }

    /** The derivatives by both inputs. */
    private static Graph slopes(Var y) {
        Var sum = y.sum();
        return new Graph(
                List.of(RewritePatterns.X, RewritePatterns.S),
                List.of(Gradient.of(sum, RewritePatterns.X), Gradient.of(sum, RewritePatterns.S)));
    }

    private static void compare(Graph before, Graph after, double[] xs, double[] ss) {
        List<Tensor> inputs = List.of(Tensor.of(xs, 3, 4), Tensor.of(ss));
        double[] old = values(before, inputs);
        double[] now = values(after, inputs);
        for (int i = 0; i < old.length; i++) {
            boolean same = isClose(old[i], now[i]);
            int at = i;
            assertTrue(same, () -> "element " + at + ": " + old[at] + " became " + now[at]);
        }
    }

    private static boolean isClose(double x, double y) {
        double bound = Double.isInfinite(x) ? 0 : 1e-13 * Math.max(1, Math.abs(x));
        return x == y || (Double.isNaN(x) && Double.isNaN(y)) || Math.abs(x - y) <= bound;
    }

    private static double[] values(Graph graph, List<Tensor> inputs) {
        try (CompiledGraph compiled = graph.compile(INTERP)) {
            return compiled.call(inputs).stream()
                    .flatMapToDouble(t -> Arrays.stream(t.toDoubles()))
                    .toArray();
        }
    }
}
