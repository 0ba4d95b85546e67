package ppl.api.picture;

import java.util.stream.Collectors;

/** Text and numbers in maths mode. */
final class LatexText {

    private LatexText() {}

    /** A name, upright, as it is. */
    static String name(String name) {
        return "\\text{" + escaped(name) + "}";
    }

    /** Text whose characters stand for themselves. */
    static String escaped(String text) {
        return text.codePoints().mapToObj(LatexText::escaped).collect(Collectors.joining());
    }

    private static String escaped(int c) {
        return switch (c) {
            case '\\' -> "\\textbackslash{}";
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '|' -> "\\textbar{}";
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + Character.toString(c);
            default -> Character.isISOControl(c) ? " " : Character.toString(c);
        };
    }

    /** A number with as many digits as tell it from others. */
    static String number(double x) {
        if (Double.isNaN(x)) {
            return "\\text{NaN}";
        }
        if (Double.isInfinite(x)) {
            return x > 0 ? "\\infty" : "-\\infty";
        }
        String text = Double.toString(x);
        int e = text.indexOf('E');
        String digits = e < 0 ? text : text.substring(0, e);
        String whole = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
        return e < 0 ? whole : whole + " \\cdot 10^{" + text.substring(e + 1) + "}";
    }
}
