package ppl.sampler.nuts.tree;

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

    /** Six inner products in one pass, in two lanes each: every vector is read once, and no sum waits for itself. */
    private void products(Segment a, Segment b) {
        double[] af = a.first;
        double[] al = a.last;
        double[] as = a.sum;
        double[] bf = b.first;
        double[] bl = b.last;
        double[] bs = b.sum;
        double asbf0 = 0;
        double asbf1 = 0;
        double asbl0 = 0;
        double asbl1 = 0;
        double afbf0 = 0;
        double afbf1 = 0;
        double afbs0 = 0;
        double afbs1 = 0;
        double albs0 = 0;
        double albs1 = 0;
        double albl0 = 0;
        double albl1 = 0;
        int n = as.length;
        int i = 0;
        for (; i < n - 1; i += 2) {
            asbf0 = Math.fma(as[i], bf[i], asbf0);
            asbl0 = Math.fma(as[i], bl[i], asbl0);
            afbf0 = Math.fma(af[i], bf[i], afbf0);
            afbs0 = Math.fma(af[i], bs[i], afbs0);
            albs0 = Math.fma(al[i], bs[i], albs0);
            albl0 = Math.fma(al[i], bl[i], albl0);
            asbf1 = Math.fma(as[i + 1], bf[i + 1], asbf1);
            asbl1 = Math.fma(as[i + 1], bl[i + 1], asbl1);
            afbf1 = Math.fma(af[i + 1], bf[i + 1], afbf1);
            afbs1 = Math.fma(af[i + 1], bs[i + 1], afbs1);
            albs1 = Math.fma(al[i + 1], bs[i + 1], albs1);
            albl1 = Math.fma(al[i + 1], bl[i + 1], albl1);
        }
        if (i < n) {
            asbf0 = Math.fma(as[i], bf[i], asbf0);
            asbl0 = Math.fma(as[i], bl[i], asbl0);
            afbf0 = Math.fma(af[i], bf[i], afbf0);
            afbs0 = Math.fma(af[i], bs[i], afbs0);
            albs0 = Math.fma(al[i], bs[i], albs0);
            albl0 = Math.fma(al[i], bl[i], albl0);
        }
        aSumBFirst = asbf0 + asbf1;
        aSumBLast = asbl0 + asbl1;
        aFirstBFirst = afbf0 + afbf1;
        aFirstBSum = afbs0 + afbs1;
        aLastBSum = albs0 + albs1;
        aLastBLast = albl0 + albl1;
    }
}
