package ppl.api.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.JointDensity;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.api.plan.Plan;
import ppl.api.plan.Role;
import ppl.api.plan.Step;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;

/** A point that a user gives by the values of variables, also where no coordinates have these values. */
final class GivenPoint {

    private GivenPoint() {}

    /** The nodes of the model at the point. */
    static PointValues of(Plan plan, Map<String, Tensor> point) {
        List<FreeVariable> free = plan.joint().free();
        List<String> names = free.stream().map(FreeVariable::name).toList();
        point.keySet().forEach(name -> requireSampled(plan, names, name));
        List<Var> inputs = new ArrayList<>();
        List<Tensor> values = new ArrayList<>();
        Map<String, Var> given = new HashMap<>();
        for (FreeVariable v : free) {
            Tensor value = point.get(v.name());
            if (value == null) {
                throw new ModelException(
                        ModelCode.NAME,
                        "the point has no value for '" + v.name() + "': give each of " + names + " one");
            }
            values.add(typed(v, value));
            Var input = Var.input(v.name(), v.node().type());
            inputs.add(input);
            given.put(v.name(), input);
        }
        JointDensity joint = plan.jointAt(given);
        return new PointValues(plan.model(), joint, nodes -> evaluate(inputs, nodes, values));
    }

    private static List<Tensor> evaluate(List<Var> inputs, List<Var> nodes, List<Tensor> values) {
        try (CompiledGraph graph = new Graph(inputs, nodes).compile(CompileOptions.defaults())) {
            return graph.call(values);
        }
    }

    private static Tensor typed(FreeVariable v, Tensor value) {
        if (!v.node().shape().isKnown() || !Arrays.equals(v.node().shape().sizes(), value.sizes())) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "the point gives '" + v.name() + "' a value of shape " + Arrays.toString(value.sizes())
                            + ", but it has the shape " + v.node().shape() + ": give one number for each element");
        }
        int lost = value.firstLoss(v.node().dtype());
        if (lost >= 0) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "the point gives '" + v.name() + v.node().shape().subscript(lost) + "' the value "
                            + value.elementToString(lost) + ", but it has type "
                            + v.node().dtype().label() + ": "
                            + v.node().dtype().remedy());
        }
        return value.convert(v.node().dtype());
    }

    private static void requireSampled(Plan plan, List<String> names, String name) {
        if (names.contains(name)) {
            return;
        }
        for (Step step : plan.steps()) {
            if (step.name().equals(name)) {
                throw new ModelException(
                        ModelCode.NAME,
                        "the point gives a value for '" + name + "', which is " + what(step.role())
                                + ": leave it out; values are needed for " + names);
            }
        }
        throw new ModelException(
                ModelCode.NAME,
                "the point gives a value for '" + name + "', but the model has no such variable; values are needed for "
                        + names + ": correct the name");
    }

    private static String what(Role role) {
        return role == Role.POTENTIAL ? "a potential" : role.toString();
    }
}
