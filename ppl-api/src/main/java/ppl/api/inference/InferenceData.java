package ppl.api.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Elpd;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.store.NetCdf;
import ppl.api.store.StanCsv;
import ppl.api.work.Deadline;

/**
 * The result of a run: groups of variables, such as the posterior and the statistics of the sampler, in the schema of ArviZ.
 *
 * <p>Immutable; selections are views that share memory.
 *
 * {@snippet :
 * InferenceData fit = model.infer().run();
 * System.out.println(fit.summary("~a"));
 * double[] mu = fit.posterior().get("mu").toDoubles();
 * }
 */
public final class InferenceData {
    private final Map<Group, Dataset> groups;
    private final Map<String, Object> attributes;
    private final @Nullable FittedModel model;

    private InferenceData(Map<Group, Dataset> groups, Map<String, Object> attributes, @Nullable FittedModel model) {
        this.model = model;
        Map<Group, Dataset> ordered = new LinkedHashMap<>();
        for (Group known : Group.KNOWN) {
            if (groups.containsKey(known)) {
                ordered.put(known, groups.get(known));
            }
        }
        ordered.putAll(groups);
        this.groups = Collections.unmodifiableMap(ordered);
        this.attributes = Attributes.copyOf(attributes);
    }

    /** Inference data with these groups. */
    public static InferenceData of(Map<Group, Dataset> groups) {
        return new InferenceData(groups, Map.of(), null);
    }

    /** Inference data with one group. */
    public static InferenceData of(Group group, Dataset dataset) {
        return of(Map.of(group, dataset));
    }

    /** These groups and one more, which replaces a group of the same name. */
    public InferenceData with(Group group, Dataset dataset) {
        Map<Group, Dataset> more = new LinkedHashMap<>(groups);
        more.put(group, dataset);
        return new InferenceData(more, attributes, model);
    }

    /** The same without a group. */
    public InferenceData without(Group group) {
        Map<Group, Dataset> fewer = new LinkedHashMap<>(groups);
        fewer.remove(group);
        return new InferenceData(fewer, attributes, model);
    }

    /** The same with these attributes. */
    public InferenceData withAttributes(Map<String, ?> newAttributes) {
        return new InferenceData(groups, Attributes.copyOf(newAttributes), model);
    }

    /** The same as the result of a model, with which it computes what follows from its draws. */
    public InferenceData with(FittedModel of) {
        return new InferenceData(groups, attributes, of);
    }

    /**
     * This and predictive draws: for each draw of the posterior one of all observed variables together, in the group posterior_predictive.
     * Variables that were summed out have the values of {@link #recover}. What is missing of observed variables is drawn anew, as the rest of them.
     *
     * {@snippet :
     * InferenceData checked = fit.withPosteriorPredictive();
     * double[] drawn = checked.posteriorPredictive().get("y").toDoubles(); // chain after chain, draw after draw
     * }
     *
     * <p>The draw of a variable depends on the seed, the labels of chain and draw and its name. So it is the same whatever else is asked for,
     * on every backend and for any number of threads.
     *
     * @param names the observed variables in the group; none for all
     * @throws ResultException with code ABSENT if a name is not that of an observed variable, or these results were read from a file or put
     *     together from others, which do not know their model ({@code model.fitted(results)} gives it to them); with code MISMATCH if the
     *     posterior has not what the model needs
     */
    public InferenceData withPosteriorPredictive(String... names) {
        return withPosteriorPredictive(PredictiveOptions.defaults(), names);
    }

    /**
     * The same with another seed, number of threads or backend.
     *
     * @throws ResultException as {@link #withPosteriorPredictive(String...)}, and with code ABSENT if a name is null
     */
    public InferenceData withPosteriorPredictive(PredictiveOptions options, String... names) {
        return with(
                Group.POSTERIOR_PREDICTIVE,
                model("posterior predictive draws").posteriorPredictive(posterior(), chosen(names), options));
    }

