package ppl.graph.op;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * What a node computes. Three kinds: primitives, which every backend runs; rich ops, which expand into primitives;
 * and random draws, which exist until they are given a value or a key. Ops are immutable and equal by content, so that
 * equal nodes are one node.
 */
public sealed interface Op permits Prim, RichOp, RandomOp {

    /** The name by which printers and error messages call it. */
    String name();

    /**
     * The type of the result.
     *
     * @throws ppl.graph.GraphException if the inputs do not fit; the message names them and their types
     */
    TensorType infer(List<Var> inputs);

    /** Bounds that can be proved of the result from the bounds of the inputs. */
    default Interval range(List<Var> inputs) {
        return Interval.ALL;
    }

    /**
     * Reverse-mode derivative: for the cotangent of the output, the cotangents of the inputs; null where an input
     * does not receive one (an integer, an index).
     *
     * @return null if the op states no derivative of its own: it has that of what it is made of
     */
    @Nullable
    List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent);

    /**
     * The elements of the operands that one element of the result is computed from, in the order of the operands. No other
     * element has an influence on it. For a primitive each of these has one, for some values of the others; an open op and one
     * with bodies may name more than have.
     *
     * @param operands the values of the inputs
     * @param type the type of the result, all lengths known
     * @param element an element of the result, by its number in row-major order
     */
    Stream<Source> sources(List<Tensor> operands, TensorType type, int element);

    /** Shapes inside the op, whose symbolic lengths are nodes on which it depends. */
    default List<Shape> shapes() {
        return List.of();
    }

    /** This op with its {@link #shapes()} replaced, in their order. */
    default Op withShapes(List<Shape> shapes) {
        return this;
    }

    /** A simpler node of equal value, if this op on these inputs has an obvious one; called before a node is made. */
    default @Nullable Var simplify(List<Var> inputs) {
        return null;
    }

    /**
     * An element of an operand, from which an op computes an element of its result ({@link Op#sources}).
     *
     * @param operand the number of the operand
     * @param element the number of the element, in row-major order
     */
    record Source(int operand, int element) {

        /** The same element of each operand. */
        static Stream<Source> ofEach(int operands, int element) {
            return IntStream.range(0, operands).mapToObj(i -> new Source(i, element));
        }

        /** All elements of an operand. */
        static Stream<Source> all(int operand, int length) {
            return IntStream.range(0, length).mapToObj(i -> new Source(operand, i));
        }

        /** All elements of an operand on the line along an axis that an element lies on. */
        public static Stream<Source> line(int operand, Shape shape, int axis, int element) {
            int step = shape.slice(axis + 1, shape.rank()).elements();
            int first = element - element / step % shape.size(axis) * step;
            return IntStream.range(0, shape.size(axis)).mapToObj(i -> new Source(operand, first + i * step));
        }

        /** All elements of all operands. */
        static Stream<Source> allOf(List<Tensor> operands) {
            return IntStream.range(0, operands.size())
                    .boxed()
                    .flatMap(i -> all(i, operands.get(i).length()));
        }
    }
}
