package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** Derivatives of functions made of primitives, once and twice, against numeric differences. */
class FunctionGradientsTest {

    private static final double TOLERANCE = 1e-7;
    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");

    static Stream<Arguments> functions() {
        return Stream.of(
                row("sinh", Functions::sinh),
                row("cosh", Functions::cosh),
                row("asinh", Functions::asinh),
                row("acosh", x -> Functions.acosh(x.plus(2.5))),
                row("atanh", x -> Functions.atanh(x.times(0.4))),
                row("trunc", x -> Functions.trunc(x.times(2.1)).times(x)),
                row("softmax along the first axis", x -> Functions.softmax(x, 0)),
                row("softmax along the last axis", x -> Functions.softmax(x, -1)),
                row("logSoftmax along the first axis", x -> Functions.logSoftmax(x, 0)),
                row("logSoftmax along the last axis", x -> Functions.logSoftmax(x, -1)),
                row(
                        "logSoftmax of what is far from 0",
                        x -> Functions.logSoftmax(x.times(3).plus(1000), -1)),
                row("variance of all", Functions::variance),
                row("variance along an axis", x -> Functions.variance(x, 0)),
                row("sampleVariance", x -> Functions.sampleVariance(x, -1)),
                row("std of all", Functions::std),
                row("std along an axis", x -> Functions.std(x, 1)),
                row("sampleStd", x -> Functions.sampleStd(x, 0)),
                row(
                        "outer",
                        x -> Functions.outer(x, x.get(Index.all(), Index.to(2)).exp())),
                row("diag", x -> Functions.diag(x.square())),
                row("trace", x -> Functions.trace(Functions.outer(x, x.square()))),
                row("cumprod along the first axis", x -> Functions.cumprod(x, 0)),
                row("cumprod along the last axis", x -> Functions.cumprod(x, -1)),
                row("cumprod with zeros", x -> Functions.cumprod(x.minus(1.2).times(x.minus(0.05)), 1)),
                row("logcumsumexp along the first axis", x -> Functions.logcumsumexp(x, 0)),
                row("logcumsumexp along the last axis", x -> Functions.logcumsumexp(x.times(3), -1)),
                row("cumsum of which the last is a divisor", x -> {
                    Var sums = Functions.cumsum(x, 0);
                    return sums.div(sums.get(Index.from(-1)));
                }));
    }

    private static Arguments row(String name, UnaryOperator<Var> function) {
        return Arguments.of(Named.of(name, function));
    }

    private static void check(Var y, Var x) {
        Tensor at =
                Tensor.of(new double[] {0.31, 1.2, -0.4, 0.77, -1.1, 0.05, 0.9, 1.71, -0.62, 0.48, -0.2, 1.03}, 3, 4);
        CheckGradient check = CheckGradient.of(y, List.of(x), List.of(at), INTERP);
        assertTrue(check.error() <= TOLERANCE, check::worst);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_derivative_agrees_with_differences(UnaryOperator<Var> function) {
        Var x = Var.input("x", 3, 4);
        check(function.apply(x), x);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_derivative_of_a_derivative_agrees_with_differences(UnaryOperator<Var> function) {
        Var x = Var.input("x", 3, 4);
        Var y = function.apply(x);
        check(Gradient.vjp(y.square(), List.of(x), Functions.onesLike(y)).getFirst(), x);
    }
}
