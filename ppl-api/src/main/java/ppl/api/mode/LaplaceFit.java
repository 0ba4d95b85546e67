package ppl.api.mode;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import ppl.api.Model;
import ppl.api.diagnostics.Psis;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.inference.Summary;
import ppl.api.sample.SamplingCode;
import ppl.api.sample.SamplingException;
import ppl.api.sample.UnconstrainedModel;
import ppl.graph.random.StreamVersion;

/**
 * Laplace's approximation of a posterior: the normal law of the unconstrained coordinates with the mode and the curvature of the log-density
 * there, and independent draws of it in the user's space.
 *
 * {@snippet :
 * LaplaceFit fit = model.laplace();
 * System.out.println(fit.summary());
 * double k = fit.paretoK(); // up to 0.7 the draws can be trusted
 * }
 *
 * <p>Whether it can be trusted is told by the importance weights of its draws: {@link #paretoK}, and a warning of the {@linkplain #data result} where
 * it is too large. A posterior of many variables is seldom so near to a normal law.
 *
 * <p><b>Numerics.</b> The draws of a seed are the same on every backend to the bit.
 *
 * <p><b>Source.</b> Tierney and Kadane (1986); the weights as in Vehtari et al. (2024), <i>Pareto smoothed importance sampling</i>.
 */
public final class LaplaceFit {

    /** What an approximation is made of, beside its draws. */
    private record Law(List<String> elements, double[] mode, double[][] covariance, boolean exact) {}

    private final Law law;
    private final InferenceData data;
    private final double logEvidence;
    private final double importanceLogEvidence;
    private final double paretoK;
    private final double elsewhere;

    private LaplaceFit(
            Law law,
            InferenceData data,
            double logEvidence,
            double importanceLogEvidence,
            double paretoK,
            double elsewhere) {
        this.law = law;
        this.data = data;
        this.logEvidence = logEvidence;
        this.importanceLogEvidence = importanceLogEvidence;
        this.paretoK = paretoK;
        this.elsewhere = elsewhere;
    }

    /**
     * Searches the mode and draws.
     *
     * @throws SamplingException with code MAXIMUM if no maximum was found, with code SIZE if there are too many coordinates; and as {@link
     *     Model#laplace(java.util.function.UnaryOperator)}
     */
    public static LaplaceFit of(Model model, LaplaceOptions options) {
        ModeFinder.Searched searched = ModeFinder.search(model, options.search());
        try (UnconstrainedModel unconstrained = searched.model()) {
            Ascent.Found best = searched.best();
            PrecisionFactor factor = best.factor();
            Curvature curvature = best.curvature();
            if (best.point().length > Ascent.MOST_COORDINATES) {
                throw new SamplingException(
                        SamplingCode.SIZE,
                        "Laplace's approximation needs the covariance of all coordinates, and there are "
                                + best.point().length
                                + ", more than " + Ascent.MOST_COORDINATES
                                + ": findMap() gives the mode alone, infer() samples");
            }
            if (!best.search().converged() || factor == null || curvature == null) {
                throw new SamplingException(
                        SamplingCode.MAXIMUM,
                        "there is no normal law around a maximum: "
                                + best.search().why()
                                + ". Give start values with search(s -> s.start(...)), a prior that rules this out, or sample the model, with"
                                + " infer()");
            }
            LaplaceDraws draws = LaplaceDraws.of(searched.target(), best.point(), factor, options);
            double elsewhere = OtherMaxima.share(searched.found());
            boolean proper = unconstrained.improper().isEmpty();
            double evidence = proper ? best.search().lp() - draws.logDensityAtMode() : Double.NaN;
            Dataset.Builder posterior = unconstrained.posterior(
                    options.chains(), options.draws(), draws.seed(), (c, d) -> draws.point(c, d));
            Map<String, Object> notes = new TreeMap<>();
            notes.put("inference_library", "ppl");
            notes.put(RunNotes.METHOD, RunNotes.LAPLACE);
            notes.put("backend", unconstrained.backend());
            notes.put("seed", draws.seed());
            notes.put(RunNotes.STREAM_VERSION, (long) StreamVersion.CURRENT);
            notes.put(RunNotes.PARETO_K, draws.paretoK());
            notes.put(RunNotes.ELSEWHERE, elsewhere);
            notes.put("log_evidence", evidence);
            notes.put("hessian", curvature.exact() ? "exact" : "differences of gradients");
            notes.forEach(posterior::attribute);
            InferenceData data = unconstrained.result(posterior.build()).with(Group.SAMPLE_STATS, draws.statistics());
            return new LaplaceFit(
                    new Law(unconstrained.elements(), best.point(), factor.covariance(), curvature.exact()),
                    data,
                    evidence,
                    proper ? draws.logMeanWeight() : Double.NaN,
                    draws.paretoK(),
                    elsewhere);
        }
    }

