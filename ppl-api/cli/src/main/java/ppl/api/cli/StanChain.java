package ppl.api.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file with a single chain of Stan. A shell that puts the chains of one run in place of a pattern would have them compared with each
 * other as if they were models.
 *
 * @param model Stan's name of the model
 * @param id the number of the chain; that of one that was run alone is 1
 * @param seed null where the file does not tell it
 */
record StanChain(
        String file, String model, long id, @Nullable Long seed) {
    private static final String REMEDY = "give all chains of a model by one pattern in quotes, such as 'fit_*.csv'";

    /** What the attributes of a posterior tell; nothing of what is not of Stan or has several chains. */
    static Optional<StanChain> of(String file, Map<String, Object> about) {
        return about.get("model") instanceof String model && about.get("chain_id") instanceof Long id
                ? Optional.of(new StanChain(file, model, id, about.get("seed") instanceof Long seed ? seed : null))
                : Optional.empty();
    }

    /**
     * Chains of one model and seed with different numbers are those of one run, which is an error. Other chains of one model may be
     * so, if they were run one by one, or may be of different data; that is a hint.
     */
    void requireOtherRunThan(List<StanChain> before, PrintWriter err) throws IOException {
        List<StanChain> ofModel =
                before.stream().filter(other -> other.model.equals(model)).toList();
        for (StanChain other : ofModel) {
            if (other.id != id && seed != null && seed.equals(other.seed)) {
                throw new IOException(other.file + " and " + file + " are chains " + other.id + " and " + id
                        + " of one run of " + model + " with seed " + seed + ": " + REMEDY);
            }
        }
        if (!ofModel.isEmpty()) {
            err.println(ofModel.getFirst().file + " and " + file + " have one chain each of one model, " + model
                    + ", and are compared as two; if they are of one run, " + REMEDY);
        }
    }
}
