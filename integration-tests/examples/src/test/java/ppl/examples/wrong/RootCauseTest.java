package ppl.examples.wrong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.api.Distributions.normal;
import static ppl.examples.wrong.Refusal.quiet;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.api.Model;
import ppl.api.sample.SamplingException;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Of two bad elements of the data the one is named that the bad result was computed from, whatever lies between. */
class RootCauseTest {

    private static final Tensor X = Tensor.of(new double[] {1, 1, Double.NaN, Double.POSITIVE_INFINITY, 1, 1}, 2, 3);
    private static final Var ONES = Var.constant(Tensor.of(new double[] {1, 1}, 1, 2));

    private static Arguments of(String how, BinaryOperator<Var> expression, String cause) {
        return Arguments.of(how, expression, cause);
    }

    /** Expressions of the data x and of b, which starts at -3. */
    static Stream<Arguments> expressions() {
        return Stream.of(
                of("rows", (x, _) -> x.sum(1), "x[0, 2] = NaN"),
                of("columns", (x, _) -> x.sum(0), "x[1, 0] = Infinity"),
                of("transposed", (x, _) -> x.transpose().sum(1), "x[1, 0] = Infinity"),
                of("reshaped", (x, b) -> x.times(b).reshape(3, 2).sum(0), "x[0, 2] = NaN"),
                of("joined", (x, _) -> Functions.concat(List.of(x.sum(0), x.sum(1)), 0), "x[1, 0] = Infinity"),
                of("product", (x, _) -> Functions.matmul(ONES, x), "x[1, 0] = Infinity"),
                of("expansion", (x, _) -> Functions.logsumexp(x, 0), "x[1, 0] = Infinity"),
                of(
                        "branch taken",
                        (x, b) -> Functions.cond(b.gt(0), () -> x.sum(), () -> b.log()),
                        "log(b) = NaN where b = -3.0"),
                of("overflow", (_, b) -> b.times(-1e308), "b * -1.0E308 = Infinity where b = -3.0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expressions")
    void the_element_is_named_that_the_result_was_computed_from(
            String how, BinaryOperator<Var> expression, String cause) {
        Model model = Model.build(m -> {
            Var x = m.data("x", X);
            Var b = m.sample("b", normal(-3, 1));
            m.potential("p", expression.apply(x, b));
        });
        SamplingException e = assertThrows(
                SamplingException.class, () -> quiet(model.infer()).jitter(0).run());
        String since = e.getMessage().replaceAll("(?s).*, since ([^\n]*)\n.*", "$1");
        assertEquals(cause, since, how);
    }
}
