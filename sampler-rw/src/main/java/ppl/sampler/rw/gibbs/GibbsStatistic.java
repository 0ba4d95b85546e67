package ppl.sampler.rw.gibbs;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import ppl.api.spi.Statistic;

/** The statistics of a Gibbs draw. */
enum GibbsStatistic {
    /** The mean acceptance probability of the sweep's proposals; 0 of a coordinate that has only one value with a density. */
    ACCEPT,
    /** The share of the coordinates that have another value than before. */
    MOVED,
    /** The log-density of the draw. */
    LP;

    static final List<Statistic> ALL = Stream.of(values())
            .map(s -> new Statistic(s.name().toLowerCase(Locale.ROOT), Statistic.Kind.REAL))
            .toList();

    private static final GibbsStatistic[] BY_INDEX = values();

    static GibbsStatistic at(int index) {
        return BY_INDEX[index];
    }
}
