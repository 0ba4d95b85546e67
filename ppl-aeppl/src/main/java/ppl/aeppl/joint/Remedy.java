package ppl.aeppl.joint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ppl.aeppl.DensityCode;
import ppl.aeppl.rule.Deriver;
import ppl.aeppl.rule.Environment;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.RuleRegistry;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.Compare;
import ppl.graph.op.Prim;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.RandomOp;
import ppl.graph.op.RichOp;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;

/** Which values would help where no law was found; each proposal is tried before it is made. */
final class Remedy {

    private Remedy() {}

    /**
     * Which draws to give values, as it reads after "to fix:"; empty if no values help.
     *
     * @param stopped the node that has no law
     */
    static String values(Binding binding, Var stopped, Environment environment, RuleRegistry rules) {
        List<Var> draws = environment.unvaluedDraws(stopped).stream()
                .filter(d -> d != binding.node())
                .toList();
        if (draws.isEmpty()) {
            return "";
        }
        List<Var> enough = draws.stream()
                .filter(d -> helps(List.of(d), binding, environment, rules))
                .toList();
        if (!enough.isEmpty()) {
            return "give " + joined(enough, " or ") + " a value";
        }
        String all = "give " + joined(draws, " and ") + (draws.size() == 1 ? " a value" : " values");
        if (with(draws, environment).fixed(binding.node()) != null) {
            return all + " instead of '" + binding.name() + "'";
        }
        return helps(draws, binding, environment, rules) ? all : "";
    }

    /** Whether a rule written by the user could take the node. */
    static boolean isRule(Outcome.Refused refused) {
        if (refused.code() != DensityCode.NO_RULE && refused.code() != DensityCode.DEPENDENT_OPERANDS) {
            return false;
        }
        return switch (refused.node().op()) {
            case RandomOp _, Select _, Compare _ -> false;
            case ScatterAdd _ -> false;
            case Pointwise _, Routine _ -> true;
            case Prim _ -> false;
            case RichOp _ -> true;
        };
    }

    /** The draws that an expression names. */
    static List<Var> drawsIn(Var node) {
        List<Var> draws = new ArrayList<>();
        Set<Var> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Var> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            Var top = open.removeLast();
            if (!seen.add(top)) {
                continue;
            }
            if (top.op() instanceof RandomOp) {
                draws.add(top);
            } else {
                open.addAll(Graph.dependencies(top).reversed());
            }
        }
        return draws;
    }

    private static boolean helps(List<Var> draws, Binding binding, Environment environment, RuleRegistry rules) {
        Environment valued = with(draws, environment);
        return valued.fixed(binding.node()) == null
                && new Deriver(rules, valued).derive(binding.node()) instanceof Outcome.Derived;
    }

    /** The environment with values for draws, whatever they are. */
    static Environment with(List<Var> draws, Environment environment) {
        Environment valued = environment.copy();
        draws.forEach(d -> valued.bind(d, Var.input(d.label(), d.type())));
        return valued;
    }

    private static String joined(List<Var> draws, String link) {
        return draws.stream().map(Var::label).collect(Collectors.joining(link));
    }
}
