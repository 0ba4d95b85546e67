package ppl.sampler.nuts.tree;

/**
 * The leapfrog step in scaled momenta. With the diagonal of the inverse mass matrix written as scale², the scaled
 * momentum r = scale · p is standard normal, the kinetic energy is r·r / 2, and
 *
 * <pre>
 * r½ = r  + (ε/2) · scale · ∇logp(q)
 * q' = q  +  ε    · scale · r½
 * r' = r½ + (ε/2) · scale · ∇logp(q')
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
     * @param from the momentum at {@code q}, left as it is
     */
    public static void kickAndDrift(
            double stepSize, double[] scale, double[] gradient, double[] from, double[] half, double[] q) {
        double kick = 0.5 * stepSize;
        int n = q.length;
        for (int i = 0; i < n; i++) {
            double r = Math.fma(kick, scale[i] * gradient[i], from[i]);
            half[i] = r;
            q[i] = Math.fma(stepSize, scale[i] * r, q[i]);
        }
    }

    /** Second half: kicks {@code r} in place by the gradient at the new position, which it keeps in {@code kept}. */
    public static void kick(double stepSize, double[] scale, double[] gradient, double[] kept, double[] r) {
        double kick = 0.5 * stepSize;
        int n = r.length;
        for (int i = 0; i < n; i++) {
            double g = gradient[i];
            kept[i] = g;
            r[i] = Math.fma(kick, scale[i] * g, r[i]);
        }
    }

    /** Twice the kinetic energy of a scaled momentum. */
    public static double square(double[] r) {
        return Dot.of(r, r);
    }
}
