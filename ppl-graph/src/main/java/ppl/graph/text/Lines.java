package ppl.graph.text;

/** The lines of a text, one after the other; their margins are for people. */
final class Lines {

    private final String text;
    private int at;
    private int number;

    Lines(String text) {
        this.text = text;
    }

    /** The number of the line that was read last. */
    int number() {
        return number;
    }

    TextFormatException fails(String reason) {
        return new TextFormatException(Math.max(1, number), reason, null);
    }

    /** The next line without its margin. */
    String next() throws TextFormatException {
        number++;
        int end = text.indexOf('\n', at);
        if (end < 0) {
            throw fails("the text ends here, before its last line, 'end': it was cut off; write or copy it again");
        }
        String line = text.substring(at, end).stripLeading();
        at = end + 1;
        if (line.endsWith("\r")) {
            throw fails(
                    "the line ends with a carriage return: something changed the ends of lines; write each as \\n alone");
        }
        return line;
    }

    void end() throws TextFormatException {
        if (at < text.length()) {
            number++;
            throw fails("the text goes on after 'end'; read one graph at a time");
        }
    }
}
