package ppl.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A model in which a variable gets values that it did not have, for all of its elements or for some. */
final class ObservedLater {

    private final Model model;
    private final Parts parts;
    private final String name;
    private final Var node;
    private final List<Dim> dims;

    private ObservedLater(Model model, String name) {
        this.model = model;
        this.parts = Parts.of(model);
        this.name = name;
        for (Model.Free v : model.free()) {
            if (v.name().equals(name)) {
                this.node = v.node();
                this.dims = v.dims();
                parts.free().remove(v);
                return;
            }
        }
        for (Model.Summed z : model.summed()) {
            if (z.name().equals(name)) {
                this.node = z.node();
                this.dims = z.dims();
                parts.summed().remove(z);
                return;
            }
        }
        throw VariableNames.refused(
                model, name, "a variable without a value", "take its values away first, with unobserve");
    }

    /** All elements have values. */
    static Model all(Model model, String name, Tensor values, boolean flat) {
        ObservedLater later = new ObservedLater(model, name);
        GivenValues.values(name, values);
        for (int i = 0; i < values.length(); i++) {
            if (Double.isNaN(values.doubleAt(i))) {
                later.requirePartable();
            }
        }
        return later.with(GivenValues.asShaped(name, later.node, values, flat), null, model.missingPolicy());
    }

    /** Elements at positions, row-major, have values. */
    static Model at(Model model, String name, int[] positions, double... values) {
        ObservedLater later = new ObservedLater(model, name);
        later.requirePartable();
        GivenValues.there("what names elements of '" + name + "'", positions);
        GivenValues.values(name, values);
        if (positions.length != values.length) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "condition gives '" + name + "' " + values.length + " values, but names " + positions.length
                            + " of its elements: give one for each");
        }
        return later.part(positions, values);
    }

    /** Elements with labels have values. */
    static Model at(Model model, String name, Map<String, ? extends Number> values) {
        ObservedLater later = new ObservedLater(model, name);
        later.requirePartable();
        GivenValues.values(name, values);
        if (later.dims.size() != 1) {
            throw new ModelException(
                    ModelCode.DIM,
                    "condition takes the labels of one dim, but '" + name + "' has "
                            + (later.dims.isEmpty() ? "none" : "the dims " + later.dims)
                            + ": name its elements by their positions, row-major");
        }
        Dim dim = later.dims.getFirst();
        int[] positions = new int[values.size()];
        double[] given = new double[positions.length];
        int i = 0;
        for (Map.Entry<String, ? extends Number> e : values.entrySet()) {
            positions[i] = position(name, dim, e.getKey());
            given[i++] = GivenValues.there("the value of '" + name + "' at '" + e.getKey() + "'", e.getValue())
                    .doubleValue();
        }
        return later.part(positions, given);
    }

    private static int position(String name, Dim dim, String label) {
        for (int i = 0; i < dim.size(); i++) {
            if (dim.coord().label(i).equals(label)) {
                return i;
            }
        }
        throw new ModelException(
                ModelCode.DIM,
                "condition names the label '" + label + "', but '" + name + "' lies along the dim '" + dim.name()
                        + "', which has " + dim.coord() + ": correct it");
    }

    private void requirePartable() {
        if (model.summed().stream().anyMatch(z -> z.name().equals(name))) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "'" + name + "' is summed out, so it cannot be seen in part: sample it, with m.sample, or observe"
                            + " all of its elements");
        }
        if (!node.shape().isKnown()) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "'" + name + "' has the shape " + node.shape()
                            + ", which depends on a random value, so it cannot be seen in part: fix its length");
        }
    }

    private Model part(int[] positions, double... values) {
        if (positions.length == 0) {
            throw new ModelException(
                    ModelCode.SHAPE, "condition names no element of '" + name + "': name those that have values");
        }
        Shape shape = node.shape();
        double[] all = new double[shape.elements()];
        boolean[] missing = new boolean[all.length];
        Arrays.fill(missing, true);
        for (int i = 0; i < positions.length; i++) {
            int at = positions[i];
            if (at < 0 || at >= all.length) {
                throw new ModelException(
                        ModelCode.SHAPE,
                        "condition names position " + at + " of '" + name + "', which has " + all.length
                                + " elements, counted from 0: correct it");
            }
            if (!missing[at]) {
                throw new ModelException(
                        ModelCode.NAME,
                        "condition gives '" + name + shape.subscript(at) + "' two values: give each element one");
            }
            if (Double.isNaN(values[i])) {
                throw new ModelException(
                        ModelCode.VALUE,
                        "condition gives '" + name + shape.subscript(at) + "' the value NaN: leave it out");
            }
            all[at] = values[i];
            missing[at] = false;
        }
        // Whoever names the elements that have values has said that the others have none.
        return with(Tensor.of(all, shape.sizes()), Tensor.of(missing, shape.sizes()), MissingPolicy.IMPUTE);
    }

    private Model with(Tensor values, @Nullable Tensor missing, MissingPolicy policy) {
        ObservedValue value = ObservedValue.of(name, node, values, missing, policy);
        Model.Observed seen = new Model.Observed(name, node, value.value(), dims, value.missing());
        parts.observed().add(Imputed.checked(seen, parts.names().keySet()));
        return new Model(parts);
    }
}