    /**
     * Predictions at other data: for each draw of the posterior one of all that was observed, in the group predictions; the data are in
     * predictions_constant_data. Everything that depends on a length follows, as {@code Model.with} says. What was fitted along a dim
     * whose labels are others is taken by label. A label that was not in the fit is an error, or has an effect that is drawn from the
     * population, with {@link PredictionData#newLabels}. What depends on the order of labels, such as a cumulative sum, goes on with new
     * labels behind those of the fit, and is refused where these stand elsewhere. What is computed of all positions of a dim, such as a mean, is of the
     * labels of the prediction; what is computed from an observed variable is so from its draw.
     *
     * {@snippet :
     * double[][] rows = {{-1.2, 0.4}, {0.3, -0.9}};
     * InferenceData next = fit.predict(d -> d.set("x", rows).dim("customer", "Ann", "Bo"));
     * double[] drawn = next.get(Group.PREDICTIONS).get("bought").toDoubles(); // chain after chain, draw after draw
     * }
     *
     * <p>With the data of the fit these are the draws of {@link #withPosteriorPredictive}. Random numbers of an observed element follow its
     * position: at the same data it has the same draw, as long as the positions before it are as many. The effect of a new label depends
     * on the seed, the labels of chain and draw, the name of the variable and the label itself; of a variable with more dims also on the
     * positions along those without new labels. Any number of threads may predict at once.
     *
     * @param names the variables in the group, also computed ones ({@code m.deterministic}) and those of the posterior; none for all that
     *     were observed
     * @throws ResultException as {@link #withPosteriorPredictive}
     */
    public InferenceData predict(Consumer<PredictionData> data, String... names) {
        return predict(PredictiveOptions.defaults(), data, names);
    }

    /**
     * The same with another seed, number of threads or backend, or of what is latent.
     *
     * @throws ResultException as {@link #withPosteriorPredictive(String...)}, and with code ABSENT if a name is null
     */
    public InferenceData predict(PredictiveOptions options, Consumer<PredictionData> data, String... names) {
        try (Predictor predictor = predictor(options, data, names)) {
            return predictor.predict(posterior());
        }
    }

    /**
     * What predicts so, made ready once: for draws that come in parts, since they are many or the predictions large.
     *
     * @throws ResultException as {@link #predict(PredictiveOptions, Consumer, String...)}, and with code ABSENT if a name is null
     */
    public Predictor predictor(PredictiveOptions options, Consumer<PredictionData> data, String... names) {
        Objects.requireNonNull(data, "what gives the data of a prediction is null: d -> {} keeps those of the fit");
        return model("predictions").predictor(data, chosen(names), options);
    }

    /**
     * This and the log-likelihood of each observation under each draw of the posterior, in the group log_likelihood, for {@link #loo},
     * {@link #waic} and {@code compare}: one number for each observed element, for each event of a law of vectors, and for each
     * step of a path, given the steps before. Potentials are not among it.
     *
     * {@snippet :
     * System.out.println(fit.withLogLikelihood().loo());
     * }
     *
     * @throws ResultException as {@link #withPosteriorPredictive}; with code CONTENT if the density of a variable is not a product over its
     *     elements, since what was summed out ties them
     */
    public InferenceData withLogLikelihood(String... names) {
        return withLogLikelihood(PredictiveOptions.defaults(), names);
    }

    /**
     * The same with another number of threads or another backend.
     *
     * @throws ResultException as {@link #withLogLikelihood(String...)}, and with code ABSENT if a name is null
     */
    public InferenceData withLogLikelihood(PredictiveOptions options, String... names) {
        return with(Group.LOG_LIKELIHOOD, model("log-likelihoods").logLikelihood(posterior(), chosen(names), options));
    }

    /**
     * This with quantities of the model ({@code m.deterministic}) computed for each draw of a posterior that may lack them.
     *
     * @param names the quantities; none for all
     * @throws ResultException as {@link #withPosteriorPredictive(String...)}, and with code ABSENT if a name is null
     */
    public InferenceData withDeterministics(String... names) {
        Dataset computed =
                model("computed quantities").deterministics(posterior(), chosen(names), PredictiveOptions.defaults());
        return with(Group.POSTERIOR, Recomputed.in(posterior(), computed));
    }

    /**
     * Draws of variables that the run summed out ({@code m.marginalize}): for each draw of the posterior one of all of them together, from
     * their distribution given that draw and the data. They have the chains, the draws and the seed of the run, so a second call gives the
     * same. Without names: of all.
     *
     * {@snippet :
     * Dataset states = fit.recover("z"); // values of z by chain, draw and its own axes
     * }
     *
     * @throws ResultException with code ABSENT if a variable was not summed out, or these results were read from a file or put together
     *     from others, which do not know their model; with code MISMATCH if the posterior has not what the model needs
     */
    public Dataset recover(String... names) {
        FittedModel fitted = model("draws of what was summed out");
        for (String name : chosen(names)) {
            if (!fitted.summed().contains(name)) {
                throw new ResultException(
                        ResultCode.ABSENT,
                        "'" + name + "' was not summed out, so there is nothing to recover; those that were are "
                                + Labels.preview(fitted.summed()));
            }
        }
        return fitted.recover(posterior(), chosen(names), PredictiveOptions.defaults());
    }

