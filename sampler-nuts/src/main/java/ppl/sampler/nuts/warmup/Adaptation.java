package ppl.sampler.nuts.warmup;

/** The ways in which metric and step size are adapted. */
public enum Adaptation {
    /** From draws and gradients, after every iteration; the step size takes account of divergences and is tried before it stays. */
    FISHER,
    /** From draws alone, at the end of windows that double; the step size from the mean acceptance rate, as in Stan. */
    STAN
}
