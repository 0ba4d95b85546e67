package ppl.graph.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.graph.op.Op;
import ppl.graph.random.RandomFamily;

/**
 * The word by which the text form calls an operation or a family of laws, and how it is made again of its fields. A word never changes its
 * meaning once it is in a file.
 *
 * <pre>{@code
 * record Softsign() implements Univariate { ... }
 * record Shifted(int by) implements Univariate { ... }
 *
 * List.of(
 *         Word.of("acme.softsign", new Softsign()),
 *         Word.of("acme.shifted", Shifted.class, Field.integer("by", Shifted::by), Shifted::new));
 * }</pre>
 *
 * <p>What is made is what the constructor allows: it must refuse fields that it cannot mean, since the text may be anybody's.
 *
 * @param <T> the operation or family
 */
public final class Word<T> {

    private static final int LONGEST = 40;
    private static final int ANY = -1;

    private final String text;
    private final Class<?> type;
    private final @Nullable T only;
    private final List<Field<T, ?>> fields;
    private final Function<List<Object>, T> maker;
    private final int operands;

    private Word(
            String text,
            Class<?> type,
            @Nullable T only,
            List<Field<T, ?>> fields,
            Function<List<Object>, T> maker,
            int operands) {
        this.text = checked(text);
        this.type = type;
        this.only = only;
        this.fields = fields;
        this.maker = maker;
        this.operands = operands;
        if (!Op.class.isAssignableFrom(type) && !RandomFamily.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is a word for " + type + ", which is neither an operation nor a family of laws");
        }
    }

    private static String checked(String text) {
        boolean word = !text.isEmpty() && text.length() <= LONGEST && Character.isLetter(text.charAt(0));
        for (int i = 0; word && i < text.length(); i++) {
            char c = text.charAt(i);
            word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
        }
        if (!word) {
            throw new IllegalArgumentException("'" + text + "' is no word: write 1 to " + LONGEST
                    + " letters, digits, dots or underscores, a letter first");
        }
        return text;
    }

    /** A word for one operation or family, which has no fields. */
    public static <T> Word<T> of(String text, T only) {
        return new Word<>(text, only.getClass(), only, List.of(), _ -> only, ANY);
    }

    /** A word for those of a class, with one field. */
    public static <T, A> Word<T> of(String text, Class<T> type, Field<T, A> a, Function<A, T> make) {
        return new Word<>(text, type, null, List.of(a), values -> make.apply(a.of(values, 0)), ANY);
    }

    /** A word for those of a class, with two fields. */
    public static <T, A, B> Word<T> of(
            String text, Class<T> type, Field<T, A> a, Field<T, B> b, BiFunction<A, B, T> make) {
        return new Word<>(text, type, null, List.of(a, b), values -> make.apply(a.of(values, 0), b.of(values, 1)), ANY);
    }

    /** Makes something of three fields. */
    @FunctionalInterface
    public interface OfThree<A, B, C, T> {
        /** What they make. */
        T apply(A a, B b, C c);
    }

    /** A word for those of a class, with three fields. */
    public static <T, A, B, C> Word<T> of(
            String text, Class<T> type, Field<T, A> a, Field<T, B> b, Field<T, C> c, OfThree<A, B, C, T> make) {
        return new Word<>(
                text,
                type,
                null,
                List.of(a, b, c),
                values -> make.apply(a.of(values, 0), b.of(values, 1), c.of(values, 2)),
                ANY);
    }

    /** For each constant of an enum a word, its name in small letters, for what is made of that. */
    public static <E extends Enum<E>, T> List<Word<T>> each(Class<E> choices, Function<E, T> make) {
        return Arrays.stream(choices.getEnumConstants())
                .map(c -> of(c.name().toLowerCase(Locale.ROOT), make.apply(c)))
                .toList();
    }

    /**
     * The same word for an operation that takes as many operands, and does not itself refuse more or fewer when it infers a type: then a text
     * that gives it others is refused.
     */
    public Word<T> taking(int count) {
        return new Word<>(text, type, only, fields, maker, count);
    }

    /** True if this word leaves it to the operation how many operands it takes, or if they are so many. */
    public boolean takes(int count) {
        return operands == ANY || operands == count;
    }

    /** The word. */
    public String text() {
        return text;
    }

    /** The class of what it calls. */
    public Class<?> type() {
        return type;
    }

    /** The one that it calls; null if it calls those of a class, which have fields. */
    @Nullable
    T only() {
        return only;
    }

    boolean isFamily() {
        return RandomFamily.class.isAssignableFrom(type);
    }

    List<Field<T, ?>> fields() {
        return fields;
    }

    T make(List<Object> values) {
        return maker.apply(values);
    }

    /** The word, its class and the names of its fields. */
    @Override
    public String toString() {
        return text + fields.stream().map(Field::name).toList() + " for " + type.getName();
    }
}
