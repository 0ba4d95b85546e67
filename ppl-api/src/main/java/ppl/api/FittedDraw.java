package ppl.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Distribution;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Draws from a distribution in the shape that the dims or the value of a variable ask for. */
final class FittedDraw {

    private FittedDraw() {}

    /** Without dims and value, the draw has the shape of the distribution's parameters. */
    static Var draw(String name, Distribution distribution, List<Dim> dims, @Nullable Tensor value) {
        GivenValues.there("the distribution of '" + name + "'", distribution);
        if (dims.isEmpty() && value == null) {
            return distribution.draw(name);
        }
        Shape wanted =
                dims.isEmpty() ? Shape.of(value == null ? new int[0] : value.sizes()) : Shape.of(Dim.sizes(dims));
        Shape own = distribution.family().batch(distribution.parameters());
        // Of the shape that is wanted, where that can be: some families need to know it.
        Shape some = own.fits(wanted) ? wanted : own;
        int eventRank = shape(distribution, some).rank() - some.rank();
        Shape batch = wanted.slice(0, Math.max(0, wanted.rank() - eventRank));
        boolean fits = wanted.rank() >= own.rank() + eventRank
                && own.fits(batch)
                && shape(distribution, batch).equals(wanted);
        if (!fits) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + name + "' cannot have the shape " + wanted
                            + (dims.isEmpty() ? " of its value" : " of its dims " + dims) + ": " + distribution
                            + " has shape "
                            + shape(distribution, own) + ", which does not broadcast to it; "
                            + remedy(dims, wanted.rank() < own.rank() + eventRank));
        }
        return distribution.draw(name, batch);
    }

    private static Shape shape(Distribution distribution, Shape batch) {
        return distribution.family().type(distribution.parameters(), batch).shape();
    }

    private static String remedy(List<Dim> dims, boolean tooFewAxes) {
        if (!tooFewAxes) {
            return "make the parameters fit";
        }
        return dims.isEmpty() ? "give a value for each element" : "name every axis with a dim";
    }
}
