package ppl.graph.op;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * An operation with several results, computed together. It is not the op of a node: nodes have one result each, and
 * the op of each is a {@link Projection} on the same operands. So a walk of a graph meets nodes of one type only, and nodes belong to
 * one application if their operations and operands are equal. Immutable and equal by content.
 *
 * <p>What it repeats or chooses are {@linkplain Body bodies}.
 */
public sealed interface MultiOp permits Cond {

    /** The name by which printers and error messages call it. */
    String name();

    /** The version of the core with which it came, see {@link Prim#level()}. */
    int level();

    /** The number of results. */
    int count();

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
}
