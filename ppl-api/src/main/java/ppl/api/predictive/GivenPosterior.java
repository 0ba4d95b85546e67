package ppl.api.predictive;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Variable;
import ppl.graph.DType;
import ppl.graph.Shape;

/** A posterior that is given to a model: it must have the model's variables, with their shapes, types and labels. */
record GivenPosterior(Dataset posterior, Outputs outputs) {

    /**
     * The values of a variable.
     *
     * @throws ResultException with code MISMATCH if they are not there or not those of the model's variable
     */
    Variable get(String name) {
        OutputVariable wanted = outputs.posterior().stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow();
        if (!posterior.contains(name)) {
            throw mismatch("the posterior has no variable '" + name + "', which the model needs; it has "
                    + posterior.names() + ": keep it when draws are filtered, or take the results of this model");
        }
        Variable values = posterior.get(name);
        requireShape(values, wanted);
        DType dtype = wanted.type().dtype();
        DataType held = dtype == DType.BOOL ? DataType.BOOL : dtype.isFloat() ? DataType.FLOAT64 : DataType.INT64;
        if (values.dtype() != held) {
            throw mismatch("'" + name + "' is " + values.dtype().label() + " in the posterior, but " + dtype.label()
                    + " in the model: these are not draws of this model");
        }
        requireLabels(values, wanted);
        return values;
    }

    private static void requireShape(Variable values, OutputVariable wanted) {
        int[] event = values.isSampled() ? Arrays.copyOfRange(values.shape(), 2, values.rank()) : values.shape();
        if (!values.isSampled() || !wanted.type().shape().equals(Shape.of(event))) {
            throw mismatch("the posterior has " + values + ", but in the model '" + wanted.name() + "' has the dims "
                    + wanted.dims() + " and the shape " + wanted.type().shape()
                    + " beside chain and draw: build the model with the data of that run");
        }
        List<String> dims = values.dims().subList(2, values.rank());
        if (!dims.equals(wanted.dims()) && new HashSet<>(dims).equals(new HashSet<>(wanted.dims()))) {
            throw mismatch("'" + wanted.name() + "' has the dims " + dims + " in the posterior, but " + wanted.dims()
                    + " in the model: transpose it");
        }
    }

    /** Axes that have one name must have the same labels: else elements would be taken for others. */
    private void requireLabels(Variable values, OutputVariable wanted) {
        outputs.coords(List.of(wanted)).forEach((dim, labels) -> {
            if (values.dims().contains(dim)) {
                Coord given = posterior.coord(dim);
                for (int i = 0; i < labels.size(); i++) {
                    if (!given.label(i).equals(labels.label(i))) {
                        throw mismatch("position " + i + " of dim '" + dim + "' of '" + wanted.name() + "' is '"
                                + given.label(i) + "' in the posterior, but '" + labels.label(i)
                                + "' in the model: build the model with the labels of that run, in their order");
                    }
                }
            }
        });
    }

    /**
     * Checks that the same values are known, where both say which.
     *
     * @param known how they are known: {@code was observed}
     * @throws ResultException with code MISMATCH if they are not
     */
    void requireData(Dataset data, Dataset model, String known) {
        String remedy = " in the model: build the model with the data of that run"
                + (known.equals("is given") ? "; fit.predict(d -> d.set(...)) predicts at other data" : "");
        for (Variable mine : model.variables()) {
            double[] wanted = mine.toDoubles();
            double[] given = data.contains(mine.name()) ? data.get(mine.name()).toDoubles() : wanted;
            if (given.length != wanted.length) {
                throw mismatch("'" + mine.name() + "' " + known + " at " + given.length
                        + " elements in the results, but at " + wanted.length + remedy);
            }
            int first = Arrays.mismatch(given, wanted);
            if (first >= 0) {
                throw mismatch("'" + mine.name() + "' " + known + " as " + given[first] + " at element " + first
                        + " in the results, but as " + wanted[first] + remedy);
            }
        }
    }

    private static ResultException mismatch(String message) {
        return new ResultException(ResultCode.MISMATCH, message);
    }
}
