package ppl.api;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.inference.Coord;
import ppl.graph.Tensor;

/**
 * Collects the data that a model is to have instead of its own, inside {@link Model#with}.
 *
 * <p>Shapes: values have the dims of the data they replace, outermost first, at their new sizes; flat arrays are in row-major order. A dim
 * that is numbered takes its size from the values, if they show it; a dim with labels is given its labels. Data without dims keep their number
 * of axes. Units: values are in the user's space.
 *
 * <p>Errors: every mistake is a {@link ModelException}. Its code says what is wrong: NAME, that the model has no data, variable or dim of
 * this name, or that it is given twice; DIM, that a dim has a negative size, or labels that are null or not distinct; SHAPE, that values do not
 * fit the dims; VALUE, that the type of what they replace does not hold them, that data are NaN which have no NaN in the model, or that observed
 * values are infinite.
 */
public final class NewData {

    /** Values as they are given: of a shape, or flat. */
    record Values(Tensor tensor, boolean flat) {}

    final Map<String, Values> data = new LinkedHashMap<>();
    final Map<String, Values> observed = new LinkedHashMap<>();
    final Map<String, Coord> dims = new LinkedHashMap<>();

    NewData() {}

    /**
     * Other float64 values of data, row-major over their dims.
     *
     * @throws ModelException with code NAME if they are given twice
     */
    public NewData set(String name, double[] values) {
        return set(name, new Values(Tensor.of(GivenValues.values(name, values)), true));
    }

    /**
     * A matrix of other float64 values of data, row by row.
     *
     * @throws ModelException with code NAME if they are given twice, with code SHAPE if the rows are not equally long
     */
    public NewData set(String name, double[][] rows) {
        GivenValues.requireMatrix("data '" + name + "'", rows);
        return set(name, new Values(Tensor.of(rows), rows.length == 0));
    }

    /**
     * Other whole numbers of data, row-major over their dims.
     *
     * @throws ModelException with code NAME if they are given twice
     */
    public NewData set(String name, int[] values) {
        return set(
                name,
                Arrays.stream(GivenValues.values(name, values)).asLongStream().toArray());
    }

    /**
     * Other whole numbers of data, row-major over their dims.
     *
     * @throws ModelException with code NAME if they are given twice
     */
    public NewData set(String name, long[] values) {
        return set(name, new Values(Tensor.of(GivenValues.values(name, values)), true));
    }

    /**
     * Another value of a datum.
     *
     * @throws ModelException with code NAME if it is given twice
     */
    public NewData set(String name, double value) {
        return set(name, Tensor.scalar(value));
    }

    /**
     * Other values of data.
     *
     * @throws ModelException with code NAME if they are given twice
     */
    public NewData set(String name, Tensor values) {
        return set(name, new Values(GivenValues.values(name, values), false));
    }

    private NewData set(String name, Values values) {
        once("data", data, name, values);
        return this;
    }

    /**
     * Other float64 values of an observed variable, row-major over its dims.
     *
     * @throws ModelException with code NAME if they are given twice
     */
    public NewData observe(String name, double[] values) {
        once("observed values", observed, name, new Values(Tensor.of(GivenValues.values(name, values)), true));
        return this;
    }

    /**
     * Other whole numbers of an observed variable, row-major over its dims.
     *
     * @throws ModelException with code NAME if they are given twice
     */
    public NewData observe(String name, int[] values) {
        return observe(
                name,
                Arrays.stream(GivenValues.values(name, values)).asLongStream().toArray());
    }

    /**
     * Other whole numbers of an observed variable, row-major over its dims.
     *
     * @throws ModelException with code NAME if they are given twice
     */
    public NewData observe(String name, long[] values) {
        once("observed values", observed, name, new Values(Tensor.of(GivenValues.values(name, values)), true));
        return this;
    }

    /**
     * A matrix of other values of an observed variable, row by row.
     *
     * @throws ModelException with code NAME if they are given twice, with code SHAPE if the rows are not equally long
     */
    public NewData observe(String name, double[][] rows) {
        GivenValues.requireMatrix("the value of '" + name + "'", rows);
        once("observed values", observed, name, new Values(Tensor.of(rows), rows.length == 0));
        return this;
    }

    /**
     * Other values of an observed variable.
     *
     * @throws ModelException with code NAME if they are given twice
     */
    public NewData observe(String name, Tensor values) {
        once("observed values", observed, name, new Values(GivenValues.values(name, values), false));
        return this;
    }

    /**
     * Another size of a dim, whose positions are 0, 1, ...
     *
     * @throws ModelException with code DIM for a negative size, with code NAME if it is given twice
     */
    public NewData dim(String name, int size) {
        Dim.requireSize(name, size);
        once("dim", dims, name, Coord.range(size));
        return this;
    }

    /**
     * Other labels of a dim.
     *
     * @throws ModelException with code DIM for a label that is null, with code NAME if they are given twice
     */
    public NewData dim(String name, List<String> labels) {
        Dim.requireLabels(name, labels);
        once("dim", dims, name, Coord.of(labels));
        return this;
    }

    /**
     * Other labels of a dim.
     *
     * @throws ModelException with code DIM for a label that is null, with code NAME if they are given twice
     */
    public NewData dim(String name, String... labels) {
        return dim(name, Arrays.asList(GivenValues.there("the list of labels of dim '" + name + "'", labels)));
    }

    private static <T> void once(String kind, Map<String, T> given, String name, T value) {
        if (given.putIfAbsent(name, value) != null) {
            throw new ModelException(
                    ModelCode.NAME,
                    "the " + kind + " '" + name + "' " + (kind.endsWith("m") ? "is" : "are")
                            + " given twice: give each once");
        }
    }
}
