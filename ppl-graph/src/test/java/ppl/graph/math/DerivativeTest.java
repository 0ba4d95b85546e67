package ppl.graph.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Functions;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Derivatives against differences of fourth order, and where they must stay accurate in tails. */
class DerivativeTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void derivative_agrees_with_fourth_order_differences(UnaryOperator<Var> function, double[] points) {
        Var x = Var.constant(points);
        double[] slope = derivative(function, points);
        for (int i = 0; i < points.length; i++) {
            double h = 1e-3 * Math.max(1e-2, Math.min(1, Math.abs(points[i])));
            double[] around = {points[i] - 2 * h, points[i] - h, points[i] + h, points[i] + 2 * h};
            double[] f = values(function.apply(Var.constant(around)));
            double difference = (8 * (f[2] - f[1]) - (f[3] - f[0])) / (around[3] - around[0]) / 3;
            double scale = Math.abs(difference) + 1e-4 * Math.max(Math.abs(f[0]), Math.abs(f[3])) + 1e-3;
            assertEquals(difference, slope[i], 1e-8 * scale, "at " + x.constantValue() + " element " + i);
        }
    }

    static Stream<Arguments> functions() {
        double[] line = {-30, -5.5, -2, -0.7, -0.01, 0.01, 0.3, 1, 2.7, 6, 25};
        double[] positive = {0.02, 0.2, 0.49, 0.7, 1.3, 1.46, 1.7, 2.2, 2.9, 3.3, 12, 300};
        double[] reflected = {-0.3, -1.4, -2.7, -10.45, 0.4, 5};
        double[] unit = {0.05, 0.2, 0.5, 0.6, 0.71};
        return Stream.of(
                row("exp", Functions::exp, line),
                row("expm1", Functions::expm1, line),
                row("log", Functions::log, positive),
                row("log1p", Functions::log1p, new double[] {-0.7, -0.5, -0.01, 0.02, 0.5, 3, 100}),
                row("tanh", Functions::tanh, line),
                row("sinh", Functions::sinh, line),
                row("cosh", Functions::cosh, line),
                row("asinh", Functions::asinh, line),
                row("acosh", Functions::acosh, new double[] {1.3, 2, 7, 300}),
                row("atanh", Functions::atanh, new double[] {-0.9, -0.5, -0.01, 0.02, 0.3, 0.7}),
                row("sigmoid", Functions::sigmoid, line),
                row("softplus", Functions::softplus, line),
                row("ndtr", Functions::ndtr, line),
                row("ndtri", Functions::ndtri, unit),
                row("lgamma", Functions::lgamma, positive),
                row("lgamma reflected", Functions::lgamma, reflected),
                row("digamma", Functions::digamma, positive),
                row("digamma reflected", Functions::digamma, reflected),
                row("trigamma", Functions::trigamma, positive),
                row("erf", Functions::erf, line),
                row("erfc", Functions::erfc, line),
                row("erfcx", Functions::erfcx, new double[] {-3, -0.5, 0.01, 1, 4, 20}),
                row("normal density", Functions::normalDensity, line),
                row("log ndtr", Functions::logNdtr, line),
                row("inverse Mills", Functions::inverseMills, line),
                row("ndtri of log", Functions::ndtriExp, new double[] {-900, -40, -3, -1, -0.5, -0.05}),
                row("log1mexp", Functions::log1mexp, new double[] {-30, -3, -0.7, -0.2, -0.05}),
                row("logit", Functions::logit, unit),
                row("sin", Functions::sin, line),
                row("cos", Functions::cos, line),
                row("atan", Functions::atan, line),
                row("pow by base", x -> Functions.pow(x, Var.constant(2.5)), positive),
                row("negative base", x -> Functions.pow(x, Var.constant(3.0)), new double[] {-3, -1, -0.4}),
                row("pow by exponent", y -> Functions.pow(Var.constant(1.7), y), line),
                row("fixed power", x -> Functions.pow(x, -3), positive),
                row("logaddexp left", x -> Functions.logaddexp(x, Var.constant(0.4)), line),
                row("logaddexp right", x -> Functions.logaddexp(Var.constant(0.4), x), line),
                row("logdiffexp left", x -> Functions.logdiffexp(x, Var.constant(-1.0)), new double[] {-0.5, 0, 4, 40}),
                row("logdiffexp right", x -> Functions.logdiffexp(Var.constant(1.0), x), new double[] {-40, -1, 0.5}),
                row("xlogy left", x -> Functions.xlogy(x, Var.constant(2.5)), line),
                row("xlogy right", x -> Functions.xlogy(Var.constant(2.5), x), positive),
                row("xlog1py left", x -> Functions.xlog1py(x, Var.constant(2.5)), line),
                row("xlog1py right", x -> Functions.xlog1py(Var.constant(2.5), x), positive),
                row("lbeta left", x -> Functions.lbeta(x, Var.constant(1.7)), positive),
                row("lbeta right", x -> Functions.lbeta(Var.constant(40.0), x), positive),
                row("digamma difference left", x -> Functions.digammaDifference(x, Var.constant(0.7)), positive),
                row("digamma difference right", x -> Functions.digammaDifference(Var.constant(0.7), x), positive),
                row("polygamma 2", x -> Functions.polygamma(2, x), positive),
                row("polygamma 3", x -> Functions.polygamma(3, x), positive));
    }

    private static Arguments row(String name, UnaryOperator<Var> function, double[] points) {
        return Arguments.of(Named.of(name, function), points);
    }

    @Test
    void derivative_of_sigmoid_keeps_its_digits_in_both_tails() {
        double[] slope = derivative(Functions::sigmoid, -40, 40);
        assertEquals(Math.exp(-40), slope[0], 1e-15 * Math.exp(-40));
        assertEquals(Math.exp(-40), slope[1], 1e-15 * Math.exp(-40));
    }

    @Test
    void derivative_of_tanh_keeps_its_digits_where_tanh_is_one() {
        double[] slope = derivative(Functions::tanh, -30, 30);
        assertEquals(4 * Math.exp(-60), slope[0], 1e-14 * Math.exp(-60));
        assertEquals(4 * Math.exp(-60), slope[1], 1e-14 * Math.exp(-60));
    }

    @Test
    void derivatives_of_inverse_hyperbolic_functions_keep_their_digits_far_out_and_near_1() {
        double[] far = {0x1p61, 1e155, -1e300};
        for (int i = 0; i < far.length; i++) {
            assertEquals(1 / Math.abs(far[i]), derivative(Functions::asinh, far)[i], 4e-16 / Math.abs(far[i]));
        }
        assertEquals(1e-300, derivative(Functions::acosh, 1e300)[0], 4e-316);
        double near = 0x1p-40;
        assertEquals(1 / Math.sqrt(near * (near + 2)), derivative(Functions::acosh, 1 + near)[0], 1e-9);
        assertEquals(1 / (near * (2 - near)), derivative(Functions::atanh, near - 1)[0], 1e-3);
        assertEquals(Double.POSITIVE_INFINITY, derivative(Functions::acosh, 1)[0]);
    }

    @Test
    void derivative_of_log_ndtr_is_the_inverse_mills_ratio_in_the_far_tail() {
        double[] slope = derivative(Functions::logNdtr, -1e6, -40, 40);
        assertEquals(1e6, slope[0], 1e-5);
        assertEquals(40.024968847207186, slope[1], 1e-13);
        assertEquals(Math.exp(-800) / Math.sqrt(2 * Math.PI), slope[2], 1e-300);
    }

    @Test
    void derivatives_of_logaddexp_are_finite_where_both_operands_are_minus_infinity() {
        Var minus = Var.constant(Double.NEGATIVE_INFINITY);
        assertEquals(0.5, derivative(x -> Functions.logaddexp(x, minus), Double.NEGATIVE_INFINITY)[0]);
    }

    @Test
    void derivatives_of_xlogy_are_zero_where_both_operands_are_zero() {
        assertEquals(0, derivative(y -> Functions.xlogy(Var.constant(0.0), y), 0)[0]);
        assertEquals(0, derivative(y -> Functions.xlog1py(Var.constant(0.0), y), -1)[0]);
    }

    @Test
    void derivative_of_lbeta_by_its_small_argument_keeps_its_digits() {
        // digamma(1e12) - digamma(1e12 + 1e-3) = -1e-15 to first order
        assertEquals(-1e-15, derivative(x -> Functions.lbeta(Var.constant(1e-3), x), 1e12)[0], 1e-26);
    }

    @Test
    void derivative_of_expm1_is_positive_where_expm1_is_minus_one() {
        assertTrue(derivative(Functions::expm1, -50)[0] > 0);
    }

    static double[] derivative(UnaryOperator<Var> function, double... points) {
        Var x = Var.input("x", points.length);
        Var slope = Gradient.of(function.apply(x).sum(), x);
        return values(Substitution.replace(List.of(slope), Map.of(x, Var.constant(points)))
                .getFirst());
    }

    static double[] values(Var constant) {
        return Objects.requireNonNull(constant.constantValue(), constant::toString)
                .toDoubles();
    }
}
