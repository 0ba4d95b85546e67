package ppl.sampler.nuts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ppl.api.spi.Block;
import ppl.api.spi.LogDensity;

/**
 * Varying intercepts and slopes, non-centred, over the 919 homes in 85 counties of {@code radon.csv}, written out by hand:
 * the reference problem for the sampler, free of any model code. Coordinates: mu_a, log sigma_a, a_raw[85], mu_b, log
 * sigma_b, b_raw[85], log eps.
 */
final class RadonDensity implements LogDensity {

    static final int COUNTIES = 85;
    static final int DIMENSION = 2 * COUNTIES + 5;
    static final int MU_A = 0;
    static final int LOG_SIGMA_A = 1;
    static final int A = 2;
    static final int MU_B = 2 + COUNTIES;
    static final int LOG_SIGMA_B = 3 + COUNTIES;
    static final int B = 4 + COUNTIES;
    static final int LOG_EPS = 4 + 2 * COUNTIES;

    private final int rows;

    /** Per county: the number of rows, and the sums of y, f, f², f·y and y². */
    private final double[][] sums;

    RadonDensity() {
        Map<String, double[]> byCounty = new LinkedHashMap<>();
        int n = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RadonDensity.class.getResourceAsStream("radon.csv")), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine(), n++) {
                String[] cells = line.split(",", -1);
                double f = Double.parseDouble(cells[1]);
                double y = Double.parseDouble(cells[2]);
                double[] s = byCounty.computeIfAbsent(cells[0], c -> new double[6]);
                s[0]++;
                s[1] += y;
                s[2] += f;
                s[3] += f * f;
                s[4] += f * y;
                s[5] += y * y;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows = n;
        sums = new ArrayList<>(byCounty.values()).toArray(double[][]::new);
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public List<Block> blocks() {
        return List.of(new Block("q", Block.Measure.CONTINUOUS, 0, DIMENSION));
    }

    @Override
    public Evaluator evaluator() {
        return new Evaluator() {
            private final double[] unused = new double[DIMENSION];

            @Override
            public double logp(double[] point) {
                return evaluate(point, unused);
            }

            @Override
            public double logpAndGradient(double[] point, double[] gradient) {
                return evaluate(point, gradient);
            }
        };
    }

    private double evaluate(double[] q, double[] g) {
        double muA = q[MU_A];
        double muB = q[MU_B];
        double sigmaA = StrictMath.exp(q[LOG_SIGMA_A]);
        double sigmaB = StrictMath.exp(q[LOG_SIGMA_B]);
        double eps = StrictMath.exp(q[LOG_EPS]);
        double precision = 1 / (eps * eps);
        double squares = 0;
        double gMuA = 0;
        double gMuB = 0;
        double gSigmaA = 0;
        double gSigmaB = 0;
        double raw = 0;
        for (int j = 0; j < COUNTIES; j++) {
            double[] s = sums[j];
            double aRaw = q[A + j];
            double bRaw = q[B + j];
            double a = muA + sigmaA * aRaw;
            double b = muB + sigmaB * bRaw;
            double x = s[1] - a * s[0] - b * s[2];
            double y = s[4] - a * s[2] - b * s[3];
            squares += s[5] - a * (s[1] + x) - b * (s[4] + y);
            x *= precision;
            y *= precision;
            gMuA += x;
            gMuB += y;
            gSigmaA += x * aRaw;
            gSigmaB += y * bRaw;
            g[A + j] = x * sigmaA - aRaw;
            g[B + j] = y * sigmaB - bRaw;
            raw += aRaw * aRaw + bRaw * bRaw;
        }
        squares *= precision;
        g[MU_A] = gMuA - muA / 100;
        g[MU_B] = gMuB - muB / 4;
        g[LOG_SIGMA_A] = gSigmaA * sigmaA - sigmaA * sigmaA + 1;
        g[LOG_SIGMA_B] = gSigmaB * sigmaB - sigmaB * sigmaB + 1;
        g[LOG_EPS] = squares - rows - eps * eps / 2.25 + 1;
        double priors = muA * muA / 100 + sigmaA * sigmaA + muB * muB / 4 + sigmaB * sigmaB + eps * eps / 2.25 + raw;
        return -0.5 * (squares + priors) + q[LOG_SIGMA_A] + q[LOG_SIGMA_B] + (1 - rows) * q[LOG_EPS];
    }
}
