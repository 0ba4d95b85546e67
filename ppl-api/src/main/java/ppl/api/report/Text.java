package ppl.api.report;

import java.util.Locale;

/** Numbers and names as text of a page. */
final class Text {
    private Text() {}

    /** A name as text of XML: nothing in it is markup. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // XML has no place for control characters, not even escaped.
                default -> out.appendCodePoint(c < 0x20 && c != '\n' && c != '\t' ? 0xfffd : c);
            }
        });
        return out.toString();
    }

    /** A position in a picture: one decimal is a tenth of a pixel. */
    static String at(double position) {
        if (!Double.isFinite(position)) {
            return "0";
        }
        long tenths = Math.round(position * 10);
        return tenths % 10 == 0
                ? Long.toString(tenths / 10)
                : (tenths < 0 ? "-" : "") + Math.abs(tenths / 10) + "." + Math.abs(tenths % 10);
    }

    /** A figure with three significant digits, or all digits before the point. */
    static String figure(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        String format = size >= 1e6 || (size > 0 && size < 1e-4)
                ? "%.2e"
                : size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }

    /** A value with this many decimals. */
    static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + decimals + "f", value) : figure(value);
    }

    /** A value as mantissa, with this many decimals, and power of ten. */
    static String scientific(double value, int decimals) {
        return Double.isFinite(value)
                ? String.format(Locale.ROOT, "%." + decimals + "e", value).replaceAll("e\\+?(-?)0*(\\d)", "e$1$2")
                : figure(value);
    }

    /** At most this many characters. A longer text loses its middle, so that the index of an element stays visible. */
    static String shortened(String text, int most) {
        int length = text.codePointCount(0, text.length());
        if (length <= most) {
            return text;
        }
        int tail = (most - 1) / 2;
        return text.substring(0, text.offsetByCodePoints(0, most - 1 - tail)) + "…"
                + text.substring(text.offsetByCodePoints(text.length(), -tail));
    }
}
