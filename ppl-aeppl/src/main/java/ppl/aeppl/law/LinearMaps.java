package ppl.aeppl.law;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * What linear maps of a tensor do to its {@link Loadings}: the map is applied to the weights, which have one axis more, that of
 * the elements on which an element depends.
 */
final class LinearMaps {

    private LinearMaps() {}

    /** The sums along axes. */
    static Optional<GaussianForm> sum(GaussianForm form, int... axes) {
        Shape shape = form.shape();
        if (!shape.isKnown()) {
            return Optional.empty();
        }
        List<Loadings> sums = new ArrayList<>();
        form.loadings().forEach(l -> sums.add(sum(l.listed(shape), shape, axes)));
        Var mean = Functions.broadcastTo(form.mean(), shape).sum(axes);
        return Optional.of(new GaussianForm(shape.without(axes), mean, sums, form.checks()));
    }

    private static Loadings sum(Loadings.Listed l, Shape shape, int... axes) {
        int r = shape.rank();
        int[] order = IntStream.concat(
                        IntStream.range(0, r).filter(a -> Arrays.stream(axes).noneMatch(x -> x == a)),
                        Arrays.stream(axes))
                .toArray();
        int group = Arrays.stream(axes).map(shape::size).reduce(1, (a, b) -> a * b);
        int[] positions = permuted(l, shape, order);
        Var weights = full(l.weights(), shape, axes);
        if (isShared(positions, group, l.width())) {
            int rows = positions.length / Math.max(1, group * l.width());
            int[] first = new int[rows * l.width()];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(positions, i * group * l.width(), first, i * l.width(), l.width());
            }
            return new Loadings.Listed(l.draw(), l.width(), first, weights.sum(axes));
        }
        Var grouped = Functions.transpose(weights, withLast(order));
        Shape kept = grouped.shape().slice(0, r - axes.length);
        int width = group * l.width();
        return new Loadings.Listed(
                l.draw(), width, positions, Functions.reshape(grouped, kept.concat(Shape.of(width))));
    }

    /** Whether the elements of each group depend on the same elements of the draw. */
    private static boolean isShared(int[] positions, int group, int width) {
        for (int i = 0; i < positions.length; i++) {
            int rowOfGroup = i / (group * width) * (group * width);
            if (positions[i] != positions[rowOfGroup + i % width]) {
                return false;
            }
        }
        return group > 0;
    }

    /** A map along an axis. */
    static GaussianForm along(GaussianForm form, int axis, int length, UnaryOperator<Var> map) {
        Shape shape = form.shape();
        List<Loadings> mapped = new ArrayList<>();
        for (Loadings l : form.loadings()) {
            mapped.add(along(l.listed(shape), shape, axis, length, map));
        }
        Var mean = applied(Functions.broadcastTo(form.mean(), shape), axis, map);
        return new GaussianForm(shape.with(axis, Extent.of(length)), mean, mapped, form.checks());
    }

    /** How many pairs of an element and one on which it depends a map along an axis has to list. */
    static long pairs(GaussianForm form, int axis) {
        int n = form.shape().elements();
        return form.loadings().stream()
                        .mapToLong(l -> l instanceof Loadings.Listed listed ? (long) n * listed.width() : n)
                        .max()
                        .orElse(0)
                * form.shape().size(axis);
    }

    private static Loadings along(Loadings.Listed l, Shape shape, int axis, int length, UnaryOperator<Var> map) {
        int r = shape.rank();
        int n = shape.size(axis);
        int[] order = IntStream.concat(IntStream.range(0, r).filter(a -> a != axis), IntStream.of(axis))
                .toArray();
        int[] lines = permuted(l, shape, order);
        Var weights = full(l.weights(), shape, axis);
        boolean shared = isShared(lines, n, l.width());
        int width = shared ? l.width() : n * l.width();
        if (!shared) {
            weights = apart(weights, axis, n);
        }
        int after = shape.slice(axis + 1, r).elements();
        int before = shape.slice(0, axis).elements();
        int[] positions = new int[before * length * after * width];
        for (int b = 0; b < before; b++) {
            for (int i = 0; i < length; i++) {
                for (int a = 0; a < after; a++) {
                    int to = ((b * length + i) * after + a) * width;
                    System.arraycopy(lines, (b * after + a) * n * l.width(), positions, to, width);
                }
            }
        }
        return new Loadings.Listed(l.draw(), width, positions, applied(weights, axis, map));
    }

    /** Each place along the axis depends on the elements of all places, with weights of 0 for those of the others. */
    private static Var apart(Var weights, int axis, int n) {
        int last = weights.rank() - 1;
        int[] order = IntStream.concat(IntStream.range(0, last).filter(a -> a != axis), IntStream.of(axis, last))
                .toArray();
        Var lines = Functions.expandDims(Functions.transpose(weights, order), axis);
        double[] own = new double[n * n];
        for (int i = 0; i < n; i++) {
            own[i * n + i] = 1;
        }
        int[] sizes = new int[lines.rank()];
        Arrays.fill(sizes, 1);
        sizes[axis] = n;
        sizes[last] = n;
        Var spread = lines.times(Var.constant(Tensor.of(own, sizes)));
        return Functions.reshape(
                spread,
                spread.shape()
                        .slice(0, last)
                        .concat(Shape.of(n * weights.shape().size(last))));
    }

    /** The map of the places along an axis, for all that follows it at once. */
    private static Var applied(Var x, int axis, UnaryOperator<Var> map) {
        Shape after = x.shape().slice(axis + 1, x.rank());
        Var rows = Functions.reshape(x, x.shape().slice(0, axis + 1).concat(Shape.of(after.elements())));
        Var result = map.apply(rows);
        return Functions.reshape(result, result.shape().slice(0, axis + 1).concat(after));
    }

    /** A tensor as a part of a larger one along an axis, with zeros for the other parts. */
    static GaussianForm placed(GaussianForm part, Shape shape, int axis, int start) {
        List<Loadings> placed = new ArrayList<>();
        int end = shape.size(axis) - start - part.shape().size(axis);
        for (Loadings each : part.loadings()) {
            Loadings.Listed l = each.listed(part.shape());
            int[] positions = new int[shape.elements() * l.width()];
            Arrays.fill(positions, -1);
            int row = part.shape().slice(axis, part.shape().rank()).elements() * l.width();
            int all = shape.slice(axis, shape.rank()).elements() * l.width();
            int first = start * shape.slice(axis + 1, shape.rank()).elements() * l.width();
            for (int b = 0; b * row < l.positions().length; b++) {
                System.arraycopy(l.positions(), b * row, positions, b * all + first, row);
            }
            Var weights = padded(full(l.weights(), part.shape(), axis), axis, start, end);
            placed.add(new Loadings.Listed(l.draw(), l.width(), positions, weights));
        }
        Var mean = padded(Functions.broadcastTo(part.mean(), part.shape()), axis, start, end);
        return new GaussianForm(shape, mean, placed, part.checks());
    }

    private static Var padded(Var x, int axis, int before, int after) {
        Var low = zeros(x, axis, before);
        return Functions.concat(List.of(low, x, zeros(x, axis, after)), axis);
    }

    private static Var zeros(Var like, int axis, int length) {
        return Functions.broadcastTo(Var.constant(0.0), like.shape().with(axis, Extent.of(length)));
    }

    /** Weights repeated along axes of the tensor, and along no others. */
    static Var full(Var weights, Shape shape, int... axes) {
        Shape wanted = weights.shape();
        for (int axis : axes) {
            wanted = wanted.with(axis, shape.extent(axis));
        }
        return Functions.broadcastTo(weights, wanted);
    }

    /** An order of axes, followed by one more axis that stays the last. */
    static int[] withLast(int... order) {
        return IntStream.concat(IntStream.of(order), IntStream.of(order.length)).toArray();
    }

    /** The positions with the axes of the tensor in another order. */
    static int[] permuted(Loadings.Listed l, Shape shape, int... order) {
        int[] sizes = shape.sizes();
        int[] strides = new int[sizes.length];
        int stride = l.width();
        for (int a = sizes.length - 1; a >= 0; a--) {
            strides[a] = stride;
            stride *= sizes[a];
        }
        int[] permuted = new int[l.positions().length];
        for (int i = 0, to = 0; to < permuted.length; i++, to += l.width()) {
            int rest = i;
            int from = 0;
            for (int a = order.length - 1; a >= 0; a--) {
                from += rest % sizes[order[a]] * strides[order[a]];
                rest /= sizes[order[a]];
            }
            System.arraycopy(l.positions(), from, permuted, to, l.width());
        }
        return permuted;
    }
}
