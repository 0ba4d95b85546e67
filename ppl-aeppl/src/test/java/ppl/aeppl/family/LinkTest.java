package ppl.aeppl.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Input;
import ppl.graph.rewrite.Rewriter;

/** Laws by the inverse of a link, however it is written and carried, against 80-digit values in both tails and far beyond. */
class LinkTest {

    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");
    private static final Var X = Var.input("x");
    /** From here on a slope may overflow on the way. */
    private static final double HUGE = 1e307;

    private static final Var ONE = Var.constant(1.0);

    /** Laws of a success with probability p. */
    private static List<LinkForms.Form> trials(boolean success) {
        long y = success ? 1 : 0;
        return List.of(
                LinkForms.form("bernoulli", p -> observed(Bernoulli.of(p), y)),
                LinkForms.form("binomial of 1", p -> observed(Binomial.of(Var.constant(1L), p), y)),
                LinkForms.form("categorical", p -> observed(Categorical.of(Functions.vector(ONE.minus(p), p)), y)),
                LinkForms.form("bernoulli of the complement", p -> observed(Bernoulli.of(ONE.minus(p)), 1 - y)));
    }

    static Stream<String> links() {
        return Stream.of("logit", "probit", "cloglog", "loglog", "cauchit");
    }

    @ParameterizedTest
    @MethodSource("links")
    void a_trial_is_right_in_both_tails_however_its_probability_is_written_and_carried(String link) {
        List<String> wrong = new ArrayList<>();
        for (LinkForms.Form inverse : LinkForms.inverses(link)) {
            for (LinkForms.Form carriage : LinkForms.carriages()) {
                Var p = carriage.of().apply(inverse.of().apply(X));
                List<Result> results = new ArrayList<>();
                for (boolean success : new boolean[] {true, false}) {
                    for (LinkForms.Form trial : trials(success)) {
                        String what = trial + " of " + inverse + ", " + carriage;
                        results.add(new Result(
                                what, link, success ? 1 : 0, trial.of().apply(p)));
                    }
                }
                compare(results, wrong);
            }
        }
        assertTrue(
                wrong.isEmpty(),
                () -> wrong.size() + " wrong, the first:\n"
                        + String.join("\n", wrong.subList(0, Math.min(40, wrong.size()))));
    }

    private static List<LinkForms.Form> families(String name, double y) {
        return switch (name) {
            case "poisson" ->
                List.of(
                        LinkForms.form("exp(x)", x -> observed(Poisson.of(x.exp()), (long) y)),
                        LinkForms.form(
                                "exp(x / 2) exp(x / 2)",
                                x -> observed(
                                        Poisson.of(x.div(2).exp().times(x.div(2).exp())), (long) y)),
                        LinkForms.form(
                                "4 exp(x - log 4)",
                                x -> observed(Poisson.of(x.exp().div(4).times(4)), (long) y)),
                        LinkForms.form(
                                "1 / exp(-x)",
                                x -> observed(Poisson.of(ONE.div(x.unaryMinus().exp())), (long) y)),
                        LinkForms.form(
                                "pow(e, x)",
                                x -> observed(Poisson.of(Functions.pow(x.div(3).exp(), 3)), (long) y)),
                        LinkForms.form(
                                "picked",
                                x -> observed(
                                        Poisson.of(
                                                Functions.vector(ONE, x.exp()).get(1)),
                                        (long) y)));
            case "exponential" -> List.of(LinkForms.form("exp(x)", x -> observed(Exponential.of(x.exp()), y)));
            case "gamma_rate" ->
                List.of(LinkForms.form("exp(x)", x -> observed(Gamma.of(Var.constant(2.5), x.exp()), y)));
            case "normal_scale" ->
                List.of(
                        LinkForms.form("exp(x)", x -> observed(Normal.of(Var.constant(0.0), x.exp()), y)),
                        LinkForms.form(
                                "sqrt(exp(2 x))",
                                x -> observed(
                                        Normal.of(
                                                Var.constant(0.0),
                                                x.times(2).exp().sqrt()),
                                        y)),
                        LinkForms.form(
                                "precision",
                                x -> observed(
                                        Normal.precision(
                                                Var.constant(0.0), x.times(-2).exp()),
                                        y)),
                        LinkForms.form(
                                "1 / exp(-x)",
                                x -> observed(
                                        Normal.of(
                                                Var.constant(0.0),
                                                ONE.div(x.unaryMinus().exp())),
                                        y)));
            case "half_normal_scale" -> List.of(LinkForms.form("exp(x)", x -> observed(HalfNormal.of(x.exp()), y)));
            case "cauchy_scale" ->
                List.of(LinkForms.form("exp(x)", x -> observed(Cauchy.of(Var.constant(0.0), x.exp()), y)));
            case "beta_mean" ->
                List.of(
                        LinkForms.form(
                                "sigmoid(x)",
                                x -> observed(Beta.meanCount(Functions.sigmoid(x), Var.constant(4.0)), y)),
                        LinkForms.form(
                                "1 / (1 + exp(-x))",
                                x -> observed(
                                        Beta.meanCount(
                                                ONE.div(ONE.plus(x.unaryMinus().exp())), Var.constant(4.0)),
                                        y)));
            default -> throw new AssertionError(name);
        };
    }

