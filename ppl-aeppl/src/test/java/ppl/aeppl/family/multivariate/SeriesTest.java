package ppl.aeppl.family.multivariate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Index;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Gaussian random walks and autoregressive series. */
class SeriesTest {

    private static final double[] X = {0.4, 1.1, -0.3, 0.9, 2.5};
    private static final Distribution START = Normal.of(0.5, 2);

    private static double logp(Law law, double... x) {
        return law.logDensity(Value.of(Var.constant(x))).total().eval().item();
    }

    private static Distribution walk(int length) {
        return GaussianRandomWalk.of(0.3, 0.7, START, length);
    }

    private static Distribution ar(int length) {
        return Ar.of(Var.constant(0.6, -0.2), 0.3, 0.7, START, length);
    }

    @Test
    void a_walk_is_the_running_sum_of_its_first_value_and_its_steps() {
        Var first = START.draw("first", 1);
        Var steps = Normal.of(0.3, 0.7).draw("steps", 4);
        Law derived = Joint.law(Functions.cumsum(Functions.concat(List.of(first, steps), 0), 0));
        assertEquals(logp(derived, X), logp(walk(5).law(), X), 1e-13);
    }

    @Test
    void a_series_is_a_loop_over_its_noise() {
        Var noise = Normal.of(0.3, 0.7).draw("noise", 3);
        Var loop = Scan.over(noise)
                .from(Var.constant(X[0], X[1]), 2)
                .run(t -> t.next(
                        t.state(0, 1).times(0.6).plus(t.state(0, 2).times(-0.2)).plus(t.element())))
                .states();
        double later = logp(Joint.law(loop), Arrays.copyOfRange(X, 2, 5));
        double first = logp(START.law(Shape.of(2)), X[0], X[1]);
        assertEquals(first + later, logp(ar(5).law(), X), 1e-13);
    }

    @Test
    void a_walk_is_a_series_of_order_1_with_coefficient_1() {
        Distribution same = Ar.of(Var.constant(new double[] {1}), 0.3, 0.7, START, 5);
        assertEquals(logp(walk(5).law(), X), logp(same.law(), X), 1e-14);
        Moments a = moments(walk(5));
        Moments b = moments(same);
        assertArrayEquals(a.mean().eval().toDoubles(), b.mean().eval().toDoubles(), 1e-14);
        assertArrayEquals(a.variance().eval().toDoubles(), b.variance().eval().toDoubles(), 1e-14);
    }

    private static Moments moments(Distribution d) {
        return d.law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
    }

    /**
     * A series and what it should be.
     *
     * @param first the covariance of the first values
     */
    private record Example(String name, Distribution d, double[] rho, double sigma, double[][] first) {

        int length() {
            return d.law().type().draw().shape().size(0);
        }

        /** By the recurrence, for a value and each of those before it. */
        double[][] covariance() {
            int n = length();
            int p = rho.length;
            double[][] c = new double[n][n];
            for (int t = 0; t < n; t++) {
                for (int s = 0; s <= t; s++) {
                    if (t < p) {
                        c[t][s] = first[t][s];
                    } else {
                        c[t][s] = s == t ? sigma * sigma : 0;
                        for (int i = 0; i < p; i++) {
                            c[t][s] += rho[i] * c[Math.max(t - 1 - i, s)][Math.min(t - 1 - i, s)];
                        }
                    }
                    c[s][t] = c[t][s];
                }
            }
            return c;
        }

        double[] mean() {
            return Functions.broadcastTo(moments(d).mean(), Shape.of(length()))
                    .eval()
                    .toDoubles();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Example> series() {
        double[][] one = {{4}};
        double[][] two = {{4, 0}, {0, 4}};
        double[][] three = {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}};
        double[][] tied = {{2, 0.8}, {0.8, 1}};
        Distribution vector = MvNormal.of(Var.constant(0.5, -1), Var.constant(Tensor.of(tied)));
        return Stream.of(
                example("walk", walk(5), 0.7, one, 1),
                example("series", ar(5), 0.7, two, 0.6, -0.2),
                example("of order 1", Ar.of(Var.constant(new double[] {-0.9}), 2, START, 5), 2, one, -0.9),
                example("growing", Ar.of(Var.constant(1.2, 0.5, -0.25), -1, 2, START, 5), 2, three, 1.2, 0.5, -0.25),
                example("after a vector", Ar.of(Var.constant(0.6, -0.2), 0.3, 0.7, vector, 5), 0.7, tied, 0.6, -0.2),
                example("first values only", ar(2), 0.7, two, 0.6, -0.2),
                example("one value", walk(1), 0.7, one, 1));
    }

