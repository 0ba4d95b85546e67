package ppl.api.predictive;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.api.diagnostics.DrawStatistics;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.api.work.Deadline;
import ppl.api.work.SharedWork;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.RowSlab;

/**
 * Mean, standard deviation and quantiles of quantities over all draws, exactly, without keeping the draws: some positions along the longest axis
 * of a quantity are computed for all draws, then the next ones. Memory beside the results is that of the draws of these positions.
 *
 * @param prepared what is computed
 * @param inputs what a draw holds
 * @param quantiles the probabilities of the quantiles
 */
record DrawSummary(Prepared prepared, DrawInputs inputs, List<Double> quantiles) {

    /** The axis of results along which the statistics are. */
    static final String METRIC = "metric";

    /** Which part of the memory the draws of some positions may take. */
    private static final int PART = 10;

    private static final long LEAST = 1 << 22;
    private static final long MOST = 1 << 25;
    private static final int BYTES = 8;

    /** Elements whose draws are brought together at once: those that share a line of the cache. */
    private static final int TOGETHER = 8;

    /**
     * A group with the statistics of each quantity along a first axis.
     *
     * @throws SamplingException as {@link Computation#run}
     * @throws ResultException with code ABSENT if there is no draw, with code NAME if a quantity has an axis of the name of that of statistics
     */
    Dataset.Builder group(int threads) {
        if (inputs.count() == 0) {
            throw new ResultException(ResultCode.ABSENT, "there is no draw to summarise: the posterior is empty");
        }
        Dataset.Builder group = Dataset.builder()
                .coord(
                        METRIC,
                        Coord.of(Stream.concat(
                                        Stream.of("mean", "sd"),
                                        quantiles.stream().map(DrawSummary::percent))
                                .toList()));
        for (int i = 0; i < prepared.quantities().size(); i++) {
            Quantity q = prepared.quantities().get(i);
            if (q.dims().contains(METRIC)) {
                throw new ResultException(
                        ResultCode.NAME,
                        "'" + q.name() + "' has the dim '" + METRIC
                                + "', along which a summary has its statistics: rename the dim");
            }
            List<String> dims = new ArrayList<>(List.of(METRIC));
            dims.addAll(q.dims());
            int[] sizes = Shape.of(2 + quantiles.size()).concat(q.shape()).sizes();
            group.variable(q.name(), dims, sizes, of(q, i == 0 ? prepared.constraints() : List.of(), threads));
        }
        return group.attribute("draws", inputs.count());
    }

    private static String percent(double probability) {
        return BigDecimal.valueOf(probability)
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString() + "%";
    }

    private double[] of(Quantity q, List<DrawConstraint> constraints, int threads) {
        double[] statistics = new double[Math.multiplyExact(2 + quantiles.size(), q.size())];
        int axis = IntStream.range(0, q.shape().rank())
                .reduce((a, b) -> q.shape().size(b) > q.shape().size(a) ? b : a)
                .orElse(-1);
        int length = axis < 0 ? 1 : q.shape().size(axis);
        if (q.size() == 0) {
            return statistics;
        }
        long budget = Math.clamp(Runtime.getRuntime().maxMemory() / PART, LEAST, MOST);
        int slab = Math.clamp(budget / BYTES / inputs.count() / (q.size() / length), 1, length);
        Var from = Var.input("from", TensorType.scalar(DType.I64));
        Quantity some = slab == length
                ? q
                : new Quantity(
                        q.name(),
                        q.dims(),
                        RowSlab.of(q.value(), axis, Functions.arange(slab).plus(from)));
        new Computation(prepared, inputs).requireSpace(some);
        Object draws = DrawInputs.allocate(some.value().type(), inputs.count());
        int inner = axis < 0 ? 1 : q.shape().slice(axis + 1, q.shape().rank()).elements();
        try (Prepared checked = piece(some, constraints, from);
                Prepared rest = piece(some, List.of(), from)) {
            for (int at = 0; at < length; at += slab) {
                int start = Math.min(at, length - slab);
                new Computation(at == 0 ? checked : rest, inputs.with(Map.of(from, (long) start)))
                        .run(threads, List.of(draws));
                summarise(draws, new Place(q, length, start, slab, inner), statistics, threads);
            }
        }
        return statistics;
    }

    private Prepared piece(Quantity some, List<DrawConstraint> constraints, Var from) {
        return new Prepared(prepared.variables(), List.of(some), constraints, prepared.options(), Set.of(from));
    }

    /** Where the elements of a slab are in the whole. */
    private record Place(Quantity of, int length, int start, int slab, int inner) {

        int size() {
            return of.size() / length * slab;
        }

        int element(int inSlab) {
            int row = inSlab / inner;
            return (row / slab * length + start + row % slab) * inner + inSlab % inner;
        }
    }

    private void summarise(Object draws, Place place, double[] statistics, int threads) {
        int count = inputs.count();
        int size = place.size();
        Queue<double[][]> idle = new ConcurrentLinkedQueue<>();
        Deadline interrupt = Deadline.in(ChronoUnit.FOREVER.getDuration());
        SharedWork.on(Math.ceilDiv(size, TOGETHER), threads, interrupt, block -> {
            double[][] some = idle.poll();
            double[][] columns = some == null ? new double[TOGETHER][count] : some;
            int first = block * TOGETHER;
            int last = Math.min(size, first + TOGETHER);
            for (int d = 0; d < count; d++) {
                for (int e = first; e < last; e++) {
                    columns[e - first][d] = number(draws, d * size + e);
                }
            }
            for (int e = first; e < last; e++) {
                double[] of = DrawStatistics.of(columns[e - first], quantiles);
                for (int s = 0; s < of.length; s++) {
                    statistics[s * place.of.size() + place.element(e)] = of[s];
                }
            }
            idle.add(columns);
        });
        if (interrupt.hasPassed()) {
            throw new SamplingException(
                    SamplingCode.RESULT,
                    "the thread was interrupted while '" + place.of.name() + "' was summarised: ask again");
        }
    }

    private static double number(Object draws, int at) {
        return switch (draws) {
            case double[] reals -> reals[at];
            case long[] wholes -> wholes[at];
            case boolean[] flags -> flags[at] ? 1 : 0;
            default -> throw new AssertionError("quantities are of float64, int64 or bool");
        };
    }
}