    static Stream<String> names() {
        return LinkTable.rows().stream().map(LinkTable.Row::name).distinct().filter(n -> links().noneMatch(n::equals));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_family_whose_parameter_is_an_exponential_is_right_far_out(String name) {
        List<String> wrong = new ArrayList<>();
        for (double y : LinkTable.rows(name).stream()
                .mapToDouble(LinkTable.Row::y)
                .distinct()
                .toArray()) {
            for (LinkForms.Form family : families(name, y)) {
                compare(
                        List.of(new Result(
                                name + " of " + family, name, y, family.of().apply(X))),
                        wrong);
            }
        }
        assertTrue(
                wrong.isEmpty(),
                () -> wrong.size() + " wrong, the first:\n"
                        + String.join("\n", wrong.subList(0, Math.min(40, wrong.size()))));
    }

    @Test
    void the_graph_of_a_law_by_its_parameter_is_that_of_the_law_by_its_link() {
        assertEquals(observed(Bernoulli.logit(X), 1), observed(Bernoulli.of(Functions.sigmoid(X)), 1));
        assertEquals(observed(Poisson.log(X), 3), observed(Poisson.of(X.exp()), 3));
    }

    static Stream<double[]> scores() {
        return Stream.of(
                new double[] {0.3, -1, 2},
                new double[] {0, 0, 0},
                new double[] {800, -800, 0},
                new double[] {1e4, 1e4, -1e4},
                new double[] {-1e4, -1.1e4, -1.2e4},
                new double[] {40, 0, -40});
    }

    @ParameterizedTest
    @MethodSource("scores")
    void a_softmax_written_by_hand_is_as_good_as_the_law_by_its_scores(double[] scores) {
        Var x = Var.input("scores", 3);
        Var e = x.exp();
        Var shifted = x.minus(x.max()).exp();
        Var total = x.get(0).exp().plus(x.get(1).exp()).plus(x.get(2).exp());
        List<Var> ways = List.of(
                e.div(e.sum()),
                shifted.div(shifted.sum()),
                ONE.div(e.sum()).times(e),
                Functions.vector(
                        x.get(0).exp().div(total),
                        x.get(1).exp().div(total),
                        x.get(2).exp().div(total)));
        for (long y = 0; y < 3; y++) {
            Var right = observed(Categorical.logit(x), y);
            double[] value = call(x, right, scores);
            double[] slope = call(x, Gradient.of(right, x), scores);
            for (Var p : ways) {
                Var logp = observed(Categorical.of(p), y);
                assertClose(value, call(x, logp, scores), p + " at " + y);
                assertClose(slope, call(x, Gradient.of(logp, x), scores), p + " at " + y);
            }
        }
    }

    private static double[] call(Var x, Var y, double[] at) {
        Graph graph = Rewriter.standard().apply(new Graph(List.of(x), List.of(y)));
        try (CompiledGraph compiled = graph.compile(INTERP)) {
            return compiled.call(List.of(Tensor.of(at))).getFirst().toDoubles();
        }
    }

    private static void assertClose(double[] right, double[] got, String what) {
        for (int i = 0; i < right.length; i++) {
            assertEquals(right[i], got[i], 1e-12 * Math.max(1, Math.abs(right[i])), what);
        }
    }

    private static void assertNone(List<String> wrong) {
        Map<String, String> firsts = new LinkedHashMap<>();
        wrong.forEach(w -> firsts.putIfAbsent(w.substring(0, w.indexOf(':')), w));
        assertTrue(
                wrong.isEmpty(),
                () -> wrong.size() + " wrong, the first of each kind:\n"
                        + String.join("\n", firsts.values().stream().limit(40).toList()));
    }

    private static Var observed(Distribution distribution, long y) {
        return observed(distribution, Var.constant(y));
    }

    private static Var observed(Distribution distribution, double y) {
        return observed(distribution, Var.constant(y));
    }

    private static Var observed(Distribution distribution, Var y) {
        return Joint.empty().observe("y", distribution.draw("y"), y).derive().total(Checks.NEG_INF);
    }

    /** One result to be compared with the rows of a name and a datum. */
    record Result(String what, String name, double y, Var logp) {}

    private static void compare(List<Result> results, List<String> wrong) {
        List<Var> outputs = new ArrayList<>();
        for (Result r : results) {
            outputs.add(r.logp());
            outputs.add(Gradient.of(r.logp(), X));
        }
        List<Var> inputs = Graph.order(outputs).stream()
                .filter(node -> node.op() instanceof Input)
                .toList();
        Graph graph = Rewriter.standard().apply(new Graph(inputs, outputs));
        try (CompiledGraph compiled = graph.compile(INTERP)) {
            for (double x : LinkTable.points()) {
                List<Tensor> at = inputs.stream()
                        .map(in -> Tensor.scalar(in == X ? x : 1.0))
                        .toList();
                List<Tensor> got = compiled.call(at);
                for (int i = 0; i < results.size(); i++) {
                    Result r = results.get(i);
                    LinkTable.Row row = LinkTable.row(r.name(), x, r.y());
                    if (row != null) {
                        check(
                                r.what() + ": " + row + ": value",
                                row.logp(),
                                got.get(2 * i).item(),
                                wrong);
                        if (Math.abs(row.logp()) < HUGE) {
                            check(
                                    r.what() + ": " + row + ": slope",
                                    row.slope(),
                                    got.get(2 * i + 1).item(),
                                    wrong);
                        }
                    }
                }
            }
        }
    }

    private static void check(String what, double right, double got, List<String> wrong) {
        boolean same = right == got || Math.abs(got - right) <= 1e-12 * Math.abs(right) + 1e-307;
        if (!same) {
            wrong.add(what + " is " + got + ", right " + right);
        }
    }
}
