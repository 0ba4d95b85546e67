package ppl.aeppl.rule.joined;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The joint law of parts each of which is given those before it.
 *
 * @param parts the parts as they lie
 * @param order the same, each after those it depends on
 * @param type the type of the law, found once
 */
record SerialLaw(Parts parts, List<Part> order, LawType type) implements Law {

    static SerialLaw of(Parts parts, List<Part> order, TensorType draw) {
        return new SerialLaw(parts, List.copyOf(order), parts.type(draw, Dependence.SERIAL, parts.supportOfAll()));
    }

    @Override
    public String describe() {
        return parts.describe();
    }

    @Override
    public LogTerms logDensity(Value value) {
        Map<Var, Var> values = values(value);
        return parts.density(type, p -> p.law()
                .logDensity(Value.of(p.of(value.var(), parts.axis())))
                .map(x -> given(values, x)));
    }

    /** By stand-in. Where a value is infinite, so that its part has no density, the others are given one in its support. */
    private Map<Var, Var> values(Value value) {
        Map<Var, Var> values = new IdentityHashMap<>();
        for (Part p : order) {
            if (p.standIn() != null) {
                Var mine = p.of(value.var(), parts.axis());
                boolean certain = value.inside() || !mine.dtype().isFloat();
                Var finite = certain ? Var.constant(true) : Value.of(mine).isNotInfinite();
                values.put(
                        p.standIn(),
                        finite.isSplat(1)
                                ? mine
                                : Functions.where(
                                        finite,
                                        mine,
                                        Gradient.stop(given(values, p.law().supportPoint()))));
            }
        }
        return values;
    }

    private static Var given(Map<Var, Var> values, Var x) {
        return Substitution.replace(List.of(x), values).getFirst();
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        Map<Var, Var> values = new IdentityHashMap<>();
        Map<Var, Value> recovered = new LinkedHashMap<>();
        for (Part p : order) {
            Var mine = p.of(value.var(), parts.axis());
            p.law().recover(Value.of(mine)).forEach((draw, v) -> recovered.put(draw, v.map(x -> given(values, x))));
            if (p.standIn() != null) {
                values.put(p.standIn(), mine);
            }
        }
        return recovered;
    }

    @Override
    public Var supportPoint() {
        return oneAfterAnother(p -> p.law().supportPoint());
    }

    @Override
    public Var draw(KeyVar key) {
        return oneAfterAnother(p -> p.law().draw(key.fold(p.start())));
    }

    private Var oneAfterAnother(Function<Part, Var> make) {
        Map<Var, Var> values = new IdentityHashMap<>();
        Map<Part, Var> made = new IdentityHashMap<>();
        for (Part p : order) {
            Var x = given(values, make.apply(p));
            made.put(p, x);
            if (p.standIn() != null) {
                values.put(p.standIn(), x);
            }
        }
        return parts.joined(parts.list().stream().map(made::get).toList());
    }

    /** Those that do not depend on the value. */
    @Override
    public List<ParameterCheck> checks() {
        Set<Var> standIns = Collections.newSetFromMap(new IdentityHashMap<>());
        order.forEach(p -> {
            if (p.standIn() != null) {
                standIns.add(p.standIn());
            }
        });
        return parts.checks().stream()
                .filter(c -> Graph.order(c.nodes()).stream().noneMatch(standIns::contains))
                .toList();
    }

    @Override
    public List<ParameterCheck> checks(Value value) {
        Map<Var, Var> values = values(value);
        return parts.checks(value).stream()
                .map(c -> c.map(x -> given(values, x)))
                .toList();
    }
}
