package ppl.graph.op;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.graph.Tensor;

/**
 * An element of an operand, from which an op computes an element of its result ({@link Op#sources}).
 *
 * @param operand the number of the operand
 * @param element the number of the element, in row-major order
 */
public record Source(int operand, int element) {

    /** The same element of each operand. */
    static Stream<Source> ofEach(int operands, int element) {
        return IntStream.range(0, operands).mapToObj(i -> new Source(i, element));
    }

    /** All elements of an operand. */
    static Stream<Source> all(int operand, int length) {
        return IntStream.range(0, length).mapToObj(i -> new Source(operand, i));
    }

    /** All elements of all operands. */
    static Stream<Source> allOf(List<Tensor> operands) {
        return IntStream.range(0, operands.size())
                .boxed()
                .flatMap(i -> all(i, operands.get(i).length()));
    }
}
