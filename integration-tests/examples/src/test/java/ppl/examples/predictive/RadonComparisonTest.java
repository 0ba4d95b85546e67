package ppl.examples.predictive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.diagnostics.Comparison;
import ppl.api.diagnostics.Elpd;
import ppl.api.inference.Element;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.sample.Progress;
import ppl.examples.Radon;
import ppl.examples.RadonData;
import ppl.graph.Var;

/** Two models of radon, from their saved files: LOO, WAIC and the comparison are those of ArviZ's formulas, computed apart. */
class RadonComparisonTest {

    private static Model pooled(RadonData data) {
        return Model.build(m -> {
            Dim obs = m.dim("obs_id", data.size());
            Var floor = m.data("floor", data.floor(), obs);
            Var a = m.sample("a", normal(0, 10));
            Var b = m.sample("b", normal(0, 2));
            Var eps = m.sample("eps", halfNormal(1.5));
            m.observe("radon_like", normal(a.plus(b.times(floor)), eps), data.logRadon(), obs);
        });
    }

    private static InferenceData saved(Model model, Path file) throws IOException {
        model.infer()
                .tune(100)
                .draws(60)
                .chains(4)
                .seed(8)
                .progress(Progress.silent())
                .run()
                .withLogLikelihood()
                .save(file);
        return InferenceData.open(file);
    }

    /** By observation: the log-likelihoods of all draws. */
    private static double[][] logLikelihood(InferenceData fit) {
        Variable v = fit.logLikelihood().get("radon_like");
        double[] all = v.toDoubles();
        int n = v.eventSize();
        double[][] byObservation = new double[n][all.length / n];
        for (int i = 0; i < all.length; i++) {
            byObservation[i % n][i / n] = all[i];
        }
        return byObservation;
    }

    private static double efficiency(InferenceData fit) {
        List<double[][]> parameters = new ArrayList<>();
        for (Element e : fit.posterior().elements()) {
            double[][] chains = new double[4][];
            Arrays.setAll(chains, c -> e.draws().chain(c));
            parameters.add(chains);
        }
        return ArvizByHand.efficiency(parameters);
    }

    private static void assertSame(ArvizByHand.Estimate expected, Elpd got) {
        assertEquals(expected.elpd(), got.value(), 1e-8);
        assertEquals(expected.se(), got.se(), 1e-8);
        assertEquals(expected.parameters(), got.parameters(), 1e-8);
        assertArrayEquals(expected.pointwise(), got.pointwise(), 1e-9);
        assertArrayEquals(expected.k(), got.paretoK(), 1e-8);
    }

    @Test
    void loo_waic_and_the_comparison_are_those_of_arvizs_formulas(@TempDir Path folder) throws IOException {
        RadonData data = RadonData.load();
        Map<String, InferenceData> fits = new LinkedHashMap<>();
        fits.put("varying", saved(Radon.model(data), folder.resolve("varying.nc")));
        fits.put("pooled", saved(pooled(data), folder.resolve("pooled.nc")));
        Map<String, Elpd> loo = new LinkedHashMap<>();
        Map<String, ArvizByHand.Estimate> expected = new LinkedHashMap<>();
        fits.forEach((name, fit) -> {
            double[][] ll = logLikelihood(fit);
            loo.put(name, fit.loo());
            expected.put(name, ArvizByHand.loo(ll, efficiency(fit)));
            assertSame(expected.get(name), fit.loo());
            assertSame(ArvizByHand.waic(ll), fit.waic());
        });
        Comparison comparison = Comparison.of(loo);
        assertEquals("varying", comparison.rows().getFirst().model());
        Comparison.Row worse = comparison.byName().get("pooled");
        double[] best = expected.get("varying").pointwise();
        double[] other = expected.get("pooled").pointwise();
        double[] difference = new double[best.length];
        Arrays.setAll(difference, i -> best[i] - other[i]);
        assertEquals(Arrays.stream(difference).sum(), worse.difference(), 1e-8);
        assertEquals(
                Math.sqrt(difference.length * ArvizByHand.variance(difference)), worse.differenceSe(), 1e-8);
        assertTrue(worse.difference() > 4 * worse.differenceSe(), comparison::toString);
        double weight = comparison.byName().get("varying").weight();
        assertEquals(1, weight + worse.weight(), 1e-12);
        assertEquals(bestShare(best, other), weight, 1e-6);
    }

    /** Where the mean log of w p + (1 - w) q is greatest, by halving on its slope. */
    private static double bestShare(double[] p, double[] q) {
        double low = 0;
        double high = 1;
        for (int k = 0; k < 60; k++) {
            double w = (low + high) / 2;
            double slope = 0;
            for (int i = 0; i < p.length; i++) {
                double ratio = Math.exp(q[i] - p[i]);
                slope += (1 - ratio) / (w + (1 - w) * ratio);
            }
            if (slope > 0) {
                low = w;
            } else {
                high = w;
            }
        }
        return (low + high) / 2;
    }
}