    private FittedModel model(String what) {
        if (model == null) {
            throw MissingModel.of(what);
        }
        return model;
    }

    private static List<String> chosen(String @Nullable ... names) {
        if (names == null || Arrays.asList(names).contains(null)) {
            throw new ResultException(
                    ResultCode.ABSENT,
                    names == null ? "the names are null: leave them out for all" : "a name is null: leave it out");
        }
        return List.of(names);
    }

    /** The groups there are. */
    public Set<Group> groups() {
        return groups.keySet();
    }

    public boolean contains(Group group) {
        return groups.containsKey(group);
    }

    /** A group that may be absent. */
    public Optional<Dataset> find(Group group) {
        return Optional.ofNullable(groups.get(group));
    }

    /**
     * A group.
     *
     * @throws ResultException with code ABSENT if there is no such group; the message lists those there are
     */
    public Dataset get(Group group) {
        return find(group)
                .orElseThrow(() -> new ResultException(
                        ResultCode.ABSENT,
                        "there is no group '" + group + "'; there are: "
                                + Labels.preview(groups.keySet().stream()
                                        .map(Group::label)
                                        .toList())
                                + group.advice()));
    }

    /** Draws of the parameters, given the data. */
    public Dataset posterior() {
        return get(Group.POSTERIOR);
    }

    /** What the sampler reports per draw. */
    public Dataset sampleStats() {
        return get(Group.SAMPLE_STATS);
    }

    /** The log-density of each observation under each draw; {@link #withLogLikelihood} computes it. */
    public Dataset logLikelihood() {
        return get(Group.LOG_LIKELIHOOD);
    }

    /** Draws of the parameters from their prior. */
    public Dataset prior() {
        return get(Group.PRIOR);
    }

    /** Observations drawn given prior draws. */
    public Dataset priorPredictive() {
        return get(Group.PRIOR_PREDICTIVE);
    }

    /** Observations drawn given posterior draws; {@link #withPosteriorPredictive} draws them. */
    public Dataset posteriorPredictive() {
        return get(Group.POSTERIOR_PREDICTIVE);
    }

    /** The values that were conditioned on. */
    public Dataset observedData() {
        return get(Group.OBSERVED_DATA);
    }

    /** The attributes of the whole: texts, integers, reals, or lists of one of these. */
    public Map<String, Object> attributes() {
        return attributes;
    }

    /** Mean, sd, interval, Monte Carlo error, effective sample sizes and R-hat of the variables that the filters choose. */
    public Summary summary(String... filters) {
        return Summary.of(this, SummaryOptions.defaults(), filters);
    }

    /** The same table with chosen columns, such as the median, another interval, or functions of the draws. */
    public Summary summary(SummaryOptions options, String... filters) {
        return Summary.of(this, options, filters);
    }

    /**
     * What to know before the draws are used, gravest first. It follows from the attributes in which the run noted how it went, and
     * from the draws of the variables that the filters choose; so a file that is read back has the same warnings. All these draws are
     * looked at, and the statistics are kept for {@link #summary}.
     */
    public List<Warning> warnings(String... filters) {
        return Warnings.of(
                posterior().filter(filters), find(Group.SAMPLE_STATS).orElse(Dataset.empty()), Deadline.none());
    }

    /**
     * The same within a time limit, or until the current thread is interrupted. A warning of kind {@link Warning.Kind#NOT_JUDGED} says
     * how many elements were not looked at.
     */
    public List<Warning> warnings(Duration limit) {
        return Warnings.of(posterior(), find(Group.SAMPLE_STATS).orElse(Dataset.empty()), Deadline.in(limit));
    }

    /** How long the parts of the run took, from its attributes. */
    public Timings timings() {
        return Timings.of(this);
    }

    /**
     * Leave-one-out cross-validation of the observed variable. If there are several, use {@link #loo(String)}.
     *
     * <p><b>Errors.</b> Without log_likelihood or posterior: {@link ResultException}.
     */
    public Elpd loo() {
        return new PointwiseLikelihood(this, null).loo();
    }

    /** Leave-one-out cross-validation of one observed variable. */
    public Elpd loo(String variable) {
        return new PointwiseLikelihood(this, variable).loo();
    }

    /** The widely applicable information criterion of the observed variable. */
    public Elpd waic() {
        return new PointwiseLikelihood(this, null).waic();
    }

