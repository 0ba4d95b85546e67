package ppl.examples.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.normal;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.plan.Step;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.graph.Shape;
import ppl.graph.Var;

/** A family, a support and a map that others have written, used like any other. */
class OnCircleTest {

    private static final double[] MEASURED = {3.1, 2.4};

    private static Distribution onCircle() {
        return new OnCircle().with();
    }

    /** A direction, measured with an error of standard deviation 1 along each axis. */
    private static Model compass() {
        return Model.build(m -> {
            Var direction = m.sample("direction", onCircle());
            m.observe("measured", normal(direction, 1), MEASURED);
        });
    }

    /** The posterior of the angle is von Mises' law, with the length of the observed vector as its concentration. */
    @Test
    void a_direction_has_its_right_posterior() {
        InferenceData fit = compass()
                .infer()
                .draws(4000)
                .seed(8)
                .progress(Progress.silent())
                .run();
        double length = Math.hypot(MEASURED[0], MEASURED[1]);
        double shrink = bessel(1, length) / bessel(0, length);
        double second = bessel(2, length) / bessel(0, length);
        double[] unit = {MEASURED[0] / length, MEASURED[1] / length};
        Summary summary = fit.summary();
        for (int i = 0; i < 2; i++) {
            String name = "direction[" + i + "]";
            double exact = shrink * unit[i];
            double error = summary.get(name, "mcse_mean");
            assertTrue(error < 0.01, name + ": mcse " + error);
            assertEquals(exact, summary.get(name, "mean"), 4.5 * error, name); // a false alarm in 1.5e5
            // E cos^2 of an angle from the mean direction is (1 + I2/I0) / 2
            double variance = 0.5 * (1 + second * (2 * unit[i] * unit[i] - 1)) - exact * exact;
            assertEquals(Math.sqrt(variance), summary.get(name, "sd"), 0.05 * Math.sqrt(variance), name);
            assertTrue(summary.get(name, "r_hat") < 1.01);
        }
        double[] x = fit.posterior().get("direction").toDoubles();
        for (int d = 0; d < x.length; d += 2) {
            assertEquals(1, Math.hypot(x[d], x[d + 1]), 1e-12);
        }
    }

    /** By its integral over the circle, a sum that is exact to rounding. */
    private static double bessel(int order, double x) {
        double sum = 0;
        int n = 200;
        for (int i = 0; i < n; i++) {
            double angle = 2 * Math.PI * i / n;
            sum += Math.exp(x * Math.cos(angle)) * Math.cos(order * angle) / n;
        }
        return sum;
    }

    @Test
    void it_has_one_coordinate_for_two_elements() {
        Step step = compass().plan().step("direction");
        assertEquals("stereographic", step.transform());
        assertEquals(1, step.coordinates());
        assertEquals("{|x| = 1}", step.support());
        Model pair = Model.build(m -> {
            Dim time = m.dim("time", 3);
            Dim axis = m.dim("axis", "east", "north");
            Var directions = m.sample("directions", onCircle(), time, axis);
            m.observe("y", normal(directions, 1), new double[] {1, 0, 0, 1, 1, 1}, time, axis);
        });
        assertEquals(3, pair.plan().step("directions").coordinates());
        assertEquals(3, pair.infer().density().dimension());
    }

    /** Over the whole line: so map and Jacobian fit the density. Its tails fall as 1/u^2, so u is the tangent of half an angle. */
    @Test
    void it_integrates_to_one() {
        int n = 1000;
        double[] u = new double[n];
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            u[i] = Math.tan(Math.PI * (i + 0.5) / n - Math.PI / 2);
            slope[i] = Math.PI / n * (1 + u[i] * u[i]);
        }
        Law law = onCircle().law(Shape.of(n));
        Bijector map = law.type().support().bijector();
        Var points = Var.constant(u);
        double[] logp = law.logDensity(map.forward(points))
                .plus(map.logJacobian(points))
                .elementwise()
                .eval()
                .toDoubles();
        double total = IntStream.range(0, n)
                .mapToDouble(i -> Math.exp(logp[i]) * slope[i])
                .sum();
        assertEquals(1, total, 1e-10);
    }

    @Test
    void start_values_are_vectors_of_its_own_space() {
        InferenceData started = compass()
                .infer()
                .sampler("rw")
                .set("scaling", 1e-12)
                .tune(0)
                .draws(20)
                .jitter(0)
                .start("direction", 0.6, -0.8)
                .progress(Progress.silent())
                .run();
        assertEquals(-0.8, started.posterior().get("direction").toDoubles()[1], 1e-6);
        SamplingException e = assertThrows(SamplingException.class, () -> compass()
                .infer()
                .start("direction", 0.6, 0.9)
                .progress(Progress.silent())
                .run());
        assertTrue(
                e.getMessage().contains("'direction' at event 0, [0.6, 0.9], is not inside its support {|x| = 1}"),
                e::getMessage);
    }
}
