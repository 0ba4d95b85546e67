package ppl.api.mode;

import java.util.List;
import ppl.api.diagnostics.Psis;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;

/**
 * Independent draws of the normal law around a mode, with their log-densities under it and under the posterior.
 *
 * @param chains how many chains the draws are dealt out to
 * @param draws the draws of each
 * @param seed what they come from
 * @param points in unconstrained space, chain after chain
 * @param lp the log-densities of the posterior at them; −∞ where it has none
 * @param logQ those of the normal law
 * @param logDensityAtMode that of the normal law at the mode
 * @param psis their smoothed importance weights
 */
record LaplaceDraws(
        int chains,
        int draws,
        long seed,
        double[][] points,
        double[] lp,
        double[] logQ,
        double logDensityAtMode,
        Psis psis) {

    private static final List<String> DIMS = List.of(Dataset.CHAIN, Dataset.DRAW);
    private static final double EQUAL = 1e-6;
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    static LaplaceDraws of(Target target, double[] mode, PrecisionFactor factor, LaplaceOptions options) {
        int n = mode.length;
        long all = (long) options.chains() * options.draws();
        if (all * Math.max(1, n) > Integer.MAX_VALUE - 8) {
            throw new SamplingException(
                    SamplingCode.SIZE,
                    "options chains and draws ask for " + all + " draws of " + n
                            + " coordinates, more numbers than an array holds: ask for fewer");
        }
        Long given = options.seed();
        long seed = given == null ? RandomKey.fresh().bits() : given;
        double atMode = 0.5 * factor.logDeterminant() - n * HALF_LOG_TWO_PI;
        double[][] points = new double[(int) all][];
        double[] lp = new double[(int) all];
        double[] logQ = new double[(int) all];
        double[] raw = new double[(int) all];
        double[] z = new double[n];
        double[] gradient = new double[n];
        HostNumbers normals = new HostNumbers();
        for (int i = 0; i < all; i++) {
            RandomKey key = RandomKey.of(seed).fold("laplace").fold(i / options.draws());
            normals.fill(key, i % options.draws(), z);
            double[] point = factor.spread(z);
            double squares = 0;
            for (int k = 0; k < n; k++) {
                point[k] += mode[k];
                squares += z[k] * z[k];
            }
            double here = target.logpAndGradient(point, gradient);
            points[i] = point;
            // Outside of what the density is defined on there is no mass.
            lp[i] = Double.isNaN(here) ? Double.NEGATIVE_INFINITY : here;
            logQ[i] = atMode - squares / 2;
            raw[i] = lp[i] - logQ[i];
        }
        return new LaplaceDraws(options.chains(), options.draws(), seed, points, lp, logQ, atMode, Psis.of(raw, 1));
    }

    double[] point(int chain, int draw) {
        return points[chain * draws + draw];
    }

    /** Of weights that differ by no more than rounding, as those of a normal posterior, it is 0: no tail can be fitted to them. */
    double paretoK() {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < lp.length; i++) {
            least = Math.min(least, lp[i] - logQ[i]);
            most = Math.max(most, lp[i] - logQ[i]);
        }
        return most - least <= EQUAL ? 0 : psis.k();
    }

    /** The log of the mean of the raw importance weights. */
    double logMeanWeight() {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < lp.length; i++) {
            most = Math.max(most, lp[i] - logQ[i]);
        }
        double sum = 0;
        for (int i = 0; i < lp.length; i++) {
            sum += Math.exp(lp[i] - logQ[i] - most);
        }
        return most + Math.log(sum / lp.length);
    }

    Dataset statistics() {
        int[] shape = {chains, draws};
        return Dataset.builder()
                .coord(Dataset.CHAIN, Coord.range(chains))
                .coord(Dataset.DRAW, Coord.range(draws))
                .variable("lp", DIMS, shape, lp)
                .variable("log_q", DIMS, shape, logQ)
                .variable("log_weight", DIMS, shape, psis.logWeights())
                .build();
    }
}
