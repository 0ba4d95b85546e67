package ppl.graph.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.op.Broadcast;

/**
 * What a node is at every position along some new axes.
 *
 * @param value of shape {@code [axes, shape of the node]}
 * @param axes the new axes, in ascending order; those along which the node is the same are not among them
 */
public record Batched(Var value, List<BatchAxis> axes) {

    /**
     * Copies the axes and checks that the value has them.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if it does not, or they are not in ascending order
     */
    public Batched {
        axes = List.copyOf(axes);
        boolean fits = value.rank() >= axes.size();
        for (int a = 0; fits && a < axes.size(); a++) {
            boolean ascending = a == 0 || axes.get(a - 1).place() < axes.get(a).place();
            fits = ascending && value.shape().extent(a).is(axes.get(a).size());
        }
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the axes " + axes + " must be the first ones of " + value.describe()
                            + ", each of its length, in ascending order of their places");
        }
    }

    /** A node that is the same everywhere. */
    public static Batched same(Var node) {
        return new Batched(node, List.of());
    }

    /** The axes of some of them together. */
    static List<BatchAxis> union(Collection<Batched> operands) {
        TreeSet<BatchAxis> all = new TreeSet<>();
        operands.forEach(x -> all.addAll(x.axes));
        return List.copyOf(all);
    }

    static Shape shape(List<BatchAxis> axes) {
        return Shape.of(axes.stream().map(a -> Extent.of(a.size())).toList());
    }

    /** The number of new axes. */
    int lead() {
        return axes.size();
    }

    /** The shape of the node. */
    Shape own() {
        return value.shape().slice(lead(), value.rank());
    }

    /** The value with more axes, along which it is repeated. */
    public Var over(List<BatchAxis> more) {
        if (more.equals(axes)) {
            return value;
        }
        int ahead = more.size();
        int[] targets = IntStream.concat(
                        axes.stream().mapToInt(more::indexOf),
                        IntStream.range(0, value.rank() - lead()).map(i -> ahead + i))
                .toArray();
        return Broadcast.into(value, shape(more).concat(own()), targets);
    }

    /**
     * The result of an op that leaves axes in another order.
     *
     * @param value of shape {@code [outer, between, inner, rest]}
     * @param outer the axes it begins with
     * @param between how many of its own axes are next
     * @param inner the new axes behind them
     */
    static Batched sorted(Var value, List<BatchAxis> outer, int between, List<BatchAxis> inner) {
        List<BatchAxis> all = new ArrayList<>(new TreeSet<>(outer));
        all.addAll(inner);
        all.sort(null);
        List<Integer> order = new ArrayList<>();
        for (BatchAxis a : all) {
            int at = outer.indexOf(a);
            order.add(at >= 0 ? at : outer.size() + between + inner.indexOf(a));
        }
        IntStream.range(0, between).forEach(i -> order.add(outer.size() + i));
        IntStream.range(outer.size() + between + inner.size(), value.rank()).forEach(order::add);
        return new Batched(Axes.transpose(value, order.stream().mapToInt(i -> i).toArray()), all);
    }
}
