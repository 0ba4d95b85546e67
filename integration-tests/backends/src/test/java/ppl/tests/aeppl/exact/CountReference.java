package ppl.tests.aeppl.exact;

import java.util.List;
import java.util.Optional;

/**
 * What the log-probability of a value may be: the exact one, to rounding of its summands.
 *
 * @param chain the variable
 * @param y the value
 * @param exact the log-probability, and how large its summands are
 * @param draws the draws that give the value
 */
record CountReference(CountChain chain, double y, CountChain.Sum exact, List<Integer> draws) {

    private static final int DIGITS = 60;
    private static final double RELATIVE = 1e-13;
    private static final double OF_TERMS = 1e-14;

    /** Where no two whole numbers share a double; from here on the law of a cast to doubles gives NaN. */
    private static final double EXACT = 0x1p53;

    /** The reference; empty where it is not compared. */
    static CountReference of(CountChain chain, CountCases.Point point) {
        List<Integer> draws = point.draws();
        return draws == null
                ? new CountReference(chain, point.y(), new CountChain.Sum(Double.NaN, 0), List.of())
                : new CountReference(chain, point.y(), chain.logp(Real.of(DIGITS), draws), draws);
    }

    boolean allows(double actual) {
        if (Double.isNaN(exact.value())) {
            return actual <= 0 || (Double.isNaN(actual) && Math.abs(y) >= EXACT && chain.becomesDouble());
        }
        return actual == exact.value()
                || (Double.isNaN(y) && Double.isNaN(actual))
                || Math.abs(actual - exact.value())
                        <= RELATIVE * Math.max(1, Math.abs(exact.value())) + OF_TERMS * exact.terms();
    }

    /** The derivative in the parameter where it lies inside its range and the value is possible. */
    Optional<CountChain.Sum> slope() {
        boolean inside = chain.family().slopeParameter() >= 0 && chain.isInsideRange();
        boolean possible = !draws.isEmpty() && exact.value() > Double.NEGATIVE_INFINITY;
        return inside && possible ? Optional.of(chain.slope(Real.of(400), draws)) : Optional.empty();
    }

    static boolean allows(CountChain.Sum slope, double actual) {
        double off = Math.abs(actual - slope.value());
        return actual == slope.value() || off <= 1e-12 * Math.abs(slope.value()) + OF_TERMS * slope.terms();
    }
}
