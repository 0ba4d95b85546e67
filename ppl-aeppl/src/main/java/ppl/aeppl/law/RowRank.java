package ppl.aeppl.law;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.numeric.HostValues;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Whether elements that vary together are tied by their weights, as those of {@code x - mean(x)} are: the rows of their factor are then
 * linearly dependent. Weights that are known only in a run, as multiples of a standard deviation are, tie elements if they do so
 * at several points that have nothing in common.
 *
 * @param shape of the tensor
 * @param byDraw how it depends on each draw
 */
record RowRank(Shape shape, Map<?, List<Loadings.Listed>> byDraw) {

    /** So many elements that vary together are looked at; more take long. */
    private static final int MOST = 128;

    /** What is left of a row that the others determine, relative to it. */
    private static final double NOTHING = 1e-12;

    /**
     * True if some are certain to be tied; false if not, or if it is not known.
     *
     * @param size how many vary together
     * @param order the axes of the tensor, those of the batch first
     */
    boolean isDeficient(int size, int... order) {
        if (size == 1 || size > MOST || shape.elements() > MOST * MOST) {
            return false;
        }
        Boolean constants = isDeficient(HostValues.ofConstants(), size, order);
        return constants != null
                ? constants
                : HostValues.generic().stream().allMatch(at -> Boolean.TRUE.equals(isDeficient(at, size, order)));
    }

    /** Null if the weights have no values. */
    private @Nullable Boolean isDeficient(HostValues values, int size, int... order) {
        Map<Long, Integer> columns = new HashMap<>();
        List<Map<Integer, Double>> rows = IntStream.range(0, shape.elements())
                .<Map<Integer, Double>>mapToObj(_ -> new HashMap<>())
                .toList();
        int draw = 0;
        for (List<Loadings.Listed> ofDraw : byDraw.values()) {
            for (Loadings.Listed l : ofDraw) {
                double[] weights = known(l, values);
                if (weights == null) {
                    return null;
                }
                for (int i = 0; i < weights.length; i++) {
                    int position = l.positions()[i];
                    if (position >= 0) {
                        int column = columns.computeIfAbsent(((long) draw << 32) + position, _ -> columns.size());
                        rows.get(i / l.width()).merge(column, weights[i], Double::sum);
                    }
                }
            }
            draw++;
        }
        if (columns.isEmpty() || (long) columns.size() * size > MOST * MOST) {
            return false;
        }
        int[] inOrder = inOrder(order);
        return IntStream.range(0, shape.elements() / size)
                .anyMatch(block -> isDeficient(
                        IntStream.range(block * size, (block + 1) * size)
                                .mapToObj(i -> rows.get(inOrder[i]))
                                .toList(),
                        columns.size()));
    }

    private double @Nullable [] known(Loadings.Listed l, HostValues values) {
        Var full = Functions.broadcastTo(
                Loadings.ranked(l.weights(), shape.rank() + 1), shape.concat(Shape.of(l.width())));
        return values.of(full).map(Tensor::toDoubles).orElse(null);
    }

    /** The elements with the axes in an order. */
    private int[] inOrder(int... order) {
        int[] sizes = IntStream.of(order).map(shape::size).toArray();
        Shape ordered = Shape.of(sizes);
        return IntStream.range(0, shape.elements())
                .map(i -> {
                    int[] at = ordered.position(i);
                    int[] original = new int[order.length];
                    IntStream.range(0, order.length).forEach(a -> original[order[a]] = at[a]);
                    return shape.element(original);
                })
                .toArray();
    }

    /** By elimination: of each row what those before it leave. */
    private static boolean isDeficient(List<Map<Integer, Double>> rows, int columns) {
        List<double[]> before = new ArrayList<>();
        List<Integer> pivots = new ArrayList<>();
        for (Map<Integer, Double> given : rows) {
            double[] row = new double[columns];
            given.forEach((column, weight) -> row[column] = weight);
            double length = Math.abs(row[greatest(row)]);
            for (int k = 0; k < before.size(); k++) {
                double[] other = before.get(k);
                double factor = row[pivots.get(k)] / other[pivots.get(k)];
                for (int c = 0; factor != 0 && c < columns; c++) {
                    row[c] -= factor * other[c];
                }
            }
            int pivot = greatest(row);
            if (Math.abs(row[pivot]) <= NOTHING * length) {
                return true;
            }
            before.add(row);
            pivots.add(pivot);
        }
        return false;
    }

    private static int greatest(double[] row) {
        int greatest = 0;
        for (int c = 1; c < row.length; c++) {
            greatest = Math.abs(row[c]) > Math.abs(row[greatest]) ? c : greatest;
        }
        return greatest;
    }
}
