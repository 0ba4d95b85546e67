package ppl.graph.random;

/**
 * The number of the bits of this version of PPL. Two versions of one number give the same draws from the same model, data, options and
 * seed, to the last bit, on every backend; a result names the number that made it in its attribute {@code stream_version}.
 *
 * <p>Whatever changes a draw raises it: the meaning of a primitive or of a function, the draws of a family, a sampler's warm-up, which
 * variables are sampled. {@code ARCHITECTURE.md} says for each number what changed, and a test holds frozen draws against it.
 */
public final class StreamVersion {

    /** The number of this version. */
    public static final int CURRENT = 6;

    private StreamVersion() {}
}