    /** The widely applicable information criterion of one observed variable. */
    public Elpd waic(String variable) {
        return new PointwiseLikelihood(this, variable).waic();
    }

    /**
     * For each observation, its probability integral transform under the prediction from all other observations, in [0, 1]; see {@link ppl.api.diagnostics.Loo#pit}.
     *
     * <p><b>Errors.</b> Without log_likelihood, posterior, posterior_predictive or observed_data: {@link ResultException}.
     */
    public double[] looPit(String variable) {
        return new PointwiseLikelihood(this, variable).pit();
    }

    /**
     * The groups of both runs.
     *
     * <p><b>Errors.</b> A variable that both have in one group with different content is refused.
     */
    public InferenceData merge(InferenceData other) {
        Map<Group, Dataset> merged = new LinkedHashMap<>(groups);
        other.groups.forEach((group, dataset) -> merged.merge(group, dataset, Dataset::merge));
        Map<String, Object> notes = new LinkedHashMap<>(other.attributes);
        notes.putAll(attributes);
        return new InferenceData(merged, notes, null);
    }

    /**
     * Joins runs along a dim: {@code "chain"} for independent runs, {@code "draw"} for a run that was continued. Groups without that
     * dim are those of the first run; chains and draws get new numbers, and the {@linkplain MetricNotes metrics} are left out.
     *
     * <p><b>Errors.</b> Runs with different groups, variables, shapes or coords are refused.
     *
     * @throws ResultException with code ABSENT if no run is given
     */
    public static InferenceData concat(String dim, List<InferenceData> runs) {
        return Concatenation.ofRuns(dim, runs);
    }

    /**
     * Writes a netCDF-4 file, which {@code arviz.from_netcdf} opens, and the folders above it that are missing; see
     * {@link NetCdf}.
     *
     * @return the same data as in the file; for a run with the time that writing took, for {@link #timings}
     */
    public InferenceData save(Path file) throws IOException {
        return NetCdf.write(this, file);
    }

    /**
     * Writes the file of {@link #save} with the model of these results in it, so that another process needs nothing else to predict. The
     * model is text in the attribute {@code ppl_model}, as {@code Model.save} writes it; {@code Model.openFitted} reads both.
     *
     * {@snippet :
     * fit.saveModel(Path.of("radon.nc"));
     * InferenceData again = Model.openFitted(Path.of("radon.nc")); // in this process or another
     * InferenceData next = again.predict(d -> d.set("floor", new double[] {0, 1}).set("county_idx", new int[] {3, 3}));
     * }
     *
     * @return the same data as in the file, which know their model
     * @throws ResultException with code ABSENT if these results do not know their model
     */
    public InferenceData saveModel(Path file) throws IOException {
        FittedModel fitted = model("predictions in another process");
        Map<String, Object> notes = new LinkedHashMap<>(attributes);
        notes.put(FittedModel.ATTRIBUTE, fitted.text());
        InferenceData stored = NetCdf.write(withAttributes(notes), file);
        Map<String, Object> others = new LinkedHashMap<>(stored.attributes);
        others.remove(FittedModel.ATTRIBUTE);
        return stored.withAttributes(others);
    }

    /**
     * Reads a run: a netCDF-4 file, as {@link #save} or ArviZ writes it, or, if the name ends in {@code .csv}, the CSV of CmdStan or
     * rstan with one file per chain, see {@link StanCsv}.
     *
     * <p>Variables of a netCDF-4 file that lie there in one piece of 1 MiB or more are not read, but lie in the file: it must not be written in place or cut short by another program as long as they are in use. A
     * file that takes its name, as {@link #save} makes one, does no harm.
     *
     * @param chains the files of the other chains, for Stan's CSV only
     * @throws ResultException with code MISMATCH if chains are given after a file that holds all of them
     */
    public static InferenceData open(Path file, Path... chains) throws IOException {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return StanCsv.read(
                    Stream.concat(Stream.of(file), Stream.of(chains)).toArray(Path[]::new));
        }
        if (chains.length > 0) {
            throw new ResultException(
                    ResultCode.MISMATCH,
                    "a netCDF-4 file holds all chains, but after " + file + " more are given, such as " + chains[0]
                            + "; open each, and concat runs along \"chain\"");
        }
        return NetCdf.read(file);
    }

    /** Same groups and attributes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof InferenceData that && groups.equals(that.groups) && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return groups.hashCode();
    }

    /** Each group with its dims and variables. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("InferenceData");
        groups.forEach(
                (group, dataset) -> out.append('\n').append(group).append('\n').append(dataset));
        return out.toString().stripTrailing();
    }
}
