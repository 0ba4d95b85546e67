package ppl.graph.math;

import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.elementary.CauchyCdf;
import ppl.graph.math.elementary.LogCauchyCdf;

/**
 * Each function against its table, computed with 100 digits. The bounds are those that its Javadoc states; over 10^6
 * random points the worst errors seen were below them.
 */
class AccuracyTest {

    @ParameterizedTest(name = "{0} within {2} ulp")
    @MethodSource("functions")
    void expansion_meets_the_table(String name, UnaryOperator<Var> function, double ulps) {
        ReferenceTable table = ReferenceTable.read(name);
        table.check(values(function.apply(table.constants()[0])), ulps, 0);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                row("exp", Special::exp, 1),
                row("expm1", Special::expm1, 1),
                row("log", Special::log, 1),
                row("log1p", Special::log1p, 1),
                row("tanh", Special::tanh, 2),
                row("sigmoid", Special::sigmoid, 2.5),
                row("softplus", Special::softplus, 2),
                row("ndtr", Special::ndtr, 2),
                row("ndtri", Special::ndtri, 3),
                row("lgamma", Special::lgamma, 3),
                row("digamma", Special::digamma, 4),
                row("trigamma", Special::trigamma, 4),
                row("polygamma2", x -> Special.polygamma(2, x), 5),
                row("polygamma4", x -> Special.polygamma(4, x), 7),
                row("erf", Special::erf, 1),
                row("erfc", Special::erfc, 2),
                row("erfcx", Special::erfcx, 2),
                row("normal_density", Special::normalDensity, 2),
                row("log_ndtr", Special::logNdtr, 3),
                row("inverse_mills", Special::inverseMills, 4),
                row("log1mexp", Special::log1mexp, 3),
                row("logit", Special::logit, 1),
                row("sin", Special::sin, 1),
                row("cos", Special::cos, 1),
                row("atan", Special::atan, 2),
                row("cauchy_cdf", CauchyCdf::of, 4),
                row("log_cauchy_cdf", LogCauchyCdf::of, 6));
    }

    @Test
    void normal_quantile_of_a_log_probability_meets_the_table() {
        ReferenceTable table = ReferenceTable.read("ndtri_exp");
        table.check(values(Special.ndtriExp(table.constants()[0])), 4, 3e-16);
    }

    @ParameterizedTest(name = "{0} within {2} ulp or {3}")
    @MethodSource("functionsOfTwo")
    void expansion_of_two_operands_meets_the_table(
            String name, BinaryOperator<Var> function, double ulps, double absolute) {
        ReferenceTable table = ReferenceTable.read(name);
        table.check(values(function.apply(table.constants()[0], table.constants()[1])), ulps, absolute);
    }

    static Stream<Arguments> functionsOfTwo() {
        return Stream.of(
                row("pow", Special::pow, 1.5, 0),
                row("logaddexp", Special::logaddexp, 1, 4e-16),
                row("logdiffexp", Special::logdiffexp, 4, 1e-14),
                row("lbeta", Special::lbeta, 5, 3e-15),
                row("digamma_difference", Special::digammaDifference, 4, 0));
    }

    private static Tensor values(Var constant) {
        return Objects.requireNonNull(constant.constantValue(), constant::toString);
    }

    private static Arguments row(String name, BinaryOperator<Var> function, double ulps, double absolute) {
        return Arguments.of(name, Named.of(name, function), ulps, absolute);
    }

    private static Arguments row(String name, UnaryOperator<Var> function, double ulps) {
        return Arguments.of(name, Named.of(name, function), ulps);
    }
}
