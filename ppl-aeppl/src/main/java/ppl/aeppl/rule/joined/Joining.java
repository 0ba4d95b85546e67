package ppl.aeppl.rule.joined;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.Sequence;
import ppl.graph.Var;
import ppl.graph.op.Concat;

/**
 * Random tensors stacked or joined along an axis. Parts that depend on each other come one after another, each given the values
 * of those before; their densities multiply.
 */
public final class Joining implements DerivationRule<Concat> {

    private static final RuleId ID = new RuleId("joined");
    private static final String FIX = "observe each part by a name of its own, where each is given the others' values";

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Concat> op() {
        return Concat.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "stack(X, Y, ...), concat(X, Y, ...)",
                "the product of the densities of the parts, each given those it depends on",
                "no part determines another, unless it is the same; what parts share has a value, or follows from one of them",
                "parts that determine each other: OVERDETERMINED; parts that share a draw that neither tells: DEPENDENT_OPERANDS",
                new Guide.Example("stack(x, normal(x, 1)), x of normal(0, 1)", "0.5, 1.5", -2.4628770664093454)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Concat op, Application at) {
        int axis = at.node().shape().normalizeAxis(op.axis());
        if (!at.node().shape().isKnown()) {
            return at.refused(
                    ID, DensityCode.NO_RULE, "which part an element belongs to is not known before a run", FIX);
        }
        Law copies = Repeats.law(axis, at);
        if (copies != null) {
            return at.derived(ID, copies);
        }
        if (!at.unresolved().isEmpty() || !at.sharedSources().isEmpty()) {
            return dependent(axis, at);
        }
        int[] starts = starts(axis, at.node().inputs());
        List<Part> parts = IntStream.range(0, starts.length)
                .mapToObj(i -> new Part(law(at.operand(i)), starts[i], null))
                .toList();
        return at.derived(ID, JoinedLaw.of(new Parts(axis, parts), at.node().type()));
    }

    /** Where each begins along the axis. */
    private static int[] starts(int axis, List<Var> inputs) {
        int[] starts = new int[inputs.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + inputs.get(i - 1).shape().size(axis);
        }
        return starts;
    }

    private static Law law(Operand operand) {
        return switch (operand) {
            case Operand.Fixed(Var value) -> new PointMassLaw(value);
            case Operand.Random(Var _, Law law) -> law;
            case Operand.Mixed(Var x, Outcome.Refused _) -> throw new AssertionError("no law: " + x);
        };
    }

    private static Outcome dependent(int axis, Application at) {
        Ordering ordering = new Ordering(axis, at);
        Outcome.Refused refused = ordering.run();
        return refused != null
                ? refused
                : at.derived(
                        ID,
                        SerialLaw.of(
                                new Parts(axis, ordering.parts()),
                                ordering.parts(),
                                at.node().type()));
    }

    /** Parts whose laws need values of others wait for them, whatever their places. */
    private static final class Ordering {

        private final int axis;
        private final Application at;
        private final Sequence sequence;
        private final List<Part> parts = new ArrayList<>();
        private final Map<Var, List<Sources>> taken = new IdentityHashMap<>();
        private final int[] starts;

        Ordering(int axis, Application at) {
            this.axis = axis;
            this.at = at;
            this.sequence = at.sequence();
            this.starts = starts(axis, at.node().inputs());
        }

        List<Part> parts() {
            return parts;
        }

        /** Null if every part has a law. */
        Outcome.@Nullable Refused run() {
            List<Integer> waiting =
                    IntStream.range(0, at.operands().size()).boxed().toList();
            Outcome.@Nullable Refused why = null;
            while (!waiting.isEmpty()) {
                List<Integer> later = new ArrayList<>();
                why = null;
                for (int i : waiting) {
                    Outcome outcome = law(i);
                    switch (outcome) {
                        case Outcome.Derived(Law law, var _) -> add(i, law);
                        case Outcome.Refused refused
                        when refused.node() == at.node() -> {
                            return refused;
                        }
                        case Outcome.Refused refused -> {
                            later.add(i);
                            why = why == null ? refused : why;
                        }
                        case Outcome.NotMine _ -> throw new AssertionError("derive answers");
                    }
                }
                if (later.size() == waiting.size()) {
                    return why;
                }
                waiting = later;
            }
            return why;
        }

        private Outcome law(int i) {
            Var x = at.node().inputs().get(i);
            if (at.operand(i) instanceof Operand.Fixed(Var value)) {
                return at.derived(ID, new PointMassLaw(value));
            }
            if (!sequence.isRandom(x)) {
                return at.refused(
                        ID,
                        DensityCode.OVERDETERMINED,
                        "its part " + x.expression() + " is determined by the parts beside it, so their values have no "
                                + "joint density",
                        "leave one of the two out");
            }
            Outcome outcome = sequence.derive(x);
            if (outcome instanceof Outcome.Derived(Law law, var _)) {
                Set<Var> twice = shared(law.type().sources());
                if (!twice.isEmpty()) {
                    String names =
                            twice.stream().map(d -> "'" + d.label() + "'").collect(Collectors.joining(", "));
                    return at.refused(
                            ID,
                            DensityCode.DEPENDENT_OPERANDS,
                            "its part " + x.expression() + " depends on " + names
                                    + ", as a part beside it does, whose value does not tell what it is",
                            "give " + names + " a value");
                }
            }
            return outcome;
        }

        private Set<Var> shared(Sources sources) {
            Set<Var> shared = new LinkedHashSet<>();
            for (Var draw : sources.draws()) {
                boolean before = taken.getOrDefault(draw, List.of()).stream()
                        .anyMatch(other -> other.shared(sources).contains(draw));
                if (before) {
                    shared.add(draw);
                }
            }
            return shared;
        }

        private void add(int i, Law law) {
            Var x = at.node().inputs().get(i);
            if (at.operand(i).isFixed()) {
                parts.add(new Part(law, starts[i], null));
                return;
            }
            Sources sources = law.type().sources();
            sources.draws().forEach(draw -> taken.computeIfAbsent(draw, _ -> new ArrayList<>())
                    .add(sources));
            Var value = Var.input("the value of " + x.label(), x.type());
            sequence.give(x, law, Value.of(value));
            parts.add(new Part(law, starts[i], value));
        }
    }
}
