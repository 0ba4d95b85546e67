package ppl.tests.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.rewrite.Rewriter;

/** Where a better form could mean something else than what was written: the edges of its domain. */
class RewriteEdgesTest {

    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");
    private static final Var U = Var.input("u");
    private static final Var B = Var.input("b");
    private static final double INF = Double.POSITIVE_INFINITY;

    /** A function of u and b whose derivative by b at 0 is {@code slope(u)}. */
    record Exponent(String name, Var of, double u, double slope) {
        @Override
        public String toString() {
            return name + " at u = " + u;
        }
    }

    static Stream<Exponent> exponents() {
        Var p = Functions.sigmoid(U);
        return Stream.of(
                new Exponent("xlogy(b, sigmoid u)", Functions.xlogy(B, p), 0, -Math.log(2)),
                new Exponent("xlogy(b, sigmoid u)", Functions.xlogy(B, p), -800, -800),
                new Exponent("xlogy(b, exp u)", Functions.xlogy(B, U.exp()), 3, 3),
                new Exponent("xlog1py(b, -sigmoid u)", Functions.xlog1py(B, p.unaryMinus()), 0, -Math.log(2)),
                new Exponent("xlog1py(b, -sigmoid u)", Functions.xlog1py(B, p.unaryMinus()), 800, -800),
                new Exponent("log pow(softplus u, b)", power(Functions.softplus(U)), -800, -800),
                new Exponent("log pow(softplus u, b)", power(Functions.softplus(U)), 50, Math.log(50)),
                new Exponent("log pow(square u, b)", power(U.square()), 3, 2 * Math.log(3)),
                new Exponent("log pow(exp u, b)", power(U.exp()), 3, 3),
                new Exponent("pow(exp u, b)", Functions.pow(U.exp(), B), 800, 800));
    }

    private static Var power(Var base) {
        return Functions.pow(base, B).log();
    }

    @ParameterizedTest
    @MethodSource("exponents")
    void the_gradient_by_an_exponent_is_kept_where_it_is_0(Exponent e) {
        Var rewritten = Rewriter.stabilising().apply(e.of());
        assertEquals(e.slope(), at(Gradient.of(rewritten, B), e.u(), 0), 1e-13 * Math.max(1, Math.abs(e.slope())));
    }

    @Test
    void a_power_of_exponent_0_is_1_whatever_its_base() {
        for (double u : new double[] {0, 800, -800, INF, -INF, Double.NaN}) {
            assertEquals(1, rewrittenAt(Functions.pow(U.exp(), B), u, 0), "pow(exp u, 0) at " + u);
            for (Var base : List.of(U.exp(), Functions.sigmoid(U), Functions.softplus(U), U.square())) {
                assertEquals(0, rewrittenAt(power(base), u, 0), "log pow(" + base + ", 0) at " + u);
            }
        }
    }

    @Test
    void zero_times_the_log_of_no_number_is_no_number() {
        for (Var y : List.of(Functions.sigmoid(U), U.exp(), Functions.expm1(U))) {
            Var z = Functions.xlogy(B, y);
            for (double u : new double[] {Double.NaN, INF, -INF, 0, -3, 3}) {
                assertEquals(at(z, u, 0), rewrittenAt(z, u, 0), z + " at " + u);
            }
        }
        for (Var y : List.of(Functions.sigmoid(U).unaryMinus(), U.exp().unaryMinus())) {
            Var z = Functions.xlog1py(B, y);
            for (double u : new double[] {Double.NaN, INF, -INF, 0, -3, 3}) {
                assertEquals(at(z, u, 0), rewrittenAt(z, u, 0), z + " at " + u);
            }
        }
    }

    @Test
    void a_mixture_with_a_weight_of_more_than_1_keeps_its_logarithm() {
        Var one = Var.constant(1.0);
        Var s = U.exp();
        Var p = B.plus(one.minus(B).times(s));
        double u = Math.log(2.5);
        assertEquals(Math.log(3), rewrittenAt(one.minus(p).log(), u, 3), 1e-14);
        assertEquals(Math.log(3), rewrittenAt(Functions.log1p(p.unaryMinus()), u, 3), 1e-14);
        Var floor = Functions.sigmoid(B);
        Var q = floor.plus(one.minus(floor).times(Functions.sigmoid(U)));
        assertEquals(-Math.log(2) - 800, rewrittenAt(one.minus(q).log(), 800, 0), 1e-12);
    }

