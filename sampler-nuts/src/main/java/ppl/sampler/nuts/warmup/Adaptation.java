package ppl.sampler.nuts.warmup;

/** The ways in which metric and step size are adapted. */
public enum Adaptation {
    /** After every iteration, from draws and gradients; the step size minds divergences and is tried before it stays. */
    FISHER,
    /** From draws alone, at the end of windows that double; the step size from the mean acceptance rate, as Stan does it. */
    STAN
}
