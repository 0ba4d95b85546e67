package ppl.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * observed value is NaN or is not held exactly by the type of its variable, or that a potential is not of a float type; DIM, that a
 * dim is null, has a negative size or a label that is null, is used for more than two axes, or is not a dim of this model; NAME, that a name is
 * blank or reserved, cannot be written to a file, or is used twice; BUILT, that the model is built already.
 */
public final class ModelBuilder {

    final ModelDims dims = new ModelDims(this::claim);
    final List<Model.Free> free = new ArrayList<>();
    final List<Model.Summed> summed = new ArrayList<>();
    final List<Model.Observed> observed = new ArrayList<>();
    final List<Model.Deterministic> deterministics = new ArrayList<>();
    final List<Model.Potential> potentials = new ArrayList<>();
    final List<Model.Data> data = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private boolean finished;

    ModelBuilder() {}

    /**
     * A named axis with positions 0, 1, ...
     *
     * @throws ModelException with code DIM, NAME or BUILT
     */
    public Dim dim(String name, int size) {
        requireSize(name, size);
        return dims.add(new Dim(name, Coord.range(size)));
    }

    /**
     * A named axis with text labels.
     *
     * @throws ModelException with code DIM, NAME or BUILT
     */
    public Dim dim(String name, List<String> labels) {
        requireLabels(name, labels);
        return dims.add(new Dim(name, Coord.of(labels)));
    }

    /** A named axis with text labels. */
    public Dim dim(String name, String... labels) {
        return dim(name, Arrays.asList(labels));
    }

    /**
     * Known float64 values, row-major over the dims.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var data(String name, double[] values, Dim... dims) {
        return data(name, shaped(name, Tensor.of(values), dims), dims);
    }

    /**
     * A matrix of known float64 values, row by row.
     *
     * @throws ModelException with code SHAPE if the rows are not equally long
     */
    public Var data(String name, double[][] rows, Dim... dims) {
        requireMatrix("data '" + name + "'", rows);
        return data(name, Tensor.of(rows), dims);
    }

    /** Known whole numbers, row-major over the dims. */
    public Var data(String name, int[] values, Dim... dims) {
        return data(name, Arrays.stream(values).asLongStream().toArray(), dims);
    }

    /**
     * Known whole numbers, row-major over the dims.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var data(String name, long[] values, Dim... dims) {
        return data(name, shaped(name, Tensor.of(values), dims), dims);
    }

    /**
     * Known values of any type; without dims its axes have no names.
     *
     * @throws ModelException with code SHAPE, DIM, NAME or BUILT
     */
    public Var data(String name, Tensor values, Dim... dims) {
        Var node = Var.data(name, values);
        keepData(name, node, dims);
        return node;
    }

    /** Data whose node is there already. */
    void keepData(String name, Var node, Dim... dims) {
        claim(name, "data");
        List<Dim> known = this.dims.along(name, dims);
        checkSizes("data '" + name + "'", node.shape().sizes(), known);
        claimAxes(name, node.rank(), known);
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
        claim(name, "random variable");
        Var node = FittedDraw.draw(name, distribution, known, null);
        claimAxes(name, node.rank(), known);
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
        claim(name, "random variable");
        Var node = FittedDraw.draw(name, distribution, known, null);
        claimAxes(name, node.rank(), known);
        summed.add(new Model.Summed(name, node, known));
        return node;
    }

    /**
     * A random variable that was observed, as float64 values in row-major order.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Distribution distribution, double[] values, Dim... dims) {
        return observe(name, distribution, shaped(name, Tensor.of(values), dims), dims);
    }

    /** A draw that is there already, as {@link #sample} or {@link #marginalize} keep theirs. */
    void keepDraw(String name, Var node, boolean isSummed, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        claim(name, "random variable");
        if (node.shape().isKnown()) {
            checkSizes("random variable '" + name + "'", node.shape().sizes(), known);
        }
        claimAxes(name, node.rank(), known);
        if (isSummed) {
            summed.add(new Model.Summed(name, node, known));
        } else {
            free.add(new Model.Free(name, node, known));
        }
    }

    /** A random variable that was observed, as whole numbers in row-major order. */
    public Var observe(String name, Distribution distribution, int[] values, Dim... dims) {
        return observe(name, distribution, Arrays.stream(values).asLongStream().toArray(), dims);
    }

    /**
     * A random variable that was observed, as whole numbers in row-major order.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Distribution distribution, long[] values, Dim... dims) {
        return observe(name, distribution, shaped(name, Tensor.of(values), dims), dims);
    }

    /**
     * A random matrix that was observed, row by row.
     *
     * @throws ModelException with code SHAPE if the rows are not equally long
     */
    public Var observe(String name, Distribution distribution, double[][] rows, Dim... dims) {
        requireMatrix("the value of '" + name + "'", rows);
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
        claim(name, "observed variable");
        ObservedValue.checkFinite(name, value);
        Var node = FittedDraw.draw(name, distribution, known, value);
        checkSizes("the value of '" + name + "'", value.sizes(), known);
        claimAxes(name, node.rank(), known);
        observed.add(new Model.Observed(name, node, ObservedValue.converted(name, value, node.dtype()), known));
        return node;
    }

