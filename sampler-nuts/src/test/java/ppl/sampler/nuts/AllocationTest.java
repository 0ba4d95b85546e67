package ppl.sampler.nuts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ppl.api.spi.Chain;

class AllocationTest {

    private static final int DIMENSION = 80;

    @ParameterizedTest
    @CsvSource({
        "fisher, diagonal, true",
        "stan, diagonal, true",
        "fisher, diagonal, false",
        "fisher, auto, false",
        "fisher, low_rank, false",
        "fisher, dense, false"
    })
    void nothing_is_allocated_once_a_chain_runs(String adaptation, String metric, boolean tuning) {
        Chain chain = new Nuts()
                .start(SingleChain.spec(
                        new double[DIMENSION],
                        tuning ? 10_000_000 : 40,
                        10_000_000,
                        1,
                        Map.of("adaptation", adaptation, "metric", metric, "step_size_jitter", 0.1)));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] gradient = new double[DIMENSION];
        advance(chain, gradient, 60_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        double sum = advance(chain, gradient, 60_000);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        // Asking the bean costs a few bytes; an object per leapfrog would be a million, per iteration 60,000.
        assertTrue(bytes < 1000 && sum != 0, bytes + " bytes");
        boolean rotates = metric.equals("auto") || metric.equals("low_rank");
        assertEquals(rotates ? 1 : 0, chain.statistic(NutsStatistic.ROTATING.ordinal()));
    }

    private static final int STATISTICS = NutsStatistic.SCALARS;

    private static double advance(Chain chain, double[] gradient, int leapfrogs) {
        double sum = 0;
        for (int n = 0; n < leapfrogs; n++) {
            double[] x = chain.ask();
            double logp = 0;
            for (int i = 0; i < x.length; i++) {
                gradient[i] = -x[i];
                logp -= 0.5 * x[i] * x[i];
            }
            if (chain.tell(logp, gradient)) {
                for (int i = 0; i < STATISTICS; i++) {
                    sum += chain.statistic(i);
                }
            }
        }
        return sum;
    }
}
