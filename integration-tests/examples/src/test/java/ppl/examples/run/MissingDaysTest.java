package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.api.inference.Coord;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.api.spi.LogDensity;
import ppl.examples.AirQuality;

/**
 * The model of ozone against its density written out, and against Gibbs' sampler for the same posterior: the coefficients, what is usual and
 * the sun of days without it are normal given the rest, and standard deviations are moved by random walks. A figure may be off by 4 standard errors,
 * those of both samplers included.
 */
class MissingDaysTest {

    private static final String[] NAMES = {"usual", "spread", "level", "by_sun", "by_wind", "by_temperature", "sigma"};
    private static final double[] PRIOR_MEAN = {3, 0, 0, 0};
    private static final double[] PRIOR_SD = {2, 1, 1, 1};

    /** Ozone (log), sun, wind and temperature of each day, the latter three in the units of the model. */
    private static double[][] days() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(MissingDaysTest.class.getResourceAsStream("/ppl/examples/air_quality.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> Arrays.stream(line.split(","))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .map(r -> new double[] {Math.log(r[2]), r[3], (r[4] - 10) / 5, (r[5] - 78) / 10})
                    .toArray(double[][]::new);
        }
    }

    private static double normal(double x, double mean, double sd) {
        return -0.5 * Math.pow((x - mean) / sd, 2) - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);
    }

    private static double expected(double[] beta, double sun, double[] day) {
        return beta[0] + beta[1] * (sun - 200) / 100 + beta[2] * day[2] + beta[3] * day[3];
    }

    @Test
    void the_log_density_is_that_of_the_formulas() throws IOException {
        double[][] days = days();
        double[] at = {190, 4.5, 3.4, 0.3, -0.2, 0.5, -0.6, 150, 160, 170, 180, 190, 200, 210};
        double[] beta = Arrays.copyOfRange(at, 2, 6);
        double spread = Math.exp(at[1]);
        double sigma = Math.exp(at[6]);
        // The logs of two normal laws cut in half, and of what the logs of their values are stretched by.
        double logp = 2 * Math.log(2) + at[1] + at[6] + normal(at[0], 200, 50) + normal(spread, 0, 100) + normal(sigma, 0, 1);
        for (int i = 0; i < 4; i++) {
            logp += normal(beta[i], PRIOR_MEAN[i], PRIOR_SD[i]);
        }
        int missing = 7;
        for (double[] day : days) {
            double sun = Double.isNaN(day[1]) ? at[missing++] : day[1];
            logp += normal(sun, at[0], spread);
            logp += Double.isNaN(day[0]) ? 0 : normal(day[0], expected(beta, sun, day), sigma);
        }
        assertEquals(at.length, missing);
        try (LogDensity density = AirQuality.model().infer().density()) {
            assertEquals(at.length, density.dimension());
            assertEquals(logp, density.evaluator().logp(at), 1e-12 * Math.abs(logp));
        }
    }

    @Test
    void means_are_those_of_gibbs_sampler_and_ozone_is_drawn_with_its_days() throws IOException {
        InferenceData fit = AirQuality.model()
                .infer()
                .tune(500)
                .draws(500)
                .seed(5)
                .progress(Progress.silent())
                .run();
        Summary summary = fit.summary(NAMES);
        double[][] gibbs = new Gibbs(days()).run(50, 200);
        for (int k = 0; k < NAMES.length; k++) {
            int column = k;
            double mean = Arrays.stream(gibbs).mapToDouble(b -> b[column]).average().orElseThrow();
            double square = Arrays.stream(gibbs).mapToDouble(b -> Math.pow(b[column] - mean, 2)).sum();
            double error = Math.hypot(Math.sqrt(square / 49 / 50), summary.get(NAMES[k], "mcse_mean"));
            assertEquals(mean, summary.get(NAMES[k], "mean"), 4 * error, NAMES[k]);
        }
        Coord drawn = fit.posterior().coord("log_ozone_missing_at");
        assertEquals(37, drawn.size());
        assertEquals("5/5", drawn.label(0));
    }

    /** Gibbs' sampler. */
    private static final class Gibbs {
        private final double[][] days;
        private final double[] sun;
        private final double[] state = {190, 90, 3.4, 0.2, -0.2, 0.5, 0.5};
        private final RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(11);

        Gibbs(double[][] days) {
            this.days = days;
            this.sun = Arrays.stream(days).mapToDouble(d -> Double.isNaN(d[1]) ? 190 : d[1]).toArray();
        }

        /** Means of batches, after one that is left out. */
        double[][] run(int batches, int size) {
            double[][] means = new double[batches][state.length];
            for (int b = -1; b < batches; b++) {
                for (int i = 0; i < size; i++) {
                    step();
                    for (int k = 0; b >= 0 && k < state.length; k++) {
                        means[b][k] += state[k] / size;
                    }
                }
            }
            return means;
        }

        private void step() {
            double precision = 1 / 2500.0 + sun.length / (state[1] * state[1]);
            double weighted = 200 / 2500.0 + Arrays.stream(sun).sum() / (state[1] * state[1]);
            state[0] = weighted / precision + random.nextGaussian() / Math.sqrt(precision);
            state[1] = walk(state[1], 0.1, 100, Arrays.stream(sun).map(s -> s - state[0]).toArray());
            for (int k = 0; k < 4; k++) {
                coefficient(k);
            }
            state[6] = walk(state[6], 0.1, 1, IntStream.range(0, days.length)
                    .filter(i -> !Double.isNaN(days[i][0]))
                    .mapToDouble(i -> off(i))
                    .toArray());
            for (int i = 0; i < days.length; i++) {
                if (Double.isNaN(days[i][1])) {
                    sunOf(i);
                }
            }
        }

        private double off(int day) {
            return days[day][0] - expected(Arrays.copyOfRange(state, 2, 6), sun[day], days[day]);
        }

        /** One coefficient given the others. */
        private void coefficient(int k) {
            double precision = 1 / (PRIOR_SD[k] * PRIOR_SD[k]);
            double weighted = PRIOR_MEAN[k] * precision;
            double before = state[2 + k];
            for (int i = 0; i < days.length; i++) {
                if (!Double.isNaN(days[i][0])) {
                    double x = k == 0 ? 1 : k == 1 ? (sun[i] - 200) / 100 : days[i][k];
                    precision += x * x / (state[6] * state[6]);
                    weighted += x * (off(i) + before * x) / (state[6] * state[6]);
                }
            }
            state[2 + k] = weighted / precision + random.nextGaussian() / Math.sqrt(precision);
        }

        /** The sun of a day without it. */
        private void sunOf(int i) {
            double precision = 1 / (state[1] * state[1]);
            double weighted = state[0] * precision;
            if (!Double.isNaN(days[i][0])) {
                double slope = state[3] / 100;
                precision += slope * slope / (state[6] * state[6]);
                weighted += slope * (off(i) + slope * sun[i]) / (state[6] * state[6]);
            }
            sun[i] = weighted / precision + random.nextGaussian() / Math.sqrt(precision);
        }

        /** A standard deviation with a half normal prior, given what is off by it: some steps of a random walk of its log. */
        private double walk(double sd, double width, double priorSd, double[] off) {
            double square = Arrays.stream(off).map(o -> o * o).sum();
            double now = sd;
            for (int i = 0; i < 5; i++) {
                double next = now * Math.exp(width * random.nextGaussian());
                double gain = (1 - off.length) * Math.log(next / now)
                        - 0.5 * square * (1 / (next * next) - 1 / (now * now))
                        - 0.5 * (next * next - now * now) / (priorSd * priorSd);
                if (Math.log(random.nextDouble()) < gain) {
                    now = next;
                }
            }
            return now;
        }
    }
}
