package ppl.aeppl.rule.gaussian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;
import static ppl.graph.Functions.concat;
import static ppl.graph.Functions.matmul;
import static ppl.graph.Functions.stack;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.RandomKey;

/** Affine functions of normal draws, of any shape, against the covariance read off the expression itself. */
class GaussianAffineTest {

    private static final Var MU = Var.input("mu");
    private static final Var SIGMA = Var.input("sigma");
    private static final Var K = Var.input("k", 3);
    private static final double[] GIVEN_K = {0.7, -1.9, 2.3};
    private static final Given[] GIVEN = {MU.with(0.3), SIGMA.with(1.7), K.with(Tensor.of(GIVEN_K))};

    private static final Var A = matrix(new double[][] {{1, 2, -1}, {0.5, -1, 3}});

    private static Var matrix(double[][] rows) {
        return Var.constant(Tensor.of(rows));
    }

    private static Var normal(String name, int... shape) {
        return Normal.of(MU, SIGMA).draw(name, shape);
    }

    private static Linear.Normal plain(Var draw) {
        return Linear.Normal.independent(draw, 0.3, 1.7);
    }

    static Stream<Arguments> expressions() {
        Var x = normal("x");
        Var y = normal("y");
        Var u = normal("u", 3);
        Var v = normal("v", 3);
        Var m = normal("m", 3, 2);
        Var w = normal("w", 2, 3);
        return Stream.of(
                row("a sum of all elements", u.sum(), Set.of(), u),
                row("a mean", u.mean(), Set.of(), u),
                row("a mean along an axis", m.mean(0), Set.of(), m),
                row("sums along an axis, of products with a vector", w.times(K).sum(1), Set.of(), w),
                row("a sum of a sum and an element", u.sum().plus(x), Set.of(), u, x),
                row("X + (X + Y)", x.plus(x.plus(y)), Set.of(), x, y),
                row("elements plus their sum twice", u.plus(v).sum().times(2).minus(u.sum()), Set.of(), u, v),
                row("X + Y and X - Y", stack(List.of(x.plus(y), x.minus(y)), 0), Set.of(0), x, y),
                row("X + Y, X - Y along the last axis", stack(List.of(u.plus(v), u.minus(v)), 1), Set.of(1), u, v),
                row("parts of unequal length that share", concat(List.of(u.plus(v), u), 0), Set.of(0), u, v),
                row("A @ X of a matrix", matmul(A, m), Set.of(0), m),
                row("A @ x of a vector", A.dot(u), Set.of(0), u),
                row("X @ A", matmul(w, A.transpose()), Set.of(1), w),
                row("a dot product with weights", u.dot(K), Set.of(), u),
                row("A @ (B @ X)", matmul(matrix(new double[][] {{1, -2}}), matmul(A, m)), Set.of(), m),
                row("A @ X + A' @ X", matmul(A, m).plus(matmul(A.times(K), m)), Set.of(0), m),
                row("A @ X + noise", matmul(A, m).plus(normal0("e", 2, 2)), Set.of(0), m),
                row("sums of a product", matmul(A, m).sum(0), Set.of(), m),
                row("a sum over the free axis of a product", matmul(A, m).sum(1), Set.of(0), m),
                row("an affine function of a product", c(2).minus(matmul(A, m).times(K.sum())), Set.of(0), m),
                row("rows that a joint vector is scaled by", A.dot(u).times(Var.constant(2.0, -3)), Set.of(0), u),
                row(
                        "a stack of products",
                        stack(List.of(A.dot(u), A.times(2.5).dot(v), A.dot(u.plus(v.times(K)))), 0)
                                .sum(0),
                        Set.of(0),
                        u,
                        v));
    }

    private static final Var NOISE = Normal.of(c(0.3), c(1.7)).draw("e", 2, 2);

    private static Var normal0(String name, int... shape) {
        assertEquals("e", name);
        assertEquals(NOISE.shape(), ppl.graph.Shape.of(shape));
        return NOISE;
    }

    private static Arguments row(String name, Var node, Set<Integer> events, Var... draws) {
        List<Linear.Normal> all = Stream.concat(
                        Stream.of(draws), name.endsWith("noise") ? Stream.of(NOISE) : Stream.of())
                .map(GaussianAffineTest::plain)
                .toList();
        return Arguments.of(name, node, events, all);
    }

