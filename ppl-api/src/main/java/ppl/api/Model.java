package ppl.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.InferenceData;
import ppl.api.inference.PredictiveOptions;
import ppl.api.mode.LaplaceFit;
import ppl.api.mode.LaplaceOptions;
import ppl.api.mode.MapEstimate;
import ppl.api.mode.MapOptions;
import ppl.api.picture.Dot;
import ppl.api.picture.Latex;
import ppl.api.picture.Mermaid;
import ppl.api.plan.Plan;
import ppl.api.predictive.FittedPlan;
import ppl.api.predictive.Outputs;
import ppl.api.predictive.PriorDraws;
import ppl.api.sample.Diagnosis;
import ppl.api.sample.Inference;
import ppl.api.sample.SampleOptions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.text.TextForm;

/**
 * A probability model: named random variables, some of them observed, with dims, data, deterministic quantities and
 * potentials. Immutable; made by {@link #build}.
 *
 * {@snippet :
 * Model coin = Model.build(m -> {
 *     Var p = m.sample("p", beta(1, 1));
 *     m.observe("heads", binomial(10, p), 7);
 * });
 * System.out.println(coin.infer().seed(1).run().summary());
 * }
 */
public final class Model {

    /**
     * A random variable without a value.
     *
     * @param name its name
     * @param node its node in the graph
     * @param dims its axes; empty where it was given none
     */
    public record Free(String name, Var node, List<Dim> dims) {}

    /**
     * A random variable with finitely many values that is summed out.
     *
     * @param name its name
     * @param node its node in the graph
     * @param dims its axes; empty where it was given none
     */
    public record Summed(String name, Var node, List<Dim> dims) {}

    /**
     * A random variable with a value.
     *
     * @param name its name
     * @param node its node in the graph
     * @param value what was observed; NaN, of whole numbers 0, where that is missing
     * @param dims its axes; empty where it was given none
     * @param missing a bool for each element of the value; null if none is missing
     */
    public record Observed(
            String name,
            Var node,
            Tensor value,
            List<Dim> dims,
            @Nullable Tensor missing) {

        /** Nothing is missing. */
        public Observed(String name, Var node, Tensor value, List<Dim> dims) {
            this(name, node, value, dims, null);
        }

        /** How many elements are missing. */
        public int missingCount() {
            return missing == null ? 0 : ObservedValue.count(missing);
        }
    }

    /**
     * A named quantity computed from others, stored with the draws.
     *
     * @param name its name
     * @param node its node in the graph
     * @param dims its axes; empty where it was given none
     */
    public record Deterministic(String name, Var node, List<Dim> dims) {}

    /**
     * A term added to the log-density.
     *
     * @param name its name
     * @param node the term; its elements are summed
     */
    public record Potential(String name, Var node) {}

    /**
     * Known values stored with the results.
     *
     * @param name its name
     * @param node the constant in the graph
     * @param dims its axes
     */
    public record Data(String name, Var node, List<Dim> dims) {

        /** The values. */
        public Tensor value() {
            return Objects.requireNonNull(node.constantValue());
        }
    }

    private final Parts parts;

    Model(Parts parts) {
        this.parts = parts.copy();
    }

    /** Builds a model; the builder is valid only inside {@code body}. */
    public static Model build(Consumer<ModelBuilder> body) {
        ModelBuilder builder = new ModelBuilder();
        GivenValues.there("what builds the model", body).accept(builder);
        return builder.finish();
    }

    /** Named axes, in the order in which they were made; those of second axes, such as {@code effect_bis}, when they were first used. */
    public List<Dim> dims() {
        return parts.dims();
    }

    /** Random variables without a value. */
    public List<Free> free() {
        return parts.free();
    }

    /** Random variables that are summed out. */
    public List<Summed> summed() {
        return parts.summed();
    }

    /** Random variables with a value. */
    public List<Observed> observed() {
        return parts.observed();
    }

    /** What becomes of missing values among others that it is given. */
    MissingPolicy missingPolicy() {
        return parts.policy();
    }

    /** Named computed quantities. */
    public List<Deterministic> deterministics() {
        return parts.deterministics();
    }

    /** Terms added to the log-density. */
    public List<Potential> potentials() {
        return parts.potentials();
    }

    /** Known values. */
    public List<Data> data() {
        return parts.data();
    }

