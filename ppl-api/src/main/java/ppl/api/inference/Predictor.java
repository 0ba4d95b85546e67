package ppl.api.inference;

/**
 * Predictions at other data, made ready once for draws that come in parts, see {@link InferenceData#predictor}. Any number of threads
 * may use it at once.
 */
public interface Predictor extends AutoCloseable {

    /**
     * Predictions: the groups predictions, with dims chain and draw, and predictions_constant_data.
     *
     * @param posterior draws of the fit, all or some. What belongs to a draw depends on its labels along chain and draw, the seed and its
     *     values only: of a selection it is the selection of the whole
     * @throws ppl.api.diagnostics.ResultException as {@link InferenceData#predict}
     */
    InferenceData predict(Dataset posterior);

    /** Releases code. */
    @Override
    void close();
}
