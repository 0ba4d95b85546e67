package ppl.api.sample;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.NumericMode;

/**
 * How to sample. Bad values are refused when they are set.
 *
 * @param draws iterations kept a chain
 * @param tune warm-up iterations a chain
 * @param chains the number of chains
 * @param cores the number of threads; results do not depend on it
 * @param seed the seed; null: fresh entropy, reported in the result
 * @param sampler the sampler's name; null: the most competent one present
 * @param compile numeric mode and backend
 * @param settings the sampler's own options by name
 * @param jitter half width of the uniform jitter of start points in unconstrained space; 0 starts all at one point
 * @param start start values by variable, in the user's space; variables not named start at their support point
 * @param keepWarmup whether warm-up draws are kept in groups of their own
 * @param progress who is told how far sampling is
 */
public record SampleOptions(
        int draws,
        int tune,
        int chains,
        int cores,
        @Nullable Long seed,
        @Nullable String sampler,
        CompileOptions compile,
        Map<String, Object> settings,
        double jitter,
        Map<String, Tensor> start,
        boolean keepWarmup,
        Progress progress) {

    private static final double DEFAULT_JITTER = 1;
    private static final String INIT = "init";
    private static final String JITTERLESS = "adapt_diag";
    private static final String JITTERING = "jitter+";

    /** Checks the values. */
    public SampleOptions {
        atLeast("draws", draws, 1);
        atLeast("tune", tune, 0);
        atLeast("chains", chains, 1);
        atLeast("cores", cores, 1);
        if ((long) tune + draws > Integer.MAX_VALUE) {
            throw new SamplingException(
                    SamplingCode.OPTION,
                    "options tune and draws are " + tune + " and " + draws + ", together more than " + Integer.MAX_VALUE
                            + ": run several times with fewer");
        }
        if (!(jitter >= 0 && Double.isFinite(jitter))) {
            throw new SamplingException(
                    SamplingCode.OPTION, "option jitter must be a finite number of at least 0, not " + jitter);
        }
        if (progress == null) {
            throw new SamplingException(
                    SamplingCode.OPTION, "option progress is null: give Progress.silent() to be told nothing");
        }
        settings = Map.copyOf(settings);
        boolean still = initBegins(settings, JITTERLESS);
        if (still ? jitter != 0 && jitter != DEFAULT_JITTER : jitter == 0 && initBegins(settings, JITTERING)) {
            throw new SamplingException(
                    SamplingCode.OPTION,
                    "option init is '" + settings.get(INIT) + "', which "
                            + (still ? "starts all chains at one point" : "jitters the starts") + ", but jitter is "
                            + jitter
                            + ": leave one of them out");
        }
        start = Map.copyOf(start);
    }

    /** The jitter in force: {@code init} set to PyMC's {@code adapt_diag} means none. */
    double startJitter() {
        return initBegins(settings, JITTERLESS) ? 0 : jitter;
    }

    private static boolean initBegins(Map<String, Object> settings, String with) {
        return settings.get(INIT) instanceof String name && name.startsWith(with);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new SamplingException(
                    SamplingCode.OPTION, "option " + name + " must be at least " + least + ", not " + value);
        }
    }

    /** 4 chains of 1000 warm-up iterations and 1000 draws, as many threads as processors. */
    public static SampleOptions defaults() {
        int processors = Runtime.getRuntime().availableProcessors();
        return new SampleOptions(
                1000,
                1000,
                4,
                processors,
                null,
                null,
                CompileOptions.defaults(),
                Map.of(),
                DEFAULT_JITTER,
                Map.of(),
                false,
                Progress.console());
    }

    /** These options with another number of draws. */
    public SampleOptions withDraws(int n) {
        return new SampleOptions(
                n, tune, chains, cores, seed, sampler, compile, settings, jitter, start, keepWarmup, progress);
    }

    /** These options with another number of warm-up iterations. */
    public SampleOptions withTune(int n) {
        return new SampleOptions(
                draws, n, chains, cores, seed, sampler, compile, settings, jitter, start, keepWarmup, progress);
    }

    /** These options with another number of chains. */
    public SampleOptions withChains(int n) {
        return new SampleOptions(
                draws, tune, n, cores, seed, sampler, compile, settings, jitter, start, keepWarmup, progress);
    }

    /** These options with another number of threads. */
    public SampleOptions withCores(int n) {
        return new SampleOptions(
                draws, tune, chains, n, seed, sampler, compile, settings, jitter, start, keepWarmup, progress);
    }

    /** These options with a seed. */
    public SampleOptions withSeed(long value) {
        return new SampleOptions(
                draws, tune, chains, cores, value, sampler, compile, settings, jitter, start, keepWarmup, progress);
    }

    /** These options with a named sampler. */
    public SampleOptions withSampler(String name) {
        return new SampleOptions(
                draws, tune, chains, cores, seed, name, compile, settings, jitter, start, keepWarmup, progress);
    }

    /** These options with a named backend. */
    public SampleOptions withBackend(String name) {
        return withCompile(compile.withBackend(name));
    }

    /** These options with a numeric mode. */
    public SampleOptions withMode(NumericMode mode) {
        return withCompile(compile.withMode(mode));
    }

    private SampleOptions withCompile(CompileOptions other) {
        return new SampleOptions(
                draws, tune, chains, cores, seed, sampler, other, settings, jitter, start, keepWarmup, progress);
    }

    /** These options with one of the sampler's own. */
    public SampleOptions withSetting(String name, Object value) {
        if (name == null) {
            throw new SamplingException(
                    SamplingCode.OPTION, "an option was set whose name is null: give the sampler's name for it");
        }
        if (value == null) {
            throw new SamplingException(
                    SamplingCode.OPTION, "option " + name + " has no value: leave it out to take its default");
        }
        Map<String, Object> all = new HashMap<>(settings);
        all.put(name, value);
        return new SampleOptions(
                draws, tune, chains, cores, seed, sampler, compile, all, jitter, start, keepWarmup, progress);
    }

    /** These options with another jitter of start points. */
    public SampleOptions withJitter(double halfWidth) {
        return new SampleOptions(
                draws, tune, chains, cores, seed, sampler, compile, settings, halfWidth, start, keepWarmup, progress);
    }

    /** These options with a start value for a variable. */
    public SampleOptions withStart(String variable, Tensor value) {
        Map<String, Tensor> all = new HashMap<>(start);
        all.put(variable, value);
        return new SampleOptions(
                draws, tune, chains, cores, seed, sampler, compile, settings, jitter, all, keepWarmup, progress);
    }

    /** These options with warm-up draws kept or not. */
    public SampleOptions withKeepWarmup(boolean keep) {
        return new SampleOptions(
                draws, tune, chains, cores, seed, sampler, compile, settings, jitter, start, keep, progress);
    }

    /** These options with another listener. */
    public SampleOptions withProgress(Progress listener) {
        return new SampleOptions(
                draws, tune, chains, cores, seed, sampler, compile, settings, jitter, start, keepWarmup, listener);
    }
}
