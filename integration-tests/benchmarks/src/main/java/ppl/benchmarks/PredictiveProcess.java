package ppl.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sample.Progress;
import ppl.examples.Radon;
import ppl.examples.RadonData;

/**
 * Reads the draws of the radon model from a file, and computes predictive draws and log-likelihoods. Where the file is not there
 * yet, samples and makes it.
 */
final class PredictiveProcess {

    private PredictiveProcess() {}

    /**
     * Runs once.
     *
     * @param args the file
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Model model = Radon.model(RadonData.load());
        if (!Files.exists(file)) {
            model.infer()
                    .targetAccept(0.9)
                    .seed(42)
                    .progress(Progress.silent())
                    .run()
                    .save(file);
            return;
        }
        InferenceData fit = model.fitted(InferenceData.open(file));
        InferenceData more = fit.withPosteriorPredictive().withLogLikelihood();
        if (more.logLikelihood().get("radon_like").size()
                != more.posteriorPredictive().get("radon_like").size()) {
            throw new IllegalStateException("there is not a log-likelihood for each predictive draw");
        }
    }
}
