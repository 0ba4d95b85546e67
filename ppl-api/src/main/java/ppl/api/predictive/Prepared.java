package ppl.api.predictive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.api.plan.UnknownLengths;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;

/** Quantities of a draw, ready to be computed: their programs are compiled when they are first needed, and kept. */
final class Prepared implements AutoCloseable {

    private final List<OutputVariable> variables;
    private final List<Quantity> quantities;
    private final List<DrawConstraint> constraints;
    private final CompileOptions options;
    private final Set<Var> shared;
    private final List<Var> reached;
    private @Nullable Graph one;
    private final Map<Integer, DrawProgram> programs = new HashMap<>();

    /**
     * Prepares.
     *
     * @param variables those of the model that the quantities are of
     * @param constraints what must hold of the draws in them
     */
    Prepared(
            List<OutputVariable> variables,
            List<Quantity> quantities,
            List<DrawConstraint> constraints,
            CompileOptions options) {
        this(variables, quantities, constraints, options, Set.of());
    }

    /**
     * Prepares.
     *
     * @param shared inputs that are the same for all draws
     * @throws SamplingException with code MODEL if the shape of one depends on a random value
     */
    Prepared(
            List<OutputVariable> variables,
            List<Quantity> quantities,
            List<DrawConstraint> constraints,
            CompileOptions options,
            Set<Var> shared) {
        this.shared = shared;
        this.variables = variables;
        this.quantities = quantities;
        this.constraints = constraints;
        this.options = options;
        for (Quantity q : quantities) {
            if (UnknownLengths.reach(q.value())) {
                throw new SamplingException(
                        SamplingCode.MODEL,
                        "'" + q.name()
                                + "' is computed from what has another length in each draw, and these results hold as many"
                                + " elements of every draw: choose variables by name without it; the posterior of a run and"
                                + " model.priorPredictive(n) have it, padded");
            }
        }
        List<Var> nodes = outputs();
        constraints.forEach(c -> nodes.addAll(c.check().nodes()));
        this.reached = Graph.order(nodes);
    }

    List<OutputVariable> variables() {
        return variables;
    }

    List<Quantity> quantities() {
        return quantities;
    }

    List<DrawConstraint> constraints() {
        return constraints;
    }

    CompileOptions options() {
        return options;
    }

    /** Whether an input is needed. */
    boolean needs(Var input) {
        return reached.stream().anyMatch(x -> x == input);
    }

    /** What is computed: first the quantities, then whether each constraint holds. */
    private List<Var> outputs() {
        List<Var> outputs = new ArrayList<>();
        quantities.forEach(q -> outputs.add(q.value()));
        constraints.forEach(c -> outputs.add(c.holds()));
        return outputs;
    }

    /** The program for a number of draws, which several threads may run. */
    synchronized DrawProgram program(int draws) {
        Graph graph = one == null ? DrawProgram.ofOne(outputs()) : one;
        one = graph;
        return programs.computeIfAbsent(
                DrawProgram.rows(graph, draws, shared), rows -> DrawProgram.of(graph, rows, options, shared));
    }

    /** Releases the programs; nothing is computed any more. */
    @Override
    public synchronized void close() {
        programs.values().forEach(DrawProgram::close);
    }
}
