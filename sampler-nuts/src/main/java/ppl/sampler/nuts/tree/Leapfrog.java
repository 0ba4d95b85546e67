package ppl.sampler.nuts.tree;

import ppl.sampler.nuts.metric.Dot;
import ppl.sampler.nuts.metric.Flow;

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
 * so that neither the energy nor the turning criterion needs the metric again. A negative ε goes back in time. Where the {@link Flow}
 * between the kicks is a rotation, its angle stands in the place of ε, and what it leaves of the force in that of f.
 *
 * <p>Numerics: each element is computed by itself with {@code fma}; loops may be vectorised by the compiler without a
 * change of any bit.
 */
public final class Leapfrog {

    private Leapfrog() {}

    /**
     * First half: kicks {@code from} into {@code half}, and moves it with {@code q} and {@code offset} in place.
     *
     * @param force at {@code q}
     * @param from the momentum at {@code q}, left as it is
     * @param offset where {@code q} lies for the flow
     */
    public static void kickAndMove(
            double stepSize, Flow flow, double[] force, double[] from, double[] half, double[] q, double[] offset) {
        double kick = 0.5 * flow.time(stepSize);
        for (int i = 0; i < half.length; i++) {
            half[i] = Math.fma(kick, force[i], from[i]);
        }
        flow.move(stepSize, offset, half, q);
    }

    /** Second half: computes the force from the gradient at the new position, and kicks {@code r} in place by it. */
    public static void kick(
            double stepSize, Flow flow, double[] gradient, double[] offset, double[] force, double[] r) {
        flow.force(gradient, offset, force);
        double kick = 0.5 * flow.time(stepSize);
        for (int i = 0; i < r.length; i++) {
            r[i] = Math.fma(kick, force[i], r[i]);
        }
    }

    /** Twice the kinetic energy of a scaled momentum. */
    public static double square(double[] r) {
        return Dot.of(r, r);
    }
}