    private static double[] somewhere(int n) {
        double[] at = new double[n];
        for (int i = 0; i < n; i++) {
            at[i] = Math.sin(1.3 + 2.1 * i) * 3;
        }
        return at;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expressions")
    void the_density_is_that_of_the_covariance(String name, Var node, Set<Integer> events, List<Linear.Normal> draws) {
        Law law = Joint.law(node);
        assertEquals(events, law.type().eventAxes());
        double[] at = somewhere(node.shape().elements());
        Var value = Var.constant(Linear.tensor(node, at));
        double got = law.logDensity(Value.of(value)).total().eval(GIVEN).item();
        double want = Linear.of(node, draws, GIVEN).logDensity(at);
        assertEquals(want, got, 1e-12 * Math.max(1, Math.abs(want)));
        assertEquals(
                law.type().batchShape(),
                law.logDensity(Value.of(value)).elementwise().shape());
        for (ParameterCheck check : law.checks()) {
            assertTrue(Functions.all(check.holds()).eval(GIVEN).booleanAt(0), () -> name + ": " + check.message());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expressions")
    void gradients_by_value_and_parameters_are_right(
            String name, Var node, Set<Integer> events, List<Linear.Normal> draws) {
        Var value = Var.input("value", node.type());
        Var total = Joint.law(node).logDensity(Value.of(value)).total();
        CheckGradient result = CheckGradient.of(
                total,
                List.of(value, MU, SIGMA, K),
                List.of(
                        Linear.tensor(node, somewhere(node.shape().elements())),
                        Tensor.scalar(0.3),
                        Tensor.scalar(1.7),
                        Tensor.of(GIVEN_K)),
                CompileOptions.defaults());
        assertTrue(result.error() <= 1e-7, () -> name + ": " + result.worst());
    }

    /** Mahalanobis distances of draws have the mean that their size implies; 4 standard errors, 6e-5 false alarms. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("expressions")
    void draws_have_the_density(String name, Var node, Set<Integer> events, List<Linear.Normal> draws) {
        int n = 4000;
        Law law = Joint.law(node);
        Var many = law.draw(KeyVar.of(RandomKey.of(5)).split(n));
        Linear reference = Linear.of(node, draws, GIVEN);
        double[] drawn = many.eval(GIVEN).toDoubles();
        int size = node.shape().elements();
        assertEquals(n * size, drawn.length);
        double mean = 0;
        double peak = reference.logDensity(law.supportPoint().eval(GIVEN).toDoubles());
        for (int i = 0; i < n; i++) {
            double[] one = java.util.Arrays.copyOfRange(drawn, i * size, (i + 1) * size);
            mean += 2 * (peak - reference.logDensity(one)) / n;
        }
        assertEquals(size, mean, 4 * Math.sqrt(2.0 * size / n), name);
    }

    /** By 50-digit arithmetic: N(0.9, sqrt(3 * 1.7^2)) at 2, and the joint law of x + y and x - y at (1, -2). */
    @Test
    void sums_have_their_closed_forms() {
        Var u = Normal.of(c(0.3), c(1.7)).draw("u", 3);
        assertEquals(-2.0686537821187757, total(u.sum(), c(2)), 1e-14);
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var y = Normal.of(c(0), c(2)).draw("y");
        assertEquals(
                -3.6304214275292361, total(stack(List.of(x.plus(y), x.minus(y)), 0), Var.constant(1.0, -2)), 1e-14);
    }

    private static double total(Var node, Var value, Given... givens) {
        return Joint.law(node).logDensity(Value.of(value)).total().eval(givens).item();
    }

    @Test
    void functions_of_normal_vectors_see_the_covariance() {
        double[][] chol = {{1.2, 0, 0}, {-0.4, 0.9, 0}, {0.3, 0.5, 0.7}};
        Var x = MvNormal.cholesky(Var.constant(0.1, -0.2, 0.3), matrix(chol)).draw("x");
        double[] mean = {0.1, -0.2, 0.3};
        List<Linear.Normal> draws = List.of(new Linear.Normal(x, mean, chol));
        Var e = Normal.of(c(0.3), c(1.7)).draw("e", 3);
        List<Linear.Normal> both = List.of(draws.getFirst(), plain(e));
        check(x.sum(), draws);
        check(A.dot(x), draws);
        check(x.plus(e), both);
        check(x.times(Var.constant(1.0, -2, 3)).plus(x), draws);
        check(x.minus(e).sum().plus(x.dot(Var.constant(1.0, 1, 2))), both);
        check(concat(List.of(x.plus(e), e), 0), both);
        double[][] cov = new double[3][3];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                cov[i / 3][i % 3] += chol[i / 3][k] * chol[i % 3][k];
            }
        }
        Var z = MvNormal.of(Var.constant(0.1, -0.2, 0.3), matrix(cov)).draw("z");
        check(A.dot(z), List.of(new Linear.Normal(z, mean, chol)));
        Var p = MvNormal.precision(Var.constant(0.1, -0.2, 0.3), Functions.inverseSpd(matrix(cov)))
                .draw("p");
        check(A.dot(p), List.of(new Linear.Normal(p, mean, chol)));
    }

    private static void check(Var node, List<Linear.Normal> draws, Given... givens) {
        double[] at = somewhere(node.shape().elements());
        assertEquals(
                Linear.of(node, draws, givens).logDensity(at),
                total(node, Var.constant(Linear.tensor(node, at)), givens),
                1e-12,
                node.expression());
    }

    @Test
    void batches_of_normal_vectors_stay_batches() {
        double[][] chol = {{1.2, 0}, {-0.4, 0.9}};
        Var x = MvNormal.cholesky(Var.constant(0.0, 0), matrix(chol)).draw("x", 4);
        double[][] all = new double[8][8];
        for (int i = 0; i < 8; i++) {
            for (int k = i / 2 * 2; k < i / 2 * 2 + 2; k++) {
                all[i][k] = chol[i % 2][k % 2];
            }
        }
        List<Linear.Normal> draws = List.of(new Linear.Normal(x, new double[8], all));
        check(x.sum(1), draws);
        check(x.sum(0), draws);
        assertEquals(Set.of(), Joint.law(x.sum(1)).type().eventAxes());
        assertEquals(Set.of(0), Joint.law(x.sum(0)).type().eventAxes());
    }

    @Test
    void a_hundred_thousand_sums_of_their_own_need_no_covariance() {
        Law law = Joint.law(normal("x", 100_000, 2).sum(1));
        assertEquals(Set.of(), law.type().eventAxes());
        double got = law.logDensity(
                        Value.of(Functions.broadcastTo(c(0.6), law.type().draw().shape())))
                .total()
                .eval(GIVEN)
                .item();
        assertEquals(-100_000 * (0.5 * Math.log(2 * Math.PI) + Math.log(1.7 * Math.sqrt(2))), got, 1e-6);
    }

    @Test
    void scales_of_any_size_mix() {
        Var x = Normal.of(c(0), c(1e-200)).draw("x", 2);
        Var y = Normal.of(c(0), c(1e200)).draw("y");
        Var node = stack(
                List.of(
                        x.sum(),
                        y.plus(x.sum()),
                        y.times(2).plus(Normal.of(c(0), c(1e200)).draw("z"))),
                0);
        double at0 = -1.5 * Math.log(2 * Math.PI) - Math.log(Math.sqrt(2)) - 200 * Math.log(10);
        assertEquals(at0, total(node, Var.constant(0.0, 0, 0)), 1e-11);
    }

    @Test
    void infinite_values_have_no_density_and_no_gradient() {
        Var node = A.dot(normal("u", 3));
        Var value = Var.input("value", 2);
        Var logp = Joint.law(node).logDensity(Value.of(value)).total();
        Given at = value.with(Tensor.of(new double[] {Double.POSITIVE_INFINITY, 1}));
        assertEquals(Double.NEGATIVE_INFINITY, logp.eval(GIVEN[0], GIVEN[1], at).item());
        Var slope = ppl.graph.grad.Gradient.of(logp, List.of(value)).getFirst();
        for (double s : slope.eval(GIVEN[0], GIVEN[1], at).toDoubles()) {
            assertEquals(0, Math.abs(s));
        }
    }

    @Test
    void sums_whose_random_parts_cancel_are_refused() {
        Var u = normal("u", 3);
        refuses(
                "its random parts cancel, so it is the same number whatever 'u' is",
                u.sum().minus(u.sum()));
        Var m = normal("m", 3, 2);
        refuses("its random parts cancel, so", matmul(A, m).minus(matmul(A, m)));
        refuses("its random parts cancel, so", u.get(Index.range(0, 0)).sum());
    }

    private static void refuses(String why, Var node) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals(DensityCode.DEGENERATE, e.code());
    }

