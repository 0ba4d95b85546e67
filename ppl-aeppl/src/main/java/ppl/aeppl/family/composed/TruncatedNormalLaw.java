package ppl.aeppl.family.composed;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * A truncated normal law with its moments.
 *
 * <p><b>Numerics:</b> the densities at the ends, each by the probability between them, are exponentials of differences of logs. The terms of
 * the moments cancel for an interval that is narrow beside sigma: the variance of one of width {@code w sigma} has an absolute error of about
 * {@code 1e-16 sigma^2 / w}.
 *
 * @param decorated the law
 * @param mu of the normal law
 * @param sigma of the normal law
 */
record TruncatedNormalLaw(TruncatedLaw decorated, Var mu, Var sigma) implements LawDecorator {

    @Override
    public Capability<Moments> moments() {
        Var lo = standardised(decorated.window().lo());
        Var hi = standardised(decorated.window().hi());
        Var mass = decorated.logMass();
        Var none = Var.constant(0.0);
        Var below = lo == null ? none : density(lo, mass);
        Var above = hi == null ? none : density(hi, mass);
        Var shift = below.minus(above);
        Var narrowing = (lo == null ? none : lo.times(below)).minus(hi == null ? none : hi.times(above));
        Var share = Functions.maximum(narrowing.plus(1).minus(shift.square()), none);
        return Capability.of(
                new Moments(mu.plus(sigma.times(shift)), sigma.square().times(share)));
    }

    private @Nullable Var standardised(@Nullable Var end) {
        return end == null ? null : end.minus(mu).div(sigma);
    }

    /** That of the standard normal law, by a probability. */
    private static Var density(Var z, Var logMass) {
        return z.square().times(-0.5).minus(HALF_LOG_2PI).minus(logMass).exp();
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return decorated.elements(by);
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return decorated.recover(value);
    }
}
