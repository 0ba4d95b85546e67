package ppl.backend.tck.areas;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/** Tensors and cases of rules about movement. */
final class Moves {

    private Moves() {}

    static Tensor counted(int... sizes) {
        int n = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        return Tensor.of(IntStream.range(0, n).asDoubleStream().toArray(), sizes.length == 0 ? new int[] {n} : sizes);
    }

    static Tensor numbers(int[] sizes, double... values) {
        return Tensor.wrap(values.clone(), sizes);
    }

    static int[] shape(int... sizes) {
        return sizes;
    }

    static Case move(String name, Op op, Tensor x, Tensor expected) {
        return new Case(name, s -> {
            Var in = Var.input("x", x.type());
            Expect.bits(expected, s.run(Var.of(op, in), in.with(x)), "the result");
        });
    }

    static Op transpose(Integer... order) {
        return new Transpose(List.of(order));
    }

    static Op slice(int[] starts, int[] sizes, int[] steps) {
        return new Slice(list(starts), list(sizes), list(steps));
    }

    static Op pad(Shape to, int[] starts, int[] steps) {
        return new Pad(to, list(starts), list(steps));
    }

    private static List<Integer> list(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