    @Test
    void tied_elements_have_no_density_and_say_so() {
        Var u = normal("u", 2);
        Var node = matmul(A.transpose(), u.reshape(2, 1));
        LogDensityException e = assertThrows(LogDensityException.class, () -> total(node, matrix(new double[3][1])));
        assertEquals(DensityCode.DEGENERATE, e.code());
        assertTrue(
                e.getMessage()
                        .contains(
                                "together they depend on fewer elements of 'u' than they are, so they have no joint density"),
                e.getMessage());
    }

    @Test
    void elements_that_are_tied_whatever_the_run_are_refused_at_once() {
        Var u = normal("u", 4);
        Var s = Normal.of(0, SIGMA).draw("s", 4);
        Var walk = Functions.cumsum(u, 0);
        Var around = u.minus(concat(List.of(u.get(Index.range(3, 4)), u.get(Index.range(0, 3))), 0));
        Var rows = Normal.of(MU, 1).draw("rows", 3, 4);
        Var centredRows = rows.minus(Functions.expandDims(Functions.mean(rows, 1), -1));
        for (Var tied : List.of(
                u.minus(Functions.mean(u)), s.minus(Functions.mean(s)), walk.minus(walk.mean()), around, centredRows)) {
            LogDensityException e =
                    assertThrows(LogDensityException.class, () -> total(tied, Functions.zerosLike(tied)));
            assertEquals(DensityCode.DEGENERATE, e.code());
            assertTrue(e.getMessage().contains("some follow from others, as those of x - mean(x)"), e.getMessage());
            assertTrue(e.getMessage().contains("leave out an element"), e.getMessage());
        }
        check(s.minus(Functions.mean(s)).get(Index.range(0, 3)), List.of(plain(s)), GIVEN);
        check(s.minus(Functions.mean(s)).plus(u), List.of(plain(s), plain(u)), GIVEN);
    }

