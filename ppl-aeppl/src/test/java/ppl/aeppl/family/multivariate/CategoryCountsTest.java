package ppl.aeppl.family.multivariate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.composed.Mixture;
import ppl.aeppl.family.discrete.BetaBinomial;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Counts of categories: the multinomial law and that of trials whose probabilities are Dirichlet vectors. */
class CategoryCountsTest {

    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private static double[] logp(Distribution d, long[]... x) {
        Var value = Var.constant(
                Tensor.of(Arrays.stream(x).flatMapToLong(LongStream::of).toArray(), x.length, x[0].length));
        return d.law(Shape.of(x.length))
                .logDensity(Value.of(value))
                .elementwise()
                .eval()
                .toDoubles();
    }

    static Stream<Distribution> examples() {
        return Stream.of(
                Multinomial.of(6, 0.2, 0.3, 0.5),
                Multinomial.of(6, 0.25, 0, 0.75),
                Multinomial.logit(6, 1.5, -2, 0.25),
                DirichletMultinomial.of(6, 0.5, 2, 7),
                DirichletMultinomial.of(6, 1e-3, 1e-3, 40));
    }

    /** Of all vectors of three counts with this sum. */
    private static long[][] vectors(int n) {
        List<long[]> all = new ArrayList<>();
        for (long a = 0; a <= n; a++) {
            for (long b = 0; a + b <= n; b++) {
                all.add(new long[] {a, b, n - a - b});
            }
        }
        return all.toArray(long[][]::new);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_probabilities_of_all_vectors_add_up_to_1_and_give_the_moments(Distribution d) {
        long[][] all = vectors(6);
        double[] logp = logp(d, all);
        Moments moments = d.law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
        for (int j = 0; j < 3; j++) {
            double mass = 0;
            double mean = 0;
            double square = 0;
            for (int i = 0; i < all.length; i++) {
                double p = Math.exp(logp[i]);
                mass += p;
                mean += p * all[i][j];
                square += p * all[i][j] * all[i][j];
            }
            assertEquals(1, mass, 1e-13);
            assertEquals(mean, moments.mean().eval().doubleAt(j), 1e-12);
            assertEquals(square - mean * mean, moments.variance().eval().doubleAt(j), 1e-12);
        }
    }

    static Stream<Distribution> drawn() {
        return Stream.of(Multinomial.of(6, 0.25, 0, 0.75), DirichletMultinomial.of(6, 0.5, 2, 7));
    }

    /** Within six standard deviations of the expectation of each cell: a false alarm in 1e7 runs, with 28 cells for each of two laws. */
    @ParameterizedTest
    @MethodSource("drawn")
    void draws_have_the_probabilities_of_the_law(Distribution d) {
        int n = 10_000;
        long[][] all = vectors(6);
        double[] logp = logp(d, all);
        Tensor draws = d.draw("x", n).eval(RandomKey.of(41));
        double[] counts = new double[all.length];
        for (int i = 0; i < n; i++) {
            long[] row = {draws.longAt(3 * i), draws.longAt(3 * i + 1), draws.longAt(3 * i + 2)};
            assertEquals(6, LongStream.of(row).sum());
            for (int v = 0; v < all.length; v++) {
                counts[v] += Arrays.equals(all[v], row) ? 1 : 0;
            }
        }
        for (int v = 0; v < all.length; v++) {
            double expected = n * Math.exp(logp[v]);
            double most = 6 * Math.sqrt(expected) + (expected == 0 ? 0 : 12);
            assertEquals(expected, counts[v], most, d + " at " + Arrays.toString(all[v]));
        }
    }

    /** Means within five standard errors; laws that are one percent off are twice as far away. */
    @Test
    void an_error_of_one_percent_in_a_draw_would_be_seen() {
        int n = 400;
        double[] p = {0.08, 0.62, 0.3};
        double[] x =
                Multinomial.of(100_000, p).draw("x", n).eval(RandomKey.of(6)).toDoubles();
        for (int j = 0; j < 3; j++) {
            double mean = 0;
            for (int i = 0; i < n; i++) {
                mean += x[3 * i + j] / n;
            }
            double error = Math.sqrt(1e5 * p[j] * (1 - p[j]) / n);
            assertEquals(1e5 * p[j], mean, 5 * error);
            assertTrue(Math.abs(1e5 * p[j] * 1.01 - mean) > 10 * error, "one percent of " + p[j] + " is not seen");
        }
    }

    @Test
    void pairs_of_counts_vary_together_as_the_law_says() {
        int n = 5_000;
        double[] alpha = {4, 1, 3};
        double[] share = {0.5, 0.125, 0.375};
        double[] x = DirichletMultinomial.of(9, alpha)
                .draw("x", n)
                .eval(RandomKey.of(5))
                .toDoubles();
        double[] y = Multinomial.of(9, share).draw("y", n).eval(RandomKey.of(5)).toDoubles();
        for (int j = 0; j < 3; j++) {
            int k = (j + 1) % 3;
            double expected = -9 * share[j] * share[k];
            // the standard error of a covariance of n pairs is below sqrt(2 var var / n)
            double error = 9 * Math.sqrt(2 * share[j] * share[k] / n);
            assertEquals(expected, covariance(y, n, j, k, share), 5 * error);
            double wider = 17.0 / 9;
            assertEquals(expected * wider, covariance(x, n, j, k, share), 5 * wider * error);
        }
    }

    private static double covariance(double[] x, int n, int j, int k, double[] share) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (x[3 * i + j] - 9 * share[j]) * (x[3 * i + k] - 9 * share[k]) / n;
        }
        return sum;
    }

    @Test
    void of_two_categories_they_are_the_binomial_and_the_beta_binomial_law() {
        for (int n : new int[] {0, 5, 32, 400}) {
            long[][] x = LongStream.of(0, n / 3, n)
                    .mapToObj(k -> new long[] {k, n - k})
                    .toArray(long[][]::new);
            double[] k = Arrays.stream(x).mapToDouble(v -> v[0]).toArray();
            Law binomial = Binomial.of(n, 0.3).law(Shape.of(3));
            assertArrayEquals(Laws.logp(binomial, k), logp(Multinomial.of(n, 0.3, 0.7), x), 1e-11);
            Law logit = Binomial.logit(n, -1.25).law(Shape.of(3));
            assertArrayEquals(Laws.logp(logit, k), logp(Multinomial.logit(n, 1, 2.25), x), 1e-11);
            Law mixed = BetaBinomial.of(n, 0.75, 4).law(Shape.of(3));
            assertArrayEquals(Laws.logp(mixed, k), logp(DirichletMultinomial.of(n, 0.75, 4), x), 1e-11);
        }
    }

    @Test
    void one_category_has_all_trials() {
        for (Distribution d : List.of(
                Multinomial.of(7, new double[] {1}),
                Multinomial.logit(7, new double[] {-3}),
                DirichletMultinomial.of(7, new double[] {0.5}))) {
            assertArrayEquals(new double[] {0, NEVER}, logp(d, new long[] {7}, new long[] {6}), 1e-15);
            assertArrayEquals(
                    new double[] {7, 7}, d.draw("x", 2).eval(RandomKey.of(1)).toDoubles());
            assertEquals(7, d.law().supportPoint().eval().item());
        }
    }

    @Test
    void no_trials_give_zeros() {
        for (Distribution d : List.of(Multinomial.of(0, 0.5, 0.5), DirichletMultinomial.of(0, 1e-3, 2))) {
            assertArrayEquals(new double[] {0, NEVER}, logp(d, new long[] {0, 0}, new long[] {1, -1}), 1e-15);
            assertArrayEquals(
                    new double[] {0, 0}, d.draw("x").eval(RandomKey.of(1)).toDoubles());
        }
    }

    static Stream<Function<Var, Distribution>> families() {
        return Stream.of(
                p -> Multinomial.FAMILY.with(40, p),
                p -> Multinomial.FAMILY.with(10, p),
                p -> Multinomial.LOGIT.with(40, p),
                p -> Multinomial.LOGIT.with(10, p),
                p -> DirichletMultinomial.FAMILY.with(40, p));
    }

    @ParameterizedTest
    @MethodSource("families")
    void outside_of_the_support_there_is_no_probability_and_no_slope(Function<Var, Distribution> family) {
        double inf = Double.POSITIVE_INFINITY;
        double[][] outside = {
            {10, 20, 11},
            {10, 20, 9},
            {-1, 21, 20},
            {10.5, 9.5, 20},
            {inf, 20, 10},
            {-inf, inf, 40},
            {Double.NaN, 20, 20},
            {1e300, -1e300, 40}
        };
        Var p = Var.input("p", outside.length, 3);
        Var x = Var.input("x", outside.length, 3);
        Var logp = family.apply(p)
                .law(Shape.of(outside.length))
                .logDensity(Value.of(x))
                .elementwise();
        double[][] each = new double[outside.length][];
        Arrays.fill(each, new double[] {0.25, 0.5, 0.25});
        List<Tensor> at = List.of(Tensor.of(each), Tensor.of(outside));
        double[] found = Laws.values(List.of(p, x), at, logp);
        assertTrue(Arrays.stream(found).allMatch(v -> v == NEVER), () -> Arrays.toString(found));
        assertArrayEquals(new double[3 * each.length], Laws.values(List.of(p, x), at, Gradient.of(logp.sum(), p)), 0.0);
    }

    /** Slopes on the way along which the probabilities keep their sum. */
    @ParameterizedTest
    @MethodSource("families")
    void slopes_agree_with_differences(Function<Var, Distribution> family) {
        Var u = Var.input("u", 3);
        Var p = u.exp().div(u.exp().sum());
        int n = (int) family.apply(p).parameters().getFirst().constantValue().item();
        Tensor x = Tensor.of(new long[] {n / 2, n - n / 2, 0, 1, 2, n - 3}, 2, 3);
        Var logp = family.apply(p)
                .law(Shape.of(2))
                .logDensity(Value.of(Var.constant(x)))
                .elementwise();
        CheckGradient check = CheckGradient.of(logp, u, Tensor.of(new double[] {0.3, -1, 1.25}));
        assertTrue(check.error() < 1e-8, check::worst);
    }

    @Test
    void a_category_that_is_never_met_costs_nothing_and_gives_no_slope_that_is_nan() {
        for (int n : new int[] {8, 80}) {
            Var p = Var.input("p", 3);
            Var x = Var.constant(Tensor.of(new long[] {n / 2, 0, n / 2, n / 2, 1, n / 2 - 1}, 2, 3));
            Var logp = Multinomial.FAMILY
                    .with(n, p)
                    .law(Shape.of(2))
                    .logDensity(Value.of(x))
                    .elementwise();
            List<Tensor> at = List.of(Tensor.of(new double[] {0.25, 0, 0.75}));
            double[] found = Laws.values(List.of(p), at, logp);
            assertEquals(logp(Multinomial.of(n, 0.25, 0.75), new long[] {n / 2, n / 2})[0], found[0], 1e-12);
            assertEquals(NEVER, found[1]);
            for (int row = 0; row < 2; row++) {
                Var one = Functions.take(logp, Var.constant((long) row), 0);
                double[] slopes = Laws.values(List.of(p), at, Gradient.of(one, p));
                assertTrue(Arrays.stream(slopes).noneMatch(Double::isNaN), () -> n + ": " + Arrays.toString(slopes));
                assertEquals(row == 0, Double.isFinite(slopes[1]));
            }
        }
    }

    /** Five counts of 2^62 have 2^62 as their sum in 64 bits, four of 2^61 and one of 2^62 too. */
    @Test
    void sums_that_wrap_around_are_no_totals() {
        Var x = Var.input("x", new TensorType(DType.I64, Shape.of(2, 5)));
        Distribution d = Multinomial.of(1L << 62, 0.2, 0.2, 0.2, 0.2, 0.2);
        Var logp = d.law(Shape.of(2)).logDensity(Value.of(x)).elementwise();
        long all = 1L << 62;
        long part = all / 4;
        Tensor at = Tensor.of(new long[] {all, all, all, all, all, part, part, part, part, 0}, 2, 5);
        double[] found = Laws.values(List.of(x), List.of(at), logp);
        assertEquals(NEVER, found[0]);
        assertTrue(Double.isFinite(found[1]), () -> Arrays.toString(found));
    }

    /** A probability that underflows is known by the logits that it was computed from. */
    @Test
    void probabilities_that_underflow_keep_their_logs() {
        Var z = Var.input("z", 3);
        Tensor at = Tensor.of(new double[] {-800, 3, 2.5});
        Var data = Var.constant(Tensor.of(new long[] {2, 30, 18}));
        Var draw = Multinomial.FAMILY.with(50, Functions.softmax(z, 0)).draw("y");
        Var logp = Joint.empty().observe("y", draw, data).derive().total(Checks.NEG_INF);
        double expected = logp(Multinomial.logit(50, -800, 3, 2.5), new long[] {2, 30, 18})[0];
        assertEquals(expected, Laws.values(List.of(z), List.of(at), logp)[0], 1e-9);
    }

    @Test
    void rows_have_totals_and_probabilities_of_their_own() {
        Var n = Var.constant(Tensor.of(new long[] {3, 40}));
        Var p = Var.constant(Tensor.of(new double[] {0.5, 0.5, 0.25, 0.75}, 2, 2));
        Var x = Var.constant(Tensor.of(new long[] {1, 2, 10, 30}, 2, 2));
        Law law = Multinomial.of(n, p).law();
        double[] found = law.logDensity(Value.of(x)).elementwise().eval().toDoubles();
        double first = logp(Multinomial.of(3, 0.5, 0.5), new long[] {1, 2})[0];
        double second = logp(Multinomial.of(40, 0.25, 0.75), new long[] {10, 30})[0];
        assertArrayEquals(new double[] {first, second}, found, 1e-12);
        double[] sums = Multinomial.of(n, p)
                .draw("x", 3, 2)
                .sum(-1)
                .eval(RandomKey.of(2))
                .toDoubles();
        assertArrayEquals(new double[] {3, 40, 3, 40, 3, 40}, sums);
    }

    @Test
    void a_batch_may_be_as_long_as_a_run_says() {
        Var rows = Var.input("rows", new TensorType(DType.I64, Shape.of()));
        Shape batch = Shape.of(List.of(Extent.of(rows)));
        KeyVar key = KeyVar.of(RandomKey.of(3));
        for (Distribution d : List.of(Multinomial.of(9, 0.2, 0.3, 0.5), DirichletMultinomial.of(9, 1.5, 2, 0.5))) {
            Var x = d.law(batch).draw(key);
            Var logp = d.law(batch).logDensity(Value.of(x)).total();
            Map<Var, Var> known = Map.of(rows, Var.constant(4L));
            List<Var> found = Substitution.replace(List.of(x, logp), known);
            assertEquals(Shape.of(4, 3), found.getFirst().shape());
            assertTrue(Double.isFinite(found.get(1).eval().item()));
            long[] drawn = d.law(Shape.of(4)).draw(key).eval().toLongs();
            assertArrayEquals(drawn, found.getFirst().eval().toLongs());
        }
    }

    @Test
    void the_support_point_is_a_vector_with_a_probability_near_the_mean() {
        for (Distribution d : List.of(
                Multinomial.of(10, 0.3, 0, 0.6, 0.1, 0),
                Multinomial.of(7, 0.2, 0.2, 0.2, 0.2, 0.2),
                Multinomial.of((1L << 60) + 1, 0.5, 0.25, 0.25, 0),
                Multinomial.logit(1, 0, 0, 0),
                Multinomial.of(Var.constant(Tensor.of(new long[] {5, 12})), Var.constant(0.5, 0.25, 0.25)),
                DirichletMultinomial.of(1000, 1e-3, 5, 2))) {
            Law law = d.law();
            Var point = law.supportPoint();
            Var logp = law.logDensity(Value.of(point)).elementwise();
            assertTrue(
                    Arrays.stream(logp.eval().toDoubles()).allMatch(Double::isFinite), () -> d + " at " + point.eval());
        }
    }

    @Test
    void mixtures_are_of_vectors_with_one_total() {
        Var weights = Var.constant(0.25, 0.75);
        Distribution first = Multinomial.of(6, 0.2, 0.3, 0.5);
        Distribution second = DirichletMultinomial.of(6, 3, 1, 0.5);
        long[][] all = vectors(6);
        double[] a = logp(first, all);
        double[] b = logp(second, all);
        double[] both = logp(Mixture.of(weights, first, second), all);
        for (int i = 0; i < all.length; i++) {
            assertEquals(Math.log(0.25 * Math.exp(a[i]) + 0.75 * Math.exp(b[i])), both[i], 1e-12);
        }
        Law law = Mixture.of(weights, first, second).law();
        assertEquals(first.law().type().support(), law.type().support());
        Distribution other = Multinomial.of(7, 0.2, 0.3, 0.5);
        String message = assertThrows(
                        LogDensityException.class,
                        () -> Mixture.of(weights, first, other).law().type())
                .getMessage();
        assertTrue(message.contains("{whole x >= 0 with sum 6} and {whole x >= 0 with sum 7}"), message);
        Var totals = Var.constant(Tensor.of(new long[] {6, 7}));
        Var p = Var.constant(Tensor.of(new double[] {0.5, 0.5, 0.25, 0.75}, 2, 2));
        String along = assertThrows(LogDensityException.class, () -> Mixture.of(weights, Multinomial.of(totals, p))
                        .law()
                        .type())
                .getMessage();
        assertTrue(along.contains("counts with sums '[6, 7]'"), along);
    }

    @Test
    void rows_of_which_each_leaves_out_another_category_cannot_be_moved_together() {
        Var p = Var.constant(Tensor.of(new double[] {0.5, 0.5, 0, 0, 0.5, 0.5, 0.5, 0, 0.5}, 3, 3));
        Joint free = Joint.empty().free("x", Multinomial.of(8, p).draw("x"));
        String message = assertThrows(GraphException.class, free::derive).getMessage();
        assertTrue(message.contains("each category is never met in some row; make the rows variables"), message);
        Var logits = Var.constant(Tensor.of(new double[] {0, NEVER, NEVER, 0}, 2, 2));
        Joint never = Joint.empty().free("x", Multinomial.logit(8, logits).draw("x"));
        assertThrows(GraphException.class, never::derive);
    }

    @Test
    void parameters_that_do_not_fit_are_refused_in_words() {
        refused("Multinomial needs n to be a whole number >= 0, but n is -1", () -> Multinomial.of(-1, 0.5, 0.5));
        refused("Multinomial needs n to be a whole number >= 0, but n is 2.5", () -> Multinomial.of(2.5, 0.5, 0.5));
        refused("Multinomial needs n below 2^63", () -> Multinomial.of(1e19, 0.5, 0.5));
        refused(
                "Multinomial needs p >= 0 with sum 1 over the last axis, but p is [-0.5, 1.5]",
                () -> Multinomial.of(3, -0.5, 1.5));
        refused("DirichletMultinomial needs alpha > 0, but alpha[1] is 0.0", () -> DirichletMultinomial.of(3, 1, 0));
        String shape = assertThrows(GraphException.class, () -> DirichletMultinomial.of(3, Var.constant(1.0)))
                .getMessage();
        assertTrue(shape.contains("DirichletMultinomial needs a number for each category"), shape);
        Var n = Var.constant(Tensor.of(new long[] {3, 4, 5}));
        Var p = Var.constant(Tensor.of(new double[] {0.5, 0.5, 0.25, 0.75}, 2, 2));
        String apart =
                assertThrows(GraphException.class, () -> Multinomial.of(n, p)).getMessage();
        assertTrue(apart.contains("n has no axis of categories: give it the shape of p without its last axis"), apart);
    }

    private static void refused(String message, Executable distribution) {
        LogDensityException e = assertThrows(LogDensityException.class, distribution);
        assertEquals(DensityCode.PARAMETER, e.code());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
