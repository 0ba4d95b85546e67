package ppl.sampler.nuts.warmup;

/** The ways in which the metric is adapted. */
public enum Adaptation {
    /** After every iteration: from draws and gradients while draws are few, from draws alone later. */
    FISHER,
    /** From draws alone, at the end of windows that double. */
    STAN
}
