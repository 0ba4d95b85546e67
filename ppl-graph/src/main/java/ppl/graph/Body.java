package ppl.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape.Extent;
import ppl.graph.op.Input;
import ppl.graph.op.RandomOp;

/**
 * A graph inside an op: results as functions of parameters and of nothing else. Whatever it uses from outside comes in as an
 * operand of the op, so walks of the graph around it need not look into it. Parameters are nodes of one fixed form for each
 * place, type and bounds; so bodies that compute the same are equal, and bodies may be nested.
 *
 * <p>Draws are no part of a body: they have an identity, and so happen once, outside.
 */
public final class Body {

    private static final Map<Integer, Input.Slot> SLOTS = new ConcurrentHashMap<>();

    private final List<Var> parameters;
    private final List<Var> results;

    private Body(List<Var> parameters, List<Var> results) {
        this.parameters = List.copyOf(parameters);
        this.results = List.copyOf(results);
        for (Var node : Graph.order(this.results)) {
            if (node.op() instanceof Input && !this.parameters.contains(node)) {
                throw new GraphException(
                        GraphCode.INPUT,
                        "a body needs " + node.describe() + ", which is not among its parameters: make it an operand");
            }
            if (node.op() instanceof RandomOp) {
                throw new GraphException(
                        GraphCode.RANDOM,
                        "a body cannot hold the draw " + node.describe()
                                + ": make it an operand, so that it is drawn once, outside");
            }
        }
    }

    /** Results that are functions of {@link #parameters(List) parameters}. */
    public static Body of(List<Var> parameters, List<Var> results) {
        return new Body(parameters, results);
    }

    /** Results as functions of given nodes, which become the parameters. */
    public static Body closing(List<Var> given, List<Var> results) {
        List<Var> parameters = parameters(given);
        Map<Var, Var> places = new IdentityHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            places.put(given.get(i), parameters.get(i));
        }
        return new Body(parameters, Substitution.replace(results, places));
    }

    /**
     * The parameters that stand for operands.
     *
     * @param operands lengths that their types mention are among them, before their users
     */
    public static List<Var> parameters(List<Var> operands) {
        Map<Var, Var> places = new IdentityHashMap<>();
        List<Var> parameters = new ArrayList<>();
        for (Var x : operands) {
            Var parameter = parameter(parameters.size(), renamed(x.type(), places), x.range());
            parameters.add(parameter);
            places.put(x, parameter);
        }
        return parameters;
    }

    /** What stands for the operand at a place: equal ones are one node, so that equal bodies are equal. */
    public static Var parameter(int place, TensorType type, Interval range) {
        return Var.of(new Input(SLOTS.computeIfAbsent(place, i -> new Input.Slot("operand" + i)), type, range));
    }

    /** True of a node that stands for an operand of some body. */
    public static boolean isParameter(Var node) {
        return node.op() instanceof Input input && SLOTS.containsValue(input.slot());
    }

    /** A type whose lengths are functions of other nodes. */
    public static TensorType renamed(TensorType type, Map<Var, Var> places) {
        return type.shape().isKnown() ? type : type.with(renamed(type.shape(), places));
    }

    /** A shape whose lengths are functions of other nodes. */
    public static Shape renamed(Shape shape, Map<Var, Var> places) {
        return Shape.of(shape.extents().stream()
                .map(e -> e instanceof Extent.Symbolic(Var length)
                        ? Extent.of(
                                Substitution.replace(List.of(length), places).getFirst())
                        : e)
                .toList());
    }

    /** The nodes that stand for the operands. */
    public List<Var> parameters() {
        return parameters;
    }

    /** What it computes. */
    public List<Var> results() {
        return results;
    }

    /** The results with operands in the place of the parameters. */
    public List<Var> at(List<Var> operands) {
        return Substitution.replace(results, places(operands));
    }

    /** The type of a result with operands in the place of the parameters. */
    public TensorType typeAt(int result, List<Var> operands) {
        TensorType type = results.get(result).type();
        return type.shape().isKnown() ? type : renamed(type, places(operands));
    }

    private Map<Var, Var> places(List<Var> operands) {
        Map<Var, Var> places = new IdentityHashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            places.put(parameters.get(i), operands.get(i));
        }
        return places;
    }

    /** The same parameters with other results. */
    public Body with(List<Var> others) {
        return others.equals(results) ? this : new Body(parameters, others);
    }

    /** The body as a graph that can be compiled. */
    public Graph graph() {
        return new Graph(parameters, results);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Body b && parameters.equals(b.parameters) && results.equals(b.results);
    }

    @Override
    public int hashCode() {
        return 31 * parameters.hashCode() + results.hashCode();
    }

    @Override
    public String toString() {
        return parameters + " -> " + results;
    }
}
