package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the table of ArviZ cannot hold: exact properties, and inputs with an error for an answer. */
class EdgeCasesTest {
    @Test
    void normal_quantiles_are_within_1e_minus_13_of_60_digit_arithmetic() {
        for (String line : ReferenceTable.lines("normal_quantile.csv")) {
            String[] fields = line.split(",");
            double expected = Double.parseDouble(fields[1]);
            assertEquals(
                    expected, NormalScores.quantile(Double.parseDouble(fields[0])), 1e-13 * Math.abs(expected), line);
        }
    }

    @Test
    void sorting_is_stable_and_puts_nan_last_and_the_zeros_together() {
        double[] values = {0.0, Double.NaN, -1, -0.0, Double.POSITIVE_INFINITY, -1, Double.NEGATIVE_INFINITY, 1e-300};
        Order order = Order.of(values);
        assertArrayEquals(new int[] {6, 2, 5, 0, 3, 7, 4, 1}, order.index);
    }

    @Test
    void sorting_agrees_with_the_library_on_many_magnitudes() {
        Random random = new Random(3);
        double[] values = new double[5000];
        Arrays.setAll(values, i -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300));
        double[] expected = values.clone();
        Arrays.sort(expected);
        assertArrayEquals(expected, Order.of(values).sorted);
    }

    @Test
    void folded_order_is_the_order_of_the_distances() {
        Random random = new Random(4);
        double[] values = new double[777];
        Arrays.setAll(values, i -> Math.rint(random.nextGaussian() * 20) / 10);
        Order order = Order.of(values);
        double centre = Quantiles.median(order.sorted);
        double[] expected =
                Arrays.stream(values).map(x -> Math.abs(x - centre)).sorted().toArray();
        Order folded = order.folded(centre);
        assertArrayEquals(expected, folded.sorted);
        for (int k = 0; k < values.length; k++) {
            assertEquals(expected[k], Math.abs(values[folded.index[k]] - centre));
        }
    }

    @Test
    void the_direct_and_the_transformed_autocovariances_are_the_same() {
        Random random = new Random(5);
        double[] chain = new double[300];
        Arrays.setAll(chain, i -> random.nextGaussian());
        Draws draws = Draws.of(chain, 3, 100);
        double[] means = {Moments.mean(chain, 0, 100), Moments.mean(chain, 100, 200), Moments.mean(chain, 200, 300)};
        Autocovariance covariance = new Autocovariance(draws, means);
        double[] all = covariance.all();
        for (int lag = 0; lag < 100; lag++) {
            assertEquals(all[lag], covariance.at(lag), 1e-14, "lag " + lag);
        }
    }

    @Test
    void autocovariances_of_counted_bits_are_those_of_zeros_and_ones() {
        for (int length : new int[] {4, 63, 64, 65, 128, 129, 301, 2600}) {
            Random random = new Random(length);
            double[] values = new double[2 * length];
            Arrays.setAll(values, i -> random.nextInt(3));
            double[] ones = Arrays.stream(values).map(x -> x == 1 ? 1 : 0).toArray();
            Draws split = Draws.of(ones, 2, length).split();
            double[] expected = new Autocovariance(split, Moments.chainMeans(split)).all();
            Indicator indicator = Indicator.of(Draws.of(values, 2, length), 0.5, 1);
            assertArrayEquals(Moments.chainMeans(split), indicator.means(), 1e-15);
            for (int lag = 0; lag < length / 2; lag++) {
                assertEquals(expected[lag], indicator.covariance(lag), 1e-14, length + " draws, lag " + lag);
            }
        }
    }

    @Test
    void sorting_agrees_with_the_library_on_clusters_that_lie_far_apart() {
        Random random = new Random(9);
        double[] values = new double[3000];
        // The leading bits tell the clusters apart, and nothing within them.
        Arrays.setAll(values, i -> (i % 3 - 1) * 1e200 + (i % 3 == 1 ? 1e-200 * random.nextGaussian() : 0));
        values[7] = Double.NaN;
        values[8] = Double.NEGATIVE_INFINITY;
        double[] expected = values.clone();
        Arrays.sort(expected);
        Order order = Order.of(values);
        assertArrayEquals(expected, order.sorted);
        for (int k = 1; k < values.length; k++) {
            assertEquals(order.sorted[k], values[order.index[k]]);
            assertTrue(
                    order.sorted[k - 1] != order.sorted[k] || order.index[k - 1] < order.index[k],
                    "equal values stay in their order at " + k);
        }
    }

    @Test
    void sorting_agrees_with_the_library_where_the_leading_bits_are_equal() {
        Random random = new Random(10);
        double[] values = new double[2000];
        Arrays.setAll(values, i -> i == 0 ? -1e300 : 1 + random.nextInt(1 << 20) * 1e-9);
        double[] expected = values.clone();
        Arrays.sort(expected);
        assertArrayEquals(expected, Order.of(values).sorted);
    }

    @Test
    void chains_stuck_at_different_places_have_infinite_r_hat() {
        double[] stuck = new double[128];
        Arrays.fill(stuck, 64, 128, 1);
        assertEquals(Double.POSITIVE_INFINITY, Rhat.split(Draws.of(stuck, 2, 64)));
    }

    @Test
    void nested_r_hat_of_superchains_of_one_is_r_hat_with_the_larger_denominator() {
        Random random = new Random(6);
        double[] values = new double[400];
        Arrays.setAll(values, i -> random.nextGaussian() + i / 100);
        Draws draws = Draws.of(values, 4, 100);
        double plain = Rhat.unsplit(draws);
        // Gelman and Rubin weigh the within-chain variance by (n − 1)/n; nested R-hat does not.
        assertEquals(Math.sqrt(plain * plain + 1.0 / 100), Rhat.nested(draws, 4), 1e-12);
        assertEquals(Double.NaN, Rhat.nested(draws, 1));
        assertEquals(
                "4 chains do not form 3 superchains of one size",
                assertThrows(IllegalArgumentException.class, () -> Rhat.nested(draws, 3))
                        .getMessage());
    }

    @Test
    void an_interval_of_all_draws_is_their_range() {
        assertEquals(new Interval(-2, 5), Hdi.of(new double[] {5, 1, -2}, 1));
        assertTrue(new Interval(-2, 5).contains(-2));
        assertEquals(7, new Interval(-2, 5).width());
        assertThrows(IllegalArgumentException.class, () -> Hdi.of(new double[] {1}, 0));
        assertThrows(IllegalArgumentException.class, () -> Hdi.of(new double[0], 0.5));
        assertThrows(IllegalArgumentException.class, () -> Hdi.multimodal(new double[] {1, 2}, 1.5));
    }

    @Test
    void constant_draws_have_one_mode_of_no_width() {
        assertEquals(List.of(new Interval(3, 3)), Hdi.multimodal(new double[] {3, 3, Double.NaN}, 0.9));
        assertEquals(List.of(), Hdi.multimodal(new double[] {Double.NaN}, 0.9));
        assertEquals(List.of(), Hdi.multimodal(new long[0], 0.9));
        assertEquals(0, Kde.of(new double[] {2, 2}).grid().length);
    }

    @Test
    void a_kernel_density_integrates_to_one() {
        Random random = new Random(8);
        double[] values = new double[3000];
        Arrays.setAll(values, i -> random.nextDouble());
        Kde kde = Kde.of(values);
        double step = kde.grid()[1] - kde.grid()[0];
        assertEquals(1, Arrays.stream(kde.density()).sum() * step, 0.02);
        assertEquals(1, kde.density()[0], 0.25, "no mass is lost at the edge of a uniform density");
        assertTrue(kde.bandwidth() > 0.01 && kde.bandwidth() < 0.2, "bandwidth " + kde.bandwidth());
    }

    @Test
    void chains_of_different_lengths_are_refused() {
        assertEquals(
                "chain 1 has 2 draws but chain 0 has 3; cut them to one length",
                assertThrows(IllegalArgumentException.class, () -> Draws.of(new double[3], new double[2]))
                        .getMessage());
        assertEquals(
                "2 chains of 3 draws need 6 values, not 5",
                assertThrows(IllegalArgumentException.class, () -> Draws.of(new double[5], 2, 3))
                        .getMessage());
        assertEquals(
                "there is no draw 3 of chain 0 in 2 chains of 3",
                assertThrows(IllegalArgumentException.class, () -> Draws.of(new double[6], 2, 3)
                                .get(0, 3))
                        .getMessage());
    }

    @Test
    void of_no_draws_every_statistic_is_nan() {
        ChainStatistics none = ChainStatistics.of(Draws.of(new double[0], 2, 0), 0.9);
        assertEquals(Double.NaN, none.mean());
        assertEquals(Double.NaN, none.rHat());
        assertEquals(0, Autocorrelation.of(new double[0]).length);
    }

    @Test
    void models_of_other_data_or_methods_are_not_compared() {
        double[] logLik = {-1, -1.5, -0.5, -1.2};
        Elpd two = Loo.of(2, i -> logLik, 1);
        Elpd three = Loo.of(3, i -> logLik, 1);
        Elpd waic = Waic.of(2, i -> logLik);
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(Map.of("a", two, "b", three)));
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(Map.of("a", two, "b", waic)));
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(Map.of()));
        assertThrows(IllegalArgumentException.class, () -> Loo.of(0, i -> logLik, 1));
    }

    @Test
    void a_tail_too_short_to_fit_makes_the_estimate_doubtful() {
        double[] logLik = {-1, -1.5, -0.5, -1.2};
        Elpd loo = Loo.of(1, i -> logLik, 1);
        assertEquals(Double.POSITIVE_INFINITY, loo.paretoK()[0]);
        assertTrue(loo.doubtful());
        assertTrue(loo.toString().contains("1 very bad"), loo.toString());
    }

    @Test
    void of_discrete_predictions_equal_ones_count_half() {
        double[] flat = {-1, -1, -1, -1};
        double[] pit = Loo.pit(new double[] {2}, i -> new double[] {1, 2, 2, 3}, i -> flat, 1);
        assertArrayEquals(new double[] {0.5}, pit, 1e-15);
    }
}
