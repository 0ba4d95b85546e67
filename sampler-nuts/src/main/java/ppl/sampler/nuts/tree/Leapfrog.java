package ppl.sampler.nuts.tree;

import ppl.sampler.nuts.metric.Dot;
import ppl.sampler.nuts.metric.Metric;

/**
 * The leapfrog step in scaled momenta. With the inverse mass matrix written as L Lᵀ, the scaled momentum r = Lᵀ p is standard
 * normal, the kinetic energy is r·r / 2, and
 *
 * <pre>
 * r½ = r  + (ε/2) · f(q)       with the force f(q) = Lᵀ ∇logp(q)
 * q' = q  +  ε    · L r½
 * r' = r½ + (ε/2) · f(q')
 * </pre>
 *
 * so that neither the energy nor the turning criterion needs the metric again. A negative ε goes back in time.
 *
 * <p>Numerics: each element is computed by itself with {@code fma}; loops may be vectorised by the compiler without a
 * change of any bit.
 */
public final class Leapfrog {

    private Leapfrog() {}

    /**
     * First half: kicks {@code from} into {@code half} and drifts {@code q} in place.
     *
     * @param force at {@code q}
     * @param from the momentum at {@code q}, left as it is
     */
    public static void kickAndDrift(
            double stepSize, Metric metric, double[] force, double[] from, double[] half, double[] q) {
        double kick = 0.5 * stepSize;
        for (int i = 0; i < half.length; i++) {
            half[i] = Math.fma(kick, force[i], from[i]);
        }
        metric.drift(stepSize, half, q);
    }

    /** Second half: computes the force from the gradient at the new position, and kicks {@code r} in place by it. */
    public static void kick(double stepSize, Metric metric, double[] gradient, double[] force, double[] r) {
        metric.force(gradient, force);
        double kick = 0.5 * stepSize;
        for (int i = 0; i < r.length; i++) {
            r[i] = Math.fma(kick, force[i], r[i]);
        }
    }

    /** Twice the kinetic energy of a scaled momentum. */
    public static double square(double[] r) {
        return Dot.of(r, r);
    }
}
