package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.uniform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.inference.InferenceData;
import ppl.api.sample.SamplingException;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RichOp;

/** Models whose density has no gradient, or none everywhere: a sampler that needs none is not refused for the lack of it. */
class WithoutGradientTest {

    /** {@code -x^2 / 2}, of which nobody has written down the slope. */
    private record Hill() implements RichOp {
        @Override
        public String name() {
            return "hill";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            return inputs.getFirst().square().times(-0.5);
        }

        @Override
        public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
            throw new UnsupportedOperationException("the slope of a hill is not known");
        }
    }

    @Test
    void a_model_without_a_gradient_is_sampled_by_a_random_walk() {
        Model model = Model.build(m -> {
            Var x = m.sample("x", uniform(-10, 10));
            m.potential("hill", Var.of(new Hill(), x));
        });
        assertThrows(
                UnsupportedOperationException.class,
                () -> Fits.brief(model).sampler("nuts").run());
        InferenceData fit =
                Fits.brief(model).sampler("rw").tune(1000).draws(4000).run();
        double mean = fit.summary().get("x", "mean");
        double sd = fit.summary().get("x", "sd");
        assertEquals(0, mean, 5 * fit.summary().get("x", "mcse_mean"));
        assertEquals(1, sd, 5 * fit.summary().get("x", "mcse_sd"));
    }

    @Test
    void a_start_where_the_gradient_is_infinite_stops_only_those_who_need_it() {
        Model model = Model.build(m -> {
            Var x = m.sample("x", normal(0, 1));
            m.potential("cusp", x.abs().plus(x).sqrt());
        });
        SamplingException e = assertThrows(
                SamplingException.class,
                () -> Fits.brief(model).sampler("nuts").jitter(0).run());
        assertTrue(e.getMessage().contains("the gradient of logp is not finite"), e::getMessage);
        assertEquals(
                30, Fits.brief(model).sampler("rw").jitter(0).run().posterior().draws());
    }
}