    private static Example example(String name, Distribution d, double sigma, double[][] first, double... rho) {
        return new Example(name, d, rho, sigma, first);
    }

    /** Elements in another order have the density of their covariances, which that of a series in order knows nothing of. */
    @ParameterizedTest
    @MethodSource("series")
    void the_density_is_that_of_its_covariances(Example e) {
        int n = e.length();
        double[] at = Arrays.copyOf(X, n);
        double[] turned = new double[n];
        Arrays.setAll(turned, i -> at[n - 1 - i]);
        long[] order = new long[n];
        Arrays.setAll(order, i -> n - 1 - i);
        Law normal = MvNormal.of(Var.constant(e.mean()), Var.constant(Tensor.of(e.covariance())))
                .law();
        Law reversed = Joint.law(Functions.take(e.d().draw("x"), Var.constant(Tensor.of(order)), 0));
        assertEquals(logp(normal, at), logp(e.d().law(), at), 1e-12);
        assertEquals(logp(normal, at), logp(reversed, turned), 1e-12);
    }

    @ParameterizedTest
    @MethodSource("series")
    void moments_of_elements_follow_the_recurrence(Example e) {
        int n = e.length();
        double[][] covariance = e.covariance();
        double[] variance = Functions.broadcastTo(moments(e.d()).variance(), Shape.of(n))
                .eval()
                .toDoubles();
        for (int t = 0; t < n; t++) {
            assertEquals(covariance[t][t], variance[t], 1e-13 * covariance[t][t]);
        }
    }

    /** By five standard errors of sums of products, which a false alarm of all together needs 1e5 runs for. */
    @ParameterizedTest
    @MethodSource("series")
    void draws_have_the_covariances_of_the_law(Example e) {
        int n = 20_000;
        double[] x =
                e.d().law(Shape.of(n)).draw(KeyVar.of(RandomKey.of(11))).eval().toDoubles();
        int length = e.length();
        double[] mean = e.mean();
        double[][] expected = e.covariance();
        for (int s = 0; s < length; s++) {
            for (int t = s; t < length; t++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += (x[i * length + s] - mean[s]) * (x[i * length + t] - mean[t]) / n;
                }
                double error = Math.sqrt((expected[s][s] * expected[t][t] + Math.pow(expected[s][t], 2)) / n);
                assertEquals(expected[s][t], sum, 5 * error, e + " at " + s + ", " + t);
            }
        }
    }

    /** By 200,000 steps, which a false alarm needs 1e4 runs for: an error of 1 % is 6 standard errors. */
    @Test
    void noise_of_draws_is_that_of_the_law_to_a_hundredth() {
        int n = 2_000;
        int length = 102;
        double[] x = ar(length)
                .law(Shape.of(n))
                .draw(KeyVar.of(RandomKey.of(5)))
                .eval()
                .toDoubles();
        assertTrue(noise(x, length, 0.3, 0.7) < 4);
        assertTrue(noise(x, length, 0.3, 0.7 * 1.01) > 4, "a deviation off by 1 % is not seen");
        assertTrue(noise(x, length, 0.3 + 0.01, 0.7) > 4, "a constant off by 0.01 is not seen");
    }

