package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every diagnostic of one quantity against the frozen values of ArviZ 0.23, but for those of {@code departures.csv}, with reasons. */
class ArvizAgreementTest {
    private static final double TOLERANCE = 1e-10;

    private static final Map<String, ToDoubleFunction<Draws>> STATISTICS = Map.ofEntries(
            Map.entry("mean", d -> ChainStatistics.of(d, 0.94).mean()),
            Map.entry("sd", d -> ChainStatistics.of(d, 0.94).sd()),
            Map.entry("hdi94_low", d -> Hdi.of(d, 0.94).low()),
            Map.entry("hdi94_high", d -> Hdi.of(d, 0.94).high()),
            Map.entry("hdi50_low", d -> ChainStatistics.of(d, 0.5).hdi().low()),
            Map.entry("hdi50_high", d -> ChainStatistics.of(d, 0.5).hdi().high()),
            Map.entry("table_mcse_mean", d -> ChainStatistics.of(d, 0.94).mcseMean()),
            Map.entry("table_mcse_sd", d -> ChainStatistics.of(d, 0.94).mcseSd()),
            Map.entry("table_ess_bulk", d -> ChainStatistics.of(d, 0.94).essBulk()),
            Map.entry("table_ess_tail", d -> ChainStatistics.of(d, 0.94).essTail()),
            Map.entry("table_r_hat", d -> ChainStatistics.of(d, 0.94).rHat()),
            Map.entry("median", d -> MedianStatistics.of(d, 0.94).median()),
            Map.entry("mad", d -> MedianStatistics.of(d, 0.94).mad()),
            Map.entry("eti94_low", d -> MedianStatistics.of(d, 0.94).eti().low()),
            Map.entry("eti94_high", d -> MedianStatistics.of(d, 0.94).eti().high()),
            Map.entry("eti50_low", d -> MedianStatistics.of(d, 0.5).eti().low()),
            Map.entry("eti50_high", d -> MedianStatistics.of(d, 0.5).eti().high()),
            Map.entry("median_table_mcse_median", d -> MedianStatistics.of(d, 0.94)
                    .mcseMedian()),
            Map.entry(
                    "median_table_ess_median", d -> MedianStatistics.of(d, 0.94).essMedian()),
            Map.entry("median_table_ess_tail", d -> ChainStatistics.of(d, 0.94).essTail()),
            Map.entry("median_table_r_hat", d -> ChainStatistics.of(d, 0.94).rHat()),
            Map.entry("ess_bulk", Ess::bulk),
            Map.entry("ess_tail", Ess::tail),
            Map.entry("ess_tail_0.1_0.8", d -> Ess.tail(d, 0.1, 0.8)),
            Map.entry("ess_mean", Ess::mean),
            Map.entry("ess_sd", Ess::sd),
            Map.entry("ess_quantile_0.1", d -> Ess.quantile(d, 0.1)),
            Map.entry("ess_quantile_0.25", d -> Ess.quantile(d, 0.25)),
            Map.entry("ess_quantile_0.9", d -> Ess.quantile(d, 0.9)),
            Map.entry("ess_median", Ess::median),
            Map.entry("ess_mad", Ess::mad),
            Map.entry("ess_folded", Ess::folded),
            Map.entry("ess_identity", Ess::unsplit),
            Map.entry("ess_local_0.2_0.4", d -> Ess.local(d, 0.2, 0.4)),
            Map.entry("rhat_rank", Rhat::rank),
            Map.entry("rhat_z_scale", Rhat::bulk),
            Map.entry("rhat_folded", Rhat::folded),
            Map.entry("rhat_split", Rhat::split),
            Map.entry("rhat_identity", Rhat::unsplit),
            Map.entry("nested_rhat_2", d -> Rhat.nested(d, 2)),
            Map.entry("mcse_median", Mcse::median),
            Map.entry("mcse_quantile_0.1", d -> Mcse.quantile(d, 0.1)),
            Map.entry("mcse_quantile_0.25", d -> Mcse.quantile(d, 0.25)),
            Map.entry("mcse_quantile_0.9", d -> Mcse.quantile(d, 0.9)),
            Map.entry("bfmi_0", d -> Bfmi.of(d)[0]),
            Map.entry("bfmi_1", d -> Bfmi.of(d.chain(1))),
            Map.entry("autocorr_0", d -> Autocorrelation.of(d.chain(0))[0]),
            Map.entry("autocorr_1", d -> Autocorrelation.of(d.chain(0))[1]),
            Map.entry("autocorr_2", d -> Autocorrelation.of(d.chain(0))[2]),
            Map.entry("autocorr_5", d -> Autocorrelation.of(d.chain(0))[5]),
            Map.entry("autocov_0", d -> Autocorrelation.covariance(d.chain(0))[0]),
            Map.entry("autocov_1", d -> Autocorrelation.covariance(d.chain(0))[1]),
            Map.entry("autocov_2", d -> Autocorrelation.covariance(d.chain(0))[2]),
            Map.entry("autocov_5", d -> Autocorrelation.covariance(d.chain(0))[5]),
            Map.entry("mcse_mean", Mcse::mean),
            Map.entry("mcse_sd", Mcse::sd));

