package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import ppl.aeppl.Laws;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.random.RandomKey;

/** What must hold of every case. */
final class CaseCheck {

    /** A million nightly. */
    static final int DRAWS = Integer.getInteger("ppl.case.draws", 20_000);

    private CaseCheck() {}

    static void check(Case c) {
        double[] at = c.points().stream().mapToDouble(Case.Point::value).toArray();
        double[] logp = at.length == 0 ? at : Laws.logp(c.copies().apply(at.length), at);
        for (int i = 0; i < at.length; i++) {
            Case.Point p = c.points().get(i);
            double tolerance = p.tolerance() * Math.max(1, Math.abs(p.logDensity()));
            assertEquals(p.logDensity(), logp[i], tolerance, "log-density at " + at[i]);
        }
        if (c.drawn()) {
            double[] draws = c.copies()
                    .apply(DRAWS)
                    .eval(RandomKey.of(c.name().hashCode()))
                    .toDoubles();
            double[] kept = new DrawnBins(c, draws).test();
            gradients(c, kept);
        }
    }

    /** The slope of the log-density at values that are drawn, against differences. */
    private static void gradients(Case c, double[] at) {
        int n = at.length;
        Law law = Joint.law(c.copies().apply(Math.max(1, n)));
        if (law.type().measure() instanceof BaseMeasure.Counting || n == 0) {
            return;
        }
        Var x = Var.input("x", new TensorType(law.type().draw().dtype(), Shape.of(n)));
        Var slope = Gradient.of(law.logDensity(Value.of(x)).total(), x);
        double[] found = Laws.values(List.of(x), List.of(Tensor.of(at)), slope);
        double[] steps = {-2, -1, 1, 2};
        double[] moved = new double[4 * n];
        for (int i = 0; i < 4 * n; i++) {
            moved[i] = at[i / 4] + steps[i % 4] * step(at[i / 4]);
        }
        double[] logp = Laws.logp(c.copies().apply(4 * n), moved);
        for (int i = 0; i < n; i++) {
            double[] near = Arrays.copyOfRange(logp, 4 * i, 4 * i + 4);
            double expected = (8 * (near[2] - near[1]) - (near[3] - near[0])) / (12 * step(at[i]));
            if (Double.isFinite(expected)) { // not across an end of the support
                double tolerance = 1e-5 * Math.max(1, Math.abs(expected));
                String message = "the slope at " + at[i] + " is " + found[i] + " instead of " + expected;
                assertTrue(Math.abs(found[i] - expected) <= tolerance || kink(near), message);
            }
        }
    }

    private static double step(double x) {
        return 1e-5 * Math.max(1e-3, Math.abs(x));
    }

    /** Where slopes on both sides differ there is no one slope. */
    private static boolean kink(double[] near) {
        double left = near[1] - near[0];
        double right = near[3] - near[2];
        return Math.abs(left - right) > 0.1 * Math.max(Math.abs(left), Math.abs(right));
    }
}
