package ppl.examples.checkpoint;

import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.examples.EightSchools;
import ppl.graph.Functions;
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
            Var k = m.sample("k", poisson(Functions.exp(mu)));
            m.observe("y", normal(k.plus(mu), 0.7), observed);
            m.sample("next", normal(k.plus(mu), 0.7));
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
