package ppl.graph.text;

/** Any text between quotation marks on one line: controls, quotation marks and halves of characters are written with backslashes. */
final class Quoted {

    private static final int HEX_DIGITS = 4;
    private static final int RADIX = 16;

    private Quoted() {}

    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean whole = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (whole) {
                out.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (Character.isISOControl(c) || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** What stands behind a backslash at a place of a line, added to a text; the place after it, or -1 if that means nothing. */
    static int escape(String line, int at, StringBuilder out) {
        if (at >= line.length()) {
            return -1;
        }
        switch (line.charAt(at)) {
            case '"' -> out.append('"');
            case '\\' -> out.append('\\');
            case 'n' -> out.append('\n');
            case 'u' -> {
                int code = 0;
                for (int i = 1; i <= HEX_DIGITS; i++) {
                    int digit = at + i < line.length() ? Character.digit(line.charAt(at + i), RADIX) : -1;
                    if (digit < 0) {
                        return -1;
                    }
                    code = code * RADIX + digit;
                }
                out.append((char) code);
                return at + 1 + HEX_DIGITS;
            }
            default -> {
                return -1;
            }
        }
        return at + 1;
    }
}
