package ppl.backend.vector.tier;

/**
 * One look at two ways of doing the same, in rounds: a round measures both, one right after the other. Code gets faster while compilers
 * are at it, in the background and with other work to do; so nothing is decided before the least time of scalar code has stood for a
 * while, and lanes lose only when theirs has too. What disturbs a round makes it slower, never faster.
 */
final class Look {

    /** Rounds that a least time has to stand: of their calls, the optimising compiler takes up code in a few thousand. */
    static final int ROUNDS = 50;
    /** How long that of scalar code has to stand. */
    static final long REST_NANOS = 300_000_000;
    /** How long that of lanes, whose code takes the compiler longer. */
    static final long LONG_REST_NANOS = 1_500_000_000L;
    /** The longest look. */
    static final long PATIENCE_NANOS = 20_000_000_000L;

    /** Rounds in a row that lanes have to win. */
    private static final int IN_A_ROW = 3;
    /** Less than this part of a time is less, and not by chance. */
    private static final double LESS = 0.97;
    /** Lanes that take more times the time of scalar code are not compiled, and may still be. */
    private static final double NEAR = 10;
    /** Lanes come if they take less than this part of the time of scalar code, and stay with less than the other. */
    private static final double COME = 0.85;

    private static final double STAY = 0.95;

    private final double enough;
    private final long start;
    private final Least scalar = new Least();
    private final Least lanes = new Least();
    private int rounds;
    private int won;

    /**
     * A look that begins.
     *
     * @param inLanes whether the nest runs in lanes already
     * @param now nanoseconds since whenever
     */
    Look(boolean inLanes, long now) {
        this.enough = inLanes ? STAY : COME;
        this.start = now;
    }

    /**
     * One more round.
     *
     * @param scalarNanos of a call in scalar code
     * @param lanesNanos of the same call in lanes; infinite if these are nowhere near
     */
    Ruling round(double scalarNanos, double lanesNanos, long now) {
        rounds++;
        scalar.take(scalarNanos, now);
        lanes.take(lanesNanos, now);
        won = lanesNanos < enough * scalar.nanos ? won + 1 : 0;
        boolean late = now - start >= PATIENCE_NANOS;
        if (!late && !scalar.stands(REST_NANOS, now)) {
            return Ruling.OPEN;
        }
        if (won >= IN_A_ROW) {
            return Ruling.LANES;
        }
        boolean near = lanes.nanos < NEAR * scalar.nanos;
        return late || (near && lanes.stands(LONG_REST_NANOS, now)) ? Ruling.SCALAR : Ruling.OPEN;
    }

    /** What was measured, for a reader. */
    String text(long now) {
        return "%.3f µs in lanes, %.3f in scalar code, after %d rounds in %.1f s"
                .formatted(lanes.nanos * 1e-3, scalar.nanos * 1e-3, rounds, (now - start) * 1e-9);
    }

    /** The least time so far, and since when it has stood. */
    private static final class Least {
        double nanos = Double.POSITIVE_INFINITY;
        private long since;
        private int rounds;

        void take(double next, long now) {
            rounds++;
            if (next < LESS * nanos) {
                since = now;
                rounds = 0;
            }
            nanos = Math.min(nanos, next);
        }

        boolean stands(long nanosLong, long now) {
            return rounds >= ROUNDS && now - since >= nanosLong;
        }
    }
}
