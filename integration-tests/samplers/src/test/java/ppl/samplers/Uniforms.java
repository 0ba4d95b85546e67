package ppl.samplers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import ppl.graph.random.RandomKey;

/**
 * What a sampler made of exact draws, judged by Commons Statistics: each coordinate, as a number that is uniform on (0, 1), by χ² over 20 bins; the
 * log-density against that of other exact draws, by Kolmogorov and Smirnov.
 */
public final class Uniforms {

    /** The property that says how many draws are made, other than usual. */
    public static final String DRAWS = "ppl.invariance.draws";


    /** A check fails below this. */
    static final double ALARM = 1e-6;

    private static final int BINS = 20;
    private static final int ENERGIES = 20_000;

    private final ExactTarget target;
    private final RandomKey ranks;
    private final RandomKey others;
    private final double[] u;
    private final long[][] counts;
    private final double[] energies;
    private int count;

    /**
     * Judges draws.
     *
     * @param draws how many there will be
     */
    Uniforms(ExactTarget target, int draws, long seed) {
        this.target = target;
        ranks = RandomKey.of(seed).fold("ranks");
        others = RandomKey.of(seed).fold("others");
        u = new double[target.uniforms()];
        counts = new long[u.length][BINS];
        energies = new double[Math.min(draws, ENERGIES)];
    }

    /** How many draws are made, unless a property says so. */
    static int draws(int usual) {
        return Integer.getInteger(DRAWS, usual);
    }

    void add(double[] draw, double logp) {
        target.toUniforms().of(draw, ranks.fold(count), u);
        for (int c = 0; c < u.length; c++) {
            counts[c][Math.min((int) (u[c] * BINS), BINS - 1)]++;
        }
        if (count < energies.length) {
            energies[count] = logp;
        }
        count++;
    }

    void check() {
        for (int c = 0; c < u.length; c++) {
            double p = ChiSquareTest.withDefaults().test(counts[c]).getPValue();
            assertTrue(
                    p > ALARM,
                    "uniform " + c + " of " + target + " is not uniform, p = " + p + ": " + Arrays.toString(counts[c]));
        }
        double[] exact = new double[energies.length];
        double[] x = new double[target.dimension()];
        double[] gradient = new double[x.length];
        for (int i = 0; i < exact.length; i++) {
            target.draw().into(x, others.fold(i));
            exact[i] = target.density().at(x, gradient);
        }
        if (Arrays.stream(exact).distinct().limit(2).count() > 1) {
            double p = KolmogorovSmirnovTest.withDefaults().test(energies, exact).getPValue();
            assertTrue(p > ALARM, "the energy of " + target + " has another law, p = " + p);
        }
    }
}
