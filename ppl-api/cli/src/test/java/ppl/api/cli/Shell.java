package ppl.api.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/** Runs commands in tests and keeps what they print. */
final class Shell {
    static final List<String> SAMPLED = List.of("chain", "draw");

    /** Files that the tests of the readers hold too. */
    static final Path FILES = Path.of("").toAbsolutePath().resolveSibling("src/test/resources/ppl/api/store");

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    int run(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    /** Forgets what was printed as errors. */
    void clear() {
        err.getBuffer().setLength(0);
    }

    /** Four chains of two variables, and log-likelihoods of six observations that are worse where {@code scale} is greater. */
    static InferenceData fit(double scale) {
        Random random = new Random(3);
        double[] mu = new double[400];
        Arrays.setAll(mu, i -> random.nextGaussian());
        double[] logLik = new double[400 * 6];
        Arrays.setAll(logLik, i -> -scale - 0.1 * random.nextDouble());
        return InferenceData.of(
                        Group.POSTERIOR,
                        Dataset.builder()
                                .variable("mu", SAMPLED, new int[] {4, 100}, mu)
                                .variable("other", SAMPLED, new int[] {4, 100}, mu.clone())
                                .build())
                .with(
                        Group.LOG_LIKELIHOOD,
                        Dataset.builder()
                                .variable("y", List.of("chain", "draw", "obs"), new int[] {4, 100, 6}, logLik)
                                .build());
    }
}
