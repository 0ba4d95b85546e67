package com.example.amplitude;

import static com.example.amplitude.Rayleigh.rayleigh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.joint.Densities.logcdf;
import static ppl.aeppl.joint.Densities.logp;
import static ppl.aeppl.joint.Densities.logsf;
import static ppl.aeppl.joint.Densities.quantile;

import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.conformance.LawConformance;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;

class RayleighTest {

    private static final Var SIGMA = Var.input("sigma");
    private static final Var AT = Var.input("at");
    private static final Var X = rayleigh(SIGMA).draw("x");

    /** A function of a value and of sigma, and its derivatives by both. */
    private static double[] run(BinaryOperator<Var> f, double at, double sigma) {
        Var y = f.apply(X, AT);
        Graph graph = new Graph(List.of(AT, SIGMA), List.of(y, Gradient.of(y, AT), Gradient.of(y, SIGMA)));
        try (CompiledGraph compiled = graph.compile(CompileOptions.defaults())) {
            return compiled.call(List.of(Tensor.scalar(at), Tensor.scalar(sigma))).stream()
                    .mapToDouble(Tensor::item)
                    .toArray();
        }
    }

    private static void assertIs(double value, double byAt, double bySigma, double[] got) {
        assertEquals(value, got[0], 1e-13 * Math.abs(value));
        assertEquals(byAt, got[1], 1e-13 * Math.abs(byAt));
        assertEquals(bySigma, got[2], 1e-13 * Math.abs(bySigma));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.03, 250})
    void its_density_tails_quantiles_moments_draws_and_gradients_agree(double sigma) {
        LawConformance.of(rayleigh(sigma)).requirePassed();
    }

    @Test
    void far_out_it_is_the_exponential_of_a_square() {
        double z = 60;
        double sigma = 0.5;
        double x = z * sigma;
        assertIs(
                Math.log(x) - 2 * Math.log(sigma) - z * z / 2,
                1 / x - z / sigma,
                (z * z - 2) / sigma,
                run((r, at) -> logp(r, at), x, sigma));
        assertIs(-z * z / 2, -z / sigma, z * z / sigma, run((r, at) -> logsf(r, at), x, sigma));
    }

    @Test
    void near_zero_its_distribution_function_is_half_a_square() {
        double x = 1e-120;
        double z = x / 2;
        assertIs(
                2 * Math.log(z) - Math.log(2),
                2 / x,
                -1, // 2 / sigma
                run((r, at) -> logcdf(r, at), x, 2));
    }

    @Test
    void its_distribution_function_is_smooth_where_the_series_ends() {
        double[] below = run((r, at) -> logcdf(r, at), Math.nextDown(1e-4), 1);
        double[] above = run((r, at) -> logcdf(r, at), 1e-4, 1);
        assertIs(below[0], below[1], below[2], above);
    }

    @Test
    void quantiles_have_derivatives_by_sigma_too() {
        CheckGradient byBoth = CheckGradient.of(
                quantile(X, AT),
                List.of(AT, SIGMA),
                List.of(Tensor.scalar(0.3), Tensor.scalar(2.0)),
                CompileOptions.defaults());
        assertTrue(byBoth.error() < 1e-9, byBoth::worst);
        assertEquals(2 * Math.sqrt(-2 * Math.log1p(-0.3)), run((r, at) -> quantile(r, at), 0.3, 2)[0], 1e-15);
    }

    @Test
    void a_negative_value_has_no_density_and_no_slope() {
        assertIs(Double.NEGATIVE_INFINITY, 0, 0, run((r, at) -> logp(r, at), -0.5, 2));
    }

    @Test
    void a_sigma_that_is_not_positive_is_refused_by_name() {
        var e = assertThrows(LogDensityException.class, () -> rayleigh(-1));
        assertEquals(DensityCode.PARAMETER, e.code());
        assertTrue(e.getMessage().contains("Rayleigh needs sigma > 0"), e::getMessage);
        assertTrue(e.getMessage().contains("-1"), e::getMessage);
    }
}
