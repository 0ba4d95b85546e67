package ppl.api.sample;

import java.util.List;

/** How long a run will take from now on, if it goes on as it goes. */
final class Remaining {

    private Remaining() {}

    /**
     * Its seconds; NaN where no chain is known to move.
     *
     * @param iterations of each chain
     * @param threads that the chains share
     */
    static double seconds(List<ChainStatus> chains, int iterations, int threads) {
        double speed = chains.stream()
                .filter(c -> c.iteration() < iterations && c.iterationsPerSecond() > 0)
                .mapToDouble(ChainStatus::iterationsPerSecond)
                .average()
                .orElse(Double.NaN);
        long left = 0;
        long longest = 0;
        for (ChainStatus c : chains) {
            left += iterations - c.iteration();
            longest = Math.max(longest, iterations - c.iteration());
        }
        // No chain is shared, so the last one decides where there are threads to spare.
        return left == 0 ? 0 : Math.max(longest, (double) left / threads) / speed;
    }

    /** As text: seconds, minutes or hours. */
    static String text(double seconds) {
        if (!(seconds < 1e9)) {
            return "an unknown time";
        }
        long whole = Math.round(seconds);
        return whole < 120
                ? whole + " s"
                : whole < 7200 ? Math.round(whole / 60.0) + " min" : Math.round(whole / 3600.0) + " h";
    }
}