    /**
     * An expression of random draws that was observed, as float64 values in row-major order.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Var node, double[] values, Dim... dims) {
        return observe(name, node, shaped(name, Tensor.of(values), dims), dims);
    }

    /** An expression of random draws that was observed, as whole numbers in row-major order. */
    public Var observe(String name, Var node, int[] values, Dim... dims) {
        return observe(name, node, Arrays.stream(values).asLongStream().toArray(), dims);
    }

    /**
     * An expression of random draws that was observed, as whole numbers in row-major order.
     *
     * @throws ModelException with code SHAPE or DIM
     */
    public Var observe(String name, Var node, long[] values, Dim... dims) {
        return observe(name, node, shaped(name, Tensor.of(values), dims), dims);
    }

    /**
     * A matrix of expressions of random draws that was observed, row by row.
     *
     * @throws ModelException with code SHAPE if the rows are not equally long
     */
    public Var observe(String name, Var node, double[][] rows, Dim... dims) {
        requireMatrix("the value of '" + name + "'", rows);
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
        claim(name, "observed variable");
        ObservedValue.checkFinite(name, value);
        checkSizes("the value of '" + name + "'", value.sizes(), known);
        if (node.shape().isKnown() && !Arrays.equals(node.shape().sizes(), value.sizes())) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + name + "' has shape " + node.shape() + ", but its value has shape "
                            + Arrays.toString(value.sizes()) + ": give a value for each element");
        }
        claimAxes(name, node.rank(), known);
        observed.add(new Model.Observed(name, node, ObservedValue.converted(name, value, node.dtype()), known));
        return node;
    }

    /**
     * A named quantity, computed for every draw and stored. Returns {@code node}.
     *
     * @throws ModelException with code SHAPE, DIM, NAME or BUILT
     */
    public Var deterministic(String name, Var node, Dim... dims) {
        List<Dim> known = this.dims.along(name, dims);
        claim(name, "deterministic quantity");
        if (node.shape().isKnown()) {
            checkSizes("deterministic quantity '" + name + "'", node.shape().sizes(), known);
        }
        claimAxes(name, node.rank(), known);
        deterministics.add(new Model.Deterministic(name, node, known));
        return node.called(name);
    }

    /**
     * A term added to the log-density; the elements of a tensor are summed.
     *
     * @throws ModelException with code VALUE, NAME or BUILT
     */
    public void potential(String name, Var term) {
        claim(name, "potential");
        if (!term.dtype().isFloat()) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "potential '" + name + "' must be a float term, but it is " + term.type()
                            + ": cast it, or turn a condition into a term with where(condition, 0, Double.NEGATIVE_INFINITY)");
        }
        potentials.add(new Model.Potential(name, term));
    }

    Model finish() {
        finished = true;
        return new Model(new Model.Parts(dims.all(), free, summed, observed, deterministics, potentials, data));
    }

    private Tensor shaped(String name, Tensor flat, Dim... dims) {
        if (dims.length == 0) {
            return flat;
        }
        List<Dim> known = this.dims.along(name, dims);
        int expected = (int) ModelDims.positions(known);
        if (expected != flat.length()) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + name + "' has " + flat.length() + " values, but its dims " + known + " need " + expected
                            + ": give that many, in row-major order, or other dims");
        }
        return flat.reshape(Dim.sizes(known));
    }

    private static void checkSizes(String what, int[] sizes, List<Dim> dims) {
        if (!dims.isEmpty() && !Arrays.equals(sizes, Dim.sizes(dims))) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    what + " has shape " + Arrays.toString(sizes) + ", but its dims are " + dims
                            + ": reshape it, or name its axes with other dims");
        }
    }

    static void requireMatrix(String what, double[][] rows) {
        for (int i = 1; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new ModelException(
                        ModelCode.SHAPE,
                        what + " is not a matrix: row " + i + " has " + rows[i].length + " values, row 0 has "
                                + rows[0].length + "; give all rows the same length");
            }
        }
    }

    static void requireSize(String name, int size) {
        if (size < 0) {
            throw new ModelException(ModelCode.DIM, "dim '" + name + "' cannot have the negative size " + size);
        }
    }

    static void requireLabels(String name, List<String> labels) {
        int missing = indexOfNull(labels);
        if (missing >= 0) {
            throw new ModelException(
                    ModelCode.DIM,
                    "dim '" + name + "' has no label at position " + missing
                            + ", it is null: give each position a label of its own");
        }
    }

    private static int indexOfNull(List<?> items) {
        int i = 0;
        for (Object item : items) {
            if (item == null) {
                return i;
            }
            i++;
        }
        return -1;
    }

    /** Reserves the names that results give to axes without dims. */
    private void claimAxes(String name, int rank, List<Dim> dims) {
        for (int a = 0; a < rank && dims.isEmpty(); a++) {
            claim(Model.axis(name, a), "the unnamed axis " + a + " of '" + name + "'");
        }
    }

    private void claim(String name, String kind) {
        if (finished) {
            throw new ModelException(
                    ModelCode.BUILT,
                    "the model is built: " + (kind.startsWith("the ") ? kind : "the " + kind) + " '" + name
                            + "' must be added inside Model.build");
        }
        Names.require(kind, name);
        String other = names.putIfAbsent(name, kind);
        if (other != null) {
            throw new ModelException(
                    ModelCode.NAME,
                    "the name '" + name + "' is used twice: for " + article(other) + " and for " + article(kind)
                            + "; give each its own");
        }
    }

    private static String article(String kind) {
        return kind.startsWith("the ") ? kind : "a " + kind;
    }
}
