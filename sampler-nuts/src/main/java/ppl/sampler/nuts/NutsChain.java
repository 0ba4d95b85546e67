package ppl.sampler.nuts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import ppl.api.spi.Chain;
import ppl.api.spi.ChainSpec;
import ppl.api.spi.ChainState;
import ppl.api.spi.CovarianceEstimate;
import ppl.api.spi.StateArchive;
import ppl.sampler.nuts.metric.Flow;
import ppl.sampler.nuts.metric.Rotation;
import ppl.sampler.nuts.stepsize.StepSizeSearch;
import ppl.sampler.nuts.tree.NutsStreams;
import ppl.sampler.nuts.tree.State;
import ppl.sampler.nuts.tree.Trajectory;
import ppl.sampler.nuts.warmup.Warmup;

/**
 * One NUTS chain. It evaluates the start and then makes transitions. It searches for a step size before the first transition and
 * whenever warm-up asks for one.
 */
final class NutsChain implements Chain {

    private static final double MAX_ENERGY_ERROR = 1000;
    private static final double FIRST_STEP_SIZE = 0.1;

    /** The version of the fields in {@link #archive} and below. */
    private static final int STATE_VERSION = 3;

    /** The purpose of the next density. */
    private enum Phase {
        START,
        SEARCH,
        TRANSITION
    }

    private final ChainSpec spec;
    private final int tune;
    private final double jitter;
    private final boolean learns;
    private final @Nullable Double givenStepSize;
    private final NutsStreams streams;
    private final Warmup warmup;
    private final StepSizeSearch search;
    private final Trajectory trajectory;

    private final State start;
    private State current;
    private Phase phase = Phase.START;
    private boolean begun;
    private boolean revisited;
    private boolean betweenIterations = true;
    private int iteration;
    private double stepSize;

    NutsChain(ChainSpec spec, NutsOptions options) {
        this.spec = spec;
        int dimension = spec.dimension();
        tune = spec.tune();
        jitter = options.stepSizeJitter();
        learns = options.inverseMassMatrix() != null
                || (tune > 0 && !options.metric().stays());
        givenStepSize = options.stepSize();
        streams = new NutsStreams(spec.key());
        warmup = new Warmup(
                dimension,
                tune,
                options.targetAccept(),
                options.adaptation(),
                options.metric(),
                options.rotates(),
                spec.work(),
                options.inverseMassMatrix());
        search = new StepSizeSearch(dimension, streams);
        trajectory = new Trajectory(dimension, options.maxTreeDepth(), MAX_ENERGY_ERROR, streams, spec.vectors());
        start = new State(dimension);
        start.set(spec.start(), start.gradient, 0);
        current = start;
    }

    @Override
    public double[] ask() {
        betweenIterations = false;
        if (revisited) {
            return current.position;
        }
        return switch (phase) {
            case START -> start.position;
            case SEARCH -> search.ask();
            case TRANSITION -> {
                if (!begun) {
                    Flow flow = warmup.flow();
                    double jittered = 1 + jitter * (2 * streams.jitter(iteration) - 1);
                    stepSize = Math.min(warmup.stepSize(), flow.longest()) * jittered;
                    trajectory.begin(iteration, current, flow, stepSize);
                    begun = true;
                }
                yield trajectory.ask();
            }
        };
    }

    @Override
    public boolean needsGradient() {
        return true;
    }

    @Override
    public boolean tell(double logp, double[] gradient) {
        if (revisited) {
            current.set(current.position, gradient, logp);
            revisited = false;
            return false;
        }
        switch (phase) {
            case START -> begin(logp, gradient);
            case SEARCH -> {
                if (search.tell(logp, gradient)) {
                    warmup.restart(search.stepSize());
                    phase = Phase.TRANSITION;
                }
            }
            case TRANSITION -> {
                if (trajectory.tell(logp, gradient)) {
                    finish();
                    betweenIterations = true;
                    return true;
                }
            }
        }
        return false;
    }

