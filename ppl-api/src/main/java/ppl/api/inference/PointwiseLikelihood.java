package ppl.api.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Elpd;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Loo;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.diagnostics.Waic;

/** Finds what predictive diagnostics need in inference data: pointwise log-likelihoods and the efficiency of the draws. */
final class PointwiseLikelihood {
    private final InferenceData data;
    private final Variable logLikelihood;

    PointwiseLikelihood(InferenceData data, @Nullable String name) {
        this.data = data;
        Dataset group = data.logLikelihood();
        if (name == null && group.names().size() != 1) {
            throw new ResultException(
                    ResultCode.NAME,
                    "the log_likelihood group has several variables; name one of: " + Labels.preview(group.names()));
        }
        this.logLikelihood = group.get(name == null ? group.names().getFirst() : name);
    }

    Elpd loo() {
        return Loo.of(logLikelihood.eventSize(), series(logLikelihood), relativeEfficiency());
    }

    Elpd waic() {
        return Waic.of(logLikelihood.eventSize(), series(logLikelihood));
    }

    double[] pit() {
        Variable observed = data.observedData().get(logLikelihood.name());
        Variable predicted = data.posteriorPredictive().get(logLikelihood.name());
        if (observed.size() != logLikelihood.eventSize() || predicted.eventSize() != observed.size()) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "observations, predictions and log-likelihoods of '" + logLikelihood.name() + "' do not fit: "
                            + observed + ", " + predicted + ", " + logLikelihood
                            + "; the probability of less than was observed needs a log-likelihood for each number: of vectors"
                            + " compare models by loo, or observe numbers under a distribution of numbers");
        }
        return Loo.pit(observed.toDoubles(), series(predicted), series(logLikelihood), relativeEfficiency());
    }

    private static IntFunction<double[]> series(Variable variable) {
        return i -> variable.eventDraws(i, 1).getFirst().toArray();
    }

    /** The mean over all parameters of the effective sample size for the mean, by the number of draws; 1 for one chain. */
    private double relativeEfficiency() {
        Dataset posterior = data.posterior();
        if (posterior.chains() == 1) {
            return 1;
        }
        record Element(Variable variable, int event) {}
        List<Element> elements = new ArrayList<>();
        for (Variable variable : posterior.variables()) {
            if (variable.isSampled()) {
                IntStream.range(0, variable.eventSize()).forEach(e -> elements.add(new Element(variable, e)));
            }
        }
        double[] ess = elements.parallelStream()
                .mapToDouble(e -> {
                    Draws draws = e.variable().eventDraws(e.event(), 1).getFirst();
                    return Ess.mean(draws);
                })
                .toArray();
        double sum = 0;
        for (double one : ess) {
            sum += one;
        }
        return sum / ess.length / (posterior.chains() * (double) posterior.draws());
    }
}
