package ppl.examples.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.normal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.api.spi.Block;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/** A sampler that others have written: it samples a model, and its chains are saved and restored to the bit. */
class SliceTest {

    private static final double[] NO_GRADIENT = new double[2];
    private static final int ITERATIONS = 60;

    private static final ChainSpec SPEC = new ChainSpec(
            List.of(new Block("x", Block.Measure.CONTINUOUS, 0, 2)),
            new double[] {0.5, -1},
            20,
            40,
            RandomKey.of(8),
            Map.of("width", 0.7));

    private static double logp(double[] x) {
        return -0.5 * (x[0] * x[0] + 4 * (x[1] - x[0]) * (x[1] - x[0]));
    }

    private static double[] iterate(Chain chain) {
        while (!chain.tell(logp(chain.ask()), NO_GRADIENT)) {
            // more of the same iteration
        }
        return new double[] {chain.position()[0], chain.position()[1], chain.logp(), chain.statistic(0)};
    }

    /** The mean and standard deviation of a normal mean and of an exponential variable; 5 standard errors: 6e-7 each. */
    @Test
    void it_samples_a_model_by_its_name() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 2));
            m.sample("rate", exponential(2));
            m.observe("y", normal(mu, 1), new double[] {1.5, 2.5});
            m.potential("kept", m.sample("z", normal(0, 1)).times(0.0));
        });
        InferenceData fit = model.infer()
                .sampler("slice")
                .set("width", 2)
                .seed(4)
                .cores(2)
                .draws(4000)
                .progress(Progress.silent())
                .run();
        assertEquals("slice", fit.posterior().attributes().get("sampler"));
        Summary summary = fit.summary();
        double precision = 0.25 + 2;
        assertEquals(4 / precision, summary.get("mu", "mean"), 5 * summary.get("mu", "mcse_mean"));
        assertEquals(Math.sqrt(1 / precision), summary.get("mu", "sd"), 5 * summary.get("mu", "mcse_sd"));
        assertEquals(0.5, summary.get("rate", "mean"), 5 * summary.get("rate", "mcse_mean"));
    }

    @Test
    void a_chain_restored_at_any_iteration_goes_on_to_the_bit() {
        Chain whole = new Slice().start(SPEC);
        List<byte[]> states = new ArrayList<>();
        List<double[]> iterations = new ArrayList<>();
        for (int i = 0; i < ITERATIONS; i++) {
            states.add(whole.save().toBytes());
            iterations.add(iterate(whole));
        }
        for (int from = 0; from < ITERATIONS; from++) {
            Chain resumed = new Slice().start(SPEC);
            resumed.restore(ChainState.from(states.get(from)));
            for (int i = from; i < ITERATIONS; i++) {
                assertArrayEquals(iterations.get(i), iterate(resumed), 0.0, "from " + from + " at " + i);
            }
        }
    }

    @Test
    void a_chain_that_revisits_asks_again_where_it_is() {
        Chain chain = new Slice().start(SPEC);
        iterate(chain);
        double[] here = chain.position().clone();
        chain.revisit();
        assertArrayEquals(here, chain.ask());
        assertFalse(chain.tell(-7, NO_GRADIENT));
        assertEquals(-7, chain.logp());
    }
}
