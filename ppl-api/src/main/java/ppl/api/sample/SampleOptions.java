package ppl.api.sample;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.InferenceData;
import ppl.graph.Tensor;
import ppl.graph.compile.CompileOptions;

/**
 * How to sample: options in groups by what they decide. Bad values are refused when they are set.
 *
 * @param run how much, and from which seed
 * @param execution threads, backend and listener; the draws do not depend on them
 * @param start where chains start
 * @param recording what is kept beside the draws
 * @param method the sampler and its own options
 * @param until when the run ends before it has all draws
 */
public record SampleOptions(
        Run run, Execution execution, Start start, Recording recording, Method method, Until until) {

    /**
     * How much is drawn.
     *
     * @param draws the iterations of each chain that are kept
     * @param tune the warm-up iterations of each chain
     * @param chains the number of chains
     * @param seed the seed; null for a random one, which the result reports
     */
    public record Run(
            int draws, int tune, int chains, @Nullable Long seed) {

        /**
         * Checks the values.
         *
         * @throws SamplingException with code OPTION if draws or chains are less than 1, tune is negative, or tune and draws
         *     together are too many
         */
        public Run {
            atLeast("draws", draws, 1);
            atLeast("tune", tune, 0);
            atLeast("chains", chains, 1);
            if ((long) tune + draws > Integer.MAX_VALUE) {
                throw new SamplingException(
                        SamplingCode.OPTION,
                        "options tune and draws are " + tune + " and " + draws + ", together more than "
                                + Integer.MAX_VALUE + ": run several times with fewer");
            }
        }

        /** Iterations of a chain. */
        public int iterations() {
            return tune + draws;
        }
    }

    /**
     * With what it runs.
     *
     * @param cores the number of threads; results do not depend on it
     * @param compile numeric mode and backend
     * @param progress the listener
     */
    public record Execution(int cores, CompileOptions compile, Progress progress) {

        /**
         * Checks the values.
         *
         * @throws SamplingException with code OPTION if there is no core or the listener is null
         */
        public Execution {
            atLeast("cores", cores, 1);
            if (progress == null) {
                throw new SamplingException(
                        SamplingCode.OPTION, "option progress is null: use Progress.silent() for no output");
            }
        }
    }

    /**
     * Where chains start.
     *
     * @param jitter half width of the uniform jitter of start points in unconstrained space; 0 starts all at one point; null for what the
     *     options of the sampler say, or else {@value #DEFAULT_JITTER}
     * @param values start values by variable, in the user's space; variables not named start at their support point
     */
    public record Start(@Nullable Double jitter, Map<String, Tensor> values) {

        static final double DEFAULT_JITTER = 1;

        /**
         * Checks the values.
         *
         * @throws SamplingException with code OPTION if the jitter is negative or not finite
         */
        public Start {
            if (jitter != null && !(jitter >= 0 && Double.isFinite(jitter))) {
                throw new SamplingException(
                        SamplingCode.OPTION, "option jitter must be a finite number of at least 0, not " + jitter);
            }
            values = Map.copyOf(values);
        }

        /** With a value for one more variable. */
        Start with(String variable, Tensor value) {
            Map<String, Tensor> all = new HashMap<>(values);
            all.put(variable, value);
            return new Start(jitter, all);
        }
    }

    /**
     * What is kept beside the draws.
     *
     * @param warmup whether warm-up draws are kept in groups of their own
     * @param divergences whether statistics that are vectors are kept: where divergences began and ended
     * @param checkpoint the folder in which the run is kept as it goes; null for none
     * @param file the file to which draws go as they are made; null if they are kept in memory
     */
    public record Recording(
            boolean warmup,
            boolean divergences,
            @Nullable Path checkpoint,
            @Nullable Path file) {}

    /**
     * Which sampler draws.
     *
     * @param sampler the name of the sampler; null for the most competent one present for each variable
     * @param samplers names of samplers by variable, for variables that have another one
     * @param options the sampler's own options by name
     * @param learnt the result of an earlier run whose metric this one takes over; null for none
     */
    public record Method(
            @Nullable String sampler,
            Map<String, String> samplers,
            Map<String, Object> options,
            @Nullable InferenceData learnt) {

        /** Copies the options. */
        public Method {
            samplers = Map.copyOf(samplers);
            options = Map.copyOf(options);
        }

        /** With a sampler for one more variable. */
        Method with(String variable, String itsSampler) {
            if (variable == null || itsSampler == null) {
                throw new SamplingException(
                        SamplingCode.OPTION,
                        "sampler(" + variable + ", " + itsSampler
                                + ") lacks a name: give that of a variable and that of its sampler");
            }
            Map<String, String> all = new HashMap<>(samplers);
            all.put(variable, itsSampler);
            return new Method(sampler, all, options, learnt);
        }

        /** With one more option. */
        Method withOption(String name, Object value) {
            if (name == null) {
                throw new SamplingException(
                        SamplingCode.OPTION, "an option was set whose name is null: give the sampler's name for it");
            }
            if (value == null) {
                throw new SamplingException(
                        SamplingCode.OPTION, "option " + name + " has no value: leave it out to take its default");
            }
            Map<String, Object> all = new HashMap<>(options);
            all.put(name, value);
            return new Method(sampler, samplers, all, learnt);
        }
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
                new Run(1000, 1000, 4, null),
                new Execution(processors, CompileOptions.defaults(), Progress.console()),
                new Start(null, Map.of()),
                new Recording(false, false, null, null),
                new Method(null, Map.of(), Map.of(), null),
                Until.never());
    }

    /** These options with another run. */
    public SampleOptions with(Run other) {
        return new SampleOptions(other, execution, start, recording, method, until);
    }

    /** These options with another execution. */
    public SampleOptions with(Execution other) {
        return new SampleOptions(run, other, start, recording, method, until);
    }

    /** These options with another start. */
    public SampleOptions with(Start other) {
        return new SampleOptions(run, execution, other, recording, method, until);
    }

    /** These options with another recording. */
    public SampleOptions with(Recording other) {
        return new SampleOptions(run, execution, start, other, method, until);
    }

    /** These options with another method. */
    public SampleOptions with(Method other) {
        return new SampleOptions(run, execution, start, recording, other, until);
    }

    /** These options with another end. */
    public SampleOptions with(Until other) {
        return new SampleOptions(run, execution, start, recording, method, other);
    }
}
