package ppl.graph.text;

import java.util.List;

/**
 * The service by which others give their operations and families words in the text form of graphs, so that what is made of them can be
 * saved and opened. Found by {@link java.util.ServiceLoader}: a module {@code provides} it, and a file in {@code META-INF/services} names it
 * for the class path.
 *
 * <p>Write the name of your project before each word, as in {@code acme.softsign}: two words of one text are an error.
 */
public interface Vocabulary {

    /** Who provides the words, for messages. */
    String name();

    /** The words. */
    List<Word<?>> words();
}