    @Test
    void elements_that_are_hardly_apart_where_something_is_large_are_not_refused() {
        Var u = normal("u", 2);
        Var w = K.get(1).square().times(-30).exp();
        Var rows = Functions.stack(List.of(Functions.vector(c(1), w), Functions.vector(c(1), w.unaryMinus())), 0);
        Law law = Joint.law(rows.dot(u).plus(u.times(0)));
        assertEquals(BaseMeasure.LEBESGUE, law.type().measure());
        assertFalse(Functions.all(law.checks().getLast().holds()).eval(GIVEN).booleanAt(0));
    }

    @Test
    void correlations_that_are_singular_in_a_run_fail_a_check() {
        Var u = normal("u", 3);
        Var centred =
                concat(List.of(u.minus(u.times(0)), u.plus(u.sum().reshape(1).plus(normal("y", 3)))), 0);
        assertTrue(Joint.law(centred).checks().stream()
                .allMatch(c -> Functions.all(c.holds()).eval(GIVEN).booleanAt(0)));
        Var rows = matrix(new double[][] {{1, 1, 0}, {0, 1, 1}, {1, 2, 1}});
        Var apart = matrix(new double[][] {{0, 0, 0}, {0, 0, 0}, {0, 0, 1}});
        Var tied = rows.plus(apart.times(K.get(0).minus(GIVEN_K[0]))).dot(u).plus(u.times(0));
        ParameterCheck check = Joint.law(tied).checks().getLast();
        String said =
                check.violation(check.nodes().stream().map(n -> n.eval(GIVEN)).toList());
        assertTrue(
                said != null && said.contains("the share of each element's variance that those before it leave open"),
                String.valueOf(said));
    }

    @Test
    void two_slices_of_one_draw_are_different_elements() {
        Var u = normal("u", 4);
        List<Linear.Normal> draws = List.of(plain(u));
        check(u.get(0).plus(u.get(1)), draws, GIVEN);
        check(u.get(0).plus(u.get(0)), draws, GIVEN);
        check(u.get(Index.range(0, 3)).plus(u.get(Index.range(1, 4))), draws, GIVEN);
        check(u.get(Index.range(0, 2)).plus(u.get(Index.range(2, 4))), draws, GIVEN);
        check(u.reshape(2, 2).plus(u.reshape(2, 2).transpose()).get(0), draws, GIVEN);
        Law apart = Joint.law(u.get(Index.range(0, 2)).plus(u.get(Index.range(2, 4))));
        assertEquals(Set.of(), apart.type().eventAxes());
    }

