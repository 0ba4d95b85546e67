package ppl.aeppl.rule.order;

import java.util.Optional;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.op.Argsort;

/** The order of independent, continuous elements that are alike: any is as probable as another. So are ranks, the order of an order. */
public final class Ordering implements DerivationRule<Argsort> {

    private static final RuleId ID = new RuleId("order.argsort");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Argsort> op() {
        return Argsort.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "argsort(X), argsort(argsort(X)), some places of these",
                "1 / n! for each order of n elements; for m different places (n - m)! / n!",
                "independent, continuous elements of one law",
                "elements that are not alike, or may tie: NO_RULE; that depend on each other: DEPENDENT_OPERANDS",
                new Guide.Example("argsort(normal(0, 1), shape 3)", "2, 0, 1", -1.791759469228055)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Argsort op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        Law law = at.laws().getFirst();
        if (law instanceof PermutationLaw order && order.axis() == op.axis() && order.isWhole()) {
            return at.derived(ID, PermutationLaw.of(order, op.axis(), order.n()));
        }
        Outcome refused = Sorting.refusal(ID, op.name(), true, law, op.axis(), at);
        return refused != null
                ? refused
                : at.derived(
                        ID,
                        PermutationLaw.of(
                                law, op.axis(), law.type().draw().shape().size(op.axis())));
    }
}
