package ppl.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Distribution;
import ppl.api.inference.Coord;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Collects the parts of a model inside {@link Model#build}.
 *
 * <p>Shapes: a variable has the lengths of the dims it is given, outermost first; without dims, the shape of its
 * distribution's parameters. A dim may be given twice, as of a matrix: in results the second axis along {@code effect} is called
 * {@code effect_bis}, with the same labels. Units: names stand for values in the user's space; the sampler's unconstrained coordinates
 * never appear here.
 *
 * <p>Errors: every mistake is a {@link ModelException} on the line that makes it, with the name, the value or shape, the
 * cause and a remedy. Its code says what is wrong: SHAPE, that values, dims and distribution do not fit together; VALUE, that an
 * observed value is missing where that is refused or impossible, or is not held exactly by the type of its variable, or that a potential is not of a float type; DIM, that a
 * dim is null, has a negative size or a label that is null, is used for more than two axes, or is not a dim of this model; NAME, that a name is
 * blank or reserved, cannot be written to a file, or is used twice; BUILT, that the model is built already.
 */
public final class ModelBuilder {

    private final ModelNames names = new ModelNames();
    final ModelDims dims = new ModelDims(names::claim);
    final List<Model.Free> free = new ArrayList<>();
    final List<Model.Summed> summed = new ArrayList<>();
    final List<Model.Observed> observed = new ArrayList<>();
    final List<Model.Deterministic> deterministics = new ArrayList<>();
    final List<Model.Potential> potentials = new ArrayList<>();
    final List<Model.Data> data = new ArrayList<>();
    private MissingPolicy policy;

    ModelBuilder() {
        this(MissingPolicy.preset());
    }

    private ModelBuilder(MissingPolicy policy) {
        this.policy = policy;
    }

    /**
     * A named axis with positions 0, 1, ...
     *
     * @throws ModelException with code DIM, NAME or BUILT
     */
    public Dim dim(String name, int size) {
        Dim.requireSize(name, size);
        return dims.add(new Dim(name, Coord.range(size)));
    }

    /**
     * A named axis with text labels.
     *
     * @throws ModelException with code DIM, NAME or BUILT
     */
    public Dim dim(String name, List<String> labels) {
        Dim.requireLabels(name, labels);
        return dims.add(new Dim(name, Coord.of(labels)));
    }

    /** A named axis with text labels. */
    public Dim dim(String name, String... labels) {
        return dim(name, Arrays.asList(GivenValues.there("the list of labels of dim '" + name + "'", labels)));
    }

    /**
     * Known float64 values, row-major over the dims.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var data(String name, double[] values, Dim... dims) {
        return data(name, shaped(name, Tensor.of(GivenValues.values(name, values)), dims), dims);
    }

    /**
     * A matrix of known float64 values, row by row.
     *
     * @throws ModelException with code SHAPE if the rows are not equally long
     */
    public Var data(String name, double[][] rows, Dim... dims) {
        GivenValues.requireMatrix("data '" + name + "'", rows);
        return data(name, Tensor.of(rows), dims);
    }

    /** Known whole numbers, row-major over the dims. */
    public Var data(String name, int[] values, Dim... dims) {
        return data(
                name,
                Arrays.stream(GivenValues.values(name, values)).asLongStream().toArray(),
                dims);
    }

    /**
     * Known whole numbers, row-major over the dims.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var data(String name, long[] values, Dim... dims) {
        return data(name, shaped(name, Tensor.of(GivenValues.values(name, values)), dims), dims);
    }

    /**
     * Known values of any type; without dims its axes have no names.
     *
     * @throws ModelException with code SHAPE, DIM, NAME or BUILT
     */
    public Var data(String name, Tensor values, Dim... dims) {
        Var node = Var.data(name, GivenValues.values(name, values));
        keepData(name, node, dims);
        return node;
    }

    /** Data whose node is there already. */
    void keepData(String name, Var node, Dim... dims) {
        names.claim(name, "data");
        List<Dim> known = this.dims.along(name, dims);
        GivenValues.checkSizes("data '" + name + "'", node.shape().sizes(), known);
        names.claimAxes(name, node.rank(), known);
        data.add(new Model.Data(name, node, known));
    }

    /**
     * A random variable; with dims, one independent element (or event) per position. If nothing observed depends on it, such as on a
     * prediction, it is drawn after each draw of the others ({@link Model#plan}).
     *
     * @throws ModelException with code SHAPE, DIM, NAME or BUILT
     */
    public Var sample(String name, Distribution distribution, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        names.claim(name, "random variable");
        Var node = FittedDraw.draw(name, distribution, known, null);
        names.claimAxes(name, node.rank(), known);
        free.add(new Model.Free(name, node, known));
        return node;
    }

    /**
     * A random variable with finitely many values, such as the component of a mixture or the state of a hidden Markov chain, that
     * is summed out: samplers move the other variables only, by the density that they have whatever its value is. {@link
     * ppl.api.inference.InferenceData#recover} draws it back for each of their draws. With dims, one independent element per position.
     *
     * {@snippet :
     * Model mixture = Model.build(m -> {
     *     Dim point = m.dim("point", data.length);
     *     Var weight = m.sample("weight", beta(2, 2));
     *     Var z = m.marginalize("z", bernoulli(weight), point);
     *     m.observe("y", normal(vector(0, 4).get(z), 1), data, point);
     * });
     * }
     *
     * <p>Any number of variables may depend on each other and be used together. The cost of a density is that of tables over the values of
     * those that meet; too large ones are refused when the plan is made ({@link ppl.aeppl.DensityCode#NOT_SUMMABLE}), as is a law with
     * infinitely many values. Nothing else may be computed from it in the model.
     *
     * @throws ModelException with code SHAPE, DIM, NAME or BUILT
     */
    public Var marginalize(String name, Distribution distribution, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        names.claim(name, "random variable");
        Var node = FittedDraw.draw(name, distribution, known, null);
        names.claimAxes(name, node.rank(), known);
        summed.add(new Model.Summed(name, node, known));
        return node;
    }

    /**
     * A random variable that was observed, as float64 values in row-major order.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Distribution distribution, double[] values, Dim... dims) {
        return observe(name, distribution, shaped(name, Tensor.of(GivenValues.values(name, values)), dims), dims);
    }

    /**
     * A random variable that was observed in part, as whole numbers in row-major order.
     *
     * @param missing true where a value is missing; the number there is not looked at
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Distribution distribution, int[] values, boolean[] missing, Dim... dims) {
        return observe(
                name, distribution, shaped(name, Tensor.of(GivenValues.values(name, values)), dims), missing, dims);
    }

    /**
     * A random variable that was observed in part. What is missing is a variable {@code name_missing} of its own ({@link Model#imputed}); what
     * is computed from the variable that is returned is computed from all elements. NaN among float values says the same without a mask.
     *
     * {@snippet :
     * Model survey = Model.build(m -> {
     *     Var age = m.observe("age", normal(40, 10), new double[] {31, Double.NaN, 45});
     *     m.observe("income", normal(age.times(0.1), 1), new double[] {3, 5, 4}); // the age that is missing is sampled
     * });
     * }
     *
     * @param missing true where a value is missing, row-major; the number there is not looked at
     * @throws ModelException with code SHAPE, VALUE, DIM, NAME or BUILT
     */
    public Var observe(String name, Distribution distribution, Tensor value, boolean[] missing, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        names.claim(name, "observed variable");
        Var node = FittedDraw.draw(name, distribution, known, GivenValues.values(name, value));
        return observed(name, node, value, GivenValues.mask(name, value, missing), known);
    }

    /**
     * What becomes of values that are missing: in what is observed from here on, in parts that are built within, and in other values that
     * the model is given, also after it was saved and opened.
     */
    public void missing(MissingPolicy policy) {
        this.policy = GivenValues.there("the policy for missing values", policy);
    }

    /** A draw that is there already, as {@link #sample} or {@link #marginalize} keep theirs. */
    void keepDraw(String name, Var node, boolean isSummed, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        names.claim(name, "random variable");
        if (node.shape().isKnown()) {
            GivenValues.checkSizes(
                    "random variable '" + name + "'", node.shape().sizes(), known);
        }
        names.claimAxes(name, node.rank(), known);
        if (isSummed) {
            summed.add(new Model.Summed(name, node, known));
        } else {
            free.add(new Model.Free(name, node, known));
        }
    }

    /** A random variable that was observed, as whole numbers in row-major order. */
    public Var observe(String name, Distribution distribution, int[] values, Dim... dims) {
        return observe(
                name,
                distribution,
                Arrays.stream(GivenValues.values(name, values)).asLongStream().toArray(),
                dims);
    }

    /**
     * A random variable that was observed, as whole numbers in row-major order.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Distribution distribution, long[] values, Dim... dims) {
        return observe(name, distribution, shaped(name, Tensor.of(GivenValues.values(name, values)), dims), dims);
    }

    /**
     * A random matrix that was observed, row by row.
     *
     * @throws ModelException with code SHAPE if the rows are not equally long
     */
    public Var observe(String name, Distribution distribution, double[][] rows, Dim... dims) {
        GivenValues.requireMatrix("the value of '" + name + "'", rows);
        return observe(name, distribution, Tensor.of(rows), dims);
    }

    /** A random scalar that was observed. */
    public Var observe(String name, Distribution distribution, double value) {
        return observe(name, distribution, Tensor.scalar(value));
    }

    /**
     * A random variable that was observed.
     *
     * @throws ModelException with code SHAPE, VALUE, DIM, NAME or BUILT
     */
    public Var observe(String name, Distribution distribution, Tensor value, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        names.claim(name, "observed variable");
        Var node = FittedDraw.draw(name, distribution, known, GivenValues.values(name, value));
        return observed(name, node, value, null, known);
    }

    /**
     * An expression of random draws that was observed, as float64 values in row-major order.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Var node, double[] values, Dim... dims) {
        return observe(name, node, shaped(name, Tensor.of(GivenValues.values(name, values)), dims), dims);
    }

    /** An expression of random draws that was observed, as whole numbers in row-major order. */
    public Var observe(String name, Var node, int[] values, Dim... dims) {
        return observe(
                name,
                node,
                Arrays.stream(GivenValues.values(name, values)).asLongStream().toArray(),
                dims);
    }

    /**
     * An expression of random draws that was observed, as whole numbers in row-major order.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Var node, long[] values, Dim... dims) {
        return observe(name, node, shaped(name, Tensor.of(GivenValues.values(name, values)), dims), dims);
    }

    /**
     * A matrix of expressions of random draws that was observed, row by row.
     *
     * @throws ModelException with code SHAPE if the rows are not equally long
     */
    public Var observe(String name, Var node, double[][] rows, Dim... dims) {
        GivenValues.requireMatrix("the value of '" + name + "'", rows);
        return observe(name, node, Tensor.of(rows), dims);
    }

    /** A scalar expression of random draws that was observed. */
    public Var observe(String name, Var node, double value) {
        return observe(name, node, Tensor.scalar(value));
    }

    /**
     * An expression of random draws that was observed, such as the sum of a random variable and anonymous noise: its
     * log-density is derived. Returns {@code node}.
     *
     * @throws ModelException with code SHAPE, VALUE, DIM, NAME or BUILT
     */
    public Var observe(String name, Var node, Tensor value, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        names.claim(name, "observed variable");
        GivenValues.there("what is observed as '" + name + "'", node);
        GivenValues.values(name, value);
        GivenValues.checkSizes("the value of '" + name + "'", value.sizes(), known);
        GivenValues.requireShape(name, node, value);
        return observed(name, node, value, null, known);
    }

    /** What was observed of a node that is there already; nothing but what is said to be is missing. */
    void keepObserved(String name, Var node, Tensor value, @Nullable Tensor missing, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        names.claim(name, "observed variable");
        GivenValues.checkSizes("the value of '" + name + "'", value.sizes(), known);
        keep(name, node, ObservedValue.of(name, node, value, missing, MissingPolicy.IMPUTE), known);
    }

    private Var observed(String name, Var node, Tensor value, @Nullable Tensor missing, List<Dim> known) {
        GivenValues.checkSizes("the value of '" + name + "'", value.sizes(), known);
        return keep(name, node, ObservedValue.of(name, node, value, missing, policy), known);
    }

    private Var keep(String name, Var node, ObservedValue value, List<Dim> known) {
        names.claimAxes(name, node.rank(), known);
        Model.Observed kept = new Model.Observed(name, node, value.value(), known, value.missing());
        if (value.missing() != null) {
            Imputed.names(name).forEach(n -> names.claim(n, "the missing values of '" + name + "'"));
        }
        observed.add(Imputed.checked(kept, List.of()));
        return node;
    }

    /**
     * A named quantity, computed for every draw and stored. Returns {@code node}.
     *
     * @throws ModelException with code SHAPE, DIM, NAME or BUILT
     */
    public Var deterministic(String name, Var node, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        names.claim(name, "deterministic quantity");
        GivenValues.there("what is computed as '" + name + "'", node);
        if (node.shape().isKnown()) {
            GivenValues.checkSizes(
                    "deterministic quantity '" + name + "'", node.shape().sizes(), known);
        }
        names.claimAxes(name, node.rank(), known);
        deterministics.add(new Model.Deterministic(name, node, known));
        return node.called(name);
    }

    /**
     * A term added to the log-density; the elements of a tensor are summed.
     *
     * @throws ModelException with code VALUE, NAME or BUILT
     */
    public void potential(String name, Var term) {
        names.claim(name, "potential");
        GivenValues.there("the term '" + name + "'", term);
        if (!term.dtype().isFloat()) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "potential '" + name + "' must be a float term, but it is " + term.type()
                            + ": cast it, or turn a condition into a term with where(condition, 0, Double.NEGATIVE_INFINITY)");
        }
        potentials.add(new Model.Potential(name, term));
    }

    /**
     * Makes a model part of this one: a copy of each of its variables, data and dims, whose name is that in the model after {@code prefix} and
     * a dot. A model may be included several times.
     *
     * {@snippet :
     * Model line = Model.build(part -> part.sample("slope", normal(0, 1)));
     * Model both = Model.build(m -> {
     *     Var left = m.include("left", line).get("slope"); // the variable left.slope
     *     Var right = m.include("right", line).get("slope");
     *     m.observe("turn", normal(right.minus(left), 1), 0.4);
     * });
     * }
     *
     * @throws ModelException with code NAME or BUILT
     */
    public Submodel include(String prefix, Model part) {
        return new Inclusion(this, prefix).copy(GivenValues.there("the model that becomes part of another one", part));
    }

    /**
     * A part of this model, built on the spot, whose names have a prefix and a dot before them here. It may use variables of this model, but
     * has dims of its own. What it defines is taken from the result.
     *
     * @throws ModelException with code NAME or BUILT
     */
    public Submodel within(String prefix, Consumer<ModelBuilder> body) {
        ModelBuilder part = new ModelBuilder(policy);
        GivenValues.there("what builds the part '" + prefix + "'", body).accept(part);
        return new Inclusion(this, prefix).rename(part.finish());
    }

    /** What there is so far. */
    Parts parts() {
        return new Parts(dims.all(), free, summed, observed, deterministics, potentials, data, policy);
    }

    Model finish() {
        names.close();
        return new Model(parts());
    }

    private Tensor shaped(String name, Tensor flat, Dim... dims) {
        return GivenValues.shaped(name, flat, this.dims.along(name, dims));
    }
}
