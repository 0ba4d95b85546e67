package ppl.examples.gradient;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;
import ppl.api.sample.Inference;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.graph.Functions;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.RichOp;

/** A gradient that is not that of the log-density stops a run before it begins. */
class WrongGradientTest {

    /** What an author may get wrong. */
    enum Mistake {
        DROPPED(0),
        SIGN(-1),
        FACTOR(2),
        ALMOST(1.05);

        private final double factor;

        Mistake(double factor) {
            this.factor = factor;
        }
    }

    /** The square, whose derivative has a mistake. */
    record Squared(Mistake mistake) implements RichOp {
        @Override
        public String name() {
            return "squared";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            return inputs.getFirst().square();
        }

        @Override
        public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
            return List.of(cotangent.times(inputs.getFirst()).times(2 * mistake.factor));
        }
    }

    private static Inference brief(Model model) {
        return model.infer().tune(5).draws(5).chains(4).cores(1).seed(3).progress(Progress.silent());
    }

    private static Model model(Mistake mistake) {
        return Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var w = m.sample("w", normal(0, 1), m.dim("k", 3));
            Var sigma = m.sample("sigma", halfNormal(1));
            Var y = Var.of(new Squared(mistake), w.plus(1)).sum().plus(mu);
            m.observe("y", normal(y, sigma), 4.0);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_wrong_derivative_is_an_error_that_names_the_variable(Mistake mistake) {
        String message = assertThrows(
                        SamplingException.class, () -> brief(model(mistake)).run())
                .getMessage();
        assertTrue(message.startsWith("Cannot sample along a wrong gradient: near the initial point (chain "), message);
        assertTrue(message.contains("along w the gradient gives a slope of "), message);
        assertTrue(!message.contains("along mu the") && !message.contains("along sigma the"), message);
        assertTrue(message.contains("ppl.graph.check.CheckGradient"), message);
    }

    @Test
    void a_sampler_that_needs_no_gradient_runs() {
        assertDoesNotThrow(() -> brief(model(Mistake.DROPPED)).sampler("rw").run());
    }

    static List<Named<UnaryOperator<Var>>> hidden() {
        return List.of(
                Named.of("stopped", Gradient::stop),
                Named.of("rounded in tiny steps", x -> Functions.rint(x.times(1e9))
                        .times(1e-9)),
                Named.of("cancelled", x -> x.plus(1e16).minus(1e16)));
    }

    @ParameterizedTest
    @MethodSource("hidden")
    void a_slope_that_the_model_hides_from_the_gradient_or_from_the_density_is_an_error_too(UnaryOperator<Var> hidden) {
        Model model = Model.build(
                m -> m.potential("p", hidden.apply(m.sample("x", normal(0, 1))).times(3)));
        assertThrows(SamplingException.class, () -> brief(model).run());
    }
}