    private void begin(double logp, double[] gradient) {
        start.set(start.position, gradient, logp);
        warmup.begin(start);
        if (givenStepSize != null) {
            warmup.restart(givenStepSize);
            phase = Phase.TRANSITION;
        } else {
            search(FIRST_STEP_SIZE);
        }
    }

    private void finish() {
        current = trajectory.draw();
        begun = false;
        if (warmup.learn(iteration, trajectory)) {
            search(warmup.stepSize());
        }
        iteration++;
    }

    private void search(double firstGuess) {
        search.begin(current, warmup.flow(), firstGuess);
        phase = Phase.SEARCH;
    }

    @Override
    public int iteration() {
        return iteration;
    }

    @Override
    public boolean tuning() {
        return tune > 0 && iteration <= tune;
    }

    @Override
    public double[] position() {
        return current.position;
    }

    @Override
    public double logp() {
        return current.logp;
    }

    @Override
    public double statistic(int index) {
        return switch (NutsStatistic.at(index)) {
            case ACCEPTANCE_RATE -> trajectory.acceptanceRate();
            case STEP_SIZE -> stepSize;
            case STEP_SIZE_BAR -> warmup.averageStepSize();
            case DIVERGING -> trajectory.diverging() ? 1 : 0;
            case N_STEPS -> trajectory.steps();
            case TREE_DEPTH -> trajectory.depth();
            case REACHED_MAX_TREEDEPTH -> trajectory.reachedMaxDepth() ? 1 : 0;
            case ENERGY -> trajectory.energy();
            case ENERGY_ERROR -> trajectory.energyError();
            case MAX_ENERGY_ERROR -> trajectory.maxEnergyError();
            case INDEX_IN_TRAJECTORY -> trajectory.indexInTrajectory();
            case METRIC_RANK -> warmup.flow().metric().rank();
            case ROTATING -> warmup.flow() instanceof Rotation ? 1 : 0;
            case LP -> current.logp;
            case DIVERGENCE_START, DIVERGENCE_END, DIVERGENCE_MOMENTUM ->
                throw new IllegalArgumentException(
                        NutsStatistic.at(index) + " is a number for each coordinate: ask for it with an array.");
        };
    }

    @Override
    public void statistic(int index, double[] out) {
        if (!trajectory.diverging()) {
            Arrays.fill(out, Double.NaN);
            return;
        }
        double[] vector =
                switch (NutsStatistic.at(index)) {
                    case DIVERGENCE_START -> trajectory.lastStart();
                    case DIVERGENCE_END -> trajectory.lastEnd();
                    case DIVERGENCE_MOMENTUM -> trajectory.lastMomentum();
                    default ->
                        throw new IllegalArgumentException(
                                NutsStatistic.at(index) + " is one number: ask for it without an array.");
                };
        System.arraycopy(vector, 0, out, 0, out.length);
    }

    /** Null if warm-up was to learn nothing or is not over, and no metric was given. */
    @Override
    public @Nullable CovarianceEstimate covariance() {
        return learns && iteration >= tune ? warmup.flow().metric().covariance() : null;
    }

    @Override
    public void revisit() {
        ChainState.requireBetweenIterations("nuts", iteration, betweenIterations);
        // The chain asks for the density at the start in any case.
        revisited = phase != Phase.START;
    }

    @Override
    public ChainState save() {
        ChainState.requireBetweenIterations("nuts", iteration, betweenIterations);
        return ChainState.save("nuts", STATE_VERSION, spec, this::archive);
    }

    @Override
    public void restore(ChainState state) {
        ChainState.requireBetweenIterations("nuts", iteration, betweenIterations);
        current = start;
        state.restore("nuts", STATE_VERSION, spec, this::archive);
        if (phase == Phase.SEARCH) {
            search(warmup.stepSize());
        }
    }

    private void archive(StateArchive fields) {
        iteration = fields.integer(iteration);
        phase = Phase.values()[fields.integer(phase.ordinal())];
        revisited = fields.flag(revisited);
        current.archive(fields);
        warmup.archive(fields);
        search.archive(fields);
    }
}
