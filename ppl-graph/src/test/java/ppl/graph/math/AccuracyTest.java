package ppl.graph.math;

import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Var;

/**
 * Each function against its table of more than 50 digits. The bounds are those that its Javadoc states; over 10^6
 * random points the worst errors seen were below them.
 */
class AccuracyTest {

    @ParameterizedTest(name = "{0} within {2} ulp")
    @MethodSource("functions")
    void expansion_meets_the_table(String name, UnaryOperator<Var> function, double ulps) {
        ReferenceTable table = ReferenceTable.read(name);
        Var y = function.apply(table.constants()[0]);
        table.check(Objects.requireNonNull(y.constantValue()), ulps, 0);
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
                row("trigamma", Special::trigamma, 4));
    }

    private static Arguments row(String name, UnaryOperator<Var> function, double ulps) {
        return Arguments.of(name, Named.of(name, function), ulps);
    }
}
