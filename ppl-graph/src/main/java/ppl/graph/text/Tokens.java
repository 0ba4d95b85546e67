package ppl.graph.text;

/**
 * The parts of one line, from left to right, each after a space: for texts that hold the text of a graph and more, written as it is.
 */
public final class Tokens {

    private final TermReader in;
    private boolean begun;

    private Tokens(TermReader in) {
        this.in = in;
    }

    /**
     * Those of a line.
     *
     * @param number the number of the line, for what is refused
     */
    public static Tokens of(String line, int number) {
        return new Tokens(new TermReader(Words.none(), Scope.ofGraph(), line, number));
    }

    /** A text between quotation marks, on one line whatever is in it; {@link #quoted} reads it. */
    public static String quote(String text) {
        return Quoted.of(text);
    }

    /** A number as text that gives every bit of it back; {@link #number} reads it. */
    public static String write(double number) {
        return Numbers.text(number);
    }

    /** True if nothing is left. */
    public boolean atEnd() {
        return in.atEnd();
    }

    private TermReader next() throws TextFormatException {
        if (begun) {
            in.take(" ");
        }
        begun = true;
        return in;
    }

    /**
     * A word of letters and digits.
     *
     * @throws TextFormatException if something else is next
     */
    public String word() throws TextFormatException {
        return next().word();
    }

    /**
     * A text between quotation marks.
     *
     * @throws TextFormatException if something else is next
     */
    public String quoted() throws TextFormatException {
        return next().quoted();
    }

    /**
     * An int64.
     *
     * @throws TextFormatException if something else is next
     */
    public long integer() throws TextFormatException {
        TermReader at = next();
        return Numbers.int64(at, at.number());
    }

    /**
     * A float64.
     *
     * @throws TextFormatException if something else is next
     */
    public double number() throws TextFormatException {
        TermReader at = next();
        return Numbers.float64(at, at.number());
    }
}