    /**
     * This model with other data, of other lengths where dims have other sizes or labels.
     *
     * {@snippet :
     * double[][] rows = {{-1.2, 0.4}, {0.3, -0.9}};
     * Model next = model.with(d -> d.set("x", rows).dim("customer", "Ann", "Bo"));
     * }
     *
     * <p>Of a dim with other labels, or another size, all data along it are given. An observed variable along such a dim, or along a dim of
     * other data, loses its values unless new ones are given: it is drawn then, or computed from draws. Every other variable along
     * the dim has its new labels.
     *
     * <p>Everything that depends on a length follows: shapes, positions, sums, loops, means. Not what the program that built the model
     * computed of lengths or data as plain numbers: these stay as they are, so put data into a model by {@code m.data}. What cannot be known is
     * refused.
     *
     * @throws ModelException with code NAME, DIM, SHAPE or VALUE as {@link NewData} says; with code SHAPE if data along a dim with other
     *     labels are missing
     * @throws ppl.graph.GraphException with code SHAPE if the graph does not tell what becomes of a length, such as that of an array which
     *     is not data; with code INDEX if positions in a dim are not given anew, or are outside of it; with code VALUE if a law does not take
     *     the data as a parameter; the message names what to do
     */
    public Model with(Consumer<NewData> data) {
        NewData given = new NewData();
        GivenValues.there("what gives the model other data", data).accept(given);
        return OtherData.of(this, given);
    }

    /**
     * This model with all that was observed in part taken apart, as it is sampled: the values of {@code y} that were seen are observed along a
     * dim {@code y_seen_at}, and the others are a variable {@code y_missing} along {@code y_missing_at}, whose labels are those of the elements.
     * This model itself if nothing is missing.
     */
    public Model imputed() {
        return Imputed.of(this);
    }

    /**
     * This model with values of a variable that had none, row-major; NaN where they are missing.
     *
     * @throws ModelException with code NAME if it is no variable without a value, with code SHAPE or VALUE if the values do not fit it
     */
    public Model observe(String name, double... values) {
        return ObservedLater.all(this, name, Tensor.of(GivenValues.values(name, values)), true);
    }

    /**
     * The same with values of a shape.
     *
     * @throws ModelException as {@link #observe(String, double...)}
     */
    public Model observe(String name, Tensor values) {
        return ObservedLater.all(this, name, values, false);
    }

    /**
     * This model without the values of an observed variable: a draw is a variable without a value then, an expression is computed, from draws
     * that are variables.
     *
     * @throws ModelException with code NAME if it was not observed, with code VALUE if it is only the part of vectors that was seen
     */
    public Model unobserve(String name) {
        return Unseen.in(this, name);
    }

    /**
     * This model with values of some elements of a variable that had none. The others are {@code name_missing}, as where values are missing.
     *
     * @param positions of these elements, row-major
     * @throws ModelException as {@link #observe(String, double...)}
     */
    public Model condition(String name, int[] positions, double... values) {
        return ObservedLater.at(this, name, positions, values);
    }

    /**
     * The same by labels of the variable's one dim.
     *
     * @throws ModelException as {@link #observe(String, double...)}, and with code DIM if the variable does not have one dim with these labels
     */
    public Model condition(String name, Map<String, ? extends Number> values) {
        return ObservedLater.at(this, name, values);
    }

    /**
     * This model with a variable set, as by an experimenter: its distribution is dropped, what depends on it sees these values, row-major,
     * and it is among the data. To freeze a parameter at a value is the same. To observe it also counts the density of the value, which tells
     * what the variable depends on. The values need not be in the support of the distribution, which is dropped: a dose may be set that nobody takes
     * by chance. What depends on the variable must be able to take them.
     *
     * {@snippet :
     * Model treated = model.doIntervention("treatment", 1, 1, 0);
     * Model frozen = model.doIntervention("sigma", 0.7);
     * }
     *
     * @throws ModelException with code NAME if it is no random variable, with code SHAPE or VALUE if the values do not fit it
     */
    public Model doIntervention(String name, double... values) {
        return Intervention.of(this, name, Tensor.of(GivenValues.values(name, values)), true);
    }

    /**
     * The same with values of a shape.
     *
     * @throws ModelException as {@link #doIntervention(String, double...)}
     */
    public Model doIntervention(String name, Tensor values) {
        return Intervention.of(this, name, values, false);
    }

    /** Sampling of this model with default options. */
    public Inference infer() {
        return new Inference(this, SampleOptions.defaults());
    }

