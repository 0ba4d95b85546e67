package ppl.aeppl.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.law.Sources;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;

/**
 * Derives laws of nodes on demand: operands first, each node once, rules in the registry's order. Deterministic: the
 * same graph, values and rules give the same laws.
 */
public final class Deriver {

    private static final RuleId POINTS = new RuleId("point masses");

    private final RuleRegistry rules;
    private final Environment environment;
    private final Map<Var, Outcome> outcomes = new IdentityHashMap<>();
    private final Map<Var, List<Attempt>> attempts = new IdentityHashMap<>();

    /** A rule that was asked about a node, and what it said. */
    public record Attempt(RuleId rule, Outcome outcome) {}

    /**
     * A deriver that uses rules, given the values in an environment. What follows from bindings that are added later is seen once
     * {@link #forget} is told of them.
     */
    public Deriver(RuleRegistry rules, Environment environment) {
        this.rules = rules;
        this.environment = environment;
    }

    /**
     * The law of a node that is random given the values, or why there is none; never {@link Outcome.NotMine}.
     *
     * @throws LogDensityException with code CONTRACT if a rule derives a law that does not name the draws of its operands
     */
    public Outcome derive(Var node) {
        List<Var> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            Var top = open.getLast();
            if (outcomes.containsKey(top)) {
                open.removeLast();
                continue;
            }
            int before = open.size();
            for (Var operand : Graph.dependencies(top)) {
                if (environment.fixed(operand) == null && !outcomes.containsKey(operand)) {
                    open.add(operand);
                }
            }
            if (open.size() == before) {
                open.removeLast();
                outcomes.put(top, ask(top));
            }
        }
        Outcome outcome = outcomes.get(node);
        if (outcome == null) {
            throw new AssertionError("not visited: " + node);
        }
        return outcome;
    }

    /**
     * Asks again about nodes that depend on others, which have got values.
     *
     * @param valued the nodes with new values
     * @param users the nodes of which a node is an operand
     */
    public void forget(Collection<Var> valued, Function<Var, List<Var>> users) {
        List<Var> open = new ArrayList<>(valued);
        while (!open.isEmpty()) {
            for (Var user : users.apply(open.removeLast())) {
                if (outcomes.remove(user) != null) {
                    attempts.remove(user);
                    open.add(user);
                }
            }
        }
    }

    /** The rules that were asked about a node, in order. */
    public List<Attempt> attempts(Var node) {
        return List.copyOf(attempts.getOrDefault(node, List.of()));
    }

    private Outcome ask(Var node) {
        Op op = environment.opOf(node);
        if (op == null) {
            return new Outcome.Refused(
                    RuleId.NONE,
                    node,
                    DensityCode.UNVALUED_SOURCE,
                    "its shape depends on a draw that has no value",
                    "",
                    List.of());
        }
        Application at = new Application(
                node, node.inputs().stream().map(this::operand).toList(), () -> new Sequence(rules, environment));
        Outcome certain = ofPoints(op, at);
        if (certain != null) {
            attempts.put(node, List.of(new Attempt(POINTS, certain)));
            return certain;
        }
        OfCopies ofCopies = OfCopies.of(op, at);
        Outcome copied = ofCopies == null ? null : ofCopies.outcome(node, asked(op, ofCopies.at(), node));
        if (copied != null) {
            return copied;
        }
        attempts.remove(node);
        return asked(op, at, node);
    }

    /** What the rules say in order, noted as said of a node. */
    private Outcome asked(Op op, Application at, Var node) {
        List<Outcome.Refused> refusals = new ArrayList<>();
        for (DerivationRule<?> rule : rules.rulesFor(op)) {
            Outcome outcome = apply(rule, op, at);
            attempts.computeIfAbsent(node, _ -> new ArrayList<>()).add(new Attempt(rule.id(), outcome));
            switch (outcome) {
                case Outcome.Derived derived -> {
                    if (!rule.leavesOut()) {
                        requireSources(rule, at, derived.law());
                    }
                    return derived;
                }
                case Outcome.Refused refused -> {
                    if (refused.code() == DensityCode.DEGENERATE) {
                        return refused; // no other rule finds a density where there is none
                    }
                    refusals.add(refused);
                }
                case Outcome.NotMine _ -> {}
            }
        }
        if (!at.unresolved().isEmpty()) {
            Outcome.Refused below = at.unresolved().getFirst();
            return Undecided.isMadeFor(below, op)
                    ? at.refused(RuleId.NONE, Undecided.code(op), Undecided.why(op), Undecided.fix(op))
                    : below;
        }
        return refusals.isEmpty()
                ? at.refused(RuleId.NONE, DensityCode.NO_RULE, Undecided.why(op), Undecided.fix(op))
                : joined(refusals);
    }

    /** What is computed of point masses is one, and consumes nothing; null where something else is random. */
    private @Nullable Outcome ofPoints(Op op, Application at) {
        if (op instanceof RandomOp || !at.operands().stream().allMatch(Operand::isFixed)) {
            return null;
        }
        List<Var> values =
                IntStream.range(0, at.operands().size()).mapToObj(at::fixed).toList();
        return at.derived(POINTS, new PointMassLaw(Var.checked(op, values)));
    }

    /** A draw that a law does not name could count twice, which shows in nothing but a wrong density. */
    private static void requireSources(DerivationRule<?> rule, Application at, Law law) {
        List<Var> missing = at.laws().stream()
                .flatMap(operand -> operand.type().sources().draws().stream())
                .filter(draw -> !law.type().sources().draws().contains(draw))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new LogDensityException(
                    DensityCode.CONTRACT,
                    "the rule '" + rule.id() + "' derives the law " + law.describe() + " for "
                            + at.node().describe() + " without naming the draws it is made of, "
                            + missing.stream().map(Var::label).toList()
                            + ": give its LawType the sources of the operands' laws");
        }
    }

    private static Outcome.Refused joined(List<Outcome.Refused> refusals) {
        Outcome.Refused last = refusals.getLast();
        return refusals.size() == 1
                ? last
                : new Outcome.Refused(last.rule(), last.node(), last.code(), last.why(), last.fix(), refusals);
    }

    private Operand operand(Var x) {
        Var value = environment.fixed(x);
        if (value != null) {
            return new Operand.Fixed(value);
        }
        return switch (outcomes.get(x)) {
            case Outcome.Derived(PointMassLaw(Var at, Sources _), var _) -> new Operand.Fixed(at);
            case Outcome.Derived(Law law, var _) -> new Operand.Random(x, law);
            case Outcome.Refused why -> new Operand.Mixed(x, why);
            case null, default -> throw new AssertionError("operand not derived: " + x);
        };
    }

    private static <O extends Op> Outcome apply(DerivationRule<O> rule, Op op, Application at) {
        return rule.apply(rule.op().cast(op), at);
    }
}
