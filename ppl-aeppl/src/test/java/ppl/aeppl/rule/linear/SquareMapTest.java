package ppl.aeppl.rule.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;
import static ppl.graph.Functions.matmul;
import static ppl.graph.Functions.solve;
import static ppl.graph.Functions.triangularSolve;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.RandomKey;

/** Random vectors of any law under a square matrix: the density at the solution, less the log of the determinant. */
class SquareMapTest {

    private static final Var IN = Var.input("a", 3, 3);
    private static final double[][] A = {{2, 1, 0.5}, {-1, 3, 0.25}, {0.5, -0.5, 1.5}};
    private static final double[][] LOWER = {{2, 0, 0}, {-1, 3, 0}, {0.5, -0.5, 1.5}};
    private static final double[][] SPD = {{2, 0.5, 0.1}, {0.5, 1, -0.2}, {0.1, -0.2, 1.5}};
    private static final Given GIVEN = IN.with(Tensor.of(A));

    /** log |det| by the rule of Sarrus. */
    private static double logDet(double[][] m) {
        double det = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
                - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
                + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
        return Math.log(Math.abs(det));
    }

    private static Var constant(double[][] m) {
        return Var.constant(Tensor.of(m));
    }

    private static Var exponential(int... shape) {
        return Exponential.of(c(0.8)).draw("e", shape);
    }

    static Stream<Arguments> maps() {
        Var a = constant(A);
        double d = logDet(A);
        return Stream.of(
                of("A x", exponential(3), a::dot, d),
                of("A(theta) x", exponential(3), IN::dot, d),
                of("A X of columns", Gamma.of(c(2), c(1.5)).draw("g", 3, 2), x -> matmul(a, x), 2 * d),
                of("X A of rows", exponential(2, 3), x -> matmul(x, a), 2 * d),
                of("x A", exponential(3), x -> x.dot(a), d),
                of("L x", exponential(3), constant(LOWER)::dot, logDet(LOWER)),
                of("X L", exponential(2, 3), x -> matmul(x, constant(LOWER)), 2 * logDet(LOWER)),
                of("cholesky(S) x", exponential(3), Functions.cholesky(constant(SPD))::dot, logDet(SPD) / 2),
                of("solve(A, x)", exponential(3), x -> solve(a, x), -d),
                of("solve(A, X)", exponential(3, 2), x -> solve(IN, x), -2 * d),
                of("solveSpd(S, x)", exponential(3), x -> Functions.solveSpd(constant(SPD), x), -logDet(SPD)),
                of("L^-1 x", exponential(3), x -> triangularSolve(constant(LOWER), x, false), -logDet(LOWER)),
                of("L^-T x", exponential(3), x -> triangularSolve(constant(LOWER), x, true), -logDet(LOWER)),
                of("A solve(A, x)", exponential(3), x -> a.dot(solve(IN, x)), 0),
                of("A (A x)", exponential(3), x -> a.dot(IN.dot(x)), 2 * d),
                of("2 A x + 1", exponential(3), x -> a.dot(x).times(2).plus(1), d + 3 * Math.log(2)),
                of("A log x", exponential(3), x -> a.dot(x.times(1)), d),
                of("A x of a batch", exponential(4, 3, 1), x -> matmul(a, x), 4 * d),
                of(
                        "A x of joint vectors",
                        MvNormal.of(Var.constant(0.1, -0.2, 0.3), constant(SPD)).draw("v", 2),
                        x -> matmul(x, a),
                        2 * d),
                of("A X of normals", Normal.of(c(0.3), c(1.7)).draw("n", 3, 2), x -> matmul(a, x), 2 * d));
    }

    private static Arguments of(String name, Var draw, UnaryOperator<Var> map, double logDet) {
        return Arguments.of(name, draw, map, logDet);
    }

