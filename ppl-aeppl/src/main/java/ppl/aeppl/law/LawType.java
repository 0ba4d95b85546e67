package ppl.aeppl.law;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.graph.Shape;
import ppl.graph.TensorType;

/**
 * What kind of law a node has.
 *
 * @param draw element type and shape of a draw
 * @param measure what its density is a density against
 * @param support the smallest set known to hold every element (or, for joint events, every event)
 * @param eventAxes axes along which elements have a joint density; any axes, not only the last
 * @param batch for each other axis, in ascending order, how its elements depend on each other
 * @param sources the draws whose randomness the law consumes
 */
public record LawType(
        TensorType draw,
        BaseMeasure measure,
        Support support,
        Set<Integer> eventAxes,
        List<Dependence> batch,
        Sources sources) {

    /**
     * Copies the collections.
     *
     * @throws LogDensityException with code EVENT_AXES_MISMATCH if event and batch axes are not all axes of a draw, or if the support
     *     has events along other axes
     */
    public LawType {
        eventAxes = Collections.unmodifiableSet(new TreeSet<>(eventAxes));
        batch = List.copyOf(batch);
        if (eventAxes.size() + batch.size() != draw.shape().rank()) {
            throw new LogDensityException(
                    DensityCode.EVENT_AXES_MISMATCH,
                    "every axis of " + draw + " is an event axis or a batch axis; got event axes " + eventAxes + " and "
                            + batch.size() + " batch axes");
        }
        for (int a = draw.shape().rank() - support.eventRank(); a < draw.shape().rank(); a++) {
            if (!eventAxes.contains(a)) {
                throw new LogDensityException(
                        DensityCode.EVENT_AXES_MISMATCH,
                        "the support " + support + " holds events along the last " + support.eventRank() + " axes of "
                                + draw + ", but its event axes are " + eventAxes);
            }
        }
    }

    /** Elementwise independent draws. */
    public static LawType elementwise(TensorType draw, BaseMeasure measure, Support support, Sources sources) {
        List<Dependence> batch = Collections.nCopies(draw.shape().rank(), Dependence.INDEPENDENT);
        return new LawType(draw, measure, support, Set.of(), batch, sources);
    }

    /**
     * Why a rule that looks at single elements, and not at events, cannot take a draw apart: what its elements are or do, as "depend on each other"; null if its elements
     * are independent of each other and all measured alike.
     */
    public @Nullable String whyNotApart() {
        if (!eventAxes.isEmpty()) {
            return "along axes " + eventAxes + " have a joint law";
        }
        if (batch.contains(Dependence.SERIAL) || batch.contains(Dependence.DUPLICATED)) {
            return "depend on each other";
        }
        return switch (measure) {
            case BaseMeasure.Surface _ -> "lie together on a surface";
            case BaseMeasure.Product _ -> "are some continuous and some discrete";
            case BaseMeasure.Lebesgue _, BaseMeasure.Counting _, BaseMeasure.Mixed _ -> null;
        };
    }

    /** How elements along an axis depend on each other; null along one of an event. */
    public @Nullable Dependence along(int axis) {
        return eventAxes.contains(axis)
                ? null
                : batch.get(
                        axis - (int) eventAxes.stream().filter(a -> a < axis).count());
    }

    /** The shape of the log-density: that of a draw without its event axes. */
    public Shape batchShape() {
        return draw.shape().without(eventAxisArray());
    }

    /** The event axes as an array. */
    public int[] eventAxisArray() {
        return eventAxes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** This type for a draw of another type. */
    public LawType withDraw(TensorType other) {
        return new LawType(other, measure, support, eventAxes, batch, sources);
    }

    /** This type with another support. */
    public LawType withSupport(Support other) {
        return new LawType(draw, measure, other, eventAxes, batch, sources);
    }

    /** This type with another base measure. */
    public LawType withMeasure(BaseMeasure other) {
        return new LawType(draw, other, support, eventAxes, batch, sources);
    }
}
