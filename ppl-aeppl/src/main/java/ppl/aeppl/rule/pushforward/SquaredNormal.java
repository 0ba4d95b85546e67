package ppl.aeppl.rule.pushforward;

import java.util.List;
import java.util.stream.DoubleStream;
import ppl.aeppl.family.Additive;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.numeric.HostValues;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Squares of centred normal elements as summands: {@code s^2 chi^2(1)} is gamma(1/2, 1/(2 s^2)), and sums of such of one s are gamma
 * too. Squares of normal elements around another mean have no sum of a closed form here.
 */
final class SquaredNormal {

    /** What is 1 but for rounding, as {@code sigma * (1 / sigma)} is. */
    private static final double ROUNDING = 1e-15;

    private SquaredNormal() {}

    /** The form of the squares of independent elements. */
    static Capability<Additive> of(Law elements) {
        if (!(elements.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm x))) {
            return Capability.absent(
                    "the sum of squares has a closed law if they are those of normal variables around 0, not of "
                            + elements.describe());
        }
        if (!HostValues.areAlways(x.mean(), 0, 0)) {
            return Capability.absent(
                    "the sum of squares of normal variables has a closed law if their means are certain to be 0, "
                            + "but those of " + elements.describe() + " are not");
        }
        List<Var> parameters =
                List.of(Var.constant(0.5), Var.constant(0.5).div(once(x.scale()).square()));
        return Capability.of(Additive.of(Gamma.FAMILY, 1, parameters, Additive.Scaling.RATE));
    }

    /** Standard deviations that are certain to be the same as one number, so that it is seen. */
    private static Var once(Var scale) {
        if (HostValues.areAlways(scale, 1, ROUNDING)) {
            return Var.constant(1.0);
        }
        double[] known =
                HostValues.ofConstants().of(scale).map(Tensor::toDoubles).orElse(new double[0]);
        return DoubleStream.of(known).distinct().count() == 1 ? Var.constant(known[0]) : scale;
    }
}
