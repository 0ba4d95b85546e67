package ppl.aeppl.rule.pushforward;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import ppl.aeppl.rule.Application;
import ppl.graph.Var;
import ppl.graph.op.Cast;

/**
 * The monotone functions of one random operand, by the name of the op. A new one is a {@link MonotoneMap} and a line here.
 */
final class MonotoneTable {

    /** Ops of one operand. */
    private static final Map<String, Function<Application, MonotoneMap>> UNARY = Map.of(
            "neg", _ -> AffineMap.negation(),
            "exp", _ -> new ExpMap(),
            "log", _ -> new LogMap(),
            "sqrt", _ -> new SqrtMap(),
            "log1p", _ -> new Log1pMap(),
            "expm1", _ -> new Expm1Map(),
            "sigmoid", _ -> new SigmoidMap(),
            "softplus", _ -> new SoftplusMap(),
            "cast", MonotoneTable::cast);

    /** Ops of two operands, the first or the second of which is random. */
    private static final Set<String> BINARY = Set.of("add", "sub", "mul", "div");

    private MonotoneTable() {}

    static Set<String> names() {
        Set<String> names = new TreeSet<>(UNARY.keySet());
        names.addAll(BINARY);
        return names;
    }

    /**
     * The function that an application with exactly one random operand is.
     *
     * @param name the name of the op
     * @param position which operand is random
     */
    static MonotoneMap of(String name, Application at, int position) {
        Function<Application, MonotoneMap> unary = UNARY.get(name);
        if (unary != null) {
            return unary.apply(at);
        }
        Var other = Shared.of(at.fixed(1 - position));
        boolean first = position == 0;
        return switch (name) {
            case "add" -> new AffineMap(other, null);
            case "sub" -> first ? new AffineMap(other.unaryMinus(), null) : new AffineMap(other, Var.constant(-1.0));
            case "mul" -> new AffineMap(null, other);
            case "div" -> first ? new QuotientMap(other) : new ReciprocalMap(other);
            default -> throw new AssertionError(name + " is not in the table");
        };
    }

    private static MonotoneMap cast(Application at) {
        return new WideningMap(
                at.node().inputs().getFirst().dtype(), ((Cast) at.node().op()).to());
    }
}
