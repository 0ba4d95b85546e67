package ppl.api.sample;

import java.util.List;
import java.util.stream.IntStream;
import ppl.api.spi.Statistic;

/**
 * The iterations of a chain in arrays that are made once, warm-up included. Of a statistic that is a vector only the rows that hold a number take
 * space.
 */
final class ChainInMemory implements ChainRecord {

    private final double[][] positions;
    private final double[][] numbers;
    private final double[][][] vectors;
    private final double[] logp;
    private volatile int count;

    ChainInMemory(int dimension, List<Statistic> statistics, int iterations, boolean keepVectors) {
        this.positions = new double[iterations][dimension];
        this.numbers = statistics.stream()
                .map(s -> new double[s.isScalar() ? iterations : 0])
                .toArray(double[][]::new);
        this.vectors = statistics.stream()
                .map(s -> new double[keepVectors && !s.isScalar() ? iterations : 0][])
                .toArray(double[][][]::new);
        this.logp = new double[iterations];
    }

    // Only the thread of the chain writes the count; it is volatile so that others see what is before it.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    @Override
    public void add(Iteration iteration) {
        int at = count;
        System.arraycopy(iteration.position(), 0, positions[at], 0, positions[at].length);
        for (int s = 0; s < numbers.length; s++) {
            if (numbers[s].length > 0) {
                numbers[s][at] = iteration.number(s);
            }
            if (vectors[s].length > 0) {
                vectors[s][at] = iteration.vector(s);
            }
        }
        logp[at] = iteration.logp();
        count++;
    }

    @Override
    public void flush() {}

    @Override
    public int kept() {
        return count;
    }

    @Override
    public List<double[]> points(int from, int to, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> positions[from + (int) ((long) i * (to - from) / count)])
                .toList();
    }

    /** The point of an iteration. Callers must not change it. */
    double[] position(int iteration) {
        return positions[iteration];
    }

    /** A statistic that is one number. */
    double statistic(int index, int iteration) {
        return numbers[index][iteration];
    }

    /** A statistic that is a vector; of length 0 if it has no number. */
    double[] vector(int index, int iteration) {
        return vectors[index][iteration];
    }

    double logp(int iteration) {
        return logp[iteration];
    }
}