    /**
     * The most probable values of the variables given the data (maximum a posteriori), with standard deviations.
     *
     * {@snippet :
     * System.out.println(model.findMap());
     * }
     *
     * @throws ppl.api.sample.SamplingException as {@link #findMap(UnaryOperator)}
     */
    public MapEstimate findMap() {
        return MapEstimate.of(this, MapOptions.defaults());
    }

    /**
     * The same with options. That no maximum was found is said by the {@linkplain MapEstimate#stop result}, which has a warning then.
     *
     * @param how changes the {@linkplain MapOptions#defaults() default options}, as {@code o -> o.starts(10).seed(1)}
     * @throws ppl.api.sample.SamplingException with code OPTION if an option has a value that is not allowed; with code COMPETENCE if a variable
     *     counts whole numbers; with code MODEL if there is no variable to sample, or no posterior; with code START if the density is not
     *     finite where searches start, or a start value does not fit
     * @throws ppl.aeppl.LogDensityException if no log-density can be derived for what is observed
     */
    public MapEstimate findMap(UnaryOperator<MapOptions> how) {
        return MapEstimate.of(this, changed(how, MapOptions.defaults()));
    }

    /**
     * Draws of Laplace's approximation of the posterior, the normal law around its mode, with what tells whether they can be trusted.
     *
     * {@snippet :
     * LaplaceFit fit = model.laplace();
     * System.out.println(fit);
     * System.out.println(fit.summary());
     * }
     *
     * @throws ppl.api.sample.SamplingException as {@link #laplace(UnaryOperator)}
     */
    public LaplaceFit laplace() {
        return LaplaceFit.of(this, LaplaceOptions.defaults());
    }

    /**
     * The same with options.
     *
     * @param how changes the {@linkplain LaplaceOptions#defaults() default options}, as {@code o -> o.draws(500).seed(1)}
     * @throws ppl.api.sample.SamplingException as {@link #findMap(UnaryOperator)}; with code MAXIMUM if no maximum was found, naming the direction in
     *     which the density does not fall; with code SIZE if there are too many coordinates or draws
     * @throws ppl.aeppl.LogDensityException if no log-density can be derived for what is observed
     */
    public LaplaceFit laplace(UnaryOperator<LaplaceOptions> how) {
        return LaplaceFit.of(this, changed(how, LaplaceOptions.defaults()));
    }

    /**
     * Draws of all variables from the prior, and of what is observed given these, by a random seed: the groups prior and prior_predictive.
     *
     * {@snippet :
     * InferenceData prior = model.priorPredictive(500);
     * double[] drawn = prior.priorPredictive().get("y").toDoubles();
     * }
     *
     * @throws ppl.api.sample.SamplingException as {@link #priorPredictive(int, PredictiveOptions)}
     */
    public InferenceData priorPredictive(int draws) {
        return priorPredictive(draws, PredictiveOptions.defaults());
    }

    /**
     * The same with a seed, a number of threads or a backend. A draw depends on the seed, its number and the names of the variables.
     *
     * <p>Where even lengths are random, as of {@code normal(0, 1).draw("x", n)} with a drawn {@code n}, all draws have the greatest length. What a draw
     * does not have is NaN, of whole numbers 0, of truth values false, and the length of each draw of {@code z} is the variable {@code z_length},
     * or {@code z_length_0}, … by axis where several lengths are random.
     *
     * @throws ppl.api.sample.SamplingException with code OPTION if the number of draws is less than 1; with code MODEL if a variable cannot be
     *     drawn, or a potential changes the prior; with code SIZE if the draws do not fit
     */
    public InferenceData priorPredictive(int draws, PredictiveOptions options) {
        return PriorDraws.of(this, draws, GivenValues.there("options", options));
    }

    /**
     * Results of this model that were read from a file, as those of a run: they know the model, so predictive draws, log-likelihoods and
     * what was summed out can be computed of them.
     *
     * {@snippet :
     * InferenceData fit = model.fitted(InferenceData.open(Path.of("fit.nc")));
     * System.out.println(fit.withLogLikelihood().loo());
     * }
     *
     * @throws ppl.api.diagnostics.ResultException with code ABSENT if there is no posterior; with code MISMATCH if it lacks a variable of this
     *     model, or one has another shape, type or other labels, or other values were observed, or are among the data on
     *     which these depend
     */
    public InferenceData fitted(InferenceData results) {
        GivenValues.there("what was fitted", results);
        Plan plan = plan();
        FittedPlan fitted = FittedPlan.of(plan, Outputs.of(plan), CompileOptions.defaults());
        fitted.requireFits(results);
        return results.with(fitted);
    }