    /**
     * The draws as a posterior, with their log-densities {@code lp}, those of the normal law {@code log_q} and the logs of their smoothed, normalised
     * importance weights {@code log_weight} in sample_stats.
     */
    public InferenceData data() {
        return data;
    }

    /** The table of the draws that the filters choose. */
    public Summary summary(String... filters) {
        return data.summary(filters);
    }

    /** The name of each coordinate of {@link #mode}. */
    public List<String> elements() {
        return law.elements();
    }

    /** The mode in unconstrained space. */
    public double[] mode() {
        return law.mode().clone();
    }

    /** The covariance of the coordinates. */
    public double[][] covariance() {
        return Arrays.stream(law.covariance()).map(double[]::clone).toArray(double[][]::new);
    }

    /** Whether second derivatives are those of the graph; else they are differences of gradients. */
    public boolean exactHessian() {
        return law.exact();
    }

    /**
     * Laplace's estimate of the log of the probability (density) of the data; NaN with an improper prior, which leaves it open. Potentials
     * count as factors of the prior, which then need not integrate to 1.
     */
    public double logEvidence() {
        return logEvidence;
    }

    /** The estimate of the same from the importance weights, which is right in the limit of many draws if {@link #paretoK} is good. */
    public double importanceLogEvidence() {
        return importanceLogEvidence;
    }

    /**
     * The Pareto shape of the importance weights: up to {@link Psis#goodK} the approximation can be trusted. 0 if all weights are equal, infinite if
     * there are too few draws to tell.
     */
    public double paretoK() {
        return paretoK;
    }

    /**
     * The share of the probability that is around other maxima, as far as searches have found some: the draws are around one, so they lack the
     * others, and their importance weights do not tell.
     */
    public double elsewhere() {
        return elsewhere;
    }

    /** Whether the draws can be trusted, weighted or, if k is small, as they are: as the importance weights say, and the other maxima. */
    public boolean isReliable() {
        return hasGoodWeights() && elsewhere <= RunNotes.MOST_ELSEWHERE;
    }

    private boolean hasGoodWeights() {
        return paretoK
                <= Psis.goodK(data.posterior().chains() * data.posterior().draws());
    }

    private String verdict() {
        if (!hasGoodWeights()) {
            boolean few = paretoK == Double.POSITIVE_INFINITY || paretoK == 0;
            return few ? "too few draws to tell" : "the posterior is not near to normal; use infer()";
        }
        return isReliable()
                ? "good"
                : String.format(
                        Locale.ROOT,
                        "good around this maximum, but %.0f %% of the probability is around others; use infer()",
                        100 * elsewhere);
    }

    /** What it is and whether it can be trusted, as lines of text. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "Laplace's approximation, %d coordinates, Hessian %s%nPareto k %.2f: %s%nlog evidence %.3f (by importance weights %.3f)",
                law.mode().length,
                law.exact() ? "exact" : "by differences of gradients",
                paretoK,
                verdict(),
                logEvidence,
                importanceLogEvidence);
    }
}
