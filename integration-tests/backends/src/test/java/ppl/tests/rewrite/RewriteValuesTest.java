package ppl.tests.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Elementwise;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.math.Special;
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
        1
    };

    /** @param hostile false where the rule's note says that old and new differ on extreme numbers */
    record Pattern(String rule, UnaryOperator<Var> of, boolean hostile) {
        @Override
        public String toString() {
            return rule;
        }
    }

    private final Var x = Var.input("x", 3, 4);
    private final Var s = Var.input("s", 3);

    private Var column() {
        return s.reshape(3, 1).broadcastTo(Shape.of(3, 4));
    }

    private static final RewriteValuesTest P = new RewriteValuesTest();

    static Stream<Pattern> patterns() {
        return Stream.of(
                new Pattern("arithmetic.x_plus_x", x -> x.plus(x), true),
                new Pattern("arithmetic.merge_constants", x -> x.times(2).times(8), true),
                new Pattern("arithmetic.lift_negation", x -> x.unaryMinus().times(P.column()), true),
                new Pattern(
                        "arithmetic.lift_negation",
                        x -> x.unaryMinus().div(P.column().unaryMinus()),
                        false),
                new Pattern("arithmetic.sqrt_of_square", x -> x.square().sqrt(), false),
                new Pattern("arithmetic.abs_of_non_negative", x -> x.exp().abs(), true),
                new Pattern("math.log_of_exp", x -> x.exp().log(), false),
                new Pattern("math.exp_of_log", x -> x.square().log().exp(), false),
                new Pattern("math.log_of_sigmoid", x -> Special.sigmoid(x).log(), false),
                new Pattern("math.log_of_one_plus", x -> x.square().plus(1).log(), false),
                new Pattern(
                        "math.log_of_one_plus",
                        x -> Var.onesLike(x).minus(Special.tanh(x)).log(),
                        false),
                new Pattern("math.log_of_one_plus", x -> Special.log1p(x.exp()), false),
                new Pattern("link.log", x -> x.exp().times(P.column().square()).log(), false),
                new Pattern("link.log", x -> Special.ndtr(x).log(), false),
                new Pattern("link.log", x -> x.exp().sum(1).log(), false),
                new Pattern(
                        "link.log",
                        x -> Elementwise.where(x.gt(0), Special.sigmoid(x), x.square())
                                .log(),
                        false),
                new Pattern("link.log1p", x -> Special.log1p(Special.sigmoid(x).times(-0.5)), false),
                new Pattern(
                        "link.log1p",
                        x -> Special.log1p(
                                Elementwise.clip(Special.ndtr(x), 0.1, 0.9).unaryMinus()),
                        false),
                new Pattern("link.log1mexp", x -> Special.log1mexp(x.exp().unaryMinus()), false),
                new Pattern("link.xlogy", x -> Special.xlogy(P.column(), Special.sigmoid(x)), false),
                new Pattern(
                        "link.xlogy",
                        x -> Special.xlog1py(P.column(), Special.sigmoid(x).unaryMinus()),
                        false),
                new Pattern("link.quantile_of_probability", x -> Special.logit(Special.sigmoid(x)), false),
                new Pattern("link.quantile_of_probability", x -> Special.ndtri(Special.ndtr(x)), false),
                new Pattern("link.quantile_of_probability", x -> Special.logit(Special.ndtr(x)), false),
                new Pattern("probability.complement", x -> Var.onesLike(x).minus(Special.sigmoid(x)), true),
                new Pattern("probability.complement", x -> Var.onesLike(x).minus(Special.ndtr(x)), true),
                new Pattern("probability.complement", x -> Special.expm1(x).plus(1), true),
                new Pattern(
                        "probability.share_of_exponentials",
                        x -> x.exp().div(x.exp().plus(2)),
                        false),
                new Pattern(
                        "probability.share_of_exponentials",
                        x -> x.exp().div(x.exp().sum(1).reshape(3, 1).broadcastTo(Shape.of(3, 4))),
                        false),
                new Pattern(
                        "probability.share_of_exponentials",
                        x -> x.div(x.exp().unaryMinus().unaryMinus().plus(1)),
                        false),
                new Pattern(
                        "probability.distribution_function",
                        x -> Special.tanh(x).plus(1).div(2),
                        false),
                new Pattern(
                        "probability.distribution_function",
                        x -> Special.erf(x).plus(1).div(2),
                        false),
                new Pattern(
                        "probability.distribution_function",
                        x -> Special.erfc(x).times(0.5),
                        false),
                new Pattern(
                        "probability.distribution_function",
                        x -> Special.atan(x).div(Math.PI).plus(0.5),
                        true),
                new Pattern("scale.quotient_by_exponential", x -> P.column().div(x.exp()), false),
                new Pattern(
                        "scale.product_of_exponentials",
                        x -> x.exp().times(P.column().exp()),
                        false),
                new Pattern("scale.power_of_exponential", x -> x.exp().sqrt(), false),
                new Pattern("scale.power_of_exponential", x -> Special.pow(x.exp(), 1.5), false),
                new Pattern(
                        "scale.compare_with_bound",
                        x -> Elementwise.where(x.exp().le(1), x, P.column()),
                        false),
                new Pattern(
                        "scale.compare_with_bound",
                        x -> Elementwise.where(Special.sigmoid(x).lt(1), x, P.column()),
                        false),
                new Pattern(
                        "scale.compare_with_bound",
                        x -> Elementwise.where(x.exp().times(P.column()).gt(0), x, P.column()),
                        false),
                new Pattern("math.exp_minus_one", x -> x.exp().minus(1), false),
                new Pattern("math.exp_minus_one", x -> Var.onesLike(x).minus(x.exp()), false),
                new Pattern(
                        "broadcast.after_elementwise", x -> x.plus(P.column().exp()), true),
                new Pattern(
                        "broadcast.after_elementwise",
                        x -> Elementwise.maximum(P.column(), P.column().times(2))
                                .plus(x),
                        true),
                new Pattern("broadcast.divide_by_repeated", x -> x.div(P.column()), false),
                new Pattern(
                        "broadcast.gather_of_repeated",
                        x -> x.sum(1)
                                .plus(P.s.broadcastTo(Shape.of(5, 3))
                                        .get(Var.constant(Tensor.of(new long[] {4, 0})))
                                        .max(0)),
                        false),
                new Pattern("sum.of_repeated", x -> P.column().sum(1).plus(x.sum(1)), false),
                new Pattern("sum.of_negated", x -> x.unaryMinus().sum(1), true),
                new Pattern("sum.of_scaled", x -> x.times(P.column()).sum(1), false),
                new Pattern("sum.of_scaled", x -> x.times(3).sum(), false),
                new Pattern("sum.of_shifted", x -> x.plus(P.column()).sum(1), false),
                new Pattern("sum.of_shifted", x -> x.minus(0.5).sum(0), false));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void a_rule_fires_and_keeps_the_value(Pattern pattern) {
        Var y = pattern.of().apply(P.x);
        Graph graph = new Graph(List.of(P.x, P.s), List.of(y));
        Rewriter.Result rewritten = Rewriter.standard().traced(graph);
        assertTrue(
                rewritten.counts().containsKey(pattern.rule()),
                () -> pattern + " did not fire, but " + rewritten.counts());
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            double[] xs = random.doubles(12, -3, 3).toArray();
            double[] ss = random.doubles(3, 0.2, 3).toArray();
            compare(graph, rewritten.graph(), xs, ss);
        }
        for (int round = 0; pattern.hostile() && round < 50; round++) {
            double[] xs = random.ints(12, 0, HOSTILE.length)
                    .mapToDouble(i -> HOSTILE[i])
                    .toArray();
            double[] ss = random.ints(3, 0, HOSTILE.length)
                    .mapToDouble(i -> HOSTILE[i])
                    .toArray();
            compare(graph, rewritten.graph(), xs, ss);
        }
    }

    @Test
    void every_rule_has_a_pattern() {
        Set<String> covered = new TreeSet<>();
        patterns().forEach(p -> covered.add(p.rule()));
        Set<String> rules = new TreeSet<>();
        Rewriter.standard().rules().forEach(r -> rules.add(r.name()));
        assertEquals(rules, covered);
    }

    @Test
    void stabilised_forms_keep_their_digits_where_the_naive_ones_lose_them() {
        Var u = Var.input("u");
        assertEquals(-800, at(Special.sigmoid(u).log(), u, -800));
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

    private static void compare(Graph before, Graph after, double[] xs, double[] ss) {
        List<Tensor> inputs = List.of(Tensor.of(xs, 3, 4), Tensor.of(ss));
        List<double[]> values = new ArrayList<>();
        for (Graph g : List.of(before, after)) {
            try (CompiledGraph compiled = g.compile(INTERP)) {
                values.add(compiled.call(inputs).getFirst().toDoubles());
            }
        }
        double[] old = values.getFirst();
        double[] now = values.getLast();
        for (int i = 0; i < old.length; i++) {
            double bound = 1e-13 * Math.max(1, Math.abs(old[i]));
            boolean same =
                    Double.compare(old[i], now[i]) == 0 || old[i] == now[i] || Math.abs(old[i] - now[i]) <= bound;
            int at = i;
            assertTrue(same, () -> "element " + at + ": " + old[at] + " became " + now[at]);
        }
    }
}
