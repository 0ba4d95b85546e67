package ppl.graph.text;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op;
import ppl.graph.random.RandomFamily;

/** Writes what stands on one line: operations and families with their fields, types, names of nodes. */
final class TermWriter {

    private final Words words;
    private final Function<Var, String> operand;
    private final StringBuilder out = new StringBuilder();
    private int depth;
    private final Var node;

    /**
     * Of a node.
     *
     * @param operand what a node is called where it is used
     */
    TermWriter(Words words, Var node, Function<Var, String> operand) {
        this.words = words;
        this.node = node;
        this.operand = operand;
    }

    TermWriter add(String text) {
        out.append(text);
        return this;
    }

    TermWriter add(char text) {
        out.append(text);
        return this;
    }

    <E> void list(List<E> elements, Consumer<E> each) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            each.accept(elements.get(i));
        }
        out.append(']');
    }

    void extent(Extent extent) {
        switch (extent) {
            case Extent.Known(int size) -> out.append(size);
            case Extent.Symbolic(Var length) -> out.append(operand.apply(length));
        }
    }

    void shape(Shape shape) {
        list(shape.extents(), this::extent);
    }

    void type(TensorType type) {
        out.append(type.dtype().label());
        if (type.shape().rank() > 0) {
            shape(type.shape());
        }
    }

    void operands(List<Var> operands) {
        operands.forEach(x -> out.append(' ').append(operand.apply(x)));
    }

    void op(Op op) {
        term(op, "the operation '" + op.name() + "'");
    }

    void family(RandomFamily family) {
        if (++depth > TermReader.DEEPEST) {
            throw new GraphException(
                    GraphCode.VOCABULARY,
                    "cannot write " + node.describe() + ": its distributions are nested more than " + TermReader.DEEPEST
                            + " deep; join some of them, such as a mixture of mixtures");
        }
        term(family, "the family '" + family.name() + "'");
        depth--;
    }

    private <T> void term(T what, String called) {
        Word<T> word = words.of(what);
        if (word == null) {
            throw new GraphException(
                    GraphCode.VOCABULARY,
                    "cannot write " + node.describe() + ": " + called
                            + " has no word in the text form of graphs. A function that is a Java lambda cannot be written: write the model "
                            + "again where it is needed. A record of yours can: give it a word in a ppl.graph.text.Vocabulary"
                            + words.unusable());
        }
        out.append(word.text());
        for (int i = 0; i < word.fields().size(); i++) {
            Field<T, ?> field = word.fields().get(i);
            out.append(i == 0 ? "(" : ", ").append(field.name()).append('=');
            field.write(this, what);
        }
        out.append(word.fields().isEmpty() ? "" : ")");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
