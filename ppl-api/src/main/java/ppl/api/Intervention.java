package ppl.api;

import java.util.IdentityHashMap;
import java.util.Map;
import ppl.graph.DType;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * A model in which a variable is set, as by an experimenter: it is data, its distribution is gone, and what depends on it depends on the
 * data (Pearl, <i>Causality</i>, 2nd ed., definition 3.2.1).
 */
final class Intervention {

    private final Model model;
    private final String name;

    private Intervention(Model model, String name) {
        this.model = model;
        this.name = name;
    }

    static Model of(Model model, String name, Tensor values, boolean flat) {
        return new Intervention(model, name).set(values, flat);
    }

    private Model set(Tensor values, boolean flat) {
        Parts parts = Parts.of(model);
        Model.Free variable = taken(parts);
        Tensor shaped = GivenValues.asShaped(name, variable.node(), values, flat);
        requireNumbers(shaped);
        Var data = Var.data(name, typed(shaped, variable.node().dtype()));
        Map<Var, Var> replaced = new IdentityHashMap<>();
        replaced.put(variable.node(), data);
        Parts now = parts.withNodes(Substitution.replace(parts.nodes(), replaced));
        now.data().add(new Model.Data(name, data, variable.dims()));
        return new Model(now);
    }

    private void requireNumbers(Tensor values) {
        for (int i = 0; i < values.length(); i++) {
            if (Double.isNaN(values.doubleAt(i))) {
                throw new ModelException(
                        ModelCode.VALUE,
                        "'" + name + "' is set to NaN" + (values.rank() == 0 ? "" : " at element " + i)
                                + ", which is no value: give a number; if only some elements are known, condition observes"
                                + " these");
            }
        }
    }

    /** The variable, which is not among the parts any more. */
    private Model.Free taken(Parts parts) {
        for (Model.Free v : model.free()) {
            if (v.name().equals(name)) {
                parts.free().remove(v);
                return v;
            }
        }
        for (Model.Summed z : model.summed()) {
            if (z.name().equals(name)) {
                parts.summed().remove(z);
                return new Model.Free(name, z.node(), z.dims());
            }
        }
        for (Model.Observed o : model.observed()) {
            if (o.name().equals(name)) {
                parts.observed().remove(o);
                return new Model.Free(name, o.node(), o.dims());
            }
        }
        throw VariableNames.refused(model, name, "a random variable", "");
    }

    private Tensor typed(Tensor values, DType dtype) {
        int lost = values.firstLoss(dtype);
        if (lost >= 0) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "'" + name + "' has type " + dtype.label() + ", but the value that it is set to at element " + lost
                            + " is " + values.elementToString(lost) + ": " + dtype.remedy());
        }
        return values.convert(dtype);
    }
}
