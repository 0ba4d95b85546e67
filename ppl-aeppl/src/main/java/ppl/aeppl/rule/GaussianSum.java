package ppl.aeppl.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Value;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.BinaryFn;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * Sums and differences of Gaussian variables, which may share draws: coefficients of one draw add up before variances
 * do, so {@code X + (X + Y)} has variance {@code 4 var X + var Y}.
 */
final class GaussianSum implements DerivationRule<Binary> {

    private static final RuleId ID = new RuleId("gaussian.affine");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Binary> op() {
        return Binary.class;
    }

    @Override
    public Set<String> names() {
        return Set.of("add", "sub");
    }

    @Override
    public Phase phase() {
        return Phase.CLOSED_FORM;
    }

    @Override
    public Outcome apply(Binary op, Application at) {
        List<Law> laws = at.laws();
        if (laws.size() != 2
                || !(laws.get(0).gaussian() instanceof Capability.Present<GaussianForm>(GaussianForm x))
                || !(laws.get(1).gaussian() instanceof Capability.Present<GaussianForm>(GaussianForm y))) {
            return Outcome.NOT_MINE;
        }
        GaussianForm sum = x.plus(op.fn() == BinaryFn.ADD ? y : y.times(Var.constant(-1.0)));
        Set<Var> sources = new LinkedHashSet<>(laws.get(0).type().sources());
        sources.addAll(laws.get(1).type().sources());
        Law normal =
                Normal.FAMILY.law(List.of(sum.mean(), sum.scale()), at.node().shape(), sources);
        return at.derived(ID, new Sum(sum, normal, laws.get(0), laws.get(1)));
    }

    /** A normal law that remembers what it is made of. */
    private record Sum(GaussianForm form, Law normal, Law left, Law right) implements Law {

        @Override
        public String describe() {
            return normal.describe();
        }

        @Override
        public LawType type() {
            return normal.type();
        }

        @Override
        public LogTerms logDensity(Value value) {
            return normal.logDensity(value);
        }

        @Override
        public Capability<EventProbability> events() {
            return normal.events();
        }

        @Override
        public Capability<Quantile> quantile() {
            return normal.quantile();
        }

        @Override
        public Capability<GaussianForm> gaussian() {
            return Capability.of(form);
        }

        @Override
        public Capability<Moments> moments() {
            return normal.moments();
        }

        @Override
        public Var supportPoint() {
            return normal.supportPoint();
        }

        @Override
        public Var draw(KeyVar key) {
            return normal.draw(key);
        }

        @Override
        public List<ParameterCheck> checks() {
            List<ParameterCheck> checks = new ArrayList<>(left.checks());
            checks.addAll(right.checks());
            checks.addAll(normal.checks());
            return checks;
        }
    }
}
