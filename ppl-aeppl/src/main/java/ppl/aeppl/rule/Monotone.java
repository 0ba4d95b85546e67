package ppl.aeppl.rule;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.op.RichOp;

/**
 * A rich op of one operand that is one-to-one on a domain, element by element. The law of such an op, applied to a random variable,
 * follows by the change of variables; the op is registered nowhere.
 *
 * <p><b>Shapes.</b> Of {@link #inverse} and {@link #logSlope}: that of the value.
 *
 * <p><b>Numerics.</b> A law is as accurate as these methods are. Where a value lies so near an end of its support that its digits do
 * not show the distance, {@link Value#logAbove}, {@link Value#logBelow}, {@link Value#log}, {@link Value#log1m} and {@link Value#log1p} do.
 *
 * {@snippet :
 * record Softsign() implements Univariate, Monotone {
 *     public String name() { return "softsign"; }
 *     public Var value(Var x) { return x.div(x.abs().plus(1)); }
 *     public Var slope(Var x, Var y) { return subtract(1, y.abs()).square(); }
 *     public Interval bounds(Interval x) { return new Interval(-1, 1); }
 *
 *     public Support image() { return Support.between(Var.constant(-1.0), Var.constant(1.0)); }
 *     public boolean isIncreasing() { return true; }
 *     public Var inverse(Value y) { return y.var().div(subtract(1, y.var().abs())); }
 *     public Var logSlope(Value y) { return log1p(y.var().abs().unaryMinus()).times(-2); } }
 * }
 */
public interface Monotone extends RichOp {

    /** Numbers on which it is defined and one-to-one; ends may or may not belong to it. */
    default Interval domain() {
        return Interval.ALL;
    }

    /** All its values. Its ends are the limits of the function at the ends of the domain, and constants. */
    Support image();

    /** Whether it is increasing; else it is decreasing. */
    boolean isIncreasing();

    /** The number whose image is y. Asked only for values inside {@link #image()}. */
    Var inverse(Value y);

    /** The log of the absolute derivative of {@link #inverse}. */
    Var logSlope(Value y);

    /**
     * The log of the distance of {@code x = inverse(y)} to an end of its support, from that of y to the image of the end. It is
     * used where x lies near the end, and must be right there, however near. It is not needed where the digits of x give the distance,
     * as where the end is 0 and x has a small relative error.
     *
     * @param y the value
     * @param logGap the log of the distance of y to the image of the end
     * @param end the end
     * @return null, as by default, to take it from the digits of x
     */
    default @Nullable Var logDistance(Value y, Var logGap, End end) {
        return null;
    }

    /**
     * An end of the support of x, and where the function takes it.
     *
     * @param isLower whether x lies above it
     * @param at the end
     * @param image its image, finite
     */
    record End(boolean isLower, Var at, Var image) {}
}
