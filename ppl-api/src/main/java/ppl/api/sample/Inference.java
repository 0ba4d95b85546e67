package ppl.api.sample;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.mode.MapEstimate;
import ppl.api.sample.SampleOptions.Execution;
import ppl.api.sample.SampleOptions.Method;
import ppl.api.sample.SampleOptions.Recording;
import ppl.api.sample.SampleOptions.Run;
import ppl.api.sample.SampleOptions.Start;
import ppl.api.spi.LogDensity;
import ppl.graph.Tensor;
import ppl.graph.compile.CompileOptions;
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

    private Inference compile(CompileOptions other) {
        Execution execution = options.execution();
        return with(options.with(new Execution(execution.cores(), other, execution.progress())));
    }

    /** The number of draws of each chain. */
    public Inference draws(int n) {
        Run run = options.run();
        return with(options.with(new Run(n, run.tune(), run.chains(), run.seed())));
    }

    /** The number of warm-up iterations of each chain. */
    public Inference tune(int n) {
        Run run = options.run();
        return with(options.with(new Run(run.draws(), n, run.chains(), run.seed())));
    }

    /** The number of chains. */
    public Inference chains(int n) {
        Run run = options.run();
        return with(options.with(new Run(run.draws(), run.tune(), n, run.seed())));
    }

    /** The number of threads; the draws do not depend on it. */
    public Inference cores(int n) {
        Execution execution = options.execution();
        return with(options.with(new Execution(n, execution.compile(), execution.progress())));
    }

    /** The seed: the same seed gives the same draws, on every backend. */
    public Inference seed(long seed) {
        Run run = options.run();
        return with(options.with(new Run(run.draws(), run.tune(), run.chains(), seed)));
    }

    /**
     * The sampler by name, for all variables. By default each variable gets the most competent sampler present, for example {@code gibbs} for
     * whole numbers of which there are few, {@code rw} for other whole numbers, and {@code nuts} for all others; several samplers take turns.
     */
    public Inference sampler(String name) {
        Method method = options.method();
        return with(options.with(new Method(name, method.samplers(), method.options(), method.learnt())));
    }

    /**
     * The sampler of one variable; the others keep theirs. For several variables, call it for each. What is sampled how, the first line of the
     * progress says, and the attribute {@code sampler} of the result.
     *
     * {@snippet :
     * InferenceData fit = model.infer().sampler("k", "rw").run();
     * }
     *
     * <p><b>Errors.</b> When sampling starts: with code OPTION if no variable that is sampled has the name, with code SAMPLER if no sampler has it, with code
     * COMPETENCE if the sampler cannot sample the variable.
     *
     * @param variable as the model names it
     * @param name as {@code gibbs}
     */
    public Inference sampler(String variable, String name) {
        return with(options.with(options.method().with(variable, name)));
    }

    /** The backend by name. */
    public Inference backend(String name) {
        return compile(options.execution().compile().withBackend(name));
    }

    /**
     * STRICT, the default: all backends give the same bits. FAST: a backend may round differently to be faster, within the same bounds; then a seed
     * has other draws than in STRICT, on another backend or with another version of PPL. {@code vector} has both, others compute as in STRICT.
     */
    public Inference mode(NumericMode mode) {
        return compile(options.execution().compile().withMode(mode));
    }

    /**
     * The acceptance rate that the warm-up of gradient-based samplers aims for. A greater rate means smaller steps and fewer
     * divergences. It is their option {@code target_accept}. {@code rw} refuses it: the rate that a random walk is tuned to means
     * something else, and is its option {@code acceptance}.
     */
    public Inference targetAccept(double rate) {
        return set("target_accept", rate);
    }

    /**
     * An option of the sampler by name. If several samplers take turns, the sampler that has the option gets it. An option that
     * several of them have needs the name of the sampler before it: {@code rw.adaptation}.
     */
    public Inference set(String name, Object value) {
        return with(options.with(options.method().withOption(name, value)));
    }

    /**
     * How {@code nuts} starts, under the names of PyMC; this is its option {@code init}. {@code auto} (the default) leaves the
     * {@linkplain #metric metric} and the jitter as they are. The others ask for a diagonal metric ({@code adapt_diag_grad}, {@code
     * adapt_diag}) or a dense one ({@code adapt_full}), all learnt from draws and gradients, as {@code jitter+adapt_diag_grad} of PyMC. With
     * {@code jitter+} before them, chains start at support points or start values, each element jittered uniformly within ±{@link #jitter} in
     * unconstrained space; without, all at that point. With {@code set("adaptation", "stan")} the metric is diagonal and comes from the variances of
     * the draws alone.
     *
     * <p><b>Errors.</b> When sampling starts, other names of PyMC are refused, each with what to do instead, and so are names that
     * contradict {@link #jitter} or {@link #metric}.
     */
    public Inference init(String name) {
        return set("init", name);
    }

    /**
     * What {@code nuts} learns in warm-up of the posterior's shape; this is its option {@code metric}. The more it knows, the shorter
     * trajectories are: where coefficients of a regression correlate, by a factor of ten and more.
     *
     * <table>
     *   <caption>Metrics</caption>
     *   <tr><th>name</th><th>learns</th><th>costs a leapfrog, for n coordinates</th></tr>
     *   <tr><td>{@code auto} (the default)</td><td>as {@code low_rank} where held-out draws say that it pays, otherwise as {@code diagonal}</td>
     *       <td></td></tr>
     *   <tr><td>{@code diagonal}</td><td>a variance for each coordinate</td><td>4 n</td></tr>
     *   <tr><td>{@code low_rank}</td><td>variances, and every direction in which the rest is wider or narrower than twice</td>
     *       <td>8 n for each direction</td></tr>
     *   <tr><td>{@code dense}</td><td>every correlation</td><td>4 n²</td></tr>
     *   <tr><td>{@code kept}</td><td>nothing: that of {@code set("inverse_mass_matrix", …)} stays</td><td></td></tr>
     *   <tr><td>{@code unit}</td><td>nothing</td><td>4 n</td></tr>
     * </table>
     *
     * The statistic {@code metric_rank} says how many directions there are, draw by draw. With {@code auto} and {@code low_rank}, trajectories follow the
     * rotation of a normal law where that explains nearly all of the gradients, so that steps may be longer (the statistic {@code rotating}); {@code set("trajectory", "leapfrog")} forbids
     * it. No metric helps where a scale changes from place to place, as in a funnel.
     */
    public Inference metric(String name) {
        Method method = options.method().withOption("metric", name);
        return with(options.with(new Method(method.sampler(), method.samplers(), method.options(), null)));
    }

    /**
     * Takes over the metric that an earlier run of {@code nuts} has learnt, chain by chain; more chains than it had share. It stays as it is
     * (the option {@code metric} is {@code kept}), so warm-up has only the step size to find, for which 100 iterations are mostly enough. Trajectories
     * are those of the leapfrog: rotations about a centre are not taken over.
     *
     * {@snippet :
     * InferenceData pilot = model.infer().draws(100).run();
     * InferenceData fit = model.infer().metric(pilot).tune(100).draws(5000).run();
     * }
     *
     * The result may be one that {@link InferenceData#open} has read: the metric is in its group {@code sample_stats}, see {@link
     * ppl.api.inference.MetricNotes}.
     *
     * <p><b>Errors.</b> When sampling starts, a result without a metric is refused, and one whose coordinates are not those of this model.
     */
    public Inference metric(InferenceData earlier) {
        Method method = options.method().withOption("metric", "kept");
        return with(options.with(new Method(method.sampler(), method.samplers(), method.options(), earlier)));
    }

    /** The start value of a variable, in the user's space. A variable that is drawn forward ({@link Model#plan}) has none and is refused. */
    public Inference start(String variable, double... value) {
        Tensor tensor = value.length == 1 ? Tensor.scalar(value[0]) : Tensor.of(value);
        return with(options.with(options.start().with(variable, tensor)));
    }

    /**
     * Start values at a mode, for all variables that it has and chains move; jitter is around it. Hardly any draw of many variables is as near to the
     * mode as it is, so warm-up has to move away from it: it serves where support points are far from the posterior.
     */
    public Inference start(MapEstimate mode) {
        Inference started = this;
        for (Model.Free v : model.free()) {
            if (mode.data().posterior().contains(v.name())) {
                started = started.start(v.name(), mode.values(v.name()));
            }
        }
        return started;
    }

    /** Half width of the uniform jitter of start points in unconstrained space; 0 for none. */
    public Inference jitter(double halfWidth) {
        return with(options.with(new Start(halfWidth, options.start().values())));
    }

    /** Keeps warm-up draws in the groups {@code warmup_posterior} and {@code warmup_sample_stats}. */
    public Inference keepWarmup() {
        Recording recording = options.recording();
        return with(
                options.with(new Recording(true, recording.divergences(), recording.checkpoint(), recording.file())));
    }

    /**
     * Keeps where each divergence began and ended and with which momentum, as {@code divergence_start}, {@code divergence_end} and
     * {@code divergence_momentum} in {@code sample_stats}. Each has a number for each unconstrained coordinate, NaN for draws that did
     * not diverge. In a file they need three times the space of the draws.
     */
    public Inference keepDivergences() {
        Recording recording = options.recording();
        return with(options.with(new Recording(recording.warmup(), true, recording.checkpoint(), recording.file())));
    }

    /**
     * Ends the run as soon as each element of the posterior has this effective sample size, bulk and tail; {@link #draws} is then the most that each chain makes.
     *
     * {@snippet :
     * InferenceData fit = model.infer().draws(20_000).untilEss(400).run();
     * }
     *
     * <p>All chains come to the same iteration before this is asked: after 100 draws, and then after half as many more each time. So where the run ends depends on the model, the seed and the
     * options alone, not on threads or speed. The size is that of {@link ppl.api.diagnostics.Ess}, over all chains.
     *
     * <p><b>Numerics.</b> Draws that end a run were chosen by looking at them: its effective sample size is overestimated, by the noise of the estimate, and means are as precise as they say only nearly.
     * Of figures to publish, ask for somewhat more than you need.
     *
     * <p>If the draws do not suffice, the result says what is lacking, as a {@linkplain ppl.api.inference.Warning.Kind#IMPRECISE warning}.
     *
     * @param ess above 0, for example 400
     * @param variables those that matter; none for all
     */
    public Inference untilEss(double ess, String... variables) {
        Until until = options.until();
        return with(options.with(new Until(ess, List.of(variables), until.mcse(), until.deadline())));
    }

    /**
     * Ends the run as soon as the mean of each element of a variable has at most this standard error; for several variables, call it for each. Otherwise as {@link #untilEss}.
     *
     * @param error in units of the variable, above 0
     */
    public Inference untilMcse(String variable, double error) {
        Until until = options.until();
        Map<String, Double> all = new HashMap<>(until.mcse());
        all.put(variable, error);
        return with(options.with(new Until(until.ess(), until.of(), all, until.deadline())));
    }

    /**
     * Ends the run when so much time has passed since chains began, with what it has, as an interrupt does. The chains keep pace with each other, so that as many draws of each as possible are kept. How many
     * these are depends on the machine; they are the beginning of the draws of a run without a deadline.
     */
    public Inference deadline(Duration time) {
        Until until = options.until();
        return with(options.with(new Until(until.ess(), until.of(), until.mcse(), time)));
    }

    /**
     * Keeps the run in a folder as it goes. If the process is killed, the same call in another one goes on where the run stood, and ends with the draws, to the bit, of
     * a run that was never killed, for any number of threads and on any backend. Where the folder holds a run that has finished, its results are there at once; with more
     * {@link #draws} it goes on, see {@link #extend}. A seed that is not given is that of the run in the folder.
     *
     * {@snippet :
     * InferenceData fit = model.infer().checkpoint(Path.of("radon.run")).run(); // killed at any time: call it again
     * }
     *
     * <p>Each chain has a log, to which iterations are appended. The operating system has them at most 0.2 s later, so no more is lost when the process is killed, and
     * they are forced to the disk about every second, so no more is lost when the machine fails. The end of a log that was torn by this is cut off, with a warning. A run
     * takes the space of its draws in unconstrained space, warm-up included. When its results are saved, the folder may be deleted.
     *
     * <p><b>Errors.</b> When sampling starts, with code CHECKPOINT: a folder that another run has open, in this process or another one; one that holds the run of another model, and
     * then the factor of its density that differs is named, or one with other options; one with other files in it. While it runs: a disk that is full, with the draws so far in
     * {@link SamplingException#partial()}; when there is room, the same call goes on.
     *
     * @param folder need not be there
     */
    public Inference checkpoint(Path folder) {
        Recording recording = options.recording();
        return with(options.with(new Recording(recording.warmup(), recording.divergences(), folder, recording.file())));
    }

    /**
     * Has draws and statistics written to a netCDF-4 file as they are made, in place of memory, so that a run may have more of them than memory holds. The draws are the same, to the bit. What {@link
     * #run} gives lies in the file: its numbers are read when they are asked for, so that {@code summary()}, warnings and single variables need the memory of a few elements. The file is the one that
     * {@link InferenceData#save} would write.
     *
     * {@snippet :
     * InferenceData fit = model.infer().draws(2_500_000).file(Path.of("radon.nc")).run();
     * System.out.println(fit.summary("mu"));
     * }
     *
     * <p>The file has the space for all draws from the beginning, so that a disk that is too small shows at once. Until the run ends it is called {@code radon.nc.partial}, and a file of the name stays as
     * it was. A run that ends early, by {@link #untilEss}, {@link #deadline}, an interrupt or a failure, leaves a file of the draws that there are, marked as such; a program that is stopped by Ctrl-C or
     * SIGTERM does so too before it ends. If the process is killed, {@link ppl.api.store.DrawFile#recover} reads the partial file, of which at most the last 0.2 s are lost; with {@link #checkpoint} the same
     * call writes the file anew from the logs and goes on. Iterations of warm-up are in it only after {@link #keepWarmup}.
     *
     * <p>Variables that have another length in each draw are computed in memory at the end. Posterior predictive draws and log-likelihoods that are too many for memory are added by {@link
     * ppl.api.store.PredictiveFile#write}, to the same file if you like.
     *
     * <p><b>Errors.</b> When sampling starts, with code FILE: a file that another run writes; a partial file with draws of a run that was killed, unless a checkpoint has them too; a file that cannot be
     * made. While it runs: a file that cannot be written, with the draws so far in {@link SamplingException#partial()}.
     *
     * @param path folders above it need not be there
     */
    public Inference file(Path path) {
        Recording recording = options.recording();
        return with(
                options.with(new Recording(recording.warmup(), recording.divergences(), recording.checkpoint(), path)));
    }

    /**
     * Goes on with the run in the folder of {@link #checkpoint} beyond the draws that it was to have, and gives all draws: those that a run with as many would have
     * had, to the bit.
     *
     * {@snippet :
     * InferenceData more = model.infer().checkpoint(Path.of("radon.run")).extend(4000);
     * }
     *
     * <p>Each call extends the run once more. To go on with an extension that was killed, say how many draws there are to be: {@code draws(5000).run()}.
     *
     * @param moreDraws of each chain
     * @throws SamplingException with code OPTION if there is no checkpoint, or {@code moreDraws} is less than 1; with code CHECKPOINT if there is no run in its folder; and as {@link #run}
     */
    public InferenceData extend(int moreDraws) {
        if (options.recording().checkpoint() == null) {
            throw new SamplingException(
                    SamplingCode.OPTION,
                    "a run can be extended where it was kept: run it with checkpoint(folder), and extend it with the same");
        }
        if (moreDraws < 1) {
            throw new SamplingException(
                    SamplingCode.OPTION, "a run is extended by at least 1 draw, not by " + moreDraws);
        }
        int there;
        try (Checkpoint checkpoint = Checkpoint.open(options)) {
            there = checkpoint.draws();
        }
        return draws(Math.addExact(there, moreDraws)).run();
    }

    /** The listener that hears how far sampling is. */
    public Inference progress(Progress listener) {
        Execution execution = options.execution();
        return with(options.with(new Execution(execution.cores(), execution.compile(), listener)));
    }

    /**
     * Samples, and blocks until all chains are finished. If the calling thread is interrupted, the method returns what was drawn so
     * far, with the attribute {@code interrupted}, and sets the interrupt status of the thread again.
     *
     * @throws SamplingException if an option is unknown or has a value that is not allowed; if sampling cannot start, with the factor
     *     that is the cause; or if a chain failed, with what was drawn before
     * @throws ppl.aeppl.LogDensityException if no log-density can be derived for what is observed
     */
    public InferenceData run() {
        return new Sampling(model, options, new RunControl()).run();
    }

    /**
     * Samples in the background: begins {@link #run} in a thread of its own, and returns at once. What {@code run} throws, {@link BackgroundRun#result} throws. The thread is a daemon: a
     * program that ends does not wait for it.
     */
    public BackgroundRun start() {
        return BackgroundRun.start(model, options);
    }

    /**
     * The compiled log-density that {@link #run} would sample, over one unconstrained vector and with Jacobians. It serves to drive
     * a sampler by hand, and to measure. Close it when it is no longer needed.
     */
    public LogDensity density() {
        CompiledDensity density =
                CompiledModel.of(model, options.execution().compile()).density();
        density.compileFor(true);
        return density;
    }
}
