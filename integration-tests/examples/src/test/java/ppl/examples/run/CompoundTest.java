package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.dirichlet;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.Samplers;
import ppl.api.sample.SamplingException;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.LogDensity;
import ppl.api.spi.Sampler;
import ppl.api.spi.Statistic;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/** A count beside a real variable: each has the sampler that suits it, and they take turns. */
class CompoundTest {

    private static final double OBSERVED = 4.5;

    private static Model model() {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(1, 0.5));
            Var k = m.sample("k", poisson(Functions.exp(mu)));
            m.observe("y", normal(k.plus(mu), 0.7), OBSERVED);
        });
    }

    private static Inference inference() {
        return model().infer().seed(17).cores(2).progress(Progress.silent());
    }

    /** The posterior means of mu, mu², k and mu k, by the trapezoidal rule over mu and a sum over k. */
    private static double[] exact() {
        double[] sums = new double[5];
        for (double mu = -4; mu <= 6; mu += 1e-3) {
            double logWeight = -2 * (mu - 1) * (mu - 1) - Math.exp(mu);
            for (int k = 0; k < 60; k++) {
                double z = (OBSERVED - k - mu) / 0.7;
                double weight = Math.exp(logWeight - 0.5 * z * z);
                double[] terms = {1, mu, mu * mu, k, mu * k};
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += weight * terms[i];
                }
                logWeight += mu - Math.log(k + 1);
            }
        }
        return new double[] {sums[1] / sums[0], sums[2] / sums[0], sums[3] / sums[0], sums[4] / sums[0]};
    }

    /** A false alarm at 4 standard errors: 6e-5 for each mean. */
    @Test
    void the_posterior_is_that_of_the_sum_over_counts() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(1, 0.5));
            Var k = m.sample("k", poisson(Functions.exp(mu)));
            m.observe("y", normal(k.plus(mu), 0.7), OBSERVED);
            m.deterministic("square", mu.times(mu));
            m.deterministic("product", mu.times(k));
        });
        Summary summary = model.infer()
                .seed(3)
                .cores(2)
                .draws(6000)
                .progress(Progress.silent())
                .run()
                .summary();
        double[] exact = exact();
        String[] names = {"mu", "square", "k", "product"};
        for (int i = 0; i < names.length; i++) {
            double mean = summary.get(names[i], "mean");
            double error = summary.get(names[i], "mcse_mean");
            assertEquals(exact[i], mean, 4 * error, names[i]);
            assertTrue(error < 0.03 * Math.abs(exact[i]), names[i] + " is known well enough: " + error);
        }
    }

    /** Blocks of both samplers in turn, and one with fewer coordinates than elements: each variable has a posterior of its own. */
    @Test
    void every_member_moves_its_own_coordinates_wherever_they_lie() {
        Model model = Model.build(m -> {
            Var a = m.sample("a", normal(0, 1));
            Var k = m.sample("k", poisson(3));
            Var p = m.sample("p", dirichlet(1, 2, 3));
            Var n = m.sample("n", poisson(8));
            Var b = m.sample("b", normal(5, 2));
            m.observe("of_a", normal(a, 1), 3);
            m.observe("of_k", normal(k, 1), 4);
            m.observe("of_p", categorical(p), new long[] {0, 0, 1, 2});
            m.observe("of_n", normal(n, 2), 5);
            m.observe("of_b", normal(b, 2), 9);
        });
        InferenceData fit = model.infer()
                .seed(5)
                .cores(2)
                .draws(6000)
                .progress(Progress.silent())
                .run();
        assertEquals(
                "nuts (a, p, b) and rw (k, n)", fit.posterior().attributes().get("sampler"));
        Summary summary = fit.summary();
        Map<String, Double> exact = Map.of(
                "a", 1.5,
                "k", meanCount(3, 4, 1),
                "p[0]", 0.3,
                "p[1]", 0.3,
                "p[2]", 0.4,
                "n", meanCount(8, 5, 2),
                "b", 7.0);
        exact.forEach((name, mean) ->
                assertEquals(mean, summary.get(name, "mean"), 4.5 * summary.get(name, "mcse_mean"), name));
    }

    /** The mean of a count of Poisson prior that was measured with a normal error. */
    private static double meanCount(double rate, double measured, double error) {
        double weight = 1;
        double mass = 0;
        double moment = 0;
        for (int k = 0; k < 100; k++) {
            double z = (measured - k) / error;
            double w = weight * Math.exp(-0.5 * z * z);
            mass += w;
            moment += k * w;
            weight *= rate / (k + 1);
        }
        return moment / mass;
    }

    @Test
    void each_variable_is_told_with_its_sampler_and_statistics_are_those_of_all() {
        List<String> started = new ArrayList<>();
        InferenceData fit = inference()
                .draws(20)
                .tune(20)
                .progress(new Progress() {
                    @Override
                    public void started(RunInfo run) {
                        started.add(run.sampler());
                    }
                })
                .run();
        assertEquals(List.of("nuts (mu) and rw (k)"), started);
        assertEquals("nuts (mu) and rw (k)", fit.posterior().attributes().get("sampler"));
        var names = new TreeSet<>(fit.sampleStats().names());
        assertTrue(names.containsAll(List.of("step_size", "diverging", "accept", "scaling", "lp")), names.toString());
    }

    @Test
    void one_sampler_for_all_is_taken_where_the_user_names_it() {
        InferenceData fit = inference().sampler("rw").draws(20).tune(20).run();
        assertEquals("rw", fit.posterior().attributes().get("sampler"));
    }

    @Test
    void draws_do_not_depend_on_threads() {
        Inference run = inference().draws(50).tune(50);
        assertEquals(Fits.numbers(run.cores(1).run()), Fits.numbers(run.cores(4).run()));
    }

    @Test
    void an_option_goes_to_the_sampler_that_has_it() {
        Inference run = inference().draws(20).tune(0);
        InferenceData fit = run.set("step_size", 0.125)
                .set("rw.scaling", 3)
                .set("nuts.max_treedepth", 2)
                .run();
        assertEquals(0.125, fit.sampleStats().get("step_size").get(0, 0));
        assertEquals(3, fit.sampleStats().get("scaling").get(0, 0), 1e-12);
        assertTrue(fit.sampleStats().get("tree_depth").get(0, 0) <= 2);
        assertEquals(
                "option adaptation is one of several samplers of this run, and means something else to each: say which, by"
                        + " nuts.adaptation or rw.adaptation",
                refusal(run.set("adaptation", "stan")));
        assertTrue(refusal(run.set("tree_depth", 3))
                .startsWith("no sampler of this run has an option 'tree_depth'. nuts has: target_accept, "));
        assertEquals("rw: option scaling must be a number above 0, but is -1.", refusal(run.set("rw.scaling", -1)));
    }

    private static String refusal(Inference run) {
        return assertThrows(SamplingException.class, run::run).getMessage();
    }

    private static long[] iterate(Chain chain, LogDensity.Evaluator evaluator, List<Statistic> statistics) {
        double[] gradient = new double[2];
        boolean done;
        do {
            double[] point = chain.ask();
            double logp = chain.needsGradient() ? evaluator.logpAndGradient(point, gradient) : evaluator.logp(point);
            done = chain.tell(logp, gradient);
        } while (!done);
        List<Double> all = new ArrayList<>(List.of(chain.position()[0], chain.position()[1], chain.logp()));
        for (int i = 0; i < statistics.size(); i++) {
            if (statistics.get(i).isScalar()) {
                all.add(chain.statistic(i));
            }
        }
        return all.stream().mapToLong(Double::doubleToRawLongBits).toArray();
    }

    @Test
    void a_compound_restored_at_any_iteration_goes_on_to_the_bit() {
        LogDensity density = inference().density();
        LogDensity.Evaluator evaluator = density.evaluator();
        Sampler sampler = Samplers.find().choose(null, density.blocks());
        List<Statistic> statistics = sampler.statistics();
        ChainSpec spec = new ChainSpec(density.blocks(), new double[] {0.5, 2}, 30, 20, RandomKey.of(5), Map.of());
        Chain whole = sampler.start(spec);
        List<byte[]> states = new ArrayList<>();
        List<long[]> iterations = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            states.add(whole.save().toBytes());
            iterations.add(iterate(whole, evaluator, statistics));
            // What the chain says of the density at its point is so, though its members saw it while others stood
            // elsewhere.
            assertEquals(evaluator.logp(whole.position()), whole.logp());
        }
        for (int from = 0; from < states.size(); from++) {
            Chain resumed = sampler.start(spec);
            resumed.restore(ChainState.from(states.get(from)));
            for (int i = from; i < iterations.size(); i++) {
                assertArrayEquals(
                        iterations.get(i), iterate(resumed, evaluator, statistics), "from " + from + " at " + i);
            }
        }
        Chain other = sampler.start(spec);
        other.ask();
        assertTrue(assertThrows(IllegalStateException.class, other::save)
                .getMessage()
                .startsWith("nuts+rw is within iteration 0: "));
    }
}
