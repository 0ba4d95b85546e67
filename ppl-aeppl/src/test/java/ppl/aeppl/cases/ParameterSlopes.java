package ppl.aeppl.cases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.discrete.PointMass;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Value;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.op.RandomOp;

/** The slopes of a derived log-density by the parameters of the draws in an expression, against differences. */
final class ParameterSlopes {

    private ParameterSlopes() {}

    /**
     * What is wrong with them at a value; empty if nothing is. An expression whose law needs its parameters as constants has none to
     * look at.
     */
    static String whatIsWrong(Var expression, double[] at) {
        Map<Var, Var> places = new IdentityHashMap<>();
        List<Tensor> values = new ArrayList<>();
        List<Var> inputs = new ArrayList<>();
        for (Var parameter : parameters(expression)) {
            Var input = Var.input("parameter " + inputs.size(), parameter.type());
            places.put(parameter, input);
            inputs.add(input);
            values.add(Objects.requireNonNull(parameter.constantValue()));
        }
        if (inputs.isEmpty()) {
            return "";
        }
        Var general = Substitution.replace(List.of(expression), places).getFirst();
        Var logp;
        try {
            Tensor value = Tensor.of(at).reshape(expression.shape().sizes()).convert(expression.dtype());
            logp = Joint.law(general).logDensity(Value.of(Var.constant(value))).total();
        } catch (LogDensityException e) {
            return "";
        }
        CheckGradient result = CheckGradient.of(logp, inputs, values, CompileOptions.defaults());
        return result.error() <= 1e-5 ? "" : "slopes by parameters at a draw: " + result.worst();
    }

    /**
     * Constants that are parameters of draws and nothing else: numbers that say where a point of positive probability lies move it away
     * from the value. Matrices are symmetric, and cannot be moved element by element.
     */
    private static List<Var> parameters(Var expression) {
        List<Var> all = Graph.order(List.of(expression));
        Set<Var> others = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Var> parameters = new LinkedHashSet<>();
        for (Var node : all) {
            boolean drawn = node.op() instanceof RandomOp r && !(r.family() instanceof PointMass);
            (drawn ? parameters : others).addAll(node.inputs());
        }
        return parameters.stream()
                .filter(p -> !others.contains(p) && p.rank() < 2 && p.dtype().isFloat() && p.constantValue() != null)
                .toList();
    }
}
