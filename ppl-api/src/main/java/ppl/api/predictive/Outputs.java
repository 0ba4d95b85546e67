package ppl.api.predictive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.Coord;
import ppl.api.inference.Dataset;
import ppl.api.plan.Plan;
import ppl.api.plan.Role;
import ppl.api.plan.UnknownLengths;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** What results hold of a model: names, axes and types of its variables, and its data. */
public final class Outputs {

    private final Model model;
    private final List<OutputVariable> recorded = new ArrayList<>();
    private final List<OutputVariable> summed = new ArrayList<>();
    private final List<OutputVariable> ragged = new ArrayList<>();

    private Outputs(Model model, Predicate<Model.Summed> isSummed) {
        this.model = model;
        for (Model.Free v : model.free()) {
            recorded.add(new OutputVariable(v.name(), dims(v.name(), v.dims(), v.node()), v.node(), false));
        }
        for (Model.Summed z : model.summed()) {
            (isSummed.test(z) ? summed : recorded)
                    .add(new OutputVariable(z.name(), dims(z.name(), z.dims(), z.node()), z.node(), false));
        }
        for (Model.Deterministic d : model.deterministics()) {
            recorded.add(new OutputVariable(d.name(), dims(d.name(), d.dims(), d.node()), d.node(), true));
        }
    }

    /** Of a model by its plan. */
    public static Outputs of(Plan plan) {
        Outputs outputs = new Outputs(plan.model(), z -> plan.step(z.name()).role() == Role.SUMMED_OUT);
        outputs.recorded.stream().filter(o -> UnknownLengths.reach(o.node())).forEach(outputs.ragged::add);
        outputs.recorded.removeAll(outputs.ragged);
        return outputs;
    }

    /** Of a model of which all variables are drawn. */
    static Outputs ofPrior(Model model) {
        return new Outputs(model, _ -> false);
    }

    static List<String> dims(String name, List<Dim> dims, Var node) {
        return dims.isEmpty()
                ? IntStream.range(0, node.rank())
                        .mapToObj(a -> Model.axis(name, a))
                        .toList()
                : dims.stream().map(Dim::name).toList();
    }

    /** The variables of the posterior that have as many elements in each draw: those without a value first, then computed ones. */
    public List<OutputVariable> posterior() {
        return recorded;
    }

    /** The variables of the posterior that have, or are computed from what has, another length in each draw. */
    public List<OutputVariable> ragged() {
        return ragged;
    }

    /** The variables that are summed out. */
    public List<OutputVariable> summed() {
        return summed;
    }

    /** The observed variables. */
    List<OutputVariable> observed() {
        return model.observed().stream()
                .map(o -> new OutputVariable(o.name(), dims(o.name(), o.dims(), o.node()), o.node(), false))
                .toList();
    }

    /** The quantities that the model computes. */
    List<OutputVariable> computed() {
        return recorded.stream().filter(OutputVariable::computed).toList();
    }

    /** Labels of the named axes that the variables of the posterior use. */
    public Map<String, Coord> coords() {
        return coords(recorded);
    }

    /** Labels of the named axes that variables use. */
    public Map<String, Coord> coords(List<OutputVariable> variables) {
        Map<String, Coord> coords = new LinkedHashMap<>();
        var used = new TreeSet<String>();
        variables.forEach(o -> used.addAll(o.dims()));
        model.dims().stream().filter(d -> used.contains(d.name())).forEach(d -> coords.put(d.name(), d.coord()));
        return coords;
    }

    /** What was observed. */
    public Dataset observedData() {
        Dataset.Builder builder = Dataset.builder();
        for (Model.Observed o : model.observed()) {
            add(builder, o.name(), dims(o.name(), o.dims(), o.node()), o.dims(), o.value());
        }
        return builder.build();
    }

    /** What is known. */
    public Dataset constantData() {
        return constantData(model.data());
    }

    /** Some of what is known. */
    Dataset constantData(List<Model.Data> chosen) {
        Dataset.Builder builder = Dataset.builder();
        for (Model.Data d : chosen) {
            add(builder, d.name(), dims(d.name(), d.dims(), Var.constant(d.value())), d.dims(), d.value());
        }
        return builder.build();
    }

    private static void add(Dataset.Builder builder, String name, List<String> names, List<Dim> dims, Tensor value) {
        dims.forEach(d -> builder.coord(d.name(), d.coord()));
        switch (value.dtype()) {
            case F64, F32 -> builder.variable(name, names, value.sizes(), value.toDoubles());
            case I64, I32 -> builder.variable(name, names, value.sizes(), value.toLongs());
            case BOOL -> builder.variable(name, names, value.sizes(), (boolean[]) value.array());
        }
    }
}
