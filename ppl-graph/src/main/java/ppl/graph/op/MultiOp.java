package ppl.graph.op;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Op.Source;

/**
 * An operation with several results, computed together. It is not the op of a node: nodes have one result each, and
 * the op of each is a {@link Projection} on the same operands. So a walk of a graph meets nodes of one type only, and nodes belong to
 * one application if their operations and operands are equal. Immutable and equal by content.
 *
 * <p>What it repeats or chooses are {@linkplain Body bodies}.
 */
public sealed interface MultiOp permits Cond, Loop {

    /** The name by which printers and error messages call it. */
    String name();

    /** The version of the core with which it came, see {@link Prim#level()}. */
    int level();

    /** The number of results. */
    int count();

    /** What a result is, for printing. */
    default String label(int result) {
        return Integer.toString(result);
    }

    /** The graphs inside. */
    List<Body> bodies();

    /** The same with other bodies of the same parameters and types of results. */
    MultiOp withBodies(List<Body> bodies);

    /** The operation with some of its results, in the order given. */
    MultiOp keeping(List<Integer> results);

    /**
     * The type of a result.
     *
     * @throws ppl.graph.GraphException if the inputs do not fit; the message names them and their types
     */
    TensorType infer(List<Var> inputs, int result);

    /** Bounds that can be proved of a result. */
    Interval range(List<Var> inputs, int result);

    /**
     * The elements of the operands that may have an influence on a result, as {@link Op#sources}; the same for all
     * elements of the result.
     *
     * @param operands the values of the inputs
     */
    Stream<Source> sources(List<Tensor> operands, int result);

    /** A simpler node of equal value for a result; called before its node is made. */
    @Nullable
    Var simplify(List<Var> inputs, int result);

    /** A graph without this operation that has the value of a result: for backends that came before it. */
    Var expand(List<Var> inputs, int result);

    /** Which nodes of a graph are results of one application of an operation with several results. */
    final class Applications {

        private record Application(MultiOp of, List<Var> inputs) {}

        private final Map<Var, List<Var>> together = new IdentityHashMap<>();

        private Applications() {}

        /** Those among some nodes. */
        public static Applications among(List<Var> nodes) {
            Applications applications = new Applications();
            Map<Application, List<Var>> known = new HashMap<>();
            for (Var node : nodes) {
                if (node.op() instanceof Projection r) {
                    List<Var> results =
                            known.computeIfAbsent(new Application(r.of(), node.inputs()), _ -> new ArrayList<>(1));
                    results.add(node);
                    applications.together.put(node, results);
                }
            }
            return applications;
        }

        /** The results that are computed together with a node, itself included, in the order of the nodes. */
        public List<Var> of(Var node) {
            List<Var> results = together.get(node);
            return results == null ? List.of(node) : results;
        }

        /** True for the first result of an application and for every other node. */
        public boolean isFirst(Var node) {
            return of(node).getFirst() == node;
        }

        /** True if there are none. */
        public boolean isEmpty() {
            return together.isEmpty();
        }
    }

    /**
     * One result of an operation that has several. Results of equal operations on the same operands belong together
     * ({@link ppl.graph.op.MultiOp.Applications}) and are computed and differentiated at once.
     *
     * @param of the operation
     * @param index which of its results
     */
    record Projection(MultiOp of, int index) implements Prim {

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
}
