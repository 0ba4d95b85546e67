package ppl.sampler.nuts.warmup;

/** The ways in which the metric is adapted. */
public enum Adaptation {
    /** From draws and gradients, all the time. */
    FISHER,
    /** From draws, in windows that double. */
    STAN
}
