package ppl.api.sample;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.spi.Chain;
import ppl.api.spi.Statistic;

/**
 * The draws of one chain in unconstrained space with their statistics, warm-up included, in arrays that are made once. Of a
 * statistic that is a vector only the rows that hold a number take space.
 */
final class ChainRecord {

    private static final double[] NONE = {};

    private final int dimension;
    private final List<Statistic> statistics;
    private final double[][] positions;
    private final List<Column> columns;
    private final double[] logp;
    private int count;

    /** How a statistic is kept. */
    private sealed interface Column {
        /** One number for each iteration. */
        record Numbers(double[] values) implements Column {}

        /** A vector for each iteration, of length 0 if it is all NaN. */
        record Vectors(double[][] rows, double[] next) implements Column {}

        /** Not at all: a vector that the user did not ask for. */
        record Nothing() implements Column {}
    }

    ChainRecord(int dimension, List<Statistic> statistics, int iterations, boolean keepVectors) {
        this.dimension = dimension;
        this.statistics = statistics;
        this.positions = new double[iterations][dimension];
        this.columns = statistics.stream()
                .map(s -> column(s, iterations, dimension, keepVectors))
                .toList();
        this.logp = new double[iterations];
    }

    private static Column column(Statistic statistic, int iterations, int dimension, boolean keepVectors) {
        if (statistic.isScalar()) {
            return new Column.Numbers(new double[iterations]);
        }
        return keepVectors ? new Column.Vectors(new double[iterations][], new double[dimension]) : new Column.Nothing();
    }

    static int indexOf(List<Statistic> statistics, String name) {
        return IntStream.range(0, statistics.size())
                .filter(i -> statistics.get(i).name().equals(name))
                .findFirst()
                .orElse(-1);
    }

    void add(Chain chain) {
        System.arraycopy(chain.position(), 0, positions[count], 0, dimension);
        for (int s = 0; s < columns.size(); s++) {
            switch (columns.get(s)) {
                case Column.Numbers(double[] values) -> values[count] = chain.statistic(s);
                case Column.Vectors(double[][] rows, double[] next) -> {
                    chain.statistic(s, next);
                    rows[count] = Arrays.stream(next).allMatch(Double::isNaN) ? NONE : next.clone();
                }
                case Column.Nothing() -> {}
            }
        }
        logp[count] = chain.logp();
        count++;
    }

    int dimension() {
        return dimension;
    }

    /** The point of an iteration. Callers must not change it. */
    double[] position(int iteration) {
        return positions[iteration];
    }

    /** Whether a statistic was recorded. */
    boolean has(int index) {
        return !(columns.get(index) instanceof Column.Nothing);
    }

    /** A statistic that is one number. */
    double statistic(int index, int iteration) {
        return ((Column.Numbers) columns.get(index)).values()[iteration];
    }

    /** A statistic that is a vector; of length 0 if it has no number. */
    double[] vector(int index, int iteration) {
        return ((Column.Vectors) columns.get(index)).rows()[iteration];
    }

    double logp(int iteration) {
        return logp[iteration];
    }

    List<Statistic> statistics() {
        return statistics;
    }
}