    @Test
    void every_statistic_of_every_array_agrees_to_1e_minus_10() {
        Map<String, Draws> arrays = ReferenceTable.arrays();
        Map<String, ReferenceTable.Departure> departures = ReferenceTable.departures();
        List<String> wrong = new ArrayList<>();
        Set<String> checked = new LinkedHashSet<>();
        for (ReferenceTable.Entry entry : ReferenceTable.entries("reference.csv")) {
            ToDoubleFunction<Draws> statistic = STATISTICS.getOrDefault(entry.statistic(), modes(entry.statistic()));
            Draws draws = arrays.get(entry.array());
            assertNotNull(draws, entry.array());
            assertNotNull(statistic, entry.statistic());
            checked.add(entry.statistic());
            double ours = statistic.applyAsDouble(draws);
            ReferenceTable.Departure departure = departures.remove(entry.array() + " " + entry.statistic());
            if (departure != null) {
                assertFalse(close(entry.value(), departure.value()), departure + " is no departure");
                assertEquals(departure.value(), ours, departure.toString());
            } else if (!close(entry.value(), ours)) {
                wrong.add(entry.array() + " " + entry.statistic() + ": ArviZ " + entry.value() + ", here " + ours);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(Map.of(), departures, "departures from no row");
        assertTrue(checked.containsAll(STATISTICS.keySet()), "in the table: " + checked);
        assertTrue(arrays.size() >= 40, "arrays: " + arrays.size());
    }

    /** {@code modes_0.94_2_1}: probability, which interval, which end. */
    private static @Nullable ToDoubleFunction<Draws> modes(String statistic) {
        String[] parts = statistic.split("_");
        boolean integers = statistic.startsWith("integer_");
        if (!integers && !statistic.startsWith("modes_")) {
            return null;
        }
        double probability = Double.parseDouble(parts[parts.length - 3]);
        int which = Integer.parseInt(parts[parts.length - 2]);
        boolean low = parts[parts.length - 1].equals("0");
        return draws -> {
            double[] values = draws.toArray();
            List<CredibleInterval> found = integers
                    ? Hdi.multimodal(
                            Arrays.stream(values).mapToLong(v -> (long) v).toArray(), probability)
                    : Hdi.multimodal(values, probability);
            if (which >= found.size()) {
                return Double.NaN;
            }
            return low ? found.get(which).low() : found.get(which).high();
        };
    }

    private static boolean close(double expected, double actual) {
        return Double.compare(expected, actual) == 0
                || expected == actual
                || Math.abs(expected - actual) <= TOLERANCE * Math.max(Math.abs(expected), 1e-3);
    }
}
