package ppl.graph.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Interval;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Constant;
import ppl.graph.op.MultiOp;

/** The nodes that are known at a place of a text: those above it, in the graph, and in each body around. */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<String, Var> nodes = new HashMap<>();
    private final Map<String, Application> applications = new HashMap<>();
    private final SortedMap<Integer, Var> parameters = new TreeMap<>();
    private final Set<String> taken;

    /** An operation with several results, on operands. */
    record Application(MultiOp of, List<Var> inputs) {}

    private Scope(@Nullable Scope outer, Set<String> taken) {
        this.outer = outer;
        this.taken = taken;
    }

    static Scope ofGraph() {
        return new Scope(null, new HashSet<>());
    }

    /** That of a body. */
    Scope inside() {
        return new Scope(this, taken);
    }

    /** How many bodies this one is inside of, itself included; 0 of a graph. */
    int depth() {
        return outer == null ? 0 : 1 + outer.depth();
    }

    /** Takes an id, which is used once in all of a text. */
    void claim(TermReader at, String id) throws TextFormatException {
        if (!taken.add(id)) {
            throw at.fails("'%" + id + "' is there already; give each node an id of its own");
        }
    }

    boolean has(String id) {
        return taken.contains(id);
    }

    void put(String id, Var node) {
        nodes.put(id, node);
    }

    /** A parameter of this body. */
    Var parameter(TermReader at, int place, TensorType type, Interval bounds) throws TextFormatException {
        if (outer == null || place < 0 || parameters.containsKey(place)) {
            throw at.fails("there is no parameter " + place + " here, or two; the text is damaged");
        }
        Var parameter = Body.parameter(place, type, bounds);
        parameters.put(place, parameter);
        return parameter;
    }

    /** All parameters of this body, in the order of their places. */
    List<Var> parameters(TermReader at) throws TextFormatException {
        if (!parameters.isEmpty() && parameters.lastKey() != parameters.size() - 1) {
            throw at.fails("the body has " + parameters.size() + " parameters, but one of them is number "
                    + parameters.lastKey() + "; the text is damaged");
        }
        return List.copyOf(parameters.values());
    }

    void put(String id, Application application) {
        applications.put(id, application);
    }

    Application application(TermReader at, String id) throws TextFormatException {
        Application found = applications.get(id);
        if (found == null) {
            throw at.fails("'@" + id + "' is not above in this graph or body; the text is damaged");
        }
        return found;
    }

    /** A node by its id: of this graph or body, or a constant of those around. */
    Var node(TermReader at, String id) throws TextFormatException {
        Var own = nodes.get(id);
        if (own != null) {
            return own;
        }
        for (Scope s = outer; s != null; s = s.outer) {
            Var node = s.nodes.get(id);
            if (node != null && node.op() instanceof Constant) {
                return node;
            }
        }
        throw at.fails("'%" + id + "' is not above"
                + (taken.contains(id)
                        ? " in this graph or body, which sees nothing of the others but the constants of those around it"
                        : ": a node uses nodes of lines before its own")
                + "; the text is damaged");
    }
}
