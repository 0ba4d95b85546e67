package ppl.sampler.rw;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import ppl.api.spi.Statistic;

/** The statistics of a random-walk draw. */
enum RandomWalkStatistic {
    /** The mean acceptance probability of the sweep's proposals. */
    ACCEPT,
    /** The share of the sweep's proposals that were accepted. */
    ACCEPTED,
    /** The geometric mean of the proposals' scales. */
    SCALING,
    /** The log-density of the draw. */
    LP;

    static final List<Statistic> ALL = Stream.of(values())
            .map(s -> new Statistic(s.name().toLowerCase(Locale.ROOT), Statistic.Kind.REAL))
            .toList();

    private static final RandomWalkStatistic[] BY_INDEX = values();

    static RandomWalkStatistic at(int index) {
        return BY_INDEX[index];
    }
}
