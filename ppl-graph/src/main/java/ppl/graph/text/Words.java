package ppl.graph.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.service.Providers;

/** All words that are known, by their text and by what they call. */
final class Words {

    /** What begins a line that is no operation with fields. */
    private static final Set<String> RESERVED = Set.of("input", "constant", "data", "result", "cond", "loop", "body");

    private final Map<String, Word<?>> byText = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<Object, Word<?>> byValue = new HashMap<>();
    private final Map<Class<?>, Word<?>> byClass = new HashMap<>();
    private final String unusable;

    private Words(String unusable) {
        this.unusable = unusable;
    }

    /** None. */
    static Words none() {
        return new Words("");
    }

    /** Those of the graph's own operations, and of the vocabularies that a class loader sees. */
    static Words provided(ClassLoader loader) {
        Providers<Vocabulary> providers =
                Providers.load(Vocabulary.class, ServiceLoader.load(Vocabulary.class, loader), Vocabulary::name);
        Words words = new Words(providers.failuresAsSuffix());
        words.add("ppl.graph", PrimitiveWords.all());
        words.add("ppl.graph", FunctionWords.all());
        providers.usable().forEach(p -> words.add(p.name(), p.service().words()));
        return words;
    }

    /** These and those of one more vocabulary. */
    Words with(Vocabulary more) {
        Words words = new Words(unusable);
        words.byText.putAll(byText);
        words.owners.putAll(owners);
        words.byValue.putAll(byValue);
        words.byClass.putAll(byClass);
        words.add(more.name(), more.words());
        return words;
    }

    private void add(String owner, List<? extends Word<?>> words) {
        for (Word<?> word : words) {
            if (RESERVED.contains(word.text())) {
                throw new GraphException(
                        GraphCode.VOCABULARY,
                        "the word " + word + " of " + owner
                                + " is one that the text form needs for itself; choose another");
            }
            Word<?> same = byText.putIfAbsent(word.text(), word);
            Object only = word.only();
            Word<?> other = only == null ? byClass.putIfAbsent(word.type(), word) : byValue.putIfAbsent(only, word);
            String before = owners.putIfAbsent(word.text(), owner);
            if (same != null) {
                throw new GraphException(
                        GraphCode.VOCABULARY,
                        "two words of the text form are '" + word.text() + "': that of " + before + ", " + same
                                + ", and that of " + owner + ", " + word
                                + "; write the name of your project before yours");
            }
            if (other != null) {
                throw new GraphException(
                        GraphCode.VOCABULARY,
                        "two words of the text form call the same: " + other + " of " + owners.get(other.text())
                                + " and " + word + " of " + owner + "; keep one");
            }
        }
    }

    /** The word for an operation or a family; null if it has none. */
    @SuppressWarnings("unchecked") // a word is filed under what it calls
    <T> @Nullable Word<T> of(T what) {
        Word<?> word = byClass.get(what.getClass());
        return (Word<T>) (word != null ? word : byValue.get(what));
    }

    @Nullable
    Word<?> named(String text) {
        return byText.get(text);
    }

    /** All, in the order of their texts. */
    List<Word<?>> all() {
        List<Word<?>> all = new ArrayList<>(byText.values());
        all.sort((a, b) -> a.text().compareTo(b.text()));
        return all;
    }

    /** The vocabularies that could not be loaded, as the end of a message. */
    String unusable() {
        return unusable;
    }
}
