package ppl.examples.predictive;

import java.util.List;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;

/** Results of models without sampling: draws of the prior in the place of a posterior. */
final class Fitted {

    private Fitted() {}

    /** Draws of the prior as a posterior of two chains, which knows its model. */
    static InferenceData prior(Model model, int draws) {
        InferenceData one = part(model, draws, 5);
        return model.fitted(InferenceData.concat("chain", List.of(one, part(model, draws, 6))));
    }

    private static InferenceData part(Model model, int draws, long seed) {
        return InferenceData.of(
                Group.POSTERIOR,
                model.priorPredictive(draws, PredictiveOptions.defaults().withSeed(seed))
                        .prior());
    }

    /** Given draws of one scalar variable, a chain. */
    static InferenceData of(Model model, String name, double... draws) {
        return model.fitted(InferenceData.of(Group.POSTERIOR, posterior(name, draws)));
    }

    /** A posterior of one scalar variable, a chain. */
    static Dataset posterior(String name, double... draws) {
        return Dataset.builder()
                .variable(name, List.of(Dataset.CHAIN, Dataset.DRAW), new int[] {1, draws.length}, draws)
                .build();
    }
}
