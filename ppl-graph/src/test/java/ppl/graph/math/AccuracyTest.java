package ppl.graph.math;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.elementary.CauchyCdf;
import ppl.graph.math.elementary.LogCauchyCdf;
import ppl.graph.op.RichOp;

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

    @ParameterizedTest(name = "{0} within {2} ulp")
    @MethodSource("functions")
    void definition_of_the_mode_fast_meets_the_table(String name, UnaryOperator<Var> function, double ulps) {
        ReferenceTable table = ReferenceTable.read(name);
        Var x = Var.input("x", table.size());
        List<Var> outputs = List.of(function.apply(x));
        while (Graph.order(outputs).stream().anyMatch(node -> node.op() instanceof RichOp)) {
            outputs = Substitution.rebuild(
                    outputs,
                    Map.of(),
                    (_, op, operands) -> op instanceof RichOp rich ? rich.expandFast(operands) : null);
        }
        outputs = Substitution.replace(outputs, Map.of(x, table.constants()[0]));
        table.check(values(outputs.getFirst()), ulps, 0);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                row("exp", Functions::exp, 1),
                row("expm1", Functions::expm1, 1),
                row("log", Functions::log, 1),
                row("log1p", Functions::log1p, 1),
                row("tanh", Functions::tanh, 2),
                row("sinh", Functions::sinh, 2.5),
                row("cosh", Functions::cosh, 2),
                row("asinh", Functions::asinh, 2),
                row("acosh", Functions::acosh, 3),
                row("atanh", Functions::atanh, 2),
                row("sigmoid", Functions::sigmoid, 2.5),
                row("softplus", Functions::softplus, 2),
                row("ndtr", Functions::ndtr, 2),
                row("ndtri", Functions::ndtri, 3),
                row("lgamma", Functions::lgamma, 3),
                row("digamma", Functions::digamma, 4),
                row("trigamma", Functions::trigamma, 4),
                row("polygamma2", x -> Functions.polygamma(2, x), 5),
                row("polygamma4", x -> Functions.polygamma(4, x), 7),
                row("erf", Functions::erf, 1),
                row("erfc", Functions::erfc, 2),
                row("erfcx", Functions::erfcx, 2),
                row("normal_density", Functions::normalDensity, 2),
                row("log_ndtr", Functions::logNdtr, 3),
                row("inverse_mills", Functions::inverseMills, 4),
                row("log1mexp", Functions::log1mexp, 3),
                row("logit", Functions::logit, 1),
                row("sin", Functions::sin, 1),
                row("cos", Functions::cos, 1),
                row("atan", Functions::atan, 2),
                row("cauchy_cdf", CauchyCdf::of, 4),
                row("log_cauchy_cdf", LogCauchyCdf::of, 6));
    }

    @Test
    void normal_quantile_of_a_log_probability_meets_the_table() {
        ReferenceTable table = ReferenceTable.read("ndtri_exp");
        table.check(values(Functions.ndtriExp(table.constants()[0])), 4, 3e-16);
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
                row("pow", Functions::pow, 1.5, 0),
                row("logaddexp", Functions::logaddexp, 1, 4e-16),
                row("logdiffexp", Functions::logdiffexp, 4, 1e-14),
                row("lbeta", Functions::lbeta, 5, 3e-15),
                row("digamma_difference", Functions::digammaDifference, 4, 0));
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
