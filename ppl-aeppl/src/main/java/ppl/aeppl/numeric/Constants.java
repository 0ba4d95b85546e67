package ppl.aeppl.numeric;

/** Numbers that log-densities are made of, correctly rounded, and how far rounding may move a value. */
public final class Constants {

    /** {@code log(2)}. */
    public static final double LOG_2 = 0.6931471805599453;
    /** {@code log(pi)}. */
    public static final double LOG_PI = 1.1447298858494002;
    /** {@code log(2 pi) / 2}. */
    public static final double HALF_LOG_2PI = 0.9189385332046728;
    /** {@code log(2 / pi)}. */
    public static final double LOG_2_OVER_PI = -0.4515827052894549;

    /**
     * The distance, relative to either, within which numbers count as equal that were computed in different ways: by so much
     * rounding may also put a value beyond an end inside which it is known to lie. 8 units in the last place.
     */
    public static final double ROUNDING = 0x1p-50;

    private Constants() {}
}
