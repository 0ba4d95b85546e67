package ppl.graph.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;

/** Applies rules to graphs. Immutable. The result depends on the structure of the graph alone. */
public final class Rewriter {

    private static final int MOST_PASSES = 100;
    private static final int MOST_FIRINGS_AT_A_NODE = 64;
    private static final Rewriter STANDARD = new Rewriter(Stream.of(
                    ArithmeticRules.ALL,
                    MathRules.ALL,
                    ProbabilityRules.ALL,
                    LogScaleRules.ALL,
                    ScaleRules.ALL,
                    BroadcastRules.ALL,
                    SumRules.ALL)
            .flatMap(List::stream)
            .toList());
    private static final Rewriter STABILISING = new Rewriter(STANDARD.rules.stream()
            .filter(r -> r.phase() == Rewrite.Phase.STABILISE)
            .toList());

    /**
     * A rewritten graph and what happened.
     *
     * @param graph the new graph
     * @param trace rule and node, in the order of firing
     */
    public record Result(Graph graph, List<Firing> trace) {

        /** How often each rule fired. */
        public Map<String, Integer> counts() {
            Map<String, Integer> counts = new TreeMap<>();
            trace.forEach(f -> counts.merge(f.rule(), 1, Integer::sum));
            return counts;
        }
    }

    /**
     * One application of a rule.
     *
     * @param rule its name
     * @param before the node it replaced, as text
     * @param after the node it made, as text
     */
    public record Firing(String rule, String before, String after) {}

    private final List<Rewrite> rules;

    private Rewriter(List<Rewrite> rules) {
        this.rules = List.copyOf(rules);
    }

    /** All built-in rules. */
    public static Rewriter standard() {
        return STANDARD;
    }

    /**
     * The built-in rules that keep digits in the tails, no others. What is to be differentiated is rewritten by them first:
     * the gradient of {@code log(sigmoid(x))} divides by a probability that may have become 0, that of its better form does
     * not.
     */
    public static Rewriter stabilising() {
        return STABILISING;
    }

    /** The given rules only. */
    public static Rewriter of(Rewrite... rules) {
        return new Rewriter(List.of(rules));
    }

    /** These rules, then another. */
    public Rewriter with(Rewrite rule) {
        return new Rewriter(Stream.concat(rules.stream(), Stream.of(rule)).toList());
    }

    /**
     * These rules without those of a name or tag; an error if there is none.
     *
     * @throws GraphException ({@link GraphCode#INPUT}) if no rule has it
     */
    public Rewriter without(String nameOrTag) {
        List<Rewrite> kept = rules.stream()
                .filter(r -> !r.name().equals(nameOrTag) && !r.tags().contains(nameOrTag))
                .toList();
        if (kept.size() == rules.size()) {
            throw new GraphException(
                    GraphCode.INPUT,
                    "no rewrite is called or tagged '" + nameOrTag + "'; there are "
                            + rules.stream().map(Rewrite::name).toList());
        }
        return new Rewriter(kept);
    }

    /** The rules in their order. */
    public List<Rewrite> rules() {
        return rules;
    }

    /** The rewritten graph. */
    public Graph apply(Graph graph) {
        return run(graph, null);
    }

    /** The rewritten graph with a trace. */
    public Result traced(Graph graph) {
        List<Firing> trace = new ArrayList<>();
        return new Result(run(graph, trace), List.copyOf(trace));
    }

    /** A rewritten node: a function of the same inputs and draws. */
    public Var apply(Var node) {
        return rewritten(List.of(node), null).getFirst();
    }

    private Graph run(Graph graph, @Nullable List<Firing> trace) {
        return new Graph(graph.inputs(), rewritten(graph.outputs(), trace));
    }

    private List<Var> rewritten(List<Var> nodes, @Nullable List<Firing> trace) {
        List<Var> outputs = nodes;
        for (Rewrite.Phase phase : Rewrite.Phase.values()) {
            List<Rewrite> active =
                    rules.stream().filter(r -> r.phase() == phase).toList();
            outputs = new Pass(phase, active, trace).toRest(outputs);
        }
        return DeadResults.remove(outputs);
    }

    private static final class Pass {
        private final Rewrite.Phase phase;
        private final List<Rewrite> rules;
        private final @Nullable List<Firing> trace;
        private final Map<MultiOp, MultiOp> inside = new HashMap<>();
        private final Set<Var> settled = Collections.newSetFromMap(new IdentityHashMap<>()); // no rule applies to these
        private int fired;
        private String last = "none";

        Pass(Rewrite.Phase phase, List<Rewrite> rules, @Nullable List<Firing> trace) {
            this.phase = phase;
            this.rules = rules;
            this.trace = trace;
        }

        List<Var> toRest(List<Var> nodes) {
            List<Var> outputs = nodes;
            int before;
            int passes = 0;
            do {
                before = fired;
                outputs = Substitution.rebuild(outputs, Map.of(), this::visit);
                if (++passes > MOST_PASSES) {
                    throw new GraphException(
                            GraphCode.CONTRACT,
                            "the rewrites of phase " + phase + " reach no fixed point; last applied: " + last);
                }
            } while (fired > before);
            return outputs;
        }

        /** The operation with its bodies rewritten: they are graphs like the one around them. */
        private MultiOp inside(MultiOp of) {
            MultiOp known = inside.get(of);
            if (known == null) {
                known = of.withBodies(of.bodies().stream()
                        .map(b -> b.with(toRest(b.results())))
                        .toList());
                inside.put(of, known);
                inside.put(known, known);
            }
            return known;
        }

        Var visit(Var node, Op given, List<Var> operands) {
            Op op = given instanceof Projection r ? new Projection(inside(r.of()), r.index()) : given;
            Var current = isSame(op, node.op()) && operands.equals(node.inputs()) ? node : Var.of(op, operands);
            if (settled.contains(current)) {
                return current;
            }
            int firings = 0;
            int r = 0;
            while (r < rules.size()) {
                Var next = rules.get(r).rule().apply(current);
                if (next == null || next == current) {
                    r++;
                    continue;
                }
                checkType(rules.get(r), current, next);
                if (trace != null) {
                    trace.add(new Firing(rules.get(r).name(), current.toString(), next.toString()));
                }
                last = rules.get(r).name();
                fired++;
                current = next;
                if (++firings > MOST_FIRINGS_AT_A_NODE) {
                    throw new GraphException(
                            GraphCode.CONTRACT,
                            "the rewrites reach no fixed point at " + node.describe() + "; last applied: " + last);
                }
                r = 0;
            }
            settled.add(current);
            return current;
        }

        private static boolean isSame(Op op, Op before) {
            return op == before || (op instanceof Projection && op.equals(before));
        }

        private static void checkType(Rewrite rule, Var before, Var after) {
            if (!before.type().equals(after.type())) {
                throw new GraphException(
                        GraphCode.CONTRACT,
                        "rewrite '" + rule.name() + "' changed the type of " + before.describe() + " to " + after.type()
                                + "; a rewrite must keep it");
            }
        }
    }
}
