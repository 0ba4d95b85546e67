package ppl.examples.streamed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.graph.Functions.exp;
import static ppl.graph.Functions.greater;

import java.util.ArrayList;
import java.util.List;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.graph.Var;

/** What is streamed, and what two results must have in common. */
final class StreamedModels {

    private StreamedModels() {}

    /** Reals by label, counts, flags, computed values and a forward draw: every type that a file holds. */
    static Model mixed() {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(1, 0.5));
            Var x = m.sample("x", normal(mu, 1), m.dim("place", "north", "south", "east"));
            Var k = m.sample("k", poisson(exp(mu)));
            m.sample("coin", bernoulli(0.3));
            m.deterministic("far", greater(x, 2));
            m.observe("y", normal(k.plus(mu), 0.7), 4.5);
            m.sample("next", normal(k.plus(mu), 0.7));
        });
    }

    /** The least that has ten parameters. */
    static Model ten() {
        return Model.build(m -> {
            Var x = m.sample("x", normal(0, 1), m.dim("i", 10));
            m.observe("y", normal(x, 2), new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
        });
    }

    /** A scale that the data hardly tell. */
    static Model funnel() {
        return Model.build(m -> {
            Var tau = m.sample("tau", halfNormal(5));
            Var theta = m.sample("theta", normal(0, tau), m.dim("school", 8));
            m.observe("y", normal(theta, 12), new double[] {28, 8, -3, 7, -1, 1, 18, 12});
        });
    }

    static Inference quiet(Model model) {
        return model.infer().chains(2).cores(2).tune(200).seed(7).progress(Progress.silent());
    }

    /** Each group has the same variables with the same bits, types, dims and labels, and the run made as many evaluations. */
    static void assertSame(InferenceData expected, InferenceData found) {
        assertEquals(expected.groups(), found.groups());
        for (Group group : expected.groups()) {
            Dataset here = expected.get(group);
            Dataset there = found.get(group);
            assertEquals(here.names(), there.names(), group.label());
            assertEquals(here.coords(), there.coords(), group.label());
            for (Variable v : here.variables()) {
                assertEquals(v, there.get(v.name()), group + "/" + v.name());
            }
        }
        Object evaluations = expected.posterior().attributes().get("evaluations");
        assertEquals(evaluations, found.posterior().attributes().get("evaluations"));
    }

    /** The draws of one result are the first of another one. */
    static void assertBegins(InferenceData some, InferenceData whole) {
        List<Integer> chains = new ArrayList<>();
        for (int c = 0; c < some.posterior().chains(); c++) {
            chains.add(Integer.parseInt(some.posterior().coord(Dataset.CHAIN).label(c)));
        }
        int n = Math.min(some.posterior().draws(), whole.posterior().draws());
        for (Group group : List.of(Group.POSTERIOR, Group.SAMPLE_STATS)) {
            for (Variable v : some.get(group).variables()) {
                if (v.isSampled()) {
                    Dataset same = whole.get(group)
                            .positions(
                                    Dataset.CHAIN,
                                    chains.stream().mapToInt(i -> i).toArray())
                            .slice(Dataset.DRAW, 0, n, 1);
                    assertEquals(
                            same.get(v.name()), some.get(group).slice(Dataset.DRAW, 0, n, 1).get(v.name()), v.name());
                }
            }
        }
    }
}