    @Test
    void what_was_added_to_keep_a_probability_away_from_0_is_not_taken_away() {
        double ulp = Math.ulp(1.0);
        assertEquals(
                Math.log(ulp),
                rewrittenAt(Functions.erfc(U).times(0.5).plus(ulp).log(), 30, 0));
        assertEquals(
                Math.log(ulp),
                rewrittenAt(Functions.tanh(U).times(0.5).plus(0.5 + ulp).log(), -400, 0),
                1e-13);
        assertEquals(-453.7606, rewrittenAt(Functions.erfc(U).times(0.5).log(), 21.2, 0), 1e-3);
    }

    @Test
    void a_sum_of_a_hundred_exponentials_has_a_logarithm_however_it_is_nested() {
        Var left = U.exp();
        Var right = U.exp();
        for (int i = 1; i < 100; i++) {
            left = left.plus(U.plus(i * 0x1p-10).exp());
            right = U.plus(i * 0x1p-10).exp().plus(right);
        }
        double at0 = rewrittenAt(left.log(), 0, 0);
        for (Var sum : List.of(left, right)) {
            assertEquals(at0 - 900, rewrittenAt(sum.log(), -900, 0), 1e-12);
            assertEquals(at0 + 900, rewrittenAt(sum.log(), 900, 0), 1e-12);
            assertEquals(1, at(Gradient.of(Rewriter.stabilising().apply(sum.log()), U), -900, 0), 1e-12);
        }
    }

    @Test
    void a_product_of_ten_thousand_probabilities_has_a_logarithm() {
        Var product = Functions.sigmoid(U);
        for (int i = 1; i < 10_000; i++) {
            product = product.times(Functions.sigmoid(U.plus(i * 0x1p-20)));
        }
        double log = rewrittenAt(product.log(), -50, 0);
        assertEquals(-50 * 10_000 + 9_999 * 5_000 * 0x1p-20, log, 1e-6);
    }

    @Test
    void a_long_product_is_looked_through_for_its_sign() {
        Var product = Functions.sigmoid(U).times(-1);
        for (int i = 1; i < 10_000; i++) {
            product = product.times(Functions.sigmoid(U.plus(50)));
        }
        assertEquals(-40 + Math.log1p(9_999 * Math.exp(-50)), rewrittenAt(Functions.log1p(product), 40, 0), 1e-12);
    }

    @Test
    void a_share_of_a_long_sum_is_right_where_its_exponentials_vanish() {
        Var sum = U.exp();
        for (int i = 1; i < 10_000; i++) {
            sum = sum.plus(U.plus(i * 0x1p-40).exp());
        }
        assertEquals(1e-4, rewrittenAt(U.exp().div(sum), -900, 0), 1e-10);
    }

    @Test
    void operands_that_are_shared_are_looked_at_once() {
        Var sum = U.exp();
        Var chosen = Functions.sigmoid(U);
        for (int i = 0; i < 300; i++) {
            sum = sum.plus(sum.times(0x1p-60));
            Var condition = B.gt(i);
            chosen = Functions.where(condition, chosen, chosen.reshape(1).reshape());
            chosen = Functions.where(condition, Functions.minimum(chosen, Var.constant(2.0)), chosen);
        }
        assertEquals(-900, rewrittenAt(sum.log(), -900, 0), 1e-12);
        assertEquals(-900, rewrittenAt(chosen.log(), -900, 0), 1e-12);
        assertEquals(-900, rewrittenAt(Var.constant(1.0).minus(chosen).log(), 900, 0), 1e-12);
    }

    private static double rewrittenAt(Var y, double u, double b) {
        return at(Rewriter.standard().apply(y), u, b);
    }

    private static double at(Var y, double u, double b) {
        try (CompiledGraph compiled = new Graph(List.of(U, B), List.of(y)).compile(INTERP)) {
            return compiled.call(List.of(Tensor.scalar(u), Tensor.scalar(b)))
                            .getFirst()
                            .item()
                    + 0.0;
        }
    }
}
