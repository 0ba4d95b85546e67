package ppl.aeppl.rule.order;

import static ppl.graph.Functions.and;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of n alike, continuous, independent elements along an axis in ascending order: n! times the product of their densities, −∞ where they
 * are not in order. Some of them alone are order statistics.
 *
 * @param base the law of the elements before they are sorted
 * @param axis along which they are
 * @param n how many
 * @param type the type of the law
 */
record SortedLaw(Law base, int axis, int n, LawType type) implements Law {

    static SortedLaw of(Law base, int axis, int n) {
        LawType of = base.type();
        int batch = of.draw().shape().rank() - 1;
        LawType type = new LawType(
                of.draw(),
                of.measure(),
                of.support(),
                Set.of(axis),
                Collections.nCopies(batch, Dependence.INDEPENDENT),
                of.sources().whole());
        return new SortedLaw(base, axis, n, type);
    }

    @Override
    public String describe() {
        return base.describe() + " in order along axis " + axis;
    }

    @Override
    public LogTerms logDensity(Value v) {
        Var finite = v.isNotInfinite();
        Var y = v.or(finite, Gradient.stop(base.supportPoint())).var();
        double permutations = 0;
        for (int i = 2; i <= n; i++) {
            permutations += Math.log(i);
        }
        LogTerms product = base.logDensity(Value.of(y)).sumOver(Set.of(axis)).plus(permutations);
        Var possible = Functions.all(finite, axis);
        if (n > 1) {
            Var lower = Functions.take(y, Functions.arange(n - 1), axis);
            Var upper = Functions.take(y, Functions.arange(1, n), axis);
            possible = and(possible, Functions.all(upper.ge(lower), axis));
        }
        return LogTerms.zero(product.shape()).plus(product.elementwise()).only(possible);
    }

    /** Some ranks of each line. */
    @Override
    public Capability<Law> elements(Rearrangement by) {
        Optional<Places> found = Places.of(by, axis);
        if (found.isEmpty()) {
            return Capability.absent("of elements in order only those at the same ranks of each line have a law here");
        }
        Places ranks = found.get();
        return switch (base.elements(by)) {
            case Capability.Present<Law>(Law each) ->
                ranks.axis() < 0
                        ? OrderStatisticLaw.ofRank(each, n, ranks.of()[0], type.sources())
                        : RanksLaw.of(this, by, ranks, each);
            case Capability.Absent<Law> absent -> absent;
        };
    }

    @Override
    public Var supportPoint() {
        return Functions.sort(base.supportPoint(), axis);
    }

    @Override
    public Var draw(KeyVar key) {
        return Functions.sort(base.draw(key), axis);
    }

    @Override
    public List<ParameterCheck> checks() {
        return base.checks();
    }

    /** Whether a law is one that this can be of. */
    static boolean isOf(Law law) {
        return law.type().measure() instanceof BaseMeasure.Lebesgue;
    }
}
