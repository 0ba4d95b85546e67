package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.ordered;

import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Summary;
import ppl.api.sample.Progress;
import ppl.graph.Shape;
import ppl.graph.Var;

/** Variables in order: how many there are is said by a dim. */
class OrderedTest {

    @Test
    void the_last_dim_is_in_order_and_those_before_repeat_it() {
        Model.build(m -> {
            Dim group = m.dim("group", 3);
            Dim cut = m.dim("cut", 2);
            assertEquals(Shape.of(2), m.sample("one", ordered(normal(0, 3)), cut).shape());
            assertEquals(
                    Shape.of(3, 2),
                    m.sample("many", ordered(normal(0, 3)), group, cut).shape());
            assertEquals(
                    Shape.of(2),
                    m.observe("seen", ordered(normal(0, 3)), new double[] {1, 2}).shape());
        });
    }

    /** Two far groups, ten points each: the posterior of each mean is that of its group alone, to 1e-9. 5 standard errors: 6e-7 each. */
    @Test
    void components_of_a_mixture_in_order_are_told_apart() {
        double[] points = new double[20];
        for (int i = 0; i < 20; i++) {
            points[i] = (i < 10 ? -20 : 20) + 0.3 * (i % 10);
        }
        Model model = Model.build(m -> {
            Dim point = m.dim("point", points.length);
            Dim component = m.dim("component", 2);
            Var mu = m.sample("mu", ordered(normal(0, 100)), component);
            Var z = m.marginalize("z", bernoulli(0.5), point);
            m.observe("y", normal(mu.get(z), 1), points, point);
        });
        InferenceData fit = model.infer()
                .start("mu", new double[] {-15, 15})
                .draws(500)
                .tune(300)
                .seed(3)
                .progress(Progress.silent())
                .run();
        double[] mu = fit.posterior().get("mu").toDoubles();
        for (int i = 0; i < mu.length; i += 2) {
            assertTrue(mu[i] < mu[i + 1], mu[i] + ", " + mu[i + 1]);
        }
        Summary summary = fit.summary("mu");
        double precision = 10 + 1e-4;
        assertEquals((-200 + 13.5) / precision, summary.get("mu[0]", "mean"), 5 * summary.get("mu[0]", "mcse_mean"));
        assertEquals((200 + 13.5) / precision, summary.get("mu[1]", "mean"), 5 * summary.get("mu[1]", "mcse_mean"));
        assertEquals(Math.sqrt(1 / precision), summary.get("mu[1]", "sd"), 5 * summary.get("mu[1]", "mcse_sd"));
    }
}
