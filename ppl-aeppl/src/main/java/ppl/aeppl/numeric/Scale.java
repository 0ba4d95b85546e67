package ppl.aeppl.numeric;

import static ppl.graph.Functions.where;

import java.util.List;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.math.elementary.Exp;

/**
 * A scale sigma, by which a density divides distances: once for all elements that share it, not once for each.
 *
 * <p><b>Numerics:</b> the reciprocal of a scale up to 2<sup>−1024</sup> (5.6e-309) overflows. Where the scale is a constant
 * of that size, each element is divided, which is exact. A scale that a model computes costs nothing for each element:
 * up to 2<sup>−1024</sup> it counts as infinite, which makes the log-density −∞ with gradient 0, and never another number.
 * So does a scale whose product with the factor in which distances are measured overflows: above 2<sup>1024</sup> over that
 * factor. Probabilities divide the distances from such a scale one by one, so that they are right, but take their gradient by
 * it to be 0.
 * Distances between constants do not overflow either; between others they may, which makes the log-density −∞.
 */
public final class Scale {

    /** The least number whose reciprocal is one. */
    private static final double LEAST = Math.nextUp(0x1p-1024);

    private static final Var INFINITE = Var.constant(Double.POSITIVE_INFINITY);

    private static final Var NEXT_TO_NOTHING = Var.constant(Double.MIN_VALUE);

    private final Var sigma;
    private final List<Var> divisors;
    private final Var usable;
    private final boolean exact;

    private Scale(Var sigma, List<Var> divisors) {
        this.sigma = sigma;
        this.divisors = divisors;
        Var product = divisors.stream().reduce(Var::times).orElseThrow();
        Tensor known = product.constantValue();
        Var least = divisors.size() == 1
                ? sigma
                : Functions.minimum(product, sigma); // slopes by sigma divide by sigma alone
        boolean safe = known != null || least.range().lo() >= LEAST;
        this.usable = safe ? product : where(least.lt(LEAST), INFINITE, product);
        this.exact = known != null && !allInvertible(known);
    }

    private static boolean allInvertible(Tensor x) {
        for (int i = 0; i < x.length(); i++) {
            if (x.doubleAt(i) < LEAST || Double.isInfinite(x.doubleAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A scale. */
    public static Scale of(Var sigma) {
        return new Scale(sigma, List.of(sigma));
    }

    /** A scale by a factor, in which distances are measured, while {@link #log} is that of sigma alone. */
    public static Scale of(Var sigma, Var factor) {
        return new Scale(sigma, List.of(sigma, factor));
    }

    /** {@code (x - mu) / sigma}, for densities. */
    public Var standardise(Var x, Var mu) {
        return mayOverflow(x.range(), mu.range()) ? apart(x, mu) : over(x.minus(mu));
    }

    /** {@code distance / sigma}, for densities: 0 where the scale counts as infinite. */
    public Var over(Var distance) {
        return exact ? divided(distance, false) : distance.times(inverse());
    }

    /** For a scale that counts as infinite so small that finite distances vanish and infinite ones do not become NaN. */
    private Var inverse() {
        Var inverse = Var.constant(1.0).div(usable);
        return isSafe() ? inverse : where(usable.ge(Double.POSITIVE_INFINITY), NEXT_TO_NOTHING, inverse);
    }

    /** {@code log sigma}: infinite where the scale counts as infinite. Of an exponential it is the exponent itself. */
    public Var log() {
        if (isSafe()) {
            return sigma.log();
        }
        if (sigma.op() instanceof Exp) {
            return where(
                    usable.ge(Double.POSITIVE_INFINITY),
                    INFINITE,
                    sigma.inputs().getFirst());
        }
        return where(usable.ge(Double.POSITIVE_INFINITY), INFINITE, sigma).log();
    }

    private boolean isSafe() {
        return usable.constantValue() != null || (divisors.size() == 1 && usable == sigma);
    }

    /** {@code (x - mu) / sigma}, for probabilities: of any scale, by a division for each element that needs it. */
    public Var standardiseExactly(Var x, Var mu) {
        return mayOverflow(x.range(), mu.range()) ? apart(x, mu) : overExactly(x.minus(mu));
    }

    /** {@code distance / sigma}, for probabilities: of any scale, by a division for each element that needs it. */
    public Var overExactly(Var distance) {
        if (isSafe()) {
            return over(distance);
        }
        return where(usable.ge(Double.POSITIVE_INFINITY), divided(distance, true), over(distance));
    }

    private Var divided(Var distance, boolean still) {
        Var z = distance;
        for (Var divisor : divisors) {
            z = z.div(still ? Gradient.stop(divisor) : divisor);
        }
        return z;
    }

    /** Half of each, since the whole overflows. */
    private Var apart(Var x, Var mu) {
        return divided(x.times(0.5).minus(mu.times(0.5)), false).times(2);
    }

    /** True for finite numbers, which only constants are known to be, whose difference is infinite. */
    private static boolean mayOverflow(Interval x, Interval mu) {
        double farthest = Math.max(x.hi() - mu.lo(), mu.hi() - x.lo());
        return isFinite(x) && isFinite(mu) && Double.isInfinite(farthest);
    }

    private static boolean isFinite(Interval x) {
        return Double.isFinite(x.lo()) && Double.isFinite(x.hi());
    }
}
