package ppl.api.sample;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
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

    /** How many bytes {@link #write} puts for the last iteration. */
    long bytes() {
        long bytes = (dimension + 1L) * Double.BYTES;
        for (Column column : columns) {
            bytes += switch (column) {
                case Column.Numbers _ -> Double.BYTES;
                case Column.Vectors(double[][] rows, double[] _) ->
                    Integer.BYTES + (long) rows[count - 1].length * Double.BYTES;
                case Column.Nothing() -> 0;
            };
        }
        return bytes;
    }

    /** Puts the last iteration, as {@link #layout} says. */
    void write(ByteBuffer into) {
        put(into, positions[count - 1]);
        into.putDouble(logp[count - 1]);
        for (Column column : columns) {
            switch (column) {
                case Column.Numbers(double[] values) -> into.putDouble(values[count - 1]);
                case Column.Vectors(double[][] rows, double[] _) -> {
                    into.putInt(rows[count - 1].length);
                    put(into, rows[count - 1]);
                }
                case Column.Nothing() -> {}
            }
        }
    }

    private static void put(ByteBuffer into, double[] numbers) {
        into.asDoubleBuffer().put(numbers);
        into.position(into.position() + numbers.length * Double.BYTES);
    }

    /**
     * Adds an iteration that {@link #write} put.
     *
     * @throws IOException if there is no place for it, or it is none
     */
    void read(ByteBuffer from) throws IOException {
        if (count == logp.length) {
            throw new IOException("it holds more than the " + count
                    + " iterations that are asked for, warm-up included: ask for as many"
                    + " draws as it holds, or more");
        }
        try {
            get(from, positions[count]);
            logp[count] = from.getDouble();
            for (Column column : columns) {
                switch (column) {
                    case Column.Numbers(double[] values) -> values[count] = from.getDouble();
                    case Column.Vectors(double[][] rows, double[] next) -> {
                        int length = from.getInt();
                        if (length != 0 && length != next.length) {
                            throw new IOException(
                                    "a vector of " + length + " numbers is in it, where there are " + next.length);
                        }
                        rows[count] = length == 0 ? NONE : new double[length];
                        get(from, rows[count]);
                    }
                    case Column.Nothing() -> {}
                }
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("an iteration in it is too short", e);
        }
        count++;
    }

    private static void get(ByteBuffer from, double[] numbers) {
        from.asDoubleBuffer().get(numbers);
        from.position(from.position() + numbers.length * Double.BYTES);
    }

    /** How {@link #write} writes, as text: records of one layout read what each other wrote. */
    String layout() {
        StringBuilder text = new StringBuilder(dimension + " coordinates, log-density");
        for (int s = 0; s < columns.size(); s++) {
            text.append(
                    switch (columns.get(s)) {
                        case Column.Numbers _ -> ", " + statistics.get(s).name();
                        case Column.Vectors _ -> ", vector " + statistics.get(s).name();
                        case Column.Nothing() -> "";
                    });
        }
        return text.toString();
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
