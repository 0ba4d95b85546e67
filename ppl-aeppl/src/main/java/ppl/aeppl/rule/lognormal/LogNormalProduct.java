package ppl.aeppl.rule.lognormal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.LogGaussian;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.WithoutDensity;
import ppl.aeppl.rule.gaussian.GaussianLaw;
import ppl.aeppl.rule.pushforward.PushForward;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Op;
import ppl.graph.op.Reduce;

/**
 * Products and quotients of lognormal variables, and of exponentials of normal ones, which may share draws; also along axes. Their
 * logs are sums of Gaussian variables.
 */
public final class LogNormalProduct implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("lognormal.product");

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Op> op() {
        return Op.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(
                Claim.one(new Binary(Binary.Fn.MUL)),
                Claim.one(new Binary(Binary.Fn.DIV)),
                Claim.reduction(Reduce.Fn.PROD));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "X * Y, X / Y and products along axes, of lognormal variables and exponentials of normal ones",
                "the exponential of a Gaussian law",
                "they may share draws",
                "factors that cancel, as in x / x: DEGENERATE",
                new Guide.Example("lognormal(0.2, 0.5) * lognormal(-0.1, 1.2)", "2", -1.9785397941511067)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        List<Law> laws = at.laws();
        if (laws.size() != at.operands().size()
                || !(laws.getFirst().form(LogGaussian.class) instanceof Capability.Present<LogGaussian>(LogGaussian x))
                || !(laws.getLast().form(LogGaussian.class)
                        instanceof Capability.Present<LogGaussian>(LogGaussian y))) {
            return Outcome.NOT_MINE;
        }
        Sources all = laws.stream().map(l -> l.type().sources()).reduce(Sources.none(), Sources::and);
        return switch (op) {
            case Binary(Binary.Fn fn) -> product(at, x.times(fn == Binary.Fn.MUL ? y : y.reciprocal()), all);
            case Reduce reduce ->
                x.log()
                        .summed(reduce.axesArray())
                        .map(log -> product(at, new LogGaussian(log), all.whole()))
                        .orElse(Outcome.NOT_MINE);
            default -> throw new AssertionError(op.name() + " is not claimed");
        };
    }

    private static Outcome product(Application at, LogGaussian form, Sources sources) {
        if (form.log().cancels()) {
            return at.refused(
                    ID,
                    DensityCode.DEGENERATE,
                    "its random parts cancel, so it is the same number whatever its draws are: a point mass, which has no density",
                    "leave it out, or correct its factors");
        }
        Law log = GaussianLaw.of(at.node(), form.log(), sources);
        return log instanceof WithoutDensity none
                ? none.refusal()
                : at.derived(ID, new Product(PushForward.exp(log), form));
    }

    /** The exponential of a Gaussian law, which is a factor of further products. */
    private record Product(Law decorated, LogGaussian form) implements LawDecorator {

        @Override
        public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
            return kind == LogGaussian.class ? Capability.of(kind.cast(form)) : decorated.form(kind);
        }

        @Override
        public Capability<Law> elements(Rearrangement by) {
            Optional<LogGaussian> picked = form.rearranged(by);
            return switch (decorated.elements(by)) {
                case Capability.Present<Law>(Law law) ->
                    Capability.of(picked.<Law>map(f -> new Product(law, f)).orElse(law));
                case Capability.Absent<Law> absent -> absent;
            };
        }

        /** None: the value of a product does not determine its factors. */
        @Override
        public Map<Var, Value> recover(Value value) {
            return Map.of();
        }
    }
}
