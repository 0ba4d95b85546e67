package ppl.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ppl.api.Model;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Rhat;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.sample.Progress;
import ppl.benchmarks.posterior.Posterior;

/** Samples a posterior several times in one process, and leaves a line for each run: {@link Run#line}. */
final class SamplerProcess {

    /** The last run counts as warm. */
    static final int RUNS = 3;

    private SamplerProcess() {}

    /**
     * What a run is worth.
     *
     * @param ess the least bulk effective sample size over all variables
     * @param gradients of all chains, those of warm-up included
     * @param seconds that the chains ran
     * @param rhat the largest
     */
    record Run(double ess, double gradients, double seconds, double rhat) {

        static Run of(InferenceData fit) {
            double ess = Double.POSITIVE_INFINITY;
            double rhat = 1;
            for (Variable variable : fit.posterior().variables()) {
                for (Draws draws : variable.eventDraws(0, variable.eventSize())) {
                    ess = Math.min(ess, Ess.bulk(draws));
                    rhat = Math.max(rhat, Rhat.rank(draws));
                }
            }
            return new Run(ess, attribute(fit, "evaluations"), attribute(fit, "sampling_time"), rhat);
        }

        private static double attribute(InferenceData fit, String name) {
            return fit.posterior().attributes().get(name) instanceof Number n ? n.doubleValue() : Double.NaN;
        }

        String line() {
            return ess + " " + gradients + " " + seconds + " " + rhat;
        }

        static Run parse(String line) {
            String[] parts = line.split(" ");
            return new Run(
                    Double.parseDouble(parts[0]),
                    Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]));
        }

        double perThousandGradients() {
            return 1000 * ess / gradients;
        }

        double perSecond() {
            return ess / seconds;
        }
    }

    /**
     * Samples.
     *
     * @param args the posterior, the warm-up, its iterations, the seed, and the file that is written
     */
    public static void main(String[] args) throws IOException {
        Model model = Posterior.named(args[0]).model().get();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            InferenceData fit = model.infer()
                    .set("adaptation", args[1])
                    .tune(Integer.parseInt(args[2]))
                    .seed(Long.parseLong(args[3]))
                    .progress(Progress.silent())
                    .run();
            lines.add(Run.of(fit).line());
        }
        Files.write(Path.of(args[4]), lines);
    }
}
