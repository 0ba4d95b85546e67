package ppl.api.inference;

/** The attributes in which a run notes how it went, in its group {@code posterior}. Times are in seconds. */
public final class RunNotes {
    /** The version of the random streams: with the same version the same model, options and seed give the same draws. */
    public static final String STREAM_VERSION = "stream_version";
    /** How the posterior was approximated, where not by a sampler: {@link #MAP} or {@link #LAPLACE}. */
    public static final String METHOD = "inference_method";
    /** The mode alone, as a posterior of one draw. */
    public static final String MAP = "map";
    /** Independent draws of the normal law around the mode. */
    public static final String LAPLACE = "laplace";
    /** Present if a mode was searched and no maximum found: why. */
    public static final String NO_MAXIMUM = "no_maximum";
    /** The Pareto shape of the importance weights of draws that an approximation made. */
    public static final String PARETO_K = "pareto_k";
    /** The share of the probability around other maxima than that around which an approximation was made, as far as some were found. */
    public static final String ELSEWHERE = "elsewhere";
    /** The greatest {@link #ELSEWHERE} that is not warned of. */
    public static final double MOST_ELSEWHERE = 0.01;
    /** Present if a chain failed. */
    public static final String FAILED = "failed";
    /** Present if the run was interrupted. */
    public static final String INTERRUPTED = "interrupted";
    /** Present if the run ended because its deadline had passed. */
    public static final String DEADLINE = "deadline_passed";
    /** Present if the run ended because its draws were as precise as they were to be. */
    public static final String PRECISE = "precise";
    /** Present if the draws are not as precise as they were to be: what they are furthest from. */
    public static final String IMPRECISE = "not_precise";
    /** For a run that was stopped: the number of iterations that all chains have finished. */
    public static final String FINISHED_BY_ALL = "iterations_finished_by_all";
    /** For a run that was stopped: the greatest number of iterations that a chain has finished. */
    public static final String FINISHED_BY_ONE = "iterations_finished_by_one";
    /** How many points of finite log-density had a gradient that is not finite; absent if none had. */
    public static final String BROKEN_GRADIENTS = "gradients_not_finite";
    /** An element along which these gradients are not finite. */
    public static final String BROKEN_ALONG = "gradient_not_finite_along";
    /** A variable whose scale is sampled too and makes a funnel; looked for if sampling was difficult, absent if there is none. */
    public static final String FUNNEL = "funnel";
    /** The scale of {@link #FUNNEL}. */
    public static final String FUNNEL_SCALE = "funnel_scale";
    /** How many times as curved the log-density is along {@link #FUNNEL} at small scales as at large ones. */
    public static final String FUNNEL_RATIO = "funnel_ratio";
    /** The non-centred form of {@link #FUNNEL}. */
    public static final String FUNNEL_FORM = "funnel_form";
    /** The warnings as texts, if there were any when the run ended; {@link InferenceData#warnings} gives them as data. */
    public static final String WARNINGS = "warnings";
    /** Time to derive, differentiate and compile the density and to find the start points. */
    public static final String COMPILE_TIME = "compile_time";
    /** The part of {@link #SAMPLING_TIME} that the chains spent in warm-up. */
    public static final String WARMUP_TIME = "warmup_time";
    /** Time that the chains ran, warm-up included, as PyMC notes it. */
    public static final String SAMPLING_TIME = "sampling_time";
    /** Time to turn what the chains recorded into the variables of the model. */
    public static final String TRANSFORM_TIME = "transform_time";
    /** Time to look at the draws for warnings. */
    public static final String DIAGNOSE_TIME = "diagnose_time";
    /** Time to write the file. This attribute belongs to the whole file. */
    public static final String WRITING_TIME = "writing_time";

    private RunNotes() {}
}
