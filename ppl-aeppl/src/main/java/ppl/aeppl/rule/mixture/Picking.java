package ppl.aeppl.rule.mixture;

import java.util.Optional;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.view.View;
import ppl.graph.Var;
import ppl.graph.op.Gather;

/**
 * Elements picked by position. At positions that are not random their law is that of the elements; at random ones it is a mixture, with
 * the positions summed out. What is picked from may be a table of numbers.
 */
public final class Picking implements DerivationRule<Gather> {

    private static final RuleId ID = new RuleId("mixture.index");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Gather> op() {
        return Gather.class;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "X[I]",
                "for a known I the law of what is picked; picks of the same element are copies, which count once. For a random I the mixture, with I summed out",
                "a random I has finitely many values, all of them positions of X, and shares no draw with X",
                "positions without bound, or outside: DOMAIN_NOT_COVERED; several random positions in a vector whose elements depend on each other, or more than 4096 ways for positions to fall where they may pick the same: DEPENDENT_OPERANDS",
                new Guide.Example("stack(normal(0, 1), exponential(3))[bernoulli(0.3)]", "0.5", -0.80460877474122384)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public boolean leavesOut() {
        return true;
    }

    @Override
    public Outcome apply(Gather op, Application at) {
        if (!at.unresolved().isEmpty()) {
            return Outcome.NOT_MINE;
        }
        if (!(at.operand(1) instanceof Operand.Random(Var _, Law positions))) {
            return View.taken(ID, op, at);
        }
        if (!at.sharedSources().isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.DEPENDENT_OPERANDS,
                    "the position and what is picked both depend on "
                            + at.sharedSources().stream()
                                    .map(s -> "'" + s.label() + "'")
                                    .toList(),
                    "give one of the two a value");
        }
        Law from =
                switch (at.operand(0)) {
                    case Operand.Fixed(Var value) -> new PointMassLaw(value);
                    case Operand.Random(Var _, Law law) -> law;
                    case Operand.Mixed(Var x, var _) -> throw new AssertionError("no law: " + x);
                };
        return new IndexMixture(ID, op, at, from, positions).derive();
    }
}
