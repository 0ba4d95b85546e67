package ppl.graph.text;

/**
 * The number of the text form. It is raised when text that was written before means something else, or when text that is written now would mean
 * something else to an older reader; a new word alone does not raise it. Readers take all numbers up to their own.
 */
final class FormatVersion {

    static final int CURRENT = 1;

    private FormatVersion() {}

    /** Refuses a text of a form that this reader does not know. Whatever a newer form means otherwise, readers of {@code number} decide here. */
    static void require(TermReader in, int number) throws TextFormatException {
        if (number > CURRENT) {
            throw in.fails("the text has the form " + number + ", which a newer PPL wrote: this one reads forms up to "
                    + CURRENT + "; read it with that version");
        }
        if (number < 1) {
            throw in.fails("there is no form " + number + " of text; the text is damaged");
        }
    }
}
