package ppl.api.inference;

import java.util.List;
import java.util.function.Consumer;

/**
 * The model behind draws: it computes what follows from them. A result of a run knows its model, so that {@link InferenceData} computes on
 * request what the run did not store. No names stand for all.
 *
 * <p><b>Shapes</b>: {@code posterior} has dims chain and draw; so has what is computed, a draw for each draw. What belongs to a draw depends
 * on its labels along these dims, the seed and its values only: of a selection it is the selection of the whole.
 */
public interface FittedModel {

    /** The name of the attribute of a file in which the model is, as text. */
    String ATTRIBUTE = "ppl_model";

    /** The model as text, with its data. */
    String text();

    /** The variables that were summed out. */
    List<String> summed();

    /** Draws of variables that were summed out, from their distribution given a draw and the data. */
    Dataset recover(Dataset posterior, List<String> names, PredictiveOptions options);

    /** Draws of observed variables given a draw. */
    Dataset posteriorPredictive(Dataset posterior, List<String> names, PredictiveOptions options);

    /** The log-density of each observed element, or event, under a draw. */
    Dataset logLikelihood(Dataset posterior, List<String> names, PredictiveOptions options);

    /** Named quantities that are computed from a draw. */
    Dataset deterministics(Dataset posterior, List<String> names, PredictiveOptions options);

    /** Draws of variables at other data, given a draw. No names stand for what was observed. */
    Predictor predictor(Consumer<PredictionData> data, List<String> names, PredictiveOptions options);
}
