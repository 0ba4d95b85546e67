package ppl.graph.math.incomplete;

import static ppl.graph.math.kernel.Exact.abs;
import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.and;
import static ppl.graph.math.kernel.Exact.atLeast;
import static ppl.graph.math.kernel.Exact.div;
import static ppl.graph.math.kernel.Exact.gt;
import static ppl.graph.math.kernel.Exact.k;
import static ppl.graph.math.kernel.Exact.le;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.neg;
import static ppl.graph.math.kernel.Exact.select;
import static ppl.graph.math.kernel.Exact.sub;

import java.util.List;
import java.util.function.Function;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.function.Reductions;

/**
 * Roots of functions of one number, element by element, by Halley's iteration. The logs of the tails of gamma and beta laws are
 * concave in the log and in the log-odds of their argument, so a start on either side is safe with steps of at most twice those of
 * Newton.
 */
final class Root {

    private static final long MOST = 60;

    /** So close to 0 that a step, of which the error goes with the cube, reaches about 1e-6, and a second one the last bits. */
    private static final double CLOSE = 1e-2;

    private static final double SOLVED = 1e-4;

    private Root() {}

    /**
     * A function near its root.
     *
     * @param value of it, in logs
     * @param slope its derivative
     * @param bend its second derivative by the first
     */
    record Point(Var value, Var slope, Var bend) {

        Var step() {
            Var newton = div(value, slope);
            return neg(div(newton, atLeast(0.5, sub(1, mul(mul(newton, bend), 0.5)))));
        }
    }

    /** The root near a start, with {@code f} once at the place that is nearly it; NaN where none is found. */
    static Var of(Var start, Function<Var, Point> f) {
        Var far = add(mul(start, 0), Double.MAX_VALUE);
        Var last = Functions.whileLoop(
                        List.of(start, far, k(0)),
                        s -> and(Reductions.any(gt(s.get(1), CLOSE)), Elementwise.less(s.get(2), k(MOST))),
                        s -> {
                            Point p = f.apply(s.get(0));
                            return List.of(add(s.get(0), p.step()), abs(p.value()), Elementwise.add(s.get(2), k(1)));
                        })
                .getFirst();
        Point p = f.apply(last);
        return select(le(abs(p.value()), SOLVED), add(last, p.step()), Double.NaN);
    }
}
