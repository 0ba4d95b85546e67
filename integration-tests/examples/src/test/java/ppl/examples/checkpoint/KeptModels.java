package ppl.examples.checkpoint;

import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.graph.Functions.broadcastTo;
import static ppl.graph.Functions.exp;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.examples.EightSchools;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Var;

/** What is kept: models of small cost, and what two of their runs must have in common. */
final class KeptModels {

    private KeptModels() {}

    static Model schools() {
        return EightSchools.model();
    }

    /** The least that takes a while: a mean and a spread. */
    static Model mean() {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 5));
            Var sigma = m.sample("sigma", halfNormal(2));
            m.observe("y", normal(mu, sigma), new double[] {1.2, 0.7, 2.1});
        });
    }

    /** A count beside a real variable, and a prediction that is drawn forward. */
    static Model mixed(double observed) {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(1, 0.5));
            Var k = m.sample("k", poisson(exp(mu)));
            m.observe("y", normal(k.plus(mu), 0.7), observed);
            m.sample("next", normal(k.plus(mu), 0.7));
        });
    }

    /** Latent classes and counts of sites, each moved all at once by a sampler of its own, beside a real variable. */
    static Model classes() {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(1, 0.5));
            Var z = m.sample("z", bernoulli(broadcastTo(Var.constant(0.4), Shape.of(4))));
            Var n = m.sample("n", poisson(broadcastTo(exp(mu), Shape.of(3))));
            m.observe("y", normal(z.cast(DType.F64).times(mu), 0.7), new double[] {0.2, 1.4, 0.9, -0.5});
            m.observe("counted", binomial(n, 0.6), new long[] {2, 0, 1});
        });
    }

    /** The bits of all draws and statistics, by name, and how many evaluations they took. */
    static Map<String, Integer> bits(InferenceData fit) {
        Map<String, Integer> bits = new TreeMap<>();
        fit.groups().forEach(group -> {
            Dataset dataset = fit.get(group);
            for (Variable v : dataset.variables()) {
                bits.put(group.label() + "/" + v.name(), Arrays.hashCode(v.toDoubles()));
            }
        });
        Object evaluations = fit.posterior().attributes().get("evaluations");
        bits.put("evaluations", evaluations == null ? -1 : evaluations.hashCode());
        return bits;
    }
}
