package ppl.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import ppl.api.inference.InferenceData;
import ppl.examples.Radon;
import ppl.examples.RadonData;

/** Reads the draws of the radon model from a file, and computes predictive draws and log-likelihoods. */
final class PredictiveProcess {

    private PredictiveProcess() {}

    /**
     * Runs once.
     *
     * @param args the file
     */
    public static void main(String[] args) throws IOException {
        InferenceData fit = Radon.model(RadonData.load()).fitted(InferenceData.open(Path.of(args[0])));
        InferenceData more = fit.withPosteriorPredictive().withLogLikelihood();
        if (more.logLikelihood().get("radon_like").size()
                != more.posteriorPredictive().get("radon_like").size()) {
            throw new IllegalStateException("there is not a log-likelihood for each predictive draw");
        }
    }
}