    /** The larger of two standardised differences: of the mean and of the variance of the noise. */
    private static double noise(double[] x, int length, double constant, double sigma) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int row = 0; row < x.length; row += length) {
            for (int t = row + 2; t < row + length; t++) {
                double z = (x[t] - constant - 0.6 * x[t - 1] + 0.2 * x[t - 2]) / sigma;
                sum += z;
                squares += z * z;
                count++;
            }
        }
        double mean = Math.abs(sum / Math.sqrt(count));
        return Math.max(mean, Math.abs(squares - count) / Math.sqrt(2.0 * count));
    }

    @Test
    void gradients_by_values_and_all_parameters_agree_with_differences() {
        Var rho = Var.input("rho", 2, 3);
        Var constant = Var.input("constant");
        Var sigma = Var.input("sigma", 2);
        Var nu = Var.input("nu", 3);
        Var x = Var.input("x", 2, 6);
        Law law = Ar.of(rho, constant, sigma, StudentT.of(nu, 0, 2), 6).law();
        Var logp = law.logDensity(Value.of(x)).elementwise();
        assertEquals(Shape.of(2), logp.shape());
        double[] at = new double[12];
        Arrays.setAll(at, i -> Math.sin(3 * i) * 2);
        List<Tensor> values = List.of(
                Tensor.of(new double[][] {{0.5, 0.2, -0.3}, {1.7, -1, 0.4}}),
                Tensor.scalar(0.3),
                Tensor.of(new double[] {0.5, 2}),
                Tensor.of(new double[] {3, 5, 2.5}),
                Tensor.of(at, 2, 6));
        CheckGradient check =
                CheckGradient.of(logp, List.of(rho, constant, sigma, nu, x), values, CompileOptions.defaults());
        assertTrue(check.error() < 1e-8, check::worst);
    }

    @Test
    void gradients_of_walks_agree_with_differences_far_out_too() {
        Var mu = Var.input("mu", 2);
        Var sigma = Var.input("sigma");
        Var deviation = Var.input("deviation", 2);
        Var x = Var.input("x", 2, 4);
        Var logp = GaussianRandomWalk.of(mu, sigma, Normal.of(0, deviation), 4)
                .law()
                .logDensity(Value.of(x))
                .elementwise();
        List<Tensor> values = List.of(
                Tensor.of(new double[] {0.5, 2}),
                Tensor.scalar(0.3),
                Tensor.of(new double[] {1, 0.25}),
                Tensor.of(new double[][] {{0, 1, -1, 30}, {1, 40, -20, 3}}));
        CheckGradient check =
                CheckGradient.of(logp, List.of(mu, sigma, deviation, x), values, CompileOptions.defaults());
        assertTrue(check.error() < 1e-8, check::worst);
    }

    /** By hand: the slope by a value is that of its own step less that of the next one. */
    @Test
    void slopes_in_tails_are_exact() {
        double[] at = {3, -40, 2_000, 2_060.5};
        Var x = Var.input("x", 4);
        Law law = GaussianRandomWalk.of(0.5, 0.25, Normal.of(0, 1), 4).law();
        Var gradient =
                Gradient.of(law.logDensity(Value.of(x)).total(), List.of(x)).getFirst();
        double[] steps = {43.5, -2039.5, -60};
        double[] expected = {-3 - steps[0] * 16, (steps[0] - steps[1]) * 16, (steps[1] - steps[2]) * 16, steps[2] * 16};
        double[] got = Laws.values(List.of(x), List.of(Tensor.of(at)), gradient);
        for (int i = 0; i < 4; i++) {
            assertEquals(expected[i], got[i], 1e-12 * Math.abs(expected[i]));
        }
    }

    @Test
    void each_series_of_a_batch_has_parameters_of_its_own() {
        Var rho = Var.constant(Tensor.of(new double[][] {{0.5, 0.1}, {-0.2, 0.9}}));
        Distribution both = Ar.of(rho, Var.constant(0.0, 1), 0.5, Normal.of(0, Var.constant(1.0, 3)), 3);
        Var x = both.draw("x");
        assertEquals(Shape.of(2, 3), x.shape());
        double[][] at = {{0.1, 0.2, -0.4}, {1, -1, 2}};
        Var transposed = Functions.take(x, Var.constant(Tensor.of(new long[] {1, 0})), 0);
        double[] got = Joint.law(transposed)
                .logDensity(Value.of(Var.constant(Tensor.of(new double[][] {at[1], at[0]}))))
                .elementwise()
                .eval()
                .toDoubles();
        double first = logp(
                Ar.of(Var.constant(0.5, 0.1), 0, 0.5, Normal.of(0, Var.constant(1.0, 3)), 3)
                        .law(),
                at[0]);
        double second = logp(
                Ar.of(Var.constant(-0.2, 0.9), 1, 0.5, Normal.of(0, Var.constant(1.0, 3)), 3)
                        .law(),
                at[1]);
        assertArrayEquals(new double[] {second, first}, got, 1e-13);
    }

    @Test
    void walks_of_a_batch_keep_their_first_values_when_picked() {
        Distribution both = GaussianRandomWalk.of(0, Var.constant(1.0, 2), Normal.of(Var.constant(5.0, -5), 1), 3);
        Law second = Joint.law(both.draw("x").get(1));
        Law alone = GaussianRandomWalk.of(0, 2, Normal.of(-5, 1), 3).law();
        assertEquals(logp(alone, -4, -3, -1), logp(second, -4, -3, -1), 1e-13);
    }

    /** Of x[2] given the others in a walk: normal about their middle, with half the variance. */
    @Test
    void an_element_is_known_given_the_others() {
        Var x = walk(5).draw("x");
        JointDensity joint = Joint.empty()
                .value("first", x.get(Index.range(0, 2)), Var.constant(X[0], X[1]))
                .value("last", x.get(Index.range(3, 5)), Var.constant(X[3], X[4]))
                .value("middle", x.get(2), Laws.c(X[2]))
                .derive();
        assertEquals(logp(walk(5).law(), X), joint.total(Checks.NEG_INF).eval().item(), 1e-12);
    }

    @Test
    void the_graph_of_a_density_does_not_grow_with_the_length() {
        for (boolean walk : new boolean[] {true, false}) {
            int few = nodes(walk ? walk(10) : ar(10));
            int many = nodes(walk ? walk(100_000) : ar(100_000));
            assertEquals(few, many);
            assertEquals(drawNodes(walk ? walk(10) : ar(10)), drawNodes(walk ? walk(100_000) : ar(100_000)));
        }
    }

    private static int nodes(Distribution d) {
        Var x = Var.input("x", d.law().type().draw());
        return count(d.law().logDensity(Value.of(x)).total(), new HashSet<>());
    }

    private static int drawNodes(Distribution d) {
        return count(d.law().draw(KeyVar.of(RandomKey.of(1))), new HashSet<>());
    }

    private static int count(Var x, Set<Var> seen) {
        return seen.add(x)
                ? 1 + x.inputs().stream().mapToInt(y -> count(y, seen)).sum()
                : 0;
    }

    @Test
    void infinite_values_have_no_density_and_no_gradient() {
        for (Distribution d : List.of(walk(3), ar(3))) {
            Var x = Var.input("x", 4, 3);
            double inf = Double.POSITIVE_INFINITY;
            Tensor at = Tensor.of(new double[][] {{0.2, 0.3, 0.5}, {inf, 1, 1}, {0, inf, inf}, {0, 1, -inf}});
            Var logp = d.law(Shape.of(4)).logDensity(Value.of(x)).elementwise();
            double[] got = Laws.values(List.of(x), List.of(at), logp);
            assertTrue(Double.isFinite(got[0]));
            assertArrayEquals(new double[] {-inf, -inf, -inf}, Arrays.copyOfRange(got, 1, 4));
            double[] slope = Laws.values(
                    List.of(x), List.of(at), Gradient.of(logp.sum(), List.of(x)).getFirst());
            assertArrayEquals(new double[9], Arrays.copyOfRange(slope, 3, 12));
            assertFalse(Double.isFinite(logp(d.law(), 0, Double.NaN, 1)));
        }
    }

    @Test
    void it_is_continuous_and_moves_freely() {
        Law law = walk(5).law(Shape.of(3));
        assertEquals(BaseMeasure.LEBESGUE, law.type().measure());
        assertEquals(Set.of(1), law.type().eventAxes());
        JointDensity joint = Joint.empty().free("x", ar(5).draw("x")).derive();
        Tensor at = Tensor.of(X);
        assertEquals(
                logp(ar(5).law(), X),
                Laws.values(joint.unconstrained(), List.of(at), joint.total(Checks.NEG_INF))[0],
                1e-14);
        assertArrayEquals(
                new double[] {0.5, 0.8, 1.1},
                walk(3).law().supportPoint().eval().toDoubles(),
                1e-15);
    }

    @Test
    void parameters_that_no_series_has_are_refused_in_words() {
        assertRefused(
                DensityCode.PARAMETER,
                "GaussianRandomWalk needs sigma > 0, but sigma is 0.0",
                () -> GaussianRandomWalk.of(1, 0, START, 3));
        assertRefused(
                DensityCode.PARAMETER,
                "AR needs sigma > 0, but sigma[1] is -1.0",
                () -> Ar.of(Var.constant(0.5, 0.1), 0, Var.constant(1.0, -1), START, 3));
        assertRefused(
                DensityCode.PARAMETER,
                "Normal needs sigma > 0, but sigma is 0.0",
                () -> GaussianRandomWalk.of(1, Normal.of(0, 0), 3));
        assertRefused(DensityCode.PARAMETER, "GaussianRandomWalk needs length >= 1, but length is 0", () -> walk(0));
        assertRefused(DensityCode.PARAMETER, "AR needs length >= 2, but length is 1", () -> ar(1));
        assertRefused(
                DensityCode.VALUE_TYPE,
                "GaussianRandomWalk begins with continuous numbers, but the measure of init Poisson(mu=2.0) is counting",
                () -> GaussianRandomWalk.of(1, Poisson.of(2), 3));
        assertRefused(
                DensityCode.EVENT_AXES_MISMATCH,
                "GaussianRandomWalk begins with a number, but a draw of init MvNormal",
                () -> GaussianRandomWalk.of(1, MvNormal.of(Var.constant(0.0, 0), Functions.eye(2)), 3));
        assertRefused(
                DensityCode.EVENT_AXES_MISMATCH,
                "AR begins with numbers or a normal vector, but a draw of init Dirichlet",
                () -> Ar.of(Var.constant(0.5, 0.1), 1, Dirichlet.of(1, 1), 3));
    }

    private static void assertRefused(DensityCode code, String words, Runnable made) {
        LogDensityException e = assertThrows(LogDensityException.class, made::run);
        assertEquals(code, e.code(), e.getMessage());
        assertTrue(e.getMessage().contains(words), e.getMessage());
    }

    @Test
    void shapes_that_do_not_fit_are_refused_in_words() {
        for (Var rho : List.of(Var.constant(0.5), Var.constant(new double[0]))) {
            String message = assertThrows(GraphException.class, () -> Ar.of(rho, 1, START, 3))
                    .getMessage();
            assertTrue(message.contains("AR needs one coefficient or more along the last axis of rho"), message);
        }
        String message = assertThrows(
                        GraphException.class,
                        () -> Ar.of(Var.constant(0.5, 0.1), 1, Normal.of(Var.constant(1.0, 2, 3), 1), 4))
                .getMessage();
        assertTrue(message.contains("AR begins with 2 values, one for each coefficient of rho"), message);
    }

    @Test
    void a_sigma_that_a_model_computes_is_checked_in_the_run() {
        Var sigma = Var.input("sigma");
        Var x = GaussianRandomWalk.of(1, sigma, START, 3).draw("x");
        JointDensity joint =
                Joint.empty().value("x", x, Var.constant(0.0, 1, 2)).derive();
        assertEquals(
                Double.NEGATIVE_INFINITY,
                Laws.values(List.of(sigma), List.of(Tensor.scalar(-1.0)), joint.total(Checks.NEG_INF))[0]);
    }

    /** Compiled, since the gradient of a series is asked for in every step of a sampler. */
    @Test
    void a_thousand_values_are_one_graph() {
        Var x = Var.input("x", 1000);
        Var rho = Var.input("rho", 2);
        Var logp = Ar.of(rho, 1, START, 1000).law().logDensity(Value.of(x)).total();
        List<Var> slopes = Gradient.of(logp, List.of(rho));
        try (var compiled = new Graph(List.of(x, rho), slopes).compile(CompileOptions.defaults())) {
            double[] at = new double[1000];
            Arrays.fill(at, 1);
            double[] slope = compiled.call(List.of(Tensor.of(at), Tensor.of(new double[] {0.5, 0.25})))
                    .getFirst()
                    .toDoubles();
            assertArrayEquals(new double[] {249.5, 249.5}, slope, 1e-10);
        }
    }
}
