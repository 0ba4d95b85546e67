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
 * The last iteration of a chain: its point in unconstrained space, its log-density and its statistics. One object serves all iterations of a chain; who wants to keep something of
 * one copies it. Of statistics that are vectors nothing is in it if the user did not ask for them.
 */
final class Iteration {

    private static final double[] NONE = {};

    private final List<Statistic> statistics;
    private final boolean hasVectors;
    private final double[] position;
    private final double[] numbers;
    private final double[][] vectors;
    private final double[] next;
    private double logp;

    /**
     * Of any chain of a run.
     *
     * @param hasVectors whether statistics that are vectors are in it
     */
    Iteration(int dimension, List<Statistic> statistics, boolean hasVectors) {
        this.statistics = statistics;
        this.hasVectors = hasVectors;
        this.position = new double[dimension];
        this.numbers = new double[statistics.size()];
        this.vectors = new double[statistics.size()][];
        Arrays.fill(vectors, NONE);
        this.next = new double[hasVectors ? dimension : 0];
    }

    static int indexOf(List<Statistic> statistics, String name) {
        return IntStream.range(0, statistics.size())
                .filter(i -> statistics.get(i).name().equals(name))
                .findFirst()
                .orElse(-1);
    }

    /** Takes the iteration that a chain has just finished. */
    void take(Chain chain) {
        System.arraycopy(chain.position(), 0, position, 0, position.length);
        for (int s = 0; s < numbers.length; s++) {
            if (statistics.get(s).isScalar()) {
                numbers[s] = chain.statistic(s);
            } else if (hasVectors) {
                chain.statistic(s, next);
                vectors[s] = Arrays.stream(next).allMatch(Double::isNaN) ? NONE : next.clone();
            }
        }
        logp = chain.logp();
    }

    /** How many bytes {@link #write} puts. */
    long bytes() {
        long bytes = (position.length + 1L) * Double.BYTES;
        for (int s = 0; s < numbers.length; s++) {
            if (statistics.get(s).isScalar()) {
                bytes += Double.BYTES;
            } else if (hasVectors) {
                bytes += Integer.BYTES + (long) vectors[s].length * Double.BYTES;
            }
        }
        return bytes;
    }

    /** Puts it as {@link #layout} says. */
    void write(ByteBuffer into) {
        put(into, position);
        into.putDouble(logp);
        for (int s = 0; s < numbers.length; s++) {
            if (statistics.get(s).isScalar()) {
                into.putDouble(numbers[s]);
            } else if (hasVectors) {
                into.putInt(vectors[s].length);
                put(into, vectors[s]);
            }
        }
    }

    private static void put(ByteBuffer into, double[] numbers) {
        into.asDoubleBuffer().put(numbers);
        into.position(into.position() + numbers.length * Double.BYTES);
    }

    /**
     * Takes an iteration that {@link #write} put.
     *
     * @throws IOException if it is none
     */
    void read(ByteBuffer from) throws IOException {
        try {
            get(from, position);
            logp = from.getDouble();
            for (int s = 0; s < numbers.length; s++) {
                if (statistics.get(s).isScalar()) {
                    numbers[s] = from.getDouble();
                } else if (hasVectors) {
                    int length = from.getInt();
                    if (length != 0 && length != position.length) {
                        throw new IOException(
                                "a vector of " + length + " numbers is in it, where there are " + position.length);
                    }
                    vectors[s] = length == 0 ? NONE : new double[length];
                    get(from, vectors[s]);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new IOException("an iteration in it is too short", e);
        }
    }

    private static void get(ByteBuffer from, double[] numbers) {
        from.asDoubleBuffer().get(numbers);
        from.position(from.position() + numbers.length * Double.BYTES);
    }

    /** How {@link #write} writes, as text: iterations of one layout read what each other wrote. */
    String layout() {
        StringBuilder text = new StringBuilder(position.length + " coordinates, log-density");
        for (Statistic statistic : statistics) {
            if (statistic.isScalar()) {
                text.append(", ").append(statistic.name());
            } else if (hasVectors) {
                text.append(", vector ").append(statistic.name());
            }
        }
        return text.toString();
    }

    /** The point. The next iteration overwrites it. */
    double[] position() {
        return position;
    }

    double logp() {
        return logp;
    }

    /** A statistic that is one number. */
    double number(int statistic) {
        return numbers[statistic];
    }

    /** A statistic that is a vector; of length 0 if it has no number. Nobody overwrites it. */
    double[] vector(int statistic) {
        return vectors[statistic];
    }
}
