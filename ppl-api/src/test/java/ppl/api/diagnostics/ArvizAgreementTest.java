package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Every diagnostic of one quantity against the frozen values of ArviZ 0.23. */
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
            Map.entry("ess_bulk", Ess::bulk),
            Map.entry("ess_tail", Ess::tail),
            Map.entry("ess_tail_0.1_0.8", d -> Ess.tail(d, 0.1, 0.8)),
            Map.entry("ess_mean", Ess::mean),
            Map.entry("ess_sd", Ess::sd),
            Map.entry("ess_quantile_0.1", d -> Ess.quantile(d, 0.1)),
            Map.entry("ess_quantile_0.25", d -> Ess.quantile(d, 0.25)),
            Map.entry("ess_quantile_0.9", d -> Ess.quantile(d, 0.9)),
            Map.entry("rhat_rank", Rhat::rank),
            Map.entry("mcse_mean", Mcse::mean),
            Map.entry("mcse_sd", Mcse::sd));

    @Test
    void every_statistic_of_every_array_agrees_to_1e_minus_10() {
        Map<String, Draws> arrays = ReferenceTable.arrays();
        List<String> wrong = new ArrayList<>();
        Set<String> checked = new LinkedHashSet<>();
        for (ReferenceTable.Entry entry : ReferenceTable.entries("reference.csv")) {
            ToDoubleFunction<Draws> statistic = STATISTICS.get(entry.statistic());
            Draws draws = arrays.get(entry.array());
            if (statistic == null || draws == null) {
                continue;
            }
            checked.add(entry.statistic());
            double ours = statistic.applyAsDouble(draws);
            if (!close(entry.value(), ours)) {
                wrong.add(entry.array() + " " + entry.statistic() + ": ArviZ " + entry.value() + ", here " + ours);
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(STATISTICS.keySet(), checked);
        assertTrue(arrays.size() >= 40, "arrays: " + arrays.size());
    }

    private static boolean close(double expected, double actual) {
        return Double.compare(expected, actual) == 0
                || expected == actual
                || Math.abs(expected - actual) <= TOLERANCE * Math.max(Math.abs(expected), 1e-3);
    }
}
