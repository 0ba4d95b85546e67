package ppl.api.optimize;

import static ppl.api.optimize.Vectors.add;
import static ppl.api.optimize.Vectors.dot;

/**
 * What the last steps of a search tell of the inverse Hessian: the newest few pairs of a step s and the change y of the gradient along it,
 * on top of a multiple of the identity that the newest pair gives. Nothing is allocated after the constructor.
 *
 * <p>Source: Nocedal and Wright, <i>Numerical Optimization</i>, algorithm 7.4.
 */
final class InverseHessian {

    private final double[][] steps;
    private final double[][] changes;
    private final double[] inverseCurvature;
    private final double[] weights;
    private int pairs;
    private int newest = -1;

    /** Of no pair yet: the identity. */
    InverseHessian(int dimension, int history) {
        this.steps = new double[history][dimension];
        this.changes = new double[history][dimension];
        this.inverseCurvature = new double[history];
        this.weights = new double[history];
    }

    boolean isEmpty() {
        return pairs == 0;
    }

    void forget() {
        pairs = 0;
    }

    /** Learns from a step. One along which the gradient did not rise, to rounding, would make the estimate indefinite and is left out. */
    void learn(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
        int slot = (newest + 1) % steps.length;
        double[] s = steps[slot];
        double[] y = changes[slot];
        for (int i = 0; i < s.length; i++) {
            s[i] = to[i] - from[i];
            y[i] = gradientTo[i] - gradientFrom[i];
        }
        double curvature = dot(s, y);
        if (curvature > Math.ulp(1.0) * Math.sqrt(dot(s, s)) * Math.sqrt(dot(y, y))) {
            inverseCurvature[slot] = 1 / curvature;
            newest = slot;
            pairs = Math.min(pairs + 1, steps.length);
        } else {
            // The slot held the oldest pair.
            pairs = Math.min(pairs, steps.length - 1);
        }
    }

    /** Multiplies a vector, in its place. */
    void apply(double[] v) {
        if (pairs == 0) {
            return;
        }
        for (int k = 0; k < pairs; k++) {
            int p = Math.floorMod(newest - k, steps.length);
            weights[p] = inverseCurvature[p] * dot(steps[p], v);
            add(v, -weights[p], changes[p]);
        }
        double scale = 1 / (inverseCurvature[newest] * dot(changes[newest], changes[newest]));
        for (int i = 0; i < v.length; i++) {
            v[i] *= scale;
        }
        for (int k = pairs - 1; k >= 0; k--) {
            int p = Math.floorMod(newest - k, steps.length);
            add(v, weights[p] - inverseCurvature[p] * dot(changes[p], v), steps[p]);
        }
    }
}
