package ppl.graph.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.function.Creation;
import ppl.graph.grad.Gradient;
import ppl.graph.random.RandomKey;

/**
 * The reverse-mode derivative of a node compared with numeric differences at one point. For a node {@code y} of any shape the
 * derivative of {@code sum(w y)} is compared, with fixed weights {@code w} of which none is 0, so that no element can hide.
 *
 * <p><b>Numerics.</b> Central differences of 4th order with steps near 2<sup>-10</sup> agree with an exact derivative to about
 * 1e-10 for functions whose values and fifth derivatives are near 1. Where they do not agree, finer steps are tried, down to
 * 2<sup>-25</sup>, and the best counts: so a scale of 0.001 is not passed over, while a wrong derivative agrees with none. Differences mean
 * nothing at kinks and jumps.
 *
 * @param error the largest of {@code |vjp - difference| / max(1, |vjp|, |difference|)}; infinite if only one of them is finite
 * @param worst where that is, with both values
 */
public record CheckGradient(double error, String worst) {

    private static final double[] STEPS = {0x1p-10, 0x1p-15, 0x1p-20, 0x1p-25};

    /** Finer steps would not bring an exact derivative much nearer. */
    private static final double AGREED = 1e-9;

    private static final RandomKey WEIGHTS = RandomKey.of(20);

    /** Compares at a point, on the best backend present. */
    public static CheckGradient of(Var y, Var x, Tensor at) {
        return of(y, List.of(x), List.of(at), CompileOptions.defaults());
    }

    /**
     * Compares at a point.
     *
     * @param y a float64 node
     * @param inputs all the inputs it needs; the derivative is checked by those of type float64
     * @param at a value for each
     * @throws GraphException ({@link ppl.graph.GraphCode#GRADIENT}) if {@code y} is not of type float64
     */
    public static CheckGradient of(Var y, List<Var> inputs, List<Tensor> at, CompileOptions options) {
        if (y.dtype() != DType.F64) {
            throw new GraphException(
                    GraphCode.GRADIENT, "numeric differences need a node of type float64, but got " + y.describe());
        }
        List<Var> xs = inputs.stream().filter(x -> x.dtype() == DType.F64).toList();
        Var weights = weights(y);
        List<Var> outputs = new ArrayList<>();
        outputs.add(y.times(weights).sum());
        List<@Nullable Var> parts = Gradient.vjp(y, xs, weights);
        for (int i = 0; i < xs.size(); i++) {
            Var part = parts.get(i);
            outputs.add(part == null ? Creation.zerosLike(xs.get(i)) : part);
        }
        try (CompiledGraph compiled = new Graph(inputs, outputs).compile(options)) {
            return compare(compiled, inputs, xs, at);
        }
    }

    private static Var weights(Var y) {
        double[] w = new double[y.shape().elements()];
        for (int i = 0; i < w.length; i++) {
            w[i] = 0.5 + WEIGHTS.uniform(i);
        }
        return Var.constant(Tensor.wrap(w, y.shape().sizes()));
    }

    private static CheckGradient compare(CompiledGraph compiled, List<Var> inputs, List<Var> xs, List<Tensor> at) {
        List<Tensor> exact = compiled.call(at);
        Object[] point = at.stream().map(Tensor::array).toArray();
        CompiledGraph.Caller caller = compiled.caller();
        Object[] results =
                exact.stream().map(t -> Tensor.allocate(t.dtype(), t.length())).toArray();
        CheckGradient worst = new CheckGradient(0, "no element to compare");
        for (int k = 0; k < xs.size(); k++) {
            int place = inputs.indexOf(xs.get(k));
            double[] x = at.get(place).toDoubles();
            for (int i = 0; i < x.length; i++) {
                double derivative = exact.get(k + 1).doubleAt(i);
                point[place] = x;
                double difference = nearest(derivative, caller, point, x, i, results);
                double error = disagreement(derivative, difference);
                if (error >= worst.error) {
                    worst = new CheckGradient(
                            error,
                            "element " + i + " of " + xs.get(k).describe() + ": the derivative is " + derivative
                                    + ", differences give " + difference);
                }
            }
            point[place] = at.get(place).array();
        }
        return worst;
    }

    /** The difference that agrees best with a derivative, of the coarsest step that will do. */
    private static double nearest(
            double derivative, CompiledGraph.Caller caller, Object[] point, double[] x, int i, Object[] results) {
        double nearest = difference(caller, point, x, i, STEPS[0], results);
        for (int k = 1; k < STEPS.length && disagreement(derivative, nearest) > AGREED; k++) {
            double finer = difference(caller, point, x, i, STEPS[k], results);
            nearest = disagreement(derivative, finer) < disagreement(derivative, nearest) ? finer : nearest;
        }
        return nearest;
    }

    private static double difference(
            CompiledGraph.Caller caller, Object[] point, double[] x, int i, double step, Object[] results) {
        double centre = x[i];
        double h = step * Math.max(1, Math.abs(centre));
        double[] values = new double[4];
        int[] offsets = {-2, -1, 1, 2};
        for (int k = 0; k < 4; k++) {
            x[i] = centre + offsets[k] * h;
            caller.call(point, results);
            values[k] = ((double[]) results[0])[0];
        }
        x[i] = centre;
        return (values[0] - values[3] + 8 * (values[2] - values[1])) / (12 * h);
    }

    private static double disagreement(double a, double b) {
        double error = Math.abs(a - b) / Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
        return Double.isNaN(error) ? (Double.compare(a, b) == 0 ? 0 : Double.POSITIVE_INFINITY) : error;
    }
}
