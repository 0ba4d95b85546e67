package ppl.aeppl.rule.pushforward;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * One row of the push-forward table: an elementwise function that is strictly monotone on a domain. Everything that a
 * derived law needs follows from these methods.
 */
interface MonotoneMap {

    /** Its name, for messages. */
    String name();

    /** Numbers on which it is defined and one-to-one; ends may or may not belong to it. */
    default Interval domain() {
        return Interval.ALL;
    }

    /** What it needs of its operand, for messages. */
    default String needs() {
        return name() + " is one-to-one on [" + domain().lo() + ", " + domain().hi() + "]";
    }

    /** What to do where the operand does not meet this, for messages. */
    default String remedy() {
        return "bound the operand, for example by a family with positive support";
    }

    /** The same function of some of the elements. */
    default MonotoneMap elements(Rearrangement by) {
        return this;
    }

    /** All its values. */
    default Support range() {
        return Support.reals();
    }

    /** A number inside the range, at which nothing becomes infinite. */
    default double harmless() {
        return 1;
    }

    /** The function. */
    Var forward(Var x);

    /** For each element whether it is one of its values; a true scalar where that is certain. */
    default Var reaches(Value y) {
        return y.in(range());
    }

    /**
     * Its inverse, with the logs of the distances of {@code x} to both ends of the support of its law: from those of {@code y}
     * where they are known, so that a value may lie nearer to an end, or farther out, than its digits can show.
     *
     * @param y a value in the range, or beyond it where the result is not looked at
     * @param ends the ends of the support of x, and their images
     */
    Value inverse(Value y, Ends ends);

    /** The log of the absolute derivative of the inverse; null if that is 0. */
    @Nullable
    Var logSlope(Value y);

    /** True if the derivative depends on the value: all but affine maps. */
    default boolean slopeVaries() {
        return true;
    }

    /** True where it increases; a constant where that is known. */
    default Var increasing() {
        return Var.constant(true);
    }

    /** The limit at the lower (or upper) end of the number line; null if infinite. */
    default @Nullable Var limit(boolean lower) {
        return null;
    }

    /** Where a possible value stands for several x, so that its probability is not known; null for nowhere. */
    default @Nullable Var ambiguous(Value y, Support base) {
        return null;
    }

    /** True if it takes whole numbers to whole numbers. */
    default boolean keepsIntegers() {
        return false;
    }

    /**
     * True if it takes different whole numbers to numbers that differ by more than rounding, so that a discrete law keeps its
     * probabilities.
     *
     * @param whole bounds of the whole numbers
     */
    default boolean keepsApart(Interval whole) {
        return keepsIntegers();
    }

    /** True if its slope at 0 is 0 or infinite, so that there is no density at the image of 0. */
    default boolean isFlatAtZero() {
        return false;
    }

    /** True unless the images of all numbers are exact: rounding may move an image by a unit in its last place. */
    default boolean rounds() {
        return true;
    }

    /** A factor of the map that must not be 0; empty if it has none. */
    default Optional<Var> factor() {
        return Optional.empty();
    }

    /** The image of a closed form; empty unless the map is affine. */
    default <F extends ClosedForm<F>> Optional<F> image(F x) {
        return Optional.empty();
    }

    /** The image of moments; empty unless the map is affine. */
    default Optional<Moments> image(Moments x) {
        return Optional.empty();
    }

    /** The image of a support. */
    default Support image(Support x) {
        Support.RealInterval of = x.hull();
        @Nullable Var lo = of.lo();
        @Nullable Var hi = of.hi();
        boolean up = increasing().isSplat(1);
        boolean down = increasing().isSplat(0);
        if (!up && !down) {
            return discrete(x, (Support.RealInterval) Support.reals());
        }
        Var first = end(lo, true);
        Var last = end(hi, false);
        boolean firstClosed = of.loClosed() && lo != null && first != null;
        boolean lastClosed = of.hiClosed() && hi != null && last != null;
        return discrete(
                x,
                up
                        ? new Support.RealInterval(first, firstClosed, last, lastClosed)
                        : new Support.RealInterval(last, lastClosed, first, firstClosed));
    }

    private Support discrete(Support x, Support.RealInterval image) {
        return x instanceof Support.Integers && keepsIntegers()
                ? new Support.Integers(image.lo(), image.hi())
                : x.isCountable() ? new Support.Points(image) : image;
    }

    private @Nullable Var end(@Nullable Var x, boolean lower) {
        if (x == null) {
            return limit(lower);
        }
        Var y = forward(x);
        return y.isSplat(Double.NEGATIVE_INFINITY) || y.isSplat(Double.POSITIVE_INFINITY) ? null : y;
    }

    /** The inverse of an end of an event: an end beyond the range, or one that is no image, goes to the end of the line there. */
    default Value inverseEnd(Value y, Ends ends) {
        if (!(range() instanceof Support.RealInterval(Var lo, var _, Var hi, var _)) || (lo == null && hi == null)) {
            return inverse(y, ends);
        }
        boolean up = increasing().isSplat(1);
        Var low = lo == null
                ? Var.constant(false)
                : isLimit(up) ? y.var().le(lo) : y.var().lt(lo);
        Var high = hi == null
                ? Var.constant(false)
                : isLimit(!up) ? y.var().ge(hi) : y.var().gt(hi);
        Value x = inverse(y.or(Functions.not(Functions.or(low, high)), harmless()), ends);
        return up ? x.beyond(low, high) : x.beyond(high, low);
    }

    /** Whether an end of the range belongs to an end of the number line, so that no number has that image. */
    private boolean isLimit(boolean lower) {
        return limit(lower) != null;
    }
}
