package ppl.graph;

/**
 * Bounds that can be proved of every element of a node, both ends included; an infinite end is no bound. NaN
 * elements lie in every interval: a bound speaks only of the numbers.
 */
public record Interval(double lo, double hi) {

    /** No bound at all. */
    public static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    /** {@code [0, inf]}. */
    public static final Interval NON_NEGATIVE = new Interval(0, Double.POSITIVE_INFINITY);

    private static final Interval POSITIVE = new Interval(Double.MIN_VALUE, Double.POSITIVE_INFINITY);
    /** {@code [-inf, 0]}. */
    public static final Interval NON_POSITIVE = new Interval(Double.NEGATIVE_INFINITY, 0);
    /** {@code [0, 1]}. */
    public static final Interval UNIT = new Interval(0, 1);

    /**
     * Checks the order of the ends.
     *
     * @throws IllegalArgumentException if an end is NaN or they are out of order
     */
    public Interval {
        if (!(lo <= hi)) {
            throw new IllegalArgumentException("the bounds are not an interval: [" + lo + ", " + hi + "]");
        }
    }

    /** An interval, or {@link #ALL} where an end is NaN or the ends are out of order. */
    public static Interval of(double lo, double hi) {
        return lo <= hi ? new Interval(lo, hi) : ALL;
    }

    /** True if every number in it is at least 0. */
    public boolean isNonNegative() {
        return lo >= 0;
    }

    /** True if every number in it is greater than 0. */
    public boolean isPositive() {
        return lo > 0;
    }

    /** True if {@code other} lies inside. */
    public boolean contains(Interval other) {
        return lo <= other.lo && other.hi <= hi;
    }

    /** The smallest interval that holds both. */
    public Interval union(Interval other) {
        return new Interval(Math.min(lo, other.lo), Math.max(hi, other.hi));
    }

    /**
     * Bounds that hold before and after a step of a loop: as they are if they hold after it, else wider ones, of the signs of both. So
     * bounds settle after a few steps.
     */
    public static Interval keeping(Interval before, Interval after) {
        if (before.contains(after)) {
            return before;
        }
        return before.union(after).ofSign();
    }

    /** The bounds of all numbers whose signs its numbers have. */
    public Interval ofSign() {
        return lo > 0 ? POSITIVE : lo >= 0 ? NON_NEGATIVE : hi <= 0 ? NON_POSITIVE : ALL;
    }

    /** Bounds of a sum; opposite infinities give no bound. */
    public Interval plus(Interval other) {
        return of(lo + other.lo, hi + other.hi);
    }

    /** Bounds of the negation. */
    public Interval negate() {
        return new Interval(-hi, -lo);
    }

    /** Bounds of a product; 0 times infinity counts as 0, since such elements are NaN or 0. */
    public Interval times(Interval other) {
        double a = product(lo, other.lo);
        double b = product(lo, other.hi);
        double c = product(hi, other.lo);
        double d = product(hi, other.hi);
        return of(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    /** Bounds of the product of a number with itself. */
    public Interval square() {
        Interval full = times(this);
        return new Interval(lo <= 0 && hi >= 0 ? 0 : full.lo, Math.max(0, full.hi));
    }

    private static double product(double a, double b) {
        return a == 0 || b == 0 ? 0 : a * b;
    }
}