    private static Var inside(Var draw) {
        double[] x = new double[draw.shape().elements()];
        for (int i = 0; i < x.length; i++) {
            x[i] = 0.3 + 0.7 * i % 2.1;
        }
        return Var.constant(Tensor.of(x, draw.shape().sizes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("maps")
    void the_density_is_that_at_the_solution(String name, Var draw, UnaryOperator<Var> map, double logDet) {
        Law law = Joint.law(map.apply(draw));
        Var x = inside(draw);
        double want = Joint.law(draw).logDensity(Value.of(x)).total().eval().item() - logDet;
        Tensor y = map.apply(x).eval(GIVEN);
        double got =
                law.logDensity(Value.of(Var.constant(y))).total().eval(GIVEN).item();
        assertEquals(want, got, 1e-12 * Math.max(1, Math.abs(want)));
        for (ParameterCheck check : law.checks()) {
            assertTrue(Functions.all(check.holds()).eval(GIVEN).booleanAt(0), check::message);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("maps")
    void gradients_by_value_and_matrix_are_right(String name, Var draw, UnaryOperator<Var> map, double logDet) {
        Var node = map.apply(draw);
        Var value = Var.input("value", node.type());
        Var total = Joint.law(node).logDensity(Value.of(value)).total();
        CheckGradient result = CheckGradient.of(
                total,
                List.of(value, IN),
                List.of(map.apply(inside(draw)).eval(GIVEN), Tensor.of(A)),
                CompileOptions.defaults());
        assertTrue(result.error() <= 1e-7, result::worst);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("maps")
    void draws_are_inside(String name, Var draw, UnaryOperator<Var> map, double logDet) {
        Var node = map.apply(draw);
        Law law = Joint.law(node);
        for (Tensor y : List.of(
                law.draw(KeyVar.of(RandomKey.of(9))).eval(GIVEN),
                law.supportPoint().eval(GIVEN))) {
            assertEquals(node.shape(), y.type().shape());
            assertTrue(Double.isFinite(law.logDensity(Value.of(Var.constant(y)))
                    .total()
                    .eval(GIVEN)
                    .item()));
        }
    }

    /** Unit mass of A x over a grid that holds the image of [0, 12]^2 up to 1e-4. */
    @Test
    void the_mass_is_one() {
        Var node = constant(new double[][] {{1, 0.5}, {-0.25, 1}})
                .dot(Gamma.of(c(3), c(1.5)).draw("g", 2));
        int n = 241;
        double h = 0.1;
        Var y = Var.input("y", 2);
        Var logp = Joint.law(node).logDensity(Value.of(y)).total();
        double[] grid = new double[2 * n * n];
        for (int i = 0; i < n * n; i++) {
            grid[2 * i] = i / n * h - 2;
            grid[2 * i + 1] = i % n * h - 6;
        }
        double mass = 0;
        try (var compiled = new ppl.graph.Graph(List.of(y), List.of(logp)).compile(CompileOptions.defaults())) {
            for (int i = 0; i < n * n; i++) {
                double[] at = {grid[2 * i], grid[2 * i + 1]};
                mass += Math.exp(
                                compiled.call(List.of(Tensor.of(at))).getFirst().item())
                        * h
                        * h;
            }
        }
        assertEquals(1, mass, 2e-3);
    }

    @Test
    void columns_stay_a_batch() {
        Law law = Joint.law(matmul(constant(A), exponential(3, 2)));
        assertEquals(Set.of(0), law.type().eventAxes());
    }

    @Test
    void outside_there_is_no_density_and_no_slope() {
        Var y = Var.input("y", 3);
        Var total = Joint.law(constant(A).dot(exponential(3)))
                .logDensity(Value.of(y))
                .total();
        Var slope = ppl.graph.grad.Gradient.of(total, y);
        for (double[] bad : new double[][] {{-5, -5, -5}, {Double.POSITIVE_INFINITY, 1, 1}}) {
            assertEquals(
                    Double.NEGATIVE_INFINITY, total.eval(y.with(Tensor.of(bad))).item());
            for (double s : slope.eval(y.with(Tensor.of(bad))).toDoubles()) {
                assertEquals(0, Math.abs(s));
            }
        }
    }

    @Test
    void a_value_tells_the_vector() {
        Var x = exponential(3);
        Var at = Var.constant(0.3, 0.4, 0.5);
        double got = Joint.empty()
                .observe(
                        "product",
                        constant(A).dot(x),
                        Var.constant(constant(A).dot(at).eval()))
                .observe("y", Normal.of(x, c(1)).draw("y"), at)
                .derive()
                .total(Checks.OFF)
                .eval()
                .item();
        double want = 3 * Math.log(0.8) - 0.8 * 1.2 - logDet(A) - 1.5 * Math.log(2 * Math.PI);
        assertEquals(want, got, 1e-12);
    }

    private static void refuses(DensityCode code, String why, Var node) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void singular_matrices_are_refused_or_fail_a_check() {
        double[][] rows = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
        refuses(
                DensityCode.DEGENERATE,
                "is singular, so its elements are tied to each other",
                constant(rows).dot(exponential(3)));
        refuses(
                DensityCode.DEGENERATE,
                "is singular, so its elements are tied to each other",
                constant(rows).dot(Normal.of(c(0), c(1)).draw("n", 3)));
        Law law = Joint.law(IN.dot(exponential(3)));
        ParameterCheck check = law.checks().getLast();
        Given zero = IN.with(Tensor.of(new double[][] {{1, 2, 0}, {2, 4, 0}, {0, 0, 1}}));
        String said =
                check.violation(check.nodes().stream().map(n -> n.eval(zero)).toList());
        assertTrue(
                said != null && said.contains("needs the log of the determinant of its matrix finite"),
                String.valueOf(said));
    }

    @Test
    void vectors_without_a_joint_density_are_refused() {
        Var k = Poisson.of(c(2)).draw("k", 3).cast(DType.F64);
        refuses(
                DensityCode.NO_RULE,
                "a matrix carries over a density of all elements together",
                constant(A).dot(k));
        Var clipped = Functions.maximum(exponential(3), c(0.5));
        refuses(
                DensityCode.NO_RULE,
                "its measure is Lebesgue with atoms",
                constant(A).dot(clipped));
        refuses(
                DensityCode.NO_RULE,
                "no rule for matrix products of random values is present",
                constant(new double[][] {{1, 2, 3}}).dot(exponential(3)));
    }
}
