package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Family;
import ppl.aeppl.rule.Environment;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.RuleRegistry;
import ppl.graph.Var;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.op.RichOp;

/** Writes errors: where, what is random there, the rules tried and why each refused, and what to change. */
final class Explanation {

    private Explanation() {}

    static LogDensityException of(
            Binding binding, Outcome.Refused refused, Environment environment, RuleRegistry rules) {
        Outcome.Refused deepest = deepest(refused);
        List<Var> draws = environment.unvaluedDraws(binding.node()).stream()
                .filter(d -> d != binding.node())
                .toList();
        StringBuilder text = new StringBuilder("no log-density could be derived for '" + binding.name() + "'\n");
        text.append(ExpressionLine.of(binding.name(), binding.node(), deepest.node()));
        for (Var draw : draws) {
            text.append("\n  random here:  ")
                    .append(draw.label())
                    .append(" ~ ")
                    .append(law(draw))
                    .append(", not valued");
        }
        text.append("\n  rules tried for ")
                .append(ExpressionLine.function(deepest.node()))
                .append(':');
        List<Outcome.Refused> tried = deepest.causes().isEmpty() ? List.of(deepest) : deepest.causes();
        for (Outcome.Refused r : tried) {
            boolean none = r.rule().equals(RuleId.NONE);
            text.append("\n    ")
                    .append(none ? "none: " : pad(r.rule().name()) + " refused: ")
                    .append(r.why());
        }
        rules.unusable().forEach(provider -> text.append("\n  rules missing: ").append(provider));
        text.append("\n  to fix: ").append(String.join("; or ", fixes(binding, deepest, environment, rules)));
        return new LogDensityException(deepest.code(), text.toString());
    }

    static LogDensityException overdetermined(Binding binding, List<Var> free) {
        Var node = binding.node();
        List<Var> draws = Remedy.drawsIn(node);
        String from = draws.stream()
                .map(d -> "'" + d.label() + "'" + (free.contains(d) ? ", which is sampled" : ", whose value is known"))
                .collect(Collectors.joining(", and "));
        String instead = node.op() instanceof RandomOp
                ? "; else take its value away, or observe the variable instead of sampling it"
                : "; else take its value away, or leave out what makes it known";
        return new LogDensityException(
                DensityCode.OVERDETERMINED,
                "'" + binding.name() + "' got a value, but nothing in it is random: " + node.describe() + " "
                        + (draws.isEmpty() ? "is a constant" : "follows from " + from)
                        + "\n  to fix: if it was measured with an error, observe a draw around it, such as normal("
                        + node.label() + ", sigma)" + (draws.isEmpty() ? "; else leave it out" : instead));
    }

    static LogDensityException unvalued(Binding binding, Environment environment) {
        return switch (binding) {
            case Binding.Given given -> unvalued(given, environment);
            case Binding.Summed summed -> throw new AssertionError("a stand-in has a value: " + summed);
            case Binding.Free free ->
                new LogDensityException(
                        DensityCode.UNVALUED_SOURCE,
                        "the map given for '" + free.name()
                                + "' depends on a draw without value, so its image is not known"
                                + "\n  to fix: give that draw a value too, or let the map depend on valued nodes only");
        };
    }

    private static LogDensityException unvalued(Binding.Given binding, Environment environment) {
        return new LogDensityException(
                DensityCode.UNVALUED_SOURCE,
                "the value given for '" + binding.name() + "' depends on "
                        + names(environment.unvaluedDraws(binding.value())) + ", which is random and has no value"
                        + "\n  to fix: give it a value too, or give '" + binding.name()
                        + "' a value that is not random");
    }

    static String names(List<Var> draws) {
        return draws.stream().map(d -> "'" + d.label() + "'").collect(Collectors.joining(" and "));
    }

    private static List<String> fixes(
            Binding binding, Outcome.Refused refused, Environment environment, RuleRegistry rules) {
        List<String> fixes = new ArrayList<>();
        String values = Remedy.values(binding, refused.node(), environment, rules);
        if (!values.isEmpty()) {
            fixes.add(values);
        }
        if (!refused.fix().isEmpty()) {
            fixes.add(refused.fix());
        }
        if (Remedy.isRule(refused)) {
            Op op = refused.node().op();
            fixes.add("register a DerivationRule for op '" + op.name() + "'"
                    + (op instanceof RichOp ? ", or let it implement Monotone" : ""));
        }
        if (fixes.isEmpty()) {
            fixes.add("observe a distribution that you know '" + binding.name() + "' has");
        }
        return fixes;
    }

    private static Outcome.Refused deepest(Outcome.Refused refused) {
        Outcome.Refused at = refused;
        while (true) {
            Var node = at.node();
            var below = at.causes().stream().filter(c -> c.node() != node).findFirst();
            if (below.isEmpty()) {
                return at;
            }
            at = below.get();
        }
    }

    private static String law(Var draw) {
        RandomOp op = (RandomOp) draw.op();
        if (!(op.family() instanceof Family family)) {
            return op.family().name();
        }
        return family.describe(draw.inputs()) + ", support " + family.support(draw.inputs());
    }

    private static String pad(String s) {
        return s + " ".repeat(Math.max(0, 22 - s.length()));
    }
}
