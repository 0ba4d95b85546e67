package ppl.api.store;

import java.util.Locale;

/** The numbers of Stan's CSV, as the C++ libraries of several systems, and R, spell them. */
final class StanNumber {
    private static final String DIGITS = "0123456789+-.eE";

    private StanNumber() {}

    /**
     * The number that a text stands for, rounded to the nearest double.
     *
     * <p><b>Errors.</b> A {@link NumberFormatException} for what is no number.
     */
    static double parse(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return special(text);
            }
        }
        return Double.parseDouble(text);
    }

    /** Java's parser alone would take {@code 1d} and {@code 0x1p3}, and know none of the spellings of others. */
    private static double special(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity", "1.#inf", "+1.#inf" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity", "-1.#inf" -> Double.NEGATIVE_INFINITY;
            case "nan",
                    "+nan",
                    "-nan",
                    "na",
                    "nan(ind)",
                    "-nan(ind)",
                    "nan(snan)",
                    "-nan(snan)",
                    "1.#qnan",
                    "-1.#qnan",
                    "1.#snan",
                    "1.#ind",
                    "-1.#ind" -> Double.NaN;
            default -> throw new NumberFormatException("'" + text + "' is no number");
        };
    }
}
