package ppl.graph.math.running;

import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import ppl.graph.Scan;
import ppl.graph.Var;
import ppl.graph.function.Axes;

/** What elements along an axis have come to at each place, step by step. */
public final class Accumulation {

    private Accumulation() {}

    /**
     * Combines each element with what those before it have come to; the axis stays.
     *
     * @param start what there is before the first element, a neutral one
     */
    public static Var along(Var x, int axis, Number start, BinaryOperator<Var> combine) {
        int at = x.shape().normalizeAxis(axis);
        int[] forth = IntStream.range(0, x.rank())
                .map(i -> i == 0 ? at : i <= at ? i - 1 : i)
                .toArray();
        int[] back = IntStream.range(0, x.rank())
                .map(i -> i == at ? 0 : i < at ? i + 1 : i)
                .toArray();
        Var states = Scan.over(Axes.transpose(x, forth))
                .from(Var.constant(x.dtype(), start.doubleValue()))
                .run(t -> t.next(combine.apply(t.state(), t.element())))
                .states();
        return Axes.transpose(states, back);
    }
}
