package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Value;
import ppl.api.Distributions;
import ppl.api.Model;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** Densities and gradients at values outside the support, at infinity, and where a parameter or a mean leaves the doubles. */
class ExtremeValuesTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    /** A log-density and its derivative in the last input. */
    private record Found(double logp, double slope) {}

    private static Found at(Var logp, List<Var> inputs, List<Tensor> values) {
        Var slope = Gradient.of(logp, inputs.getLast());
        try (var compiled = new Graph(inputs, List.of(logp, slope)).compile(CompileOptions.defaults())) {
            List<Tensor> found = compiled.call(values);
            return new Found(found.get(0).item(), found.get(1).item());
        }
    }

    private static Found at(Var node, double y) {
        Var in = Var.input("y");
        Var logp = Joint.law(node).logDensity(Value.of(in)).total();
        return at(logp, List.of(in), List.of(Tensor.scalar(y)));
    }

    private static Found count(Var node, Var parameter, double p, long k) {
        Var in = Var.input("k", new TensorType(DType.I64, Shape.of()));
        Var logp = Joint.law(node).logDensity(Value.of(in)).total();
        return at(logp, List.of(in, parameter), List.of(Tensor.scalar(k), Tensor.scalar(p)));
    }

    @Test
    void the_gradient_is_zero_where_only_the_inner_of_two_maps_does_not_reach_the_value() {
        Var x = Functions.softplus(
                Functions.expm1(Distributions.normal(26.9, 0.3).draw("x")));
        assertEquals(new Found(-INF, 0), at(x, 0.3));
        Var y = Distributions.halfNormal(1).draw("x").unaryMinus().exp();
        assertEquals(new Found(-INF, 0), at(y, 20));
        assertEquals(new Found(-INF, 0), at(y, 1.0000000000000002));
    }

    @Test
    void the_gradient_is_zero_outside_where_a_sign_is_known_at_run_time_only() {
        Var scale = Var.input("s");
        Var in = Var.input("y");
        Var x = Functions.sigmoid(Distributions.beta(4, 1).draw("x").div(scale));
        Var logp = Joint.law(x).logDensity(Value.of(in)).total();
        assertEquals(
                new Found(-INF, 0),
                at(logp, List.of(scale, in), List.of(Tensor.scalar(3.0), Tensor.scalar(0.5825702064623148))));
    }

    @Test
    void infinity_is_no_atom_of_an_exponential() {
        Var clipped = Functions.minimum(Distributions.cauchy(0, 0.1).draw("x"), Var.constant(0.0));
        assertEquals(-INF, at(clipped.exp(), INF).logp());
        assertEquals(-INF, at(clipped.exp().plus(300).div(7.25), INF).logp());
        assertEquals(-Math.log(2), at(clipped.exp(), 1).logp(), 1e-15);
    }

    @Test
    void a_log_normal_has_neither_density_nor_slope_at_infinity() {
        assertEquals(new Found(-INF, 0), at(Distributions.logNormal(0, 10).draw("x"), INF));
    }

    /** The value is what doubles give for {@code 0 + 0.1 + 6 - 4}. */
    @Test
    void a_count_is_recognised_though_three_shifts_have_added_up_their_rounding() {
        Var x = Distributions.poissonLog(3)
                .draw("x")
                .plus(0.1)
                .plus(Var.constant(6L))
                .plus(-4);
        double y = 0 + 0.1 + 6 - 4;
        assertEquals(-20.085536923187668, at(x, y).logp(), 1e-13);
        assertEquals(-INF, at(x, y + 1e-9).logp());
    }

    /** One unit in the last place below log 2, which is the image of 0 under softplus and no double; by decimals. */
    @Test
    void a_softplus_keeps_digits_beside_the_image_of_zero() {
        Var x = Functions.softplus(
                Var.constant(-0.1).div(Distributions.halfCauchy(26.9).draw("x")));
        assertEquals(5.83627585487233, at(x, 0.6931471805599452).logp(), 1e-12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {800, 1e20, 1e300})
    void a_log_mean_beyond_the_doubles_gives_no_density_and_no_slope_that_is_not_a_number(double logMu) {
        for (long k : new long[] {0, 1, 5, 1_000_000}) {
            Var in = Var.input("logMu");
            Found found = count(Distributions.poissonLog(in).draw("x"), in, logMu, k);
            assertEquals(-INF, found.logp());
            assertEquals(-INF, found.slope());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, Double.MIN_VALUE, 1e-310, 1e-300})
    void no_success_has_the_slope_minus_n_however_small_the_probability(double p) {
        for (long n : new long[] {1, 10, 100}) {
            Var in = Var.input("p");
            assertEquals(
                    -n,
                    count(Distributions.binomial(Var.constant(n), in).draw("x"), in, p, 0)
                            .slope(),
                    1e-12);
        }
        Var in = Var.input("p");
        assertEquals(-1, count(Distributions.bernoulli(in).draw("x"), in, p, 0).slope());
        assertEquals(-1, count(Distributions.poisson(in).draw("x"), in, p, 0).slope());
    }

    @Test
    void a_value_beyond_an_end_at_zero_is_outside_though_its_inverse_image_rounds_to_the_end() {
        Var x = Distributions.beta(2, 0.5).draw("x").log();
        assertEquals(new Found(-INF, 0), at(x, 4e-301));
        assertEquals(345.5582272425921, at(x, -4e-301).logp(), 1e-10);
        Var e = Distributions.gamma(0.5, 2).draw("x").unaryMinus().exp().log();
        assertEquals(-INF, at(e, 1e-20).logp());
    }

    @Test
    void infinity_is_no_count() {
        Var x = Distributions.poisson(3.7).draw("x");
        for (double y : new double[] {INF, -INF}) {
            assertEquals(-INF, at(x, y).logp());
            assertEquals(-INF, at(x.plus(0.5), y).logp());
        }
    }

    /** Its density and Jacobian leave {@code log s(u) s(-u)} of the sigmoid s. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 3, -40})
    void a_free_variable_may_have_ends_whose_distance_overflows(double u) {
        Model model = Model.build(m -> m.sample("x", Distributions.uniform(-1.5e308, 1e308)));
        double[] slope = new double[1];
        double logp = model.infer().density().evaluator().logpAndGradient(new double[] {u}, slope);
        assertEquals(-Math.abs(u) - 2 * Math.log1p(Math.exp(-Math.abs(u))), logp, 1e-12);
        assertEquals(-Math.tanh(u / 2), slope[0], 1e-12);
    }

    @Test
    void a_scale_that_underflows_at_its_centre_is_not_nan() {
        for (double x : new double[] {-715, -721, -800, -1000}) {
            Var in = Var.input("x");
            Var normal = Distributions.normal(Var.constant(2.0), in.exp()).draw("y");
            Var value = Var.input("y");
            Var logp = Joint.law(normal).logDensity(Value.of(value)).total();
            Found found = at(logp, List.of(value, in), List.of(Tensor.scalar(2.0), Tensor.scalar(x)));
            assertFalse(Double.isNaN(found.logp()) || Double.isNaN(found.slope()), () -> x + ": " + found);
        }
    }
}
