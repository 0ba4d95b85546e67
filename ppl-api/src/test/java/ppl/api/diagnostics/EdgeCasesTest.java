package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
    void scores_are_those_of_the_size_that_is_asked_for_whatever_was_asked_before() {
        // 61 apart: both would be kept in the same place.
        for (int n : new int[] {10, 71, 10, 70_000, 70_061, 0, 1}) {
            double[] scores = NormalScores.of(n);
            assertEquals(Math.max(1, 2 * n - 1), scores.length);
            for (int r = 1; r <= n; r += 1 + n / 50) {
                double expected = NormalScores.quantile((r - 0.375) / (n + 0.25));
                assertEquals(expected, scores[2 * r - 2], 1e-12, "rank " + r + " of " + n);
            }
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
    void the_mean_makes_up_for_what_the_sum_lost() {
        double[] tenths = new double[100_001];
        Arrays.fill(tenths, 0.1);
        double plain = Arrays.stream(tenths).reduce(0, Double::sum) / tenths.length;
        assertTrue(Math.abs(plain - 0.1) > 1e-14, "the plain sum is off by " + (plain - 0.1));
        assertEquals(0.1, Moments.mean(tenths), Math.ulp(0.1));
        assertEquals(Double.POSITIVE_INFINITY, Moments.mean(new double[] {1, Double.POSITIVE_INFINITY}));
    }

    @Test
    void a_long_transform_finds_the_one_frequency_there_is() {
        Fft fft = Fft.atLeast((1 << 16) + 1);
        int size = 1 << 17;
        assertEquals(size, fft.size());
        double[] tone = new double[size];
        Arrays.setAll(tone, i -> Math.cos(2 * Math.PI * i * 37 / size + 1));
        double[] im = new double[size];
        fft.forward(tone, im);
        for (int k = 0; k < size; k++) {
            double cos = k == 37 || k == size - 37 ? size / 2.0 * Math.cos(1) : 0;
            double sin = k == 37 ? size / 2.0 * Math.sin(1) : k == size - 37 ? -size / 2.0 * Math.sin(1) : 0;
            assertEquals(cos, tone[k], 1e-7, "real part at " + k);
            assertEquals(sin, im[k], 1e-7, "imaginary part at " + k);
        }
    }

    @Test
    void sizes_of_transforms_are_the_next_powers_of_two() {
        int[][] sizes = {{0, 2}, {1, 2}, {2, 2}, {3, 4}, {4, 4}, {5, 8}, {1 << 16, 1 << 16}};
        for (int[] size : sizes) {
            assertEquals(size[1], Fft.atLeast(size[0]).size(), "at least " + size[0]);
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
                assertThrows(ResultException.class, () -> Rhat.nested(draws, 3)).getMessage());
    }

    @Test
    void an_interval_of_all_draws_is_their_range() {
        assertEquals(new CredibleInterval(-2, 5), Hdi.of(new double[] {5, 1, -2}, 1));
        assertTrue(new CredibleInterval(-2, 5).contains(-2));
        assertTrue(new CredibleInterval(-2, 5).contains(5));
        assertFalse(new CredibleInterval(-2, 5).contains(-2.01));
        assertFalse(new CredibleInterval(-2, 5).contains(5.01));
        assertFalse(new CredibleInterval(-2, 5).contains(Double.NaN));
        assertEquals(7, new CredibleInterval(-2, 5).width());
        assertThrows(ResultException.class, () -> Hdi.of(new double[] {1}, 0));
        assertThrows(ResultException.class, () -> Hdi.of(new double[0], 0.5));
        assertThrows(ResultException.class, () -> Hdi.multimodal(new double[] {1, 2}, 1.5));
        assertThrows(ResultException.class, () -> Hdi.multimodal(new long[] {1, 2}, 1.5));
        assertThrows(ResultException.class, () -> MedianStatistics.of(Draws.of(new double[] {1, 2}), Double.NaN));
    }

    @Test
    void constant_draws_have_one_mode_of_no_width() {
        assertEquals(List.of(new CredibleInterval(3, 3)), Hdi.multimodal(new double[] {3, 3, Double.NaN}, 0.9));
        assertEquals(List.of(), Hdi.multimodal(new double[] {Double.NaN}, 0.9));
        assertEquals(List.of(), Hdi.multimodal(new long[0], 0.9));
        assertEquals(0, Kde.of(new double[] {2, 2}).grid().length);
    }

    @Test
    void draws_on_the_edges_of_bins_fall_into_the_bin_above() {
        // Divided by the width of a bin, some edges come out just below their number.
        double least = 0.1;
        double step = (77.7 - least) / 512;
        double[] edges = new double[512];
        Arrays.setAll(edges, i -> i == 511 ? 77.7 : least + i * step);
        double[] density = Kde.of(edges).density();
        for (int i = 150; i < 350; i++) {
            assertEquals(density[149], density[i], 1e-12 * density[149], "one draw in each bin, at " + i);
        }
    }

    @Test
    void a_density_leaves_out_what_is_not_finite() {
        Random random = new Random(13);
        double[] finite = new double[100];
        Arrays.setAll(finite, i -> random.nextGaussian());
        double[] more = Arrays.copyOf(finite, 105);
        more[100] = Double.NEGATIVE_INFINITY;
        more[101] = Double.POSITIVE_INFINITY;
        more[102] = Double.NaN;
        more[103] = Double.NEGATIVE_INFINITY;
        more[104] = Double.NaN;
        assertArrayEquals(Kde.of(finite).density(), Kde.of(more).density());
        assertArrayEquals(Kde.of(finite).grid(), Kde.of(more).grid());
        assertEquals(
                0, Kde.of(new double[] {Double.NEGATIVE_INFINITY, Double.NaN}).grid().length);
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
                assertThrows(ResultException.class, () -> Draws.of(new double[3], new double[2]))
                        .getMessage());
        assertEquals(
                "2 chains of 3 draws need 6 values, not 5",
                assertThrows(ResultException.class, () -> Draws.of(new double[5], 2, 3))
                        .getMessage());
        assertEquals(
                "there is no draw 3 of chain 0 in 2 chains of 3",
                assertThrows(ResultException.class, () -> Draws.of(new double[6], 2, 3)
                                .get(0, 3))
                        .getMessage());
    }

    @Test
    void of_no_draws_every_statistic_is_nan() {
        ChainStatistics none = ChainStatistics.of(Draws.of(new double[0], 2, 0), 0.9);
        assertEquals(Double.NaN, none.mean());
        assertEquals(Double.NaN, none.rHat());
        assertEquals(Double.NaN, none.leastEss());
        assertEquals(0, Autocorrelation.of(new double[0]).length);
        assertEquals(7, Quantiles.of(new double[] {7}, 0.3));
        assertEquals(3, new ChainStatistics(0, 1, new CredibleInterval(0, 0), 0, 0, 3, 4, 1, Double.NaN).leastEss());
    }

    @Test
    void models_of_other_data_or_methods_are_not_compared() {
        double[] logLik = {-1, -1.5, -0.5, -1.2};
        Elpd two = Loo.of(2, i -> logLik, 1);
        Elpd three = Loo.of(3, i -> logLik, 1);
        Elpd waic = Waic.of(2, i -> logLik);
        assertThrows(ResultException.class, () -> Comparison.of(Map.of("a", two, "b", three)));
        assertThrows(ResultException.class, () -> Comparison.of(Map.of("a", two, "b", waic)));
        assertThrows(ResultException.class, () -> Comparison.of(Map.of()));
        assertThrows(ResultException.class, () -> Loo.of(0, i -> logLik, 1));
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
