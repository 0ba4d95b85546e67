package ppl.sampler.nuts.tree;

import ppl.sampler.nuts.metric.Dot;

/**
 * The generalised no-U-turn criterion between two neighbouring runs A and B of equal length, in scaled momenta.
 *
 * <p>With ρ the sum of momenta over a run and r the momentum at one of its ends, a run goes on as long as ρ·r &gt; 0 at
 * both ends. When A and B are joined, the criterion is asked of three runs: of A and B together, of A with the first
 * state of B, and of the last state of A with B. The last two notice trajectories that come back to where they started
 * in step with the doubling, of which the first alone sees nothing.
 *
 * <p>NaN counts as turning.
 *
 * <p>Source: Betancourt, "A conceptual introduction to Hamiltonian Monte Carlo", 2017, appendix A.4.2, for the
 * criterion; the two extra runs are those that Stan asks since 2.21.
 */
final class Turning {

    private double aSumBFirst;
    private double aSumBLast;
    private double aFirstBFirst;
    private double aFirstBSum;
    private double aLastBSum;
    private double aLastBLast;
    private double sumDotFirst;
    private double sumDotLast;

    /** True if the runs, joined, have turned. Keeps the inner products of the joined run. */
    boolean between(Segment a, Segment b) {
        if (a.isSingle()) {
            return betweenSingles(a, b);
        }
        products(a, b);
        sumDotFirst = a.sumDotFirst + aFirstBSum;
        sumDotLast = b.sumDotLast + aSumBLast;
        boolean whole = sumDotFirst > 0 && sumDotLast > 0;
        boolean aAndNext = a.sumDotFirst + aFirstBFirst > 0 && aSumBFirst + b.firstSquare > 0;
        boolean previousAndB = aLastBSum + a.lastSquare > 0 && b.sumDotLast + aLastBLast > 0;
        return !(whole && aAndNext && previousAndB);
    }

    /** The joined run's sum times its first momentum. */
    double sumDotFirst() {
        return sumDotFirst;
    }

    /** The joined run's sum times its last momentum. */
    double sumDotLast() {
        return sumDotLast;
    }

    /** For two states the three runs are one, and all but one product are kinetic energies. */
    private boolean betweenSingles(Segment a, Segment b) {
        double product = Dot.of(a.first, b.first);
        sumDotFirst = a.firstSquare + product;
        sumDotLast = b.lastSquare + product;
        return !(sumDotFirst > 0 && sumDotLast > 0);
    }

    /** Six inner products in one pass: every vector is read once, and six sums are enough not to wait for each other. */
    private void products(Segment a, Segment b) {
        double[] af = a.first;
        double[] al = a.last;
        double[] as = a.sum;
        double[] bf = b.first;
        double[] bl = b.last;
        double[] bs = b.sum;
        double asbf = 0;
        double asbl = 0;
        double afbf = 0;
        double afbs = 0;
        double albs = 0;
        double albl = 0;
        for (int i = 0; i < as.length; i++) {
            asbf = Math.fma(as[i], bf[i], asbf);
            asbl = Math.fma(as[i], bl[i], asbl);
            afbf = Math.fma(af[i], bf[i], afbf);
            afbs = Math.fma(af[i], bs[i], afbs);
            albs = Math.fma(al[i], bs[i], albs);
            albl = Math.fma(al[i], bl[i], albl);
        }
        aSumBFirst = asbf;
        aSumBLast = asbl;
        aFirstBFirst = afbf;
        aFirstBSum = afbs;
        aLastBSum = albs;
        aLastBLast = albl;
    }
}
