package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.num;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a log-density may be: the exact value, and how far a computation may be off that keeps a few units in the last place of every
 * intermediate value and of its distance to the ends of the support.
 *
 * @param chain the variable
 * @param y the value
 * @param atom how many steps make the atom that {@code y} is, computed with rounding; −1 if it is no atom
 * @param exact the log-density
 * @param terms the sum of the absolute values of its parts
 * @param digits to which it had to be computed; 0 for what is known without
 * @param outside whether it is no value of the variable
 * @param atEnd whether an intermediate value is an end of its support
 */
record Reference(
        Chain chain, double y, int atom, double exact, double terms, int digits, boolean outside, boolean atEnd) {

    private static final int MOST_DIGITS = 1500;
    private static final int ENOUGH_AT_ENDS = 350;
    private static final double FAR = 1e300;
    private static final double FAR_FOR_SLOPES = 1e100;
    private static final double RELATIVE = 1e-13;
    private static final double OF_TERMS = 1e-14;

    /** The reference at a value; empty if intermediate values are too large or too close to ends to be told. */
    static Optional<Reference> of(Chain chain, double y, int clip) {
        if (!Double.isFinite(y)) {
            return chain.mayGatherAt(y)
                    ? Optional.empty()
                    : Optional.of(new Reference(chain, y, -1, Double.NEGATIVE_INFINITY, 0, 0, false, false));
        }
        int atom;
        try {
            atom = clip >= 0 && at(chain, ENOUGH_AT_ENDS, -1, 0, true).hasMass(clip) ? clip : -1;
        } catch (Real.TooLarge _) {
            return Optional.empty();
        }
        int digits = 40 + (y == 0 ? 0 : (int) (1.1 * Math.abs(Math.log10(Math.abs(y)))));
        for (; digits <= MOST_DIGITS; digits *= 3) {
            try {
                Chain.At first = at(chain, digits, -1, 0, true);
                double rough = logp(first, chain, y, atom);
                Chain.At second = at(chain, 2 * digits, -1, 0, true);
                double fine = logp(second, chain, y, atom);
                boolean agree = rough == fine || Math.abs(rough - fine) <= 1e-15 * Math.max(1, Math.abs(fine));
                if (agree && first.endMet() == second.endMet() && (!first.endMet() || digits > ENOUGH_AT_ENDS)) {
                    return Optional.of(new Reference(
                            chain, y, atom, fine, second.terms(), digits, second.outside(), second.endMet()));
                }
            } catch (Real.TooLarge _) {
                continue; // with so few digits
            }
        }
        return Optional.empty();
    }

    private static Chain.At at(Chain chain, int digits, int moved, int direction, boolean toEnds) {
        return chain.new At(Real.of(digits), moved, direction, toEnds);
    }

    private static double logp(Chain.At at, Chain chain, double y, int atom) {
        return atom < 0
                ? at.logp(num(y), chain.steps().size())
                : at.logp(num(((Step.Clip) chain.steps().get(atom)).c()), atom + 1);
    }

    /**
     * Whether a computed log-density is right.
     *
     * @param toEnds whether distances to ends are to keep their digits too: not if a sign that decides which end is which comes
     *     at run time only
     */
    boolean allows(double actual, boolean toEnds) {
        if (actual == exact || digits == 0) {
            return actual == exact || (Double.isNaN(y) && Double.isNaN(actual));
        }
        if (isExtreme()) {
            return !Double.isNaN(actual) && (actual < Double.POSITIVE_INFINITY || atEnd);
        }
        double slack = RELATIVE * Math.max(1, Math.abs(exact)) + OF_TERMS * terms;
        if (Math.abs(actual - exact) <= slack) {
            return true;
        }
        if (isAtomNearby(actual)) {
            return true;
        }
        double lo = exact;
        double hi = exact;
        // The bound of a clip is given, not computed: moved from it, the value would be no atom.
        int last = atom < 0 ? chain.steps().size() : atom;
        for (int level = 0; level <= last; level++) {
            for (int direction = -1; direction <= 1; direction += 2) {
                double moved;
                try {
                    moved = logp(at(chain, digits, level, direction, toEnds), chain, y, atom);
                } catch (Real.TooLarge _) {
                    return true;
                }
                if (moved == actual) {
                    return true;
                }
                if (Double.isInfinite(moved) || Double.isInfinite(exact)) {
                    lo = Math.min(lo, moved);
                    hi = Math.max(hi, moved);
                } else {
                    slack += Math.abs(moved - exact);
                }
            }
        }
        boolean crossesEnd = exact > Double.NEGATIVE_INFINITY && lo == Double.NEGATIVE_INFINITY;
        return actual >= lo - slack && (actual <= hi + slack || (crossesEnd && actual == Double.POSITIVE_INFINITY));
    }

    /** Near the ends of the doubles intermediate values may over- or underflow, which must not show as NaN or infinity. */
    private boolean isExtreme() {
        return isBeyond(FAR);
    }

    private boolean isBeyond(double size) {
        return y != 0 && (Math.abs(y) > size || Math.abs(y) < 1 / size);
    }

    /** True unless rounding has moved the value into the support, or out of it. */
    boolean isSameSide(double actual) {
        return actual == exact || (Double.isFinite(actual) && Double.isFinite(exact));
    }

    /** The derivative in the value where that can be told: inside the support, away from atoms, and 0 outside. */
    Optional<Slope> slope() {
        if (digits == 0) {
            return Double.isNaN(y) ? Optional.empty() : Optional.of(Slope.ANY);
        }
        if (outside) {
            return atEnd ? Optional.empty() : Optional.of(Slope.outside(this::isMovedInside));
        }
        boolean smooth = !atEnd && !Double.isInfinite(exact) && !isBesideAtom() && !isBeyond(FAR_FOR_SLOPES) && y != 0;
        return smooth ? Slope.of(chain, y, digits, terms) : Optional.empty();
    }

    /** A value within rounding of an atom counts as the atom. */
    private boolean isAtomNearby(double actual) {
        for (int i = 0; i < chain.steps().size() && atom < 0; i++) {
            if (isBeside(i)) {
                double mass = mass(i);
                if (Double.isNaN(mass) || Math.abs(mass - actual) <= 1e-12 * Math.max(1, Math.abs(mass))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** True if rounding of intermediate values may move the value into the support. */
    private boolean isMovedInside() {
        for (int level = 0; level <= chain.steps().size(); level++) {
            for (int direction = -1; direction <= 1; direction += 2) {
                try {
                    Chain.At moved = at(chain, digits, level, direction, false);
                    logp(moved, chain, y, atom);
                    if (!moved.outside()) {
                        return true;
                    }
                } catch (Real.TooLarge _) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isBesideAtom() {
        return atom >= 0 || IntStream.range(0, chain.steps().size()).anyMatch(this::isBeside);
    }

    /** True within rounding of the image of the bound of a clip. */
    private boolean isBeside(int step) {
        if (!(chain.steps().get(step) instanceof Step.Clip clip)) {
            return false;
        }
        double image = chain.forward(clip.c(), step + 1);
        return Math.abs(image - y) <= 16 * Math.ulp(image);
    }

    /** NaN if it is too small to be told. */
    private double mass(int step) {
        try {
            return logp(at(chain, digits, -1, 0, true), chain, y, step);
        } catch (Real.TooLarge _) {
            return Double.NaN;
        }
    }
}
