package ppl.aeppl.law;

import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * A smooth one-to-one map from free coordinates, each anywhere on the line, onto a support, so that samplers may move freely:
 * {@code x = forward(u)}. A support gives the one that belongs to it ({@link Support#bijector}); anyone may write others.
 *
 * <p><b>Shapes:</b> a draw may have more or fewer elements than coordinates, event by event: {@link #unconstrained} says how many.
 * Axes before those of an event ({@link Support#eventRank}) are the same on both sides.
 *
 * <p>A map may depend on other variables of a model: it holds nodes, which take their values where densities are joined. So
 * {@code x = mu + sigma u} is the non-centred form of a normal variable.
 */
public interface Bijector {

    /** Its name in messages and in tables of variables, such as {@code log}. */
    String name();

    /** The set onto which it maps, open ends left out or not. */
    Support image();

    /**
     * The type of the coordinates of a draw; by default that of the draw.
     *
     * @throws ppl.graph.GraphException if it maps no coordinates onto draws of that type
     */
    default TensorType unconstrained(TensorType draw) {
        return draw;
    }

    /** The constrained value, with the logs of its distances to the bounds that the map knows exactly. */
    Value forward(Var u);

    /** The coordinates of a value inside the image; infinite or NaN for one on its boundary. */
    Var inverse(Var x);

    /**
     * The log of the volume that unit volume of coordinates becomes, event by event: {@code log |det dx/du|} where both have as many
     * elements. Of an image of fewer dimensions it is measured as laws on that support measure it ({@link BaseMeasure.Surface}).
     *
     * <p><b>Shapes:</b> that of a draw without the axes of an event.
     */
    LogTerms logJacobian(Var u);

    /**
     * This map, and another one of what it gives.
     *
     * @param image the set onto which both together map
     */
    default Bijector then(Bijector next, Support image) {
        return new BijectorChain(this, next, image);
    }
}
