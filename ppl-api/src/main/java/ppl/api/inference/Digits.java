package ppl.api.inference;

import java.util.Locale;

/** Numbers with as many digits as count. */
final class Digits {
    private static final int DECIMALS = 3;
    private static final int MOST_DECIMALS = 8;
    private static final double LARGE = 1e9;
    /** The greatest number of digits after the first one; a double has no more. */
    private static final int MOST_DIGITS = 16;
    /** Beyond it a double does not determine all digits before the point. */
    private static final double LARGEST_WHOLE = 1e15;

    private Digits() {}

    /** A number with so many decimals. */
    static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : unusual(value);
    }

    /** A number with an exponent, and so many decimals before it. */
    static String scientific(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "e", value) : unusual(value);
    }

    private static String unusual(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }

    /**
     * A number with three decimals, or with more if draws of this spread differ only in these; a large number with as many digits as
     * distinguish draws.
     */
    static String bySpread(double value, double spread, int more) {
        boolean known = spread > 0 && spread < Double.POSITIVE_INFINITY;
        int decimals = (known && spread < 0.01 ? 2 - exponent(spread) : DECIMALS) + more;
        int digits = known ? Math.max(DECIMALS, exponent(value) - exponent(spread) + 2) : DECIMALS;
        if (Math.abs(value) < LARGE) {
            return decimals > MOST_DECIMALS ? scientific(value, Math.min(digits, MOST_DIGITS)) : fixed(value, decimals);
        }
        return digits > DECIMALS && Math.abs(value) < LARGEST_WHOLE
                ? fixed(value, Math.clamp(2L - exponent(spread), 0, MOST_DIGITS - 1 - exponent(value)))
                : scientific(value, Math.min(digits, MOST_DIGITS));
    }

    /** A number up to the decimal in which an error of this size shows. */
    static String byError(double value, double error) {
        int decimals = Math.max(0, -exponent(error));
        return decimals > MOST_DECIMALS || Math.abs(value) >= LARGEST_WHOLE
                ? scientific(value, Math.clamp((long) exponent(value) - exponent(error), 1, MOST_DIGITS))
                : fixed(value, decimals);
    }

    /** The decimal of the leading digit. */
    private static int exponent(double value) {
        return Double.isFinite(value) && value != 0 ? (int) Math.floor(Math.log10(Math.abs(value))) : 0;
    }
}