    /**
     * What is done with each variable when this model is sampled, and why: which are sampled, which are drawn after them.
     *
     * @throws ppl.aeppl.LogDensityException if no log-density can be derived for what is observed
     */
    public Plan plan() {
        return Plan.of(this);
    }

    /**
     * Writes this model to a file, which is replaced if it is there: as text that people can read and compare, described in {@code
     * GRAPH-TEXT.md}. {@link #open} makes the same model of it, in this process or another: the same plan, the same draws from the same seed.
     * What a run found is not in it; {@link ppl.api.inference.InferenceData#save} writes that.
     *
     * {@snippet :
     * Model model = Model.build(m -> {
     *     Var mu = m.sample("mu", normal(0, 10));
     *     m.observe("y", normal(mu, 1), new double[] {1.2, 0.7, 2.1});
     * });
     * model.save(Path.of("model.txt"));
     * Model again = Model.open(Path.of("model.txt"));
     * }
     *
     * @throws ppl.graph.GraphException with code VOCABULARY if a distribution or a function in it is a Java lambda, or somebody else's that has no
     *     word; the message names it
     * @throws IOException if the file cannot be written
     */
    public void save(Path file) throws IOException {
        Files.writeString(GivenValues.there("the file", file), text());
    }

    /**
     * This model as the text that {@link #save} writes.
     *
     * @throws ppl.graph.GraphException with code VOCABULARY if a distribution or a function in it is a Java lambda, or somebody else's that has no
     *     word; the message names it
     */
    public String text() {
        return ModelText.write(this);
    }

    /**
     * The model of a file that {@link #save} wrote. Nothing in the file is trusted, and nothing in it is run: its nodes are made by the functions
     * that check what every program gives them.
     *
     * @throws ppl.graph.text.TextFormatException if it is no such file, or is damaged, or of a newer version; it names the line
     * @throws IOException if it cannot be read
     */
    public static Model open(Path file) throws IOException {
        return ModelText.read(TextForm.decoded(Files.readAllBytes(GivenValues.there("the file", file))));
    }

    /**
     * The results of a file that {@link InferenceData#saveModel} wrote, which know their model: predictions, predictive draws and
     * log-likelihoods can be computed of them. Nothing in the file is trusted: the model is read as {@link #open} reads one, and the
     * draws must be draws of it.
     *
     * @throws ppl.graph.text.TextFormatException if the model in it is damaged, or of a newer version
     * @throws ResultException with code ABSENT if there is no model in it, or no posterior; with code MISMATCH if the posterior is not that of
     *     the model
     * @throws IOException if it cannot be read
     */
    public static InferenceData openFitted(Path file) throws IOException {
        return SavedFit.open(GivenValues.there("the file", file));
    }

    /**
     * Where the log-density at a point comes from, factor by factor: which are not finite, at which element, and why.
     *
     * @param point a value for each variable that is sampled ({@link #plan}), in the user's space
     * @throws ModelException with code NAME if one of these has no value, or something else has; with code SHAPE or VALUE if a value does not fit
     */
    public Diagnosis debug(Map<String, Tensor> point) {
        return Diagnosis.of(plan(), GivenValues.there("the point", point));
    }

    /** This model as formulas in LaTeX: an {@code array} for maths mode, a line for each variable. */
    public String toLatex() {
        return Latex.of(this);
    }

    /** This model as a picture for Graphviz ({@code dot -Tsvg}), with plates for dims. */
    public String toDot() {
        return Dot.of(this);
    }

    /** This model as a picture for Mermaid, which Markdown draws in a block of code {@code mermaid}. */
    public String toMermaid() {
        return Mermaid.of(this);
    }

    /** What an axis without a dim is called in results. */
    public static String axis(String variable, int axis) {
        return variable + "_dim_" + axis;
    }

    private static <T> T changed(UnaryOperator<T> how, T options) {
        return GivenValues.there(
                "what has become of the options",
                GivenValues.there("what changes the options", how).apply(options));
    }

    /** A line per variable. */
    @Override
    public String toString() {
        return ModelListing.of(this);
    }
}
