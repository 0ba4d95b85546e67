package ppl.aeppl.family.multivariate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Moments;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Draws of the LKJ laws: the laws of their correlations, of their determinants and of the diagonals of factors. */
class LkjDrawsTest {

    private static final int N = 10_000;

    private static double[] draws(Distribution of, int count, long key) {
        return of.law(Shape.of(count)).draw(KeyVar.of(RandomKey.of(key))).eval().toDoubles();
    }

    /** Kolmogorov's statistic of correlations r, against {@code w = (1 + r) / 2} of a beta law of equal shapes of 1, 2 or 3. */
    private static double distance(double[] r, double shape) {
        double[] w = Arrays.stream(r).map(v -> 0.5 * (1 + v)).sorted().toArray();
        double distance = 0;
        for (int i = 0; i < w.length; i++) {
            double x = w[i];
            double cdf = shape == 1 ? x : shape == 2 ? x * x * (3 - 2 * x) : x * x * x * (10 - 15 * x + 6 * x * x);
            distance = Math.max(distance, Math.max((i + 1.0) / w.length - cdf, cdf - (double) i / w.length));
        }
        return distance * Math.sqrt(w.length);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 3", "2, 4"})
    void every_correlation_has_its_beta_law(double eta, int n) {
        double[] x = draws(LkjCorrelation.of(eta, n), N, 7);
        double shape = eta - 1 + n / 2.0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                int at = i * n + j;
                double[] r = new double[N];
                Arrays.setAll(r, k -> x[k * n * n + at]);
                double most = distance(r, shape); // a false alarm in 1e5 runs
                assertTrue(most < 2.5, () -> "Kolmogorov's statistic of element " + at + " is " + most);
                double other = distance(r, 2);
                assertTrue(other > 2.5, () -> "another law has the statistic " + other);
            }
        }
    }

    /**
     * The squares on the diagonal of a factor have independent beta laws. So the mean and variance of the log of a determinant are sums of
     * digamma and trigamma functions. Correlations that spread 1 % less have an eta that is 2 % greater.
     */
    @Test
    void the_log_of_a_determinant_has_its_mean_and_a_spread_off_by_one_percent_is_caught() {
        int n = 8;
        double eta = 50;
        double[] x = draws(LkjCholesky.of(eta, n), N, 3);
        double mean = 0;
        for (int k = 0; k < N; k++) {
            for (int i = 0; i < n; i++) {
                mean += 2 * Math.log(x[k * n * n + i * n + i]) / N;
            }
        }
        double right = deviation(mean, eta, n);
        assertTrue(Math.abs(right) < 5, () -> "off by " + right + " standard errors"); // a false alarm in 2e6 runs
        double planted = deviation(mean, 1.02 * eta, n);
        assertTrue(Math.abs(planted) > 5, () -> "one percent is off by " + planted + " standard errors only");
    }

    /** How many standard errors a mean is away from that of the law. */
    private static double deviation(double got, double eta, int n) {
        double mean = 0;
        double variance = 0;
        for (int i = 1; i < n; i++) {
            double b = eta + 0.5 * (n - 1 - i);
            mean += digamma(b) - digamma(b + 0.5 * i);
            variance += trigamma(b) - trigamma(b + 0.5 * i);
        }
        return (got - mean) / Math.sqrt(variance / N);
    }

    private static double digamma(double x) {
        return Functions.digamma(Var.constant(x)).eval().item();
    }

    private static double trigamma(double x) {
        double h = 1e-4;
        return (digamma(x + h) - digamma(x - h)) / (2 * h);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.75, 4})
    void draws_have_the_means_and_variances_of_the_laws(double eta) {
        int n = 3;
        for (Distribution d : List.of(LkjCholesky.of(eta, n), LkjCorrelation.of(eta, n))) {
            double[] x = draws(d, N, 11);
            Moments moments = d.law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
            double[] mean = moments.mean().eval().toDoubles();
            double[] variance = moments.variance().eval().toDoubles();
            for (int e = 0; e < n * n; e++) {
                double m = mean[e];
                double sum = 0;
                double squares = 0;
                for (int k = 0; k < N; k++) {
                    sum += x[k * n * n + e] / N;
                    squares += Math.pow(x[k * n * n + e] - m, 2) / N;
                }
                // five standard errors: a false alarm in 2e6 runs; the kurtosis of none is above 6
                assertEquals(m, sum, 1e-12 + 5 * Math.sqrt(variance[e] / N), d + " " + e);
                assertEquals(variance[e], squares, 1e-12 + 5 * variance[e] * Math.sqrt(6.0 / N), d + " " + e);
            }
        }
    }

    @Test
    void each_eta_of_a_batch_draws_its_own_matrices() {
        Var eta = Var.constant(Tensor.of(new double[] {0.5, 200}));
        double[] x = LkjCholesky.of(eta, 2)
                .law(Shape.of(1_000, 2))
                .draw(KeyVar.of(RandomKey.of(2)))
                .eval()
                .toDoubles();
        double wide = 0;
        double narrow = 0;
        for (int k = 0; k < 1_000; k++) {
            wide += Math.pow(x[8 * k + 2], 2) / 1_000;
            narrow += Math.pow(x[8 * k + 6], 2) / 1_000;
        }
        assertEquals(0.5, wide, 0.06); // five standard errors of 1 / (2 eta + 1)
        assertEquals(1 / 401.0, narrow, 0.001);
    }

    @Test
    void draws_of_a_tiny_eta_are_singular_up_to_rounding_and_never_nan() {
        double[] x = draws(LkjCholesky.of(1e-3, 3), 1_000, 5);
        int singular = 0;
        for (int k = 0; k < 1_000; k++) {
            for (int i = 0; i < 3; i++) {
                double length = 0;
                for (int j = 0; j < 3; j++) {
                    length += Math.pow(x[9 * k + 3 * i + j], 2);
                }
                assertEquals(1, length, 1e-12);
            }
            singular += x[9 * k + 8] < 1e-3 ? 1 : 0;
        }
        assertTrue(singular > 950, "only " + singular + " are nearly singular");
    }
}
