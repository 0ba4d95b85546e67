package ppl.api.sample;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.Group;
import ppl.api.predictive.OutputVariable;
import ppl.api.spi.Statistic;
import ppl.api.store.DrawColumn;
import ppl.api.store.DrawFile;

/**
 * Passes the iterations of a chain on to a file: the thread of the chain computes the user's variables of each, and they are in the file at most {@value #KEPT_MILLIS} ms
 * later. Warm-up is passed on only if the file has a place for it.
 */
final class ChainInFile implements ChainRecord {

    private static final long KEPT_MILLIS = 200;

    private final DrawFile file;
    private final int number;
    private final int tune;
    private final ChainKeys keys;
    private final Constrainer.Caller constrainer;
    private final List<Statistic> statistics;
    private final double[][] values;
    private final @Nullable Columns warmup;
    private final Columns draws;
    private final ThinnedPoints points;
    private int count;
    private int written;
    private long keptNanos = System.nanoTime();
    private volatile int kept;

    /**
     * The places of one group of draws and of the one of their statistics.
     *
     * @param outputs of the model's variables
     * @param statistics in their order; empty for those that the file does not have
     * @param logp empty if a statistic is it
     */
    private record Columns(
            List<DrawColumn> outputs, List<Optional<DrawColumn>> statistics, Optional<DrawColumn> logp) {}

    ChainInFile(
            DrawFile file,
            int number,
            ChainKeys keys,
            CompiledModel model,
            List<Statistic> statistics,
            SampleOptions options) {
        this.file = file;
        this.number = number;
        this.tune = options.run().tune();
        this.keys = keys;
        this.constrainer = model.constrainer();
        this.statistics = statistics;
        List<OutputVariable> outputs = model.outputs().posterior();
        this.values = outputs.stream().map(o -> new double[o.size()]).toArray(double[][]::new);
        boolean vectors = options.recording().divergences();
        this.draws = columns(Group.POSTERIOR, Group.SAMPLE_STATS, outputs, vectors);
        this.warmup = options.recording().warmup()
                ? columns(Group.WARMUP_POSTERIOR, Group.WARMUP_SAMPLE_STATS, outputs, vectors)
                : null;
        this.points = new ThinnedPoints(model.density().dimension());
    }

    private Columns columns(Group posterior, Group stats, List<OutputVariable> outputs, boolean vectors) {
        List<Optional<DrawColumn>> places = statistics.stream()
                .map(s -> s.isScalar() || vectors
                        ? Optional.of(file.column(stats, s.name(), number))
                        : Optional.<DrawColumn>empty())
                .toList();
        return new Columns(
                outputs.stream()
                        .map(o -> file.column(posterior, o.name(), number))
                        .toList(),
                places,
                Iteration.indexOf(statistics, RunInFile.LOGP) >= 0
                        ? Optional.empty()
                        : Optional.of(file.column(stats, RunInFile.LOGP, number)));
    }

    @Override
    public void add(Iteration iteration) {
        boolean tuning = count < tune;
        Columns into = tuning ? warmup : draws;
        if (into != null) {
            try {
                write(iteration, into);
            } catch (IOException e) {
                throw failed(e);
            }
            written++;
        }
        if (!tuning) {
            points.add(iteration.position());
        }
        count++;
        if (System.nanoTime() - keptNanos >= TimeUnit.MILLISECONDS.toNanos(KEPT_MILLIS)) {
            flush();
        }
    }

    private void write(Iteration iteration, Columns into) throws IOException {
        constrainer.apply(iteration.position(), keys.forward(count, tune));
        for (int o = 0; o < values.length; o++) {
            constrainer.copy(o, values[o], 0);
        }
        for (int o = 0; o < values.length; o++) {
            into.outputs().get(o).append(values[o]);
        }
        for (int s = 0; s < statistics.size(); s++) {
            DrawColumn column = into.statistics().get(s).orElse(null);
            if (column != null) {
                if (statistics.get(s).isScalar()) {
                    column.append(iteration.number(s));
                } else {
                    column.append(orNaN(iteration.vector(s), iteration.position().length));
                }
            }
        }
        if (into.logp().isPresent()) {
            into.logp().get().append(iteration.logp());
        }
    }

    private static double[] orNaN(double[] vector, int length) {
        if (vector.length > 0) {
            return vector;
        }
        double[] none = new double[length];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    @Override
    public void flush() {
        if (count > kept) {
            try {
                file.commit(number, written);
            } catch (IOException e) {
                throw failed(e);
            }
            kept = count;
            keptNanos = System.nanoTime();
        }
    }

    private SamplingException failed(IOException e) {
        return new SamplingException(
                SamplingCode.FILE,
                "the draws of chain " + number + " cannot be written to their file: " + e.getMessage(),
                e,
                null);
    }

    @Override
    public int kept() {
        return kept;
    }

    @Override
    public List<double[]> points(int from, int to, int count) {
        return points.some(count);
    }
}
