package ppl.api.sample;

/** Reads JSON (RFC 8259) to see that it is JSON; keeps nothing. */
final class JsonText {

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /** Fails unless the text is one JSON object. */
    static void requireObject(String text) {
        JsonText json = new JsonText(text);
        json.object();
        json.require(json.at == text.length(), "the end");
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("JSON wants " + what + " at " + at + " of " + text);
        }
    }

    private char next() {
        require(at < text.length(), "more");
        return text.charAt(at++);
    }

    private void expect(char c) {
        require(next() == c, "'" + c + "'");
    }

    private boolean skip(char c) {
        boolean is = at < text.length() && text.charAt(at) == c;
        at += is ? 1 : 0;
        return is;
    }

    private void object() {
        expect('{');
        if (skip('}')) {
            return;
        }
        do {
            string();
            expect(':');
            value();
        } while (skip(','));
        expect('}');
    }

    private void array() {
        expect('[');
        if (skip(']')) {
            return;
        }
        do {
            value();
        } while (skip(','));
        expect(']');
    }

    private void value() {
        require(at < text.length(), "a value");
        switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        }
    }

    private void word() {
        int from = at;
        while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        require(
                text.substring(from, at).matches("true|false|null|-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?"),
                "a number, true, false or null");
    }

    private void string() {
        expect('"');
        for (char c = next(); c != '"'; c = next()) {
            require(c >= ' ', "no control character in a string");
            if (c == '\\') {
                char escaped = next();
                require("\"\\/bfnrtu".indexOf(escaped) >= 0, "an escape");
                if (escaped == 'u') {
                    require(text.substring(at, Math.min(text.length(), at + 4)).matches("[0-9a-fA-F]{4}"), "4 digits");
                    at += 4;
                }
            }
        }
    }
}
