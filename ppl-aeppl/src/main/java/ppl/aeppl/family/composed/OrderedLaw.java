package ppl.aeppl.family.composed;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Ordered;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of the elements along the last axis of independent draws in ascending order.
 *
 * @param base the law of the draws
 * @param type the type of this law
 */
record OrderedLaw(Law base, LawType type) implements Law {

    static OrderedLaw of(Law base, Sources sources) {
        LawType type = base.type();
        int last = type.draw().shape().rank() - 1;
        LawType ordered = new LawType(
                type.draw(),
                BaseMeasure.LEBESGUE,
                new Ordered(type.support().hull()),
                Set.of(last),
                type.batch().subList(0, last),
                sources);
        return new OrderedLaw(base, ordered);
    }

    @Override
    public String describe() {
        return "Ordered(" + base.describe() + ")";
    }

    private int last() {
        return type.draw().shape().rank() - 1;
    }

    /** There are n! orders in which independent draws may come. */
    @Override
    public LogTerms logDensity(Value v) {
        Var in = v.in(type.support());
        Var n = type.draw().shape().extent(-1).asVar().cast(DType.F64);
        return base.logDensity(v)
                .sumOver(Set.of(last()))
                .plus(Lgamma.of(n.plus(1)))
                .only(in);
    }

    /** A typical value of one, and others near it in free coordinates. */
    @Override
    public Var supportPoint() {
        Bijector map = base.type().support().bijector();
        Shape shape = type.draw().shape();
        Var steps = Functions.arange(shape.extent(-1).asVar()).cast(DType.F64).times(0.1);
        Var u = map.inverse(base.supportPoint()).plus(steps.minus(steps.mean()));
        return Functions.sort(Functions.broadcastTo(map.forward(u).var(), shape), last());
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        Optional<Set<Integer>> events = by.axesOf(type.eventAxes());
        if (events.isEmpty() || !events.get().equals(Set.of(by.to().rank() - 1))) {
            return Capability.absent(describe() + " has its elements in order, which are not taken apart");
        }
        return switch (base.elements(by)) {
            case Capability.Present<Law>(Law law) ->
                Capability.of(of(law, type.sources().rearranged(by)));
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public Var draw(KeyVar key) {
        Var all = base.draw(key);
        return Functions.sort(all, all.rank() - 1);
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }
}