    @Test
    void copies_of_one_draw_are_shared_by_the_sums_they_are_in() {
        Var x = normal("x");
        Var g = normal("g", 2);
        Var v = normal("v", 3);
        Var w = normal("w", 2, 3);
        List<Linear.Normal> both = List.of(plain(x), plain(v));
        check(x.plus(v), both, GIVEN);
        check(x.times(K).plus(v), both, GIVEN);
        check(v.minus(x.times(K)).div(K), both, GIVEN);
        check(v.minus(v.mean()).plus(x).get(Index.range(0, 2)), both, GIVEN);
        check(g.reshape(2, 1).plus(w), List.of(plain(g), plain(w)), GIVEN);
        assertEquals(Set.of(1), Joint.law(g.reshape(2, 1).plus(w)).type().eventAxes());
        check(v.plus(w), List.of(plain(v), plain(w)), GIVEN);
        assertEquals(Set.of(0), Joint.law(v.plus(w)).type().eventAxes());
        Var byGroup = Functions.take(g, Var.constant(Tensor.of(new long[] {1, 0, 1})), 0);
        check(byGroup.plus(v), List.of(plain(g), plain(v)), GIVEN);
        check(byGroup.times(K).plus(v).sum(), List.of(plain(g), plain(v)), GIVEN);
    }

    @Test
    void walks_and_square_maps_are_affine_too() {
        Var square = matrix(new double[][] {{2, 1, 0.5}, {-1, 3, 0.25}, {0.5, -0.5, 1.5}});
        Var u = normal("u", 3);
        Var v = normal("v", 3);
        Var w = normal("w", 2, 3);
        List<Linear.Normal> both = List.of(plain(u), plain(v));
        check(Functions.cumsum(u, 0).plus(v), both, GIVEN);
        check(Functions.cumsum(u, 0).get(1), List.of(plain(u)), GIVEN);
        check(Functions.cumsum(u.plus(v), 0).sum(), both, GIVEN);
        check(Functions.cumsum(w, 1).plus(v), List.of(plain(w), plain(v)), GIVEN);
        check(square.dot(u).plus(v), both, GIVEN);
        check(square.dot(u).get(2), List.of(plain(u)), GIVEN);
        check(Functions.solve(square, u).minus(v.times(K)), both, GIVEN);
        check(matmul(w, square).plus(v), List.of(plain(w), plain(v)), GIVEN);
        check(matmul(w, square).plus(w), List.of(plain(w)), GIVEN);
        check(matmul(w.times(K), square).sum(), List.of(plain(w)), GIVEN);
        check(concat(List.of(u, v), 0).sum(), both, GIVEN);
        check(A.dot(stack(List.of(u.get(0), v.get(1), u.get(2)), 0)), both, GIVEN);
        check(concat(List.of(u, K), 0).sum(), List.of(plain(u)), GIVEN);
    }

    @Test
    void parts_use_the_draws_that_they_are_made_of_and_no_others() {
        Var x = normal("x");
        Var y = normal("y");
        Var z = normal("z");
        Var all = stack(List.of(x.plus(y), x.minus(y), z.plus(normal("e"))), 0);
        Law law = Joint.law(all.get(Index.range(0, 2)));
        assertEquals(Set.of(x, y), law.type().sources().draws());
        Var u = normal("u", 4);
        Var first = u.get(0).plus(u.get(1));
        Var second = u.get(2).plus(u.get(3));
        double apart = Joint.empty()
                .observe("first", first, c(1))
                .observe("second", second, c(2))
                .derive()
                .total(Checks.OFF)
                .eval(GIVEN)
                .item();
        assertEquals(total(first, c(1), GIVEN) + total(second, c(2), GIVEN), apart, 1e-12);
    }

    @Test
    void parts_of_vectors_are_marginal() {
        double[][] chol = {{1.2, 0, 0}, {-0.4, 0.9, 0}, {0.3, 0.5, 0.7}};
        double[] mean = {0.1, -0.2, 0.3};
        Var x = MvNormal.cholesky(Var.constant(mean), matrix(chol)).draw("x");
        List<Linear.Normal> draws = List.of(new Linear.Normal(x, mean, chol));
        check(x.get(1), draws);
        check(x.get(Index.range(1, 3)), draws);
        check(x.get(Index.range(1, 3)).get(1).times(-2), draws);
        check(x.get(0).plus(x.get(2)), draws);
        check(A.dot(x).get(1), draws);
        check(Functions.take(x, Var.constant(Tensor.of(new long[] {2, 0})), 0), draws);
    }
}
