package ppl.api.inference;

import java.util.List;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/**
 * The name of a part of {@link InferenceData}. The constants are ArviZ's names; files may bring others.
 *
 * @param label the name in files and in printed output
 */
public record Group(String label) {
    /** Draws of the parameters, given the data. */
    public static final Group POSTERIOR = new Group("posterior");
    /** What the sampler reports per draw: divergences, tree depth, energy, … */
    public static final Group SAMPLE_STATS = new Group("sample_stats");
    /** The log-density of each observation under each draw. */
    public static final Group LOG_LIKELIHOOD = new Group("log_likelihood");
    /** The log prior density of each parameter under each draw. */
    public static final Group LOG_PRIOR = new Group("log_prior");
    /** Observations drawn given posterior draws. */
    public static final Group POSTERIOR_PREDICTIVE = new Group("posterior_predictive");
    /** The same at new data. */
    public static final Group PREDICTIONS = new Group("predictions");
    /** Draws of the parameters from their prior. */
    public static final Group PRIOR = new Group("prior");
    /** Observations drawn given prior draws. */
    public static final Group PRIOR_PREDICTIVE = new Group("prior_predictive");
    /** The values that were conditioned on. */
    public static final Group OBSERVED_DATA = new Group("observed_data");
    /** Predictors and other data that have no density. */
    public static final Group CONSTANT_DATA = new Group("constant_data");
    /** The same at new data. */
    public static final Group PREDICTIONS_CONSTANT_DATA = new Group("predictions_constant_data");
    /** Draws made while the sampler was adapting. */
    public static final Group WARMUP_POSTERIOR = new Group("warmup_posterior");
    /** What the sampler reported while it was adapting. */
    public static final Group WARMUP_SAMPLE_STATS = new Group("warmup_sample_stats");
    /** Draws in the space that the sampler moves in. */
    public static final Group UNCONSTRAINED_POSTERIOR = new Group("unconstrained_posterior");

    /** All of the constants, in the order in which files and printed output have them. */
    public static final List<Group> KNOWN = List.of(
            POSTERIOR,
            POSTERIOR_PREDICTIVE,
            PREDICTIONS,
            LOG_LIKELIHOOD,
            LOG_PRIOR,
            SAMPLE_STATS,
            PRIOR,
            PRIOR_PREDICTIVE,
            OBSERVED_DATA,
            CONSTANT_DATA,
            PREDICTIONS_CONSTANT_DATA,
            WARMUP_POSTERIOR,
            WARMUP_SAMPLE_STATS,
            UNCONSTRAINED_POSTERIOR);

    /**
     * Checks the name.
     *
     * @throws ResultException with code NAME if the label is blank or has a slash in it
     */
    public Group {
        if (label.isBlank() || label.indexOf('/') >= 0) {
            throw new ResultException(
                    ResultCode.NAME, "'" + label + "' is not a group name: it is blank or has a slash in it");
        }
    }

    /** How to come by it, as it reads after a list of the groups that there are. */
    String advice() {
        if (equals(LOG_LIKELIHOOD)) {
            return "; withLogLikelihood() adds it to the result of a run";
        }
        if (equals(PREDICTIONS) || equals(PREDICTIONS_CONSTANT_DATA)) {
            return "; predict(...) makes it of the result of a run";
        }
        return equals(POSTERIOR_PREDICTIVE) ? "; withPosteriorPredictive() adds it to the result of a run" : "";
    }

    @Override
    public String toString() {
        return label;
    }
}
