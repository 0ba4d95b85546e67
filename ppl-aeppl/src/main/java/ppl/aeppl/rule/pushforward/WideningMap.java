package ppl.aeppl.rule.pushforward;

import static ppl.graph.Functions.and;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Whole;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Var;

/**
 * The same numbers as another type: counts as float64, or 0 and 1 as truth values. A float stands for a real number, so
 * between floats the density stays what it is.
 *
 * <p>An int64 from 2^53 on shares its float64 with others. There the probability of a float64 would be a sum, so it is NaN.
 *
 * @param from the element type of x
 * @param to the element type of the result
 */
record WideningMap(DType from, DType to) implements MonotoneMap {

    static final String REMEDY = "observe the variable before the cast, or give it values of its own type";

    private static final double EXACT = 0x1p53;

    /** True if distinct values of a law stay distinct in another type. */
    static boolean keepsApart(Law law, DType to) {
        DType from = law.type().draw().dtype();
        if (from == to || from == DType.BOOL || (from.isFloat() && to.isFloat())) {
            return true;
        }
        if (!takesWholeNumbersOnly(law)) {
            return false;
        }
        Interval values = law.type().support().bounds();
        return switch (to) {
            case F64, I64 -> true;
            case I32 -> from == DType.I32 || (values.lo() >= Integer.MIN_VALUE && values.hi() <= Integer.MAX_VALUE);
            case F32 -> values.lo() >= -0x1p24 && values.hi() <= 0x1p24;
            case BOOL -> values.lo() >= 0 && values.hi() <= 1;
        };
    }

    /** Counts, also as floats and shifted by whole numbers. */
    private static boolean takesWholeNumbersOnly(Law law) {
        return !law.type().draw().dtype().isFloat()
                || (law.type().measure() instanceof BaseMeasure.Counting
                        && law instanceof PushedLaw(Law base, MonotoneMap map, var _, var _)
                        && takesWholeNumbersOnly(base)
                        && (map instanceof WideningMap
                                || (map instanceof AffineMap(Var offset, var _)
                                        && (offset == null || Whole.isCertain(offset)))));
    }

    /** Why a cast has no law. */
    static String refusal(Law law, DType to) {
        DType from = law.type().draw().dtype();
        return "a cast of " + law.describe() + " from " + from.label() + " to " + to.label()
                + (takesWholeNumbersOnly(law) ? " maps different values to the same one" : " drops the fraction")
                + ", so its values are not those of the variable";
    }

    @Override
    public String name() {
        return "cast";
    }

    @Override
    public Var forward(Var x) {
        return x.cast(to);
    }

    /** The law of x looks at the number and refuses one that is not whole. */
    @Override
    public Value inverse(Value y, Ends ends) {
        if (from.isFloat()) {
            return new Value(y.var().cast(from), y.inside(), y.above(), y.below());
        }
        return to == DType.BOOL ? new Value(y.var().cast(from), y.inside(), y.above(), y.below()) : y;
    }

    @Override
    public @Nullable Var ambiguous(Value y, Support base) {
        Interval values = base.bounds();
        if (from != DType.I64 || to != DType.F64 || (values.lo() > -EXACT && values.hi() < EXACT)) {
            return null;
        }
        Var size = y.var().abs();
        return and(and(size.ge(EXACT), size.lt(Double.POSITIVE_INFINITY)), base.contains(y.var()));
    }

    @Override
    public @Nullable Var logSlope(Value y) {
        return null;
    }

    @Override
    public boolean slopeVaries() {
        return false;
    }

    @Override
    public boolean keepsIntegers() {
        return true;
    }

    @Override
    public boolean rounds() {
        return false;
    }

    @Override
    public Optional<Moments> image(Moments x) {
        return Optional.of(x);
    }
}
