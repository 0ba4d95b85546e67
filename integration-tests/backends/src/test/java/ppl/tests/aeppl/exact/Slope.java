package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.num;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * What the derivative of a log-density in its value may be: the exact one, by central differences of decimals whose step is
 * 1e-40 of the value, so that what they miss is 1e-80 of it; and how far a computation may be off that keeps a few units in the
 * last place of every factor and every summand, and of every intermediate value and its distance to the ends of the support.
 *
 * @param exact the derivative
 * @param slack what rounding of factors and summands may change, and the resolution of the differences
 * @param moved by how much moving the intermediate values by a little changes it
 */
record Slope(double exact, double slack, DoubleSupplier moved) {

    /** Where the value is infinite: any but NaN. */
    static final Slope ANY = new Slope(0, 0, () -> Double.POSITIVE_INFINITY);

    private static final int STEP = 40;
    private static final double RELATIVE = 1e-12;
    private static final double OF_TERMS = 1e-14;

    /** Where the density is 0: 0 too, unless rounding may take the value into the support. */
    static Slope outside(BooleanSupplier movedInside) {
        return new Slope(0, 0, () -> movedInside.getAsBoolean() ? Double.POSITIVE_INFINITY : 0);
    }

    /**
     * The derivative at a value; empty beside atoms and ends, where there is none.
     *
     * @param digits that the log-density needs
     * @param values the sum of the absolute values of its parts
     */
    static Optional<Slope> of(Chain chain, double y, int digits, double values) {
        List<BigDecimal> parts = parts(chain, y, digits, -1, 0);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        double exact = sum(parts);
        double terms =
                parts.stream().mapToDouble(p -> Math.abs(p.doubleValue())).sum();
        double resolution = Math.pow(10, -STEP - digits) / Math.abs(y) * Math.max(1, values);
        double slack = RELATIVE * Math.abs(exact) + OF_TERMS * terms + resolution;
        return Optional.of(new Slope(exact, slack, () -> moved(chain, y, digits, exact)));
    }

    boolean allows(double actual) {
        double off = Math.abs(actual - exact);
        return actual == exact || off <= slack || off <= slack + moved.getAsDouble();
    }

    private static double moved(Chain chain, double y, int digits, double exact) {
        double sum = 0;
        for (int level = 0; level <= chain.steps().size(); level++) {
            for (int direction = -1; direction <= 1; direction += 2) {
                List<BigDecimal> parts = parts(chain, y, digits, level, direction);
                if (parts.isEmpty()) {
                    return Double.POSITIVE_INFINITY;
                }
                sum += Math.abs(sum(parts) - exact);
            }
        }
        return sum;
    }

    /** The derivatives of the summands; empty if there are none on both sides. */
    private static List<BigDecimal> parts(Chain chain, double y, int digits, int level, int direction) {
        Real r = Real.of(digits + 2 * STEP);
        BigDecimal h = num(Math.abs(y)).scaleByPowerOfTen(-STEP);
        Chain.At at = chain.new At(r, level, direction, true);
        try {
            at.logp(r.plus(num(y), h), chain.steps().size());
            List<BigDecimal> above = at.parts();
            at.logp(r.minus(num(y), h), chain.steps().size());
            List<BigDecimal> below = at.parts();
            if (above.size() != below.size()) {
                return List.of();
            }
            List<BigDecimal> slopes = new ArrayList<>();
            for (int i = 0; i < above.size(); i++) {
                slopes.add(r.div(r.minus(above.get(i), below.get(i)), r.times(Real.TWO, h)));
            }
            return slopes;
        } catch (Real.TooLarge _) {
            return List.of();
        }
    }

    private static double sum(List<BigDecimal> parts) {
        return parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add).doubleValue();
    }
}
