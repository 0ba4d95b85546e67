package ppl.api.sample;

import java.util.List;
import ppl.api.spi.Chain;
import ppl.api.spi.Statistic;

/** The draws of one chain in unconstrained space with their statistics, warm-up included, in arrays made once. */
final class ChainRecord {

    private final int dimension;
    private final List<Statistic> statistics;
    private final double[][] positions;
    private final double[][] values;
    private final double[] logp;
    private int count;

    ChainRecord(int dimension, List<Statistic> statistics, int iterations) {
        this.dimension = dimension;
        this.statistics = statistics;
        this.positions = new double[iterations][dimension];
        this.values = new double[statistics.size()][iterations];
        this.logp = new double[iterations];
    }

    static int indexOf(List<Statistic> statistics, String name) {
        for (int i = 0; i < statistics.size(); i++) {
            if (statistics.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    void add(Chain chain) {
        System.arraycopy(chain.position(), 0, positions[count], 0, dimension);
        for (int s = 0; s < values.length; s++) {
            values[s][count] = chain.statistic(s);
        }
        logp[count] = chain.logp();
        count++;
    }

    int dimension() {
        return dimension;
    }

    /** The point of an iteration; not to be written to. */
    double[] position(int iteration) {
        return positions[iteration];
    }

    double statistic(int index, int iteration) {
        return values[index][iteration];
    }

    double logp(int iteration) {
        return logp[iteration];
    }

    List<Statistic> statistics() {
        return statistics;
    }
}
