package ppl.api.sample;

import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.spi.LogDensity;
import ppl.graph.Tensor;
import ppl.graph.compile.NumericMode;

/**
 * A model and how to sample it. Immutable: each method gives a new one.
 *
 * {@snippet :
 * InferenceData fit = model.infer().targetAccept(0.9).seed(42).run();
 * }
 *
 * @param model the model
 * @param options see {@link SampleOptions} for the defaults
 */
public record Inference(Model model, SampleOptions options) {

    private Inference with(SampleOptions other) {
        return new Inference(model, other);
    }

    /** The number of draws a chain keeps. */
    public Inference draws(int n) {
        return with(options.withDraws(n));
    }

    /** The number of warm-up iterations a chain. */
    public Inference tune(int n) {
        return with(options.withTune(n));
    }

    /** The number of chains. */
    public Inference chains(int n) {
        return with(options.withChains(n));
    }

    /** The number of threads; the draws do not depend on it. */
    public Inference cores(int n) {
        return with(options.withCores(n));
    }

    /** The seed: the same seed gives the same draws, on every backend. */
    public Inference seed(long seed) {
        return with(options.withSeed(seed));
    }

    /** The sampler by name. */
    public Inference sampler(String name) {
        return with(options.withSampler(name));
    }

    /** The backend by name. */
    public Inference backend(String name) {
        return with(options.withBackend(name));
    }

    /** How exactly backends must agree: to the bit (STRICT, the default), or as fast as they can (FAST). */
    public Inference mode(NumericMode mode) {
        return with(options.withMode(mode));
    }

    /**
     * The acceptance rate that the warm-up of samplers along gradients aims for; greater means smaller steps and fewer
     * divergences. It is their option {@code target_accept}; {@code rw}, which has none, refuses it: what a random walk tunes to
     * means something else and is its option {@code acceptance}.
     */
    public Inference targetAccept(double rate) {
        return set("target_accept", rate);
    }

    /** An option of the sampler by name. */
    public Inference set(String name, Object value) {
        return with(options.withSetting(name, value));
    }

    /**
     * How {@code nuts} starts, by PyMC's names, where these are its idea; it is its option {@code init}. All of them warm up a
     * diagonal metric from draws and gradients, as PyMC's {@code jitter+adapt_diag_grad} does; {@code set("adaptation", "stan")} takes
     * the variances of draws alone.
     *
     * <table>
     *   <caption>Names</caption>
     *   <tr><th>name</th><th>chains start</th></tr>
     *   <tr><td>{@code auto} (the default), {@code jitter+adapt_diag_grad}, {@code jitter+adapt_diag}</td>
     *       <td>at support points or start values, each element jittered uniformly within ±{@link #jitter} in unconstrained space</td></tr>
     *   <tr><td>{@code adapt_diag_grad}, {@code adapt_diag}</td><td>all at that point, without jitter</td></tr>
     * </table>
     *
     * <p><b>Errors.</b> Other names of PyMC's are refused when sampling starts, each with what to do instead; so are names that say
     * another jitter than {@link #jitter}, at once.
     */
    public Inference init(String name) {
        return set("init", name);
    }

    /** A start value for a variable, in its own space; refused for one that is drawn forward ({@link Model#plan}). */
    public Inference start(String variable, double... value) {
        return with(options.withStart(variable, value.length == 1 ? Tensor.scalar(value[0]) : Tensor.of(value)));
    }

    /** Half width of the uniform jitter of start points in unconstrained space; 0 for none. */
    public Inference jitter(double halfWidth) {
        return with(options.withJitter(halfWidth));
    }

    /** Keeps warm-up draws in the groups {@code warmup_posterior} and {@code warmup_sample_stats}. */
    public Inference keepWarmup() {
        return with(options.withKeepWarmup(true));
    }

    /** Who is told how far sampling is. */
    public Inference progress(Progress listener) {
        return with(options.withProgress(listener));
    }

    /**
     * Samples. Blocks until all chains are done, or until the calling thread is interrupted: then what was drawn so far
     * is returned, marked with the attribute {@code interrupted}, and the thread's interrupt status is set again.
     *
     * @throws SamplingException if sampling cannot start, with the factor to blame; or if a chain failed, with what was
     *     drawn before
     * @throws IllegalArgumentException if an option of the sampler is unknown or has a value that it does not take
     * @throws ppl.aeppl.LogDensityException if no log-density can be derived for what is observed
     */
    public InferenceData run() {
        return new Sampling(model, options).run();
    }

    /**
     * The log-density that {@link #run} would sample, compiled: over one unconstrained vector, Jacobians included. For
     * driving a sampler by hand, and for measuring.
     */
    public LogDensity density() {
        CompiledDensity density = CompiledModel.of(model, options.compile()).density();
        density.compileFor(true);
        return density;
    }
}
