package ppl.aeppl.marginal;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.batch.BatchAxis;
import ppl.graph.batch.Batched;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;

/**
 * A variable that is summed out. Each of its elements is a variable of its own, which takes the values {@code least}, {@code least + 1}, ...
 *
 * @param name its name
 * @param standIn what stands for it in densities
 * @param least the least value of any element
 * @param size how many values there are
 * @param first the number of its first element, counted over all variables
 */
public record Latent(String name, Var standIn, long least, int size, int first) {

    /** A variable with a stand-in of its own. */
    public static Latent of(String name, TensorType type, long least, int size, int first) {
        Interval values = type.dtype() == DType.BOOL ? Interval.ALL : new Interval(least, least + size - 1.0);
        return new Latent(name, Var.of(new Input(new Input.Slot(name), type, values)), least, size, first);
    }

    /** The number of elements. */
    public int elements() {
        return standIn.shape().elements();
    }

    /** The number of the first element behind its own. */
    public int end() {
        return first + elements();
    }

    /** An element as messages write it. */
    String label(int element) {
        return name + standIn.shape().subscript(element - first);
    }

    /** All elements at all values together, along an axis. */
    Batched along(BatchAxis axis) {
        Var all = value(Var.of(new Iota(Extent.of(size))));
        int[] ahead = {0};
        return new Batched(Broadcast.into(all, Shape.of(size).concat(standIn.shape()), ahead), List.of(axis));
    }

    /** Values by their numbers. */
    Var value(Var numbers) {
        Var values = least == 0 ? numbers : numbers.plus(least);
        return values.cast(standIn.dtype());
    }
}
