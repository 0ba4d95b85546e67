package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import ppl.aeppl.Laws;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;

/**
 * A path of dependent numbers whose joint density is known from elsewhere. The first two of many paths that are drawn must follow the law that is derived for
 * them.
 *
 * @param name the expression
 * @param paths so many independent paths, side by side along a second axis, of so many steps
 * @param logp the log-density of a path, by hand
 * @param path one that it may be
 * @param whole whether its values are whole numbers
 */
record PathCase(String name, Paths paths, ToDoubleFunction<double[]> logp, double[] path, boolean whole) {

    /** An expression of {@code [steps, copies]} numbers. */
    interface Paths {
        Var of(int steps, int copies);
    }

    static PathCase of(String name, Paths paths, ToDoubleFunction<double[]> logp, double... path) {
        return new PathCase(name, paths, logp, path, false);
    }

    static PathCase whole(String name, Paths paths, ToDoubleFunction<double[]> logp, double... path) {
        return new PathCase(name, paths, logp, path, true);
    }

    void check() {
        closedForm(path);
        slope();
        drawn();
    }

    private void closedForm(double... at) {
        double want = logp.applyAsDouble(at);
        double[] found = derived(at.length, at);
        assertEquals(want, found[0], 1e-12 * Math.max(1, Math.abs(want)), "log-density of " + Arrays.toString(at));
    }

    /** Of paths, one after another: {@code steps} rows of as many numbers as there are paths. */
    private double[] derived(int steps, double... rows) {
        int copies = rows.length / steps;
        Law law = Joint.law(paths.of(steps, copies));
        TensorType type = law.type().draw();
        Var y = Var.input("y", type);
        Tensor at = Tensor.of(rows, steps, copies).convert(type.dtype());
        return Laws.values(
                List.of(y),
                List.of(at),
                law.logDensity(Value.of(y)).elementwise().sum(0));
    }

    private void slope() {
        if (whole) {
            return;
        }
        Law law = Joint.law(paths.of(path.length, 1));
        Var y = Var.input("y", law.type().draw());
        CheckGradient result = CheckGradient.of(
                law.logDensity(Value.of(y)).total(),
                List.of(y),
                List.of(Tensor.of(path, path.length, 1)),
                CompileOptions.defaults());
        assertTrue(result.error() <= 1e-7, result::worst);
    }

    private void drawn() {
        try (CompiledCase two = new CompiledCase(new VectorCase(name, () -> paths.of(2, 1)))) {
            DrawnBoxes.check(two);
        }
    }
}
