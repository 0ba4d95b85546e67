package ppl.aeppl.partial;

import static ppl.graph.text.Field.truth;

import java.util.List;
import ppl.graph.text.Word;

/** The words of these families in the text form of graphs. */
public final class PartialWords {

    private PartialWords() {}

    /** All of them. */
    public static List<Word<?>> all() {
        return List.of(
                Word.of("seenPart", SeenPart.class, truth("student", SeenPart::student), SeenPart::new),
                Word.of("restOfSeen", Rest.class, truth("student", Rest::student), Rest::new));
    }
}
