package ppl.api.mode;

import java.util.ArrayList;
import java.util.List;

/**
 * Where searches ended beside the best one. Draws around one maximum do not reach another, so their weights do not tell of it either.
 */
final class OtherMaxima {

    /** Searches that ended at one maximum are nearer to each other, and different maxima farther apart. */
    private static final double APART = 0.01;

    /** What is nearer is reached by draws of the normal law, whose weights tell of it. */
    private static final double OUT_OF_REACH = 3;

    private OtherMaxima() {}

    /**
     * How far a point is from a maximum, in standard deviations of the normal law around that; without such a law relative to the values of the
     * coordinates.
     */
    static double away(Ascent.Found maximum, double[] point) {
        double[] difference = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            difference[i] = point[i] - maximum.point()[i];
        }
        Curvature curvature = maximum.curvature();
        double sum = 0;
        for (int i = 0; i < point.length; i++) {
            if (curvature == null || maximum.factor() == null) {
                double share = difference[i] / Math.max(1, Math.abs(maximum.point()[i]));
                sum += share * share;
                continue;
            }
            for (int j = 0; j < point.length; j++) {
                sum += difference[i] * curvature.precision()[i][j] * difference[j];
            }
        }
        return Math.sqrt(Math.max(0, sum));
    }

    static boolean isElsewhere(double away) {
        return away > APART;
    }

    /** The share of the probability that is around other maxima, by the normal law around each; NaN if there is no law around the best one. */
    static double share(List<Ascent.Found> bestFirst) {
        Ascent.Found best = bestFirst.getFirst();
        List<Ascent.Found> others = new ArrayList<>();
        for (Ascent.Found f : bestFirst) {
            if (f.search().converged()
                    && f.factor() != null
                    && away(best, f.point()) > OUT_OF_REACH
                    && others.stream().noneMatch(o -> away(o, f.point()) <= APART)) {
                others.add(f);
            }
        }
        double sum =
                others.stream().mapToDouble(f -> Math.exp(mass(f) - mass(best))).sum();
        return sum / (1 + sum);
    }

    /** The log of the integral of the density, if it were normal around a maximum, but for what all have alike. */
    private static double mass(Ascent.Found f) {
        PrecisionFactor law = f.factor();
        return law == null ? Double.NaN : f.search().lp() - 0.5 * law.logDeterminant();
    }
}
