package ppl.sampler.nuts;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import ppl.api.spi.Statistic;
import ppl.api.spi.Statistic.Kind;
import ppl.api.spi.Statistic.Length;

/** The statistics of a NUTS draw, by ArviZ's names. */
enum NutsStatistic {
    /** The mean over the trajectory of min(1, exp(−energy error)). */
    ACCEPTANCE_RATE(Kind.REAL),
    /** The step size of this iteration. */
    STEP_SIZE(Kind.REAL),
    /** The adapted step size so far. */
    STEP_SIZE_BAR(Kind.REAL),
    /** Whether the trajectory has ended in a divergence. */
    DIVERGING(Kind.FLAG),
    /** The leapfrogs made. */
    N_STEPS(Kind.INTEGER),
    /** The doublings begun. */
    TREE_DEPTH(Kind.INTEGER),
    /** Whether the trajectory has ended only because it may not be longer. */
    REACHED_MAX_TREEDEPTH(Kind.FLAG),
    /** The Hamiltonian at the draw. */
    ENERGY(Kind.REAL),
    /** The Hamiltonian at the draw minus that at the start. */
    ENERGY_ERROR(Kind.REAL),
    /** The energy error of greatest absolute value along the trajectory. */
    MAX_ENERGY_ERROR(Kind.REAL),
    /** The leapfrogs from the start to the draw. */
    INDEX_IN_TRAJECTORY(Kind.INTEGER),
    /** The directions that the metric stretches beside the coordinates: 0 for a diagonal one, all for a dense one. */
    METRIC_RANK(Kind.INTEGER),
    /** Whether the trajectory has followed the rotation of a normal law. */
    ROTATING(Kind.FLAG),
    /** The log-density of the draw. */
    LP(Kind.REAL),
    /** Where the leapfrog that diverged began. */
    DIVERGENCE_START,
    /** Where the leapfrog that diverged ended. */
    DIVERGENCE_END,
    /** The scaled momentum at the start of the leapfrog that diverged: standard normal in the metric. */
    DIVERGENCE_MOMENTUM;

    static final List<Statistic> ALL =
            Stream.of(values()).map(NutsStatistic::statistic).toList();

    /** How many statistics are one number; these come first. */
    static final int SCALARS = (int) ALL.stream().filter(Statistic::isScalar).count();

    private static final NutsStatistic[] BY_INDEX = values();

    private final Kind kind;
    private final Length length;

    NutsStatistic(Kind kind) {
        this.kind = kind;
        this.length = Length.SCALAR;
    }

    /** A number for each coordinate, NaN where the trajectory has not diverged. */
    NutsStatistic() {
        this.kind = Kind.REAL;
        this.length = Length.COORDINATES;
    }

    static NutsStatistic at(int index) {
        return BY_INDEX[index];
    }

    private Statistic statistic() {
        return new Statistic(name().toLowerCase(Locale.ROOT), kind, length);
    }
}
