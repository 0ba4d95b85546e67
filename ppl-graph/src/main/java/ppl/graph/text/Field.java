package ppl.graph.text;

import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.random.RandomFamily;

/**
 * What an operation or a family of laws has beside its operands, as the text form names, writes and reads it: {@code axes=[0, 1]}.
 *
 * @param <T> the operation or family
 * @param <A> the value
 */
public final class Field<T, A> {

    private final String name;
    private final Function<T, A> value;
    private final BiConsumer<TermWriter, A> writer;
    private final Reading<A> reader;

    /** Reads a value. */
    @FunctionalInterface
    interface Reading<A> {
        A from(TermReader text) throws TextFormatException;
    }

    private Field(String name, Function<T, A> value, BiConsumer<TermWriter, A> writer, Reading<A> reader) {
        this.name = name;
        this.value = value;
        this.writer = writer;
        this.reader = reader;
    }

    /** A whole number. */
    public static <T> Field<T, Integer> integer(String name, Function<T, Integer> value) {
        return new Field<>(name, value, (w, x) -> w.add(x.toString()), TermReader::integer);
    }

    /** Whole numbers. */
    public static <T> Field<T, List<Integer>> integers(String name, Function<T, List<Integer>> value) {
        return new Field<>(
                name, value, (w, x) -> w.list(x, i -> w.add(i.toString())), r -> r.list(TermReader::integer));
    }

    /** A number. */
    public static <T> Field<T, Double> number(String name, Function<T, Double> value) {
        return new Field<>(name, value, (w, x) -> w.add(Numbers.text(x)), r -> Numbers.float64(r, r.number()));
    }

    /** True or false. */
    public static <T> Field<T, Boolean> truth(String name, Function<T, Boolean> value) {
        return new Field<>(name, value, (w, x) -> w.add(x.toString()), TermReader::truth);
    }

    /** Any text. */
    public static <T> Field<T, String> text(String name, Function<T, String> value) {
        return new Field<>(name, value, (w, x) -> w.add(Quoted.of(x)), TermReader::quoted);
    }

    /** An element type. */
    public static <T> Field<T, DType> dtype(String name, Function<T, DType> value) {
        return new Field<>(name, value, (w, x) -> w.add(x.label()), TermReader::dtype);
    }

    /** The length of an axis. */
    public static <T> Field<T, Shape.Extent> extent(String name, Function<T, Shape.Extent> value) {
        return new Field<>(name, value, TermWriter::extent, TermReader::extent);
    }

    /** The lengths of axes. */
    public static <T> Field<T, Shape> shape(String name, Function<T, Shape> value) {
        return new Field<>(name, value, TermWriter::shape, TermReader::shape);
    }

    /** Values, all bits of them. */
    public static <T> Field<T, Tensor> tensor(String name, Function<T, Tensor> value) {
        return new Field<>(name, value, (w, x) -> TensorText.write(x, w), TensorText::read);
    }

    /** One of some constants of an enum, by its name in small letters. */
    @SafeVarargs
    public static <T, E extends Enum<E>> Field<T, E> choice(String name, Function<T, E> value, E... constants) {
        E[] choices = constants.clone();
        return new Field<>(name, value, (w, x) -> w.add(x.name().toLowerCase(Locale.ROOT)), r -> r.choice(choices));
    }

    /** A family of laws that this one is made of. */
    public static <T, F extends RandomFamily> Field<T, F> family(String name, Class<F> type, Function<T, F> value) {
        return new Field<>(name, value, TermWriter::family, r -> r.family(type));
    }

    /** Families of laws that this one is made of. */
    public static <T, F extends RandomFamily> Field<T, List<F>> families(
            String name, Class<F> type, Function<T, List<F>> value) {
        return new Field<>(name, value, (w, x) -> w.list(x, w::family), r -> r.list(one -> one.family(type)));
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    void write(TermWriter out, T owner) {
        writer.accept(out, value.apply(owner));
    }

    A read(TermReader in) throws TextFormatException {
        return reader.from(in);
    }

    @SuppressWarnings("unchecked") // what read() gave
    A of(List<Object> values, int place) {
        return (A) values.get(place);
    }
}
