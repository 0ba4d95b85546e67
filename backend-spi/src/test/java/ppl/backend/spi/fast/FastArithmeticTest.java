package ppl.backend.spi.fast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Fma;
import ppl.graph.op.MatMul;
import ppl.graph.op.MultiOp;
import ppl.graph.op.Reduce;

class FastArithmeticTest {

    private static final Var X = Var.input("x", 40);
    private static final Var Y = Var.input("y", 40);
    private static final Var Z = Var.input("z", 40);
    private static final Map<Var, double[]> GIVEN = Map.of(X, numbers(1, 40), Y, numbers(2, 40), Z, numbers(3, 40));

    private static double[] numbers(long seed, int n) {
        return new SplittableRandom(seed).doubles(n, -2, 2).toArray();
    }

    private static void assertClose(double[] expected, double[] actual) {
        assertArrayEquals(expected, actual, 1e-13);
    }

    @Test
    void a_product_is_added_in_one_rounding() {
        Computed sum = Computed.of(X.times(Y).plus(Z));
        assertSame(Functions.fma(X, Y, Z), sum.fast());
        assertSame(Functions.fma(X, Y, Z), Computed.of(Z.plus(X.times(Y))).fast());
    }

    @Test
    void a_difference_is_one_rounding_where_the_sign_costs_nothing() {
        for (Var difference : new Var[] {
            X.times(Y).minus(3),
            X.times(Y).minus(Var.constant(numbers(6, 40))),
            Z.minus(X.times(0.1)),
            Z.minus(X.unaryMinus().times(Y)),
            X.times(Y).minus(Z.unaryMinus())
        }) {
            Computed c = Computed.of(difference);
            assertEquals(1, c.fused(), difference::toString);
            assertClose(c.strictAt(GIVEN), c.at(GIVEN));
        }
        assertEquals(0, Computed.of(Z.minus(X.times(Y))).fused());
    }

    /** Each use would multiply again, and two roundings of one product would no longer cancel. */
    @Test
    void a_product_that_is_used_twice_stays() {
        Var product = X.times(Y);
        assertEquals(0, Computed.of(product.plus(Z).times(product)).fused());
    }

    @Test
    void a_sum_whose_sign_decides_stays() {
        Var sum = X.times(Y).plus(Z);
        assertEquals(0, Computed.of(sum.sqrt()).fused());
        assertEquals(0, Computed.of(Functions.where(sum.gt(Z), X, Y)).fused());
    }

    @Test
    void a_polynomial_waits_for_a_third_of_its_steps() {
        for (int degree = 1; degree <= 23; degree++) {
            double[] c = numbers(degree, degree + 1);
            Var sum = Functions.fma(Var.constant(c[degree]).broadcastTo(X.shape()), X, Var.of(c[degree - 1]));
            for (int k = degree - 2; k >= 0; k--) {
                sum = k % 2 == 0 ? Functions.fma(sum, X, Var.of(c[k])) : Functions.fma(X, sum, Var.of(c[k]));
            }
            Computed polynomial = Computed.of(sum);
            double[] expected = polynomial.strictAt(GIVEN);
            double[] actual = polynomial.at(GIVEN);
            for (int i = 0; i < expected.length; i++) {
                double x = Math.abs(numbers(1, 40)[i]);
                double size = 0;
                for (int k = degree; k >= 0; k--) {
                    size = size * x + Math.abs(c[k]);
                }
                assertEquals(expected[i], actual[i], 4e-15 * size, "degree " + degree);
            }
            int most = degree < 4 ? degree + 1 : 3 + (32 - Integer.numberOfLeadingZeros(degree - 1));
            assertTrue(polynomial.depth() <= most, "degree " + degree + ": " + polynomial.depth());
        }
    }

    @Test
    void a_short_polynomial_of_many_elements_keeps_its_fewest_operations() {
        Var x = Var.input("x", Estrin.FEW + 1);
        Var sum = Var.constant(0.5).broadcastTo(x.shape());
        for (int degree = 1; degree <= 8; degree++) {
            sum = Functions.fma(sum, x, Var.of(1.0 + degree));
            assertEquals(degree == 8, sum != Computed.of(sum).fast(), "degree " + degree);
        }
    }

    @Test
    void a_step_that_others_read_ends_a_polynomial() {
        Var inner = Var.constant(0.5).broadcastTo(X.shape());
        for (int k = 0; k < 5; k++) {
            inner = Functions.fma(inner, X, Var.of(1.0 + k));
        }
        Var outer = inner;
        for (int k = 0; k < 5; k++) {
            outer = Functions.fma(outer, X, Var.of(2.0 + k));
        }
        Computed both = Computed.of(outer.times(inner));
        assertArrayEquals(both.strictAt(GIVEN), both.at(GIVEN), 1e-9);
        assertTrue(both.depth() <= 11, () -> both.depth() + " steps");
    }

    @Test
    void few_columns_of_data_become_elementwise_work() {
        Var data = Var.constant(Tensor.of(numbers(4, 120), 40, 3));
        Var b = Var.input("b", 3, 1);
        Computed product = Computed.of(Functions.matmul(data, b));
        assertEquals(0, product.count(MatMul.class));
        assertEquals(2, product.fused());
        assertEquals(Shape.of(40, 1), product.fast().shape());
        Computed back =
                Computed.of(Functions.matmul(Var.constant(Tensor.of(numbers(4, 120), 3, 40)), Var.input("r", 40, 1)));
        assertEquals(0, back.count(MatMul.class));
        assertEquals(3, back.count(Reduce.class));
        assertEquals(Shape.of(3, 1), back.fast().shape());
    }

    @Test
    void many_or_short_columns_stay_a_product() {
        for (int[] sizes : new int[][] {{8, 3}, {400, 33}, {50_000, 3}}) {
            Var data = Var.constant(Tensor.of(new double[sizes[0] * sizes[1]], sizes));
            Computed product = Computed.of(Functions.matmul(data, Var.input("b", sizes[1], 1)));
            assertEquals(1, product.count(MatMul.class));
        }
        Computed ofInputs = Computed.of(Functions.matmul(Var.input("a", 40, 3), Var.input("b", 3, 1)));
        assertEquals(1, ofInputs.count(MatMul.class));
    }

    @Test
    void bodies_of_branches_are_rewritten_too() {
        Var condition = Var.input("c", TensorType.scalar(DType.BOOL));
        Var chosen = Functions.cond(condition, () -> X.times(Y).plus(Z), () -> X);
        Computed c = Computed.of(chosen);
        assertEquals(
                1,
                c.fast().op() instanceof MultiOp.Projection p
                        ? p.of().bodies().getFirst().graph().order().stream()
                                .filter(n -> n.op() instanceof Fma)
                                .count()
                        : -1);
    }
}
