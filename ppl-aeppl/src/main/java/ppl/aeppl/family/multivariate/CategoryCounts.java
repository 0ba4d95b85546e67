package ppl.aeppl.family.multivariate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.DiscreteSimplex;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/** What laws of counts of categories have in common whose parameters are the total n and a vector with an element for each category. */
final class CategoryCounts {

    private CategoryCounts() {}

    /** That of the total and of the vectors together. */
    static Shape batch(Family family, List<Var> p) {
        Var weights = p.get(1);
        boolean fits = weights.rank() >= 1
                && weights.shape().extent(-1) instanceof Extent.Known(int categories)
                && categories >= 1;
        String name = family.parameters().get(1).name();
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    family.name()
                            + " needs a number for each category, along a last axis of known length of at least 1,"
                            + " but got " + name + " " + weights.describe() + "; give a vector");
        }
        Shape rows = weights.shape().slice(0, weights.rank() - 1);
        try {
            return Shape.common(p.getFirst().shape(), rows);
        } catch (GraphException _) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    family.name() + " needs an n for each row of " + name + ", but got n "
                            + p.getFirst().describe() + " and " + name + " " + weights.describe()
                            + "; n has no axis of categories: give it the shape of " + name
                            + " without its last axis, or one that broadcasts with that");
        }
    }

    static TensorType type(Family family, List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(family, p, batch(family, p), batch);
        int last = p.get(1).rank() - 1;
        return new TensorType(DType.I64, batch.concat(p.get(1).shape().slice(last, last + 1)));
    }

    static int categories(List<Var> p) {
        return p.get(1).shape().size(-1);
    }

    /**
     * The vectors of counts.
     *
     * @param never the weight of a category that is never met
     */
    static Support support(List<Var> p, double never) {
        return new DiscreteSimplex(p.getFirst(), mostLikely(p.get(1), never));
    }

    /**
     * The category whose least weight of all rows is the greatest, none if each is never met in some row; the last one of weights that are
     * not known when the graph is built.
     */
    private static int mostLikely(Var weights, double never) {
        int k = weights.shape().size(-1);
        Tensor known = weights.constantValue();
        if (known == null) {
            return k - 1;
        }
        int best = DiscreteSimplex.NONE;
        double greatest = never;
        for (int j = 0; j < k; j++) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = j; i < known.length(); i += k) {
                least = Math.min(least, known.doubleAt(i));
            }
            if (least > greatest) {
                greatest = least;
                best = j;
            }
        }
        return best;
    }

    /** The checks of a family, and that the total is a whole number of 64 bits. */
    static List<ParameterCheck> withTotal(Family family, Var n, List<ParameterCheck> checks) {
        if (n.range().hi() < 0x1p63) {
            return checks;
        }
        List<ParameterCheck> all = new ArrayList<>(checks);
        all.add(ParameterCheck.of(
                family.name(),
                "n",
                "below 2^63, as counts are whole numbers of 64 bits",
                "correct it",
                n,
                n.lt(0x1p63)));
        return all;
    }

    /** The total for each category. */
    static Var total(List<Var> p) {
        return Functions.expandDims(p.getFirst().cast(DType.F64), -1);
    }

    /** The counts as floats; zeros where they lie outside of the support. */
    static Var counts(Value x, Var inside) {
        Value counts =
                inside.isSplat(1) ? x : x.or(Functions.broadcastTo(Functions.expandDims(inside, -1), x.shape()), 0);
        return counts.var().cast(DType.F64);
    }

    /** Whole numbers with the total as sum that are nowhere farther than 1 from what is expected; 0 where the share is 0. */
    static Var supportPoint(Var n, Var shares) {
        Var upTo = Functions.cumsum(shares, -1);
        Var all = upTo.max(-1);
        Var total = Functions.expandDims(n.cast(DType.I64), -1);
        Var part = upTo.div(Functions.expandDims(all, -1));
        Var rounded = Functions.rint(part.times(total.cast(DType.F64))).cast(DType.I64);
        Var before = Functions.where(part.lt(1), Functions.minimum(rounded, total), total);
        Shape shape = before.shape();
        Var none = Functions.broadcastTo(
                Var.constant(0L), shape.slice(0, shape.rank() - 1).concat(Shape.of(1)));
        int k = shape.size(-1);
        Var positions = Var.constant(Tensor.of(LongStream.range(0, k).toArray()));
        Var earlier = Functions.take(Functions.concat(List.of(none, before), -1), positions, -1);
        return before.minus(earlier);
    }
}
