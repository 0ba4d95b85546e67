package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ppl.aeppl.Laws;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;

/**
 * A joint density with discrete variables, summed out by elimination and by adding up the densities of all their values.
 *
 * @param rest all other variables
 * @param discrete the discrete ones
 * @param at where the density is taken
 */
record Problem(Joint rest, List<Discrete> discrete, List<Tensor> at) {

    /** A discrete variable with values 0, 1, ... */
    record Discrete(String name, Var node, int size) {}

    JointDensity summed() {
        Joint joint = rest;
        for (Discrete z : discrete) {
            joint = joint.marginalize(z.name(), z.node());
        }
        return joint.derive();
    }

    double byElimination() {
        JointDensity density = summed();
        return Laws.values(density.unconstrained(), at, density.total(Checks.NEG_INF))[0];
    }

    /** How far the gradient is from differences of the value. */
    double gradientError() {
        JointDensity density = summed();
        return CheckGradient.of(density.total(Checks.NEG_INF), density.unconstrained(), at, CompileOptions.defaults())
                .error();
    }

    /** The log-density at each combination of values, the first element of the first variable outermost. */
    double[] byValues() {
        List<Integer> sizes = new ArrayList<>();
        discrete.forEach(z -> IntStream.range(0, z.node().shape().elements()).forEach(_ -> sizes.add(z.size())));
        Shape all = Shape.of(sizes.stream().mapToInt(i -> i).toArray());
        Joint joint = rest;
        List<Var> values = new ArrayList<>();
        for (Discrete z : discrete) {
            Var value = Var.input(z.name(), z.node().type());
            values.add(value);
            joint = joint.value(z.name(), z.node(), value);
        }
        JointDensity density = joint.derive();
        List<Var> inputs = new ArrayList<>(density.unconstrained());
        inputs.addAll(values);
        double[] logp = new double[all.elements()];
        try (var compiled =
                new Graph(inputs, List.of(density.total(Checks.NEG_INF))).compile(CompileOptions.defaults())) {
            for (int i = 0; i < logp.length; i++) {
                List<Tensor> given = new ArrayList<>(at);
                given.addAll(values(all.position(i)));
                logp[i] = compiled.call(given).getFirst().item();
            }
        }
        return logp;
    }

    private List<Tensor> values(int[] position) {
        List<Tensor> values = new ArrayList<>();
        int next = 0;
        for (Discrete z : discrete) {
            long[] value = new long[z.node().shape().elements()];
            for (int e = 0; e < value.length; e++) {
                value[e] = position[next++];
            }
            values.add(Tensor.wrap(value, z.node().shape().sizes()));
        }
        return values;
    }

    double byEnumeration() {
        return logSum(byValues());
    }

    static double logSum(double... logs) {
        double top = Double.NEGATIVE_INFINITY;
        for (double x : logs) {
            top = Math.max(top, x);
        }
        double sum = 0;
        for (double x : logs) {
            sum += Math.exp(x - top);
        }
        return top == Double.NEGATIVE_INFINITY ? top : top + Math.log(sum);
    }
}
