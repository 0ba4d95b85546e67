package ppl.aeppl.rule.order;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of places that say in which order n alike, continuous, independent elements along an axis are: every order has the same
 * probability. Some of the places are m different ones of n, each choice and order of them as probable as any other.
 *
 * @param of the law of the elements; or of an order, of which this is the inverse
 * @param along their axis
 * @param by which places of the whole order
 * @param axis along which these lie
 * @param n how many elements there are
 * @param type the type of the law
 */
record PermutationLaw(Law of, int along, Rearrangement by, int axis, int n, LawType type) implements Law {

    static PermutationLaw of(Law elements, int along, int n) {
        LawType of = elements.type();
        Rearrangement all = Rearrangement.none(of.draw().shape());
        return of(elements, along, all, along, n, of.sources().whole());
    }

    private static PermutationLaw of(Law of, int along, Rearrangement by, int axis, int n, Sources sources) {
        LawType type = new LawType(
                new TensorType(DType.I64, by.to()),
                BaseMeasure.COUNTING,
                new Support.Integers(Var.constant(0L), Var.constant(n - 1L)),
                Set.of(axis),
                Collections.nCopies(by.to().rank() - 1, Dependence.INDEPENDENT),
                sources);
        return new PermutationLaw(of, along, by, axis, n, type);
    }

    /** Whether all places are there. */
    boolean isWhole() {
        return type.draw().shape().extent(axis).is(n);
    }

    @Override
    public String describe() {
        return "the order of " + n + " elements of " + of.describe();
    }

    @Override
    public LogTerms logDensity(Value v) {
        Var places = Functions.sort(Functions.broadcastTo(v.var(), by.to()), axis);
        int m = by.to().size(axis);
        double ways = 0;
        for (int i = 0; i < m; i++) {
            ways += Math.log(n - i);
        }
        Var known = Functions.all(Functions.broadcastTo(type.support().contains(places), by.to()), axis);
        Var next = Functions.slice(places, axis, 1, Math.max(0, m - 1), 1);
        Var before = Functions.slice(places, axis, 0, Math.max(0, m - 1), 1);
        Var different = Functions.all(next.gt(before), axis);
        return LogTerms.zero(type.batchShape())
                .plus(Functions.broadcastTo(Var.constant(-ways), type.batchShape()))
                .only(Functions.and(known, different));
    }

    /** Some places of each line. */
    @Override
    public Capability<Law> elements(Rearrangement next) {
        Optional<Places> found = Places.of(next, axis);
        if (found.isEmpty()) {
            return Capability.absent("of an order only the same places of each line have a law here");
        }
        Rearrangement picked = by.then(next);
        if (found.get().axis() >= 0) {
            return Capability.of(of(of, along, picked, found.get().axis(), n, type.sources()));
        }
        return Capability.of(
                OnePlace.of(n, picked.to(), type.sources(), of.checks(), key -> picked.moveEach(order(key))));
    }

    /** None: the order does not tell what stands in it. */
    @Override
    public Map<Var, Value> recover(Value value) {
        return Map.of();
    }

    @Override
    public Var supportPoint() {
        return by.move().apply(Functions.argsort(of.supportPoint(), along));
    }

    @Override
    public Var draw(KeyVar key) {
        return by.moveEach(order(key));
    }

    /** Of a draw for each key. */
    private Var order(KeyVar key) {
        return Functions.argsort(of.draw(key), along + key.key().rank());
    }

    @Override
    public List<ParameterCheck> checks() {
        return of.checks();
    }
}
