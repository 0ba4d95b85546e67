package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.sample.Samplers;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.LogDensity;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.graph.random.RandomKey;

/** What the vector backend and NUTS take from the heap once warm: nothing, counted by the JVM for this thread. */
class AllocationTest {

    private static final int CALLS = 20_000;
    /** Asking for the count allocates a little by itself; one object per call would be a hundred times as much. */
    private static final long OF_THE_COUNTER = 1000;

    private static LogDensity density;

    @BeforeAll
    static void compile() {
        Model model = Radon.model(RadonData.load(60));
        density = model.infer().backend("vector").density();
    }

    private static void requireNothing(Runnable warm) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        warm.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        warm.run();
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(bytes < OF_THE_COUNTER, bytes + " bytes in " + CALLS + " calls");
    }

    @Test
    void a_gradient_allocates_nothing() {
        LogDensity.Evaluator evaluator = density.evaluator();
        double[] point = new double[density.dimension()];
        double[] gradient = new double[density.dimension()];
        requireNothing(() -> {
            for (int i = 0; i < CALLS; i++) {
                point[i % point.length] += 1e-3;
                evaluator.logpAndGradient(point, gradient);
            }
        });
        assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite));
    }

    @Test
    void a_density_without_gradient_allocates_nothing() {
        LogDensity.Evaluator evaluator = density.evaluator();
        double[] point = new double[density.dimension()];
        requireNothing(() -> {
            for (int i = 0; i < CALLS; i++) {
                point[i % point.length] += 1e-3;
                evaluator.logp(point);
            }
        });
    }

    @Test
    void a_leapfrog_allocates_nothing_while_tuning_and_after() {
        for (int tune : new int[] {0, 10_000_000}) {
            Chain chain = Samplers.find()
                    .choose("nuts", density.blocks())
                    .start(new ChainSpec(
                            density.blocks(),
                            new double[density.dimension()],
                            tune,
                            10_000_000,
                            RandomKey.of(1),
                            // One that looks for directions decomposes now and then while it tunes.
                            Map.of("target_accept", 0.9, "metric", tune > 0 ? "diagonal" : "auto")));
            LogDensity.Evaluator evaluator = density.evaluator();
            double[] gradient = new double[density.dimension()];
            requireNothing(() -> {
                for (int i = 0; i < CALLS; i++) {
                    chain.tell(evaluator.logpAndGradient(chain.ask(), gradient), gradient);
                }
            });
            assertTrue(chain.iteration() > CALLS / 1024, "the chain moves: " + chain.iteration() + " iterations");
        }
    }
}
