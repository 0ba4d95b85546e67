package ppl.aeppl.numeric;

/** Numbers that log-densities are made of, correctly rounded. */
public final class Constants {

    /** {@code log(2)}. */
    public static final double LOG_2 = 0.6931471805599453;
    /** {@code log(pi)}. */
    public static final double LOG_PI = 1.1447298858494002;
    /** {@code log(2 pi) / 2}. */
    public static final double HALF_LOG_2PI = 0.9189385332046728;
    /** {@code log(2 / pi)}. */
    public static final double LOG_2_OVER_PI = -0.4515827052894549;

    private Constants() {}
}
