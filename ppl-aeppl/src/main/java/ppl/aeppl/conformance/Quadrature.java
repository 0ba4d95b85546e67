package ppl.aeppl.conformance;

import java.util.Arrays;
import java.util.function.IntFunction;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Value;
import ppl.graph.Var;

/**
 * Integrals under the continuous part of a law of single numbers, from a centre to both sides: the trapezoidal rule in t, where
 * {@code u = centre - width exp(t)} and {@code u = centre + width exp(t)} are the unconstrained coordinates. All densities fall at least
 * exponentially in t in both directions, so the rule converges faster than any power of the step, also where the density has a kink or
 * a jump at its centre, as that of Laplace.
 *
 * @param x the nodes in the space of the law, ascending
 * @param mass the probability that each stands for
 * @param below the probability below each
 */
record Quadrature(double[] x, double[] mass, double[] below) {

    private static final int SIDE = 4001;
    private static final int NODES = 2 * SIDE;
    private static final double REACH = 40;

    /**
     * The nodes of a law.
     *
     * @param many makes the law of a vector of so many independent elements
     */
    static Quadrature of(IntFunction<Law> many) {
        Law one = many.apply(1);
        Bijector bijector = one.type().support().bijector();
        double start = bijector.inverse(one.supportPoint()).eval().item();
        double centre = Double.isFinite(start) ? start : 0; // a start on the boundary is an atom
        double width = width(many, bijector, centre);
        double[] u = new double[NODES];
        double[] slope = new double[NODES];
        double step = 2 * REACH / (SIDE - 1);
        for (int i = 0; i < SIDE; i++) {
            double distance = width * Math.exp(-REACH + i * step);
            u[SIDE - 1 - i] = centre - distance;
            u[SIDE + i] = centre + distance;
            slope[SIDE - 1 - i] = slope[SIDE + i] = distance * step;
        }
        double[] logp = Evaluator.map(v -> density(many.apply(NODES), bijector, v), u);
        double[] x = Evaluator.map(v -> bijector.forward(v).var(), u);
        double[] atoms = one.atoms().stream()
                .mapToDouble(a -> a.location().eval().doubleAt(0))
                .toArray();
        double[] mass = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            boolean atom = contains(atoms, x[i]);
            mass[i] = atom || logp[i] == Double.NEGATIVE_INFINITY ? 0 : Math.exp(logp[i]) * slope[i];
        }
        for (int i = 2; i < NODES - 2; i++) {
            if (contains(atoms, x[i])) {
                mass[i] = between(mass, i);
            }
        }
        if (x[0] > x[NODES - 1]) {
            reverse(x);
            reverse(mass);
        }
        double[] below = new double[NODES];
        double sum = 0;
        for (int i = 0; i < NODES; i++) {
            sum += mass[i];
            below[i] = sum - mass[i] / 2;
        }
        return new Quadrature(x, mass, below);
    }

    /** The log-density at an atom is a probability, which is not to be integrated. */
    private static boolean contains(double[] atoms, double x) {
        for (double a : atoms) {
            if (a == x) {
                return true;
            }
        }
        return false;
    }

    /** The mass of a node at an atom, by the cubic through its neighbours. */
    private static double between(double[] mass, int i) {
        double near = mass[i - 1] + mass[i + 1];
        return Math.max(0, (4 * near - mass[i - 2] - mass[i + 2]) / 6);
    }

    private static Var density(Law law, Bijector bijector, Var u) {
        Value value = bijector.forward(u);
        LogTerms terms = law.logDensity(value).plus(bijector.logJacobian(u));
        return terms.elementwise();
    }

    /** The distance at which the density has fallen by a factor e on one side. */
    private static double width(IntFunction<Law> many, Bijector bijector, double centre) {
        int n = 121;
        double[] u = new double[2 * n + 1];
        for (int k = 0; k < n; k++) {
            u[k] = centre + Math.scalb(1.0, k - 60);
            u[n + k] = centre - Math.scalb(1.0, k - 60);
        }
        u[2 * n] = centre;
        double[] logp = Evaluator.map(v -> density(many.apply(2 * n + 1), bijector, v), u);
        for (int k = 0; k < n; k++) {
            if (Math.abs(logp[k] - logp[2 * n]) > 1 || Math.abs(logp[n + k] - logp[2 * n]) > 1) {
                return Math.scalb(1.0, k - 60);
            }
        }
        return 1;
    }

    private static void reverse(double[] a) {
        for (int i = 0, j = a.length - 1; i < j; i++, j--) {
            double t = a[i];
            a[i] = a[j];
            a[j] = t;
        }
    }

    /** The probability below a point, without that of atoms. */
    double cdf(double at) {
        int found = Arrays.binarySearch(x, at);
        if (found >= 0) {
            return below[found];
        }
        int right = -found - 1;
        if (right == 0 || right == x.length) {
            return right == 0 ? 0 : below[x.length - 1];
        }
        double share = (at - x[right - 1]) / (x[right] - x[right - 1]);
        return below[right - 1] + share * (below[right] - below[right - 1]);
    }

    /** The integral of {@code (x - about)^power}. */
    double moment(int power, double about) {
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            if (mass[i] > 0) {
                total += mass[i] * Math.pow(x[i] - about, power);
            }
        }
        return total;
    }
}
