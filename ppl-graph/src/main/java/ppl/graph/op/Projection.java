package ppl.graph.op;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * One result of an operation that has several. Results of equal operations on the same operands belong together
 * ({@link ppl.graph.Applications}) and are computed and differentiated at once.
 *
 * @param of the operation
 * @param index which of its results
 */
public record Projection(MultiOp of, int index) implements Prim {

    /** All results of an operation on operands. */
    public static List<Var> all(MultiOp of, List<Var> inputs) {
        return IntStream.range(0, of.count())
                .mapToObj(i -> Var.of(new Projection(of, i), inputs))
                .toList();
    }

    @Override
    public String name() {
        return of.name();
    }

    @Override
    public int level() {
        return of.bodies().stream()
                .flatMap(b -> Graph.order(b.results()).stream())
                .mapToInt(n -> n.op() instanceof Prim p ? p.level() : 1)
                .reduce(of.level(), Math::max);
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        return of.infer(inputs, index);
    }

    @Override
    public Interval range(List<Var> inputs) {
        return of.range(inputs, index);
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs) {
        return of.simplify(inputs, index);
    }

    /** None of its own: results of one operation are differentiated together. */
    @Override
    public @Nullable List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        return null;
    }

    @Override
    public Stream<Source> sources(List<Tensor> operands, TensorType type, int element) {
        return of.sources(operands, index);
    }
}
