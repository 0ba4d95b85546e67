package ppl.aeppl.rule.running;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;
import static ppl.graph.Functions.cumprod;
import static ppl.graph.Functions.cumsum;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.op.CumulativeSum;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Running sums and products: the density of the steps. */
class WalkTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final Tensor PATH = Tensor.of(new double[] {0.5, 1.25, 1.5, 4});
    private static final Tensor GRID = Tensor.of(new double[] {0.5, 0.25, 1.5, 4, 2, 9}, 3, 2);

    private static double normal(double x) {
        double z = (x - 0.4) / 1.5;
        return -0.5 * z * z - Math.log(1.5) - HALF_LOG_2PI;
    }

    private static double exponential(double x) {
        return x < 0 ? -INF : Math.log(0.8) - 0.8 * x;
    }

    private static double logNormal(double x) {
        double z = (Math.log(x) - 0.2) / 0.7;
        return -0.5 * z * z - Math.log(0.7 * x) - HALF_LOG_2PI;
    }

    private static Var normals(int... shape) {
        return Normal.of(c(0.4), c(1.5)).draw("x", shape);
    }

    private static Var exponentials(int... shape) {
        return Exponential.of(c(0.8)).draw("e", shape);
    }

    private static double sum(DoubleUnaryOperator logp, double... steps) {
        return Arrays.stream(steps).map(logp).sum();
    }

    static Stream<Arguments> walks() {
        double[] steps = {0.5, 0.75, 0.25, 2.5};
        double[] back = {-0.75, -0.25, -2.5, 4};
        double[] across = {0.5, -0.25, 1.5, 2.5, 2, 7};
        double[] down = {0.5, 0.25, 1, 3.75, 0.5, 5};
        double[] twice = {0.5, 0.25, -0.5, 2.25};
        double[] ratios = {0.5, 2.5, 1.2, 4 / 1.5};
        double jacobian = -Math.log(0.5) - Math.log(1.25) - Math.log(1.5);
        double[] logs = Arrays.stream(steps).toArray();
        return Stream.of(
                Arguments.of("normal steps", cumsum(normals(4), 0), PATH, sum(WalkTest::normal, steps)),
                Arguments.of("exponential steps", cumsum(exponentials(4), 0), PATH, sum(WalkTest::exponential, steps)),
                Arguments.of(
                        "from the end",
                        Var.of(new CumulativeSum(0, true), normals(4)),
                        PATH,
                        sum(WalkTest::normal, back)),
                Arguments.of("rows of a matrix", cumsum(normals(3, 2), 1), GRID, sum(WalkTest::normal, across)),
                Arguments.of("columns of a matrix", cumsum(normals(3, 2), 0), GRID, sum(WalkTest::normal, down)),
                Arguments.of("a walk of a walk", cumsum(cumsum(normals(4), 0), 0), PATH, sum(WalkTest::normal, twice)),
                Arguments.of(
                        "the exponential of a walk",
                        cumsum(normals(4), 0).exp(),
                        Tensor.of(new double[] {Math.exp(0.5), Math.exp(1.25), Math.exp(1.5), Math.exp(4)}),
                        sum(WalkTest::normal, logs) - 0.5 - 1.25 - 1.5 - 4),
                Arguments.of(
                        "a walk with a start",
                        cumsum(normals(4), 0).plus(10),
                        Tensor.of(new double[] {10.5, 11.25, 11.5, 14}),
                        sum(WalkTest::normal, steps)),
                Arguments.of(
                        "a walk of exponentials of normals",
                        cumsum(Normal.of(c(0.2), c(0.7)).draw("n", 4).exp(), 0),
                        PATH,
                        sum(WalkTest::logNormal, steps)),
                Arguments.of(
                        "products of lognormals",
                        cumprod(LogNormal.of(c(0.2), c(0.7)).draw("l", 4), 0),
                        PATH,
                        sum(WalkTest::logNormal, ratios) + jacobian),
                Arguments.of(
                        "products of exponentials",
                        cumprod(exponentials(4), 0),
                        PATH,
                        sum(WalkTest::exponential, ratios) + jacobian),
                Arguments.of(
                        "products along rows",
                        cumprod(exponentials(3, 2), 1),
                        GRID,
                        sum(WalkTest::exponential, 0.5, 0.5, 1.5, 4 / 1.5, 2, 4.5)
                                - Math.log(0.5)
                                - Math.log(1.5)
                                - Math.log(2)),
                Arguments.of("one step", cumsum(normals(1), 0), Tensor.of(new double[] {2}), normal(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("walks")
    void the_density_is_that_of_the_steps(String name, Var node, Tensor at, double want) {
        Law law = Joint.law(node);
        assertEquals(
                want,
                law.logDensity(Value.of(Var.constant(at))).total().eval().item(),
                1e-12 * Math.max(1, Math.abs(want)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("walks")
    void the_slope_by_the_path_is_right(String name, Var node, Tensor at, double want) {
        Var y = Var.input("y", node.type());
        Var total = Joint.law(node).logDensity(Value.of(y)).total();
        CheckGradient result = CheckGradient.of(total, List.of(y), List.of(at), CompileOptions.defaults());
        assertTrue(result.error() <= 1e-7, result::worst);
    }

    /** Under the law, twice the distance of log-densities of draws of steps and of the path to those of the same numbers is 0. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("walks")
    void draws_are_paths(String name, Var node, Tensor at, double want) {
        Law law = Joint.law(node);
        Tensor drawn = law.draw(KeyVar.of(RandomKey.of(4)).split(5)).eval();
        assertEquals(Shape.of(5).concat(node.shape()), drawn.type().shape());
        Tensor one = law.draw(KeyVar.of(RandomKey.of(4))).eval();
        assertTrue(Double.isFinite(
                law.logDensity(Value.of(Var.constant(one))).total().eval().item()));
        assertTrue(Double.isFinite(
                law.logDensity(Value.of(law.supportPoint())).total().eval().item()));
    }

    /** The last of 3 steps of draws of the expression itself: 20,000 draws, 5 standard errors. */
    @Test
    void draws_of_the_expression_have_steps_of_the_law() {
        Var walk = cumsum(exponentials(20_000, 3), 1);
        double[] y = walk.eval(RandomKey.of(8)).toDoubles();
        double mean = 0;
        for (int i = 0; i < 20_000; i++) {
            mean += (y[3 * i + 2] - y[3 * i + 1]) / 20_000;
        }
        assertEquals(1 / 0.8, mean, 5 / 0.8 / Math.sqrt(20_000));
    }

    @Test
    void counts_walk_too() {
        Var walk = cumsum(Poisson.of(c(1.5)).draw("k", 3), 0);
        double got = Joint.law(walk)
                .logDensity(Value.of(Var.constant(Tensor.of(new long[] {2, 2, 5}))))
                .total()
                .eval()
                .item();
        assertEquals(5 * Math.log(1.5) - 4.5 - Math.log(2) - Math.log(6), got, 1e-12);
        double never = Joint.law(walk)
                .logDensity(Value.of(Var.constant(Tensor.of(new long[] {2, 1, 5}))))
                .total()
                .eval()
                .item();
        assertEquals(-INF, never);
    }

    @Test
    void paths_that_the_steps_cannot_make_have_no_density_and_no_slope() {
        Var y = Var.input("y", 3);
        for (Var node : List.of(cumsum(exponentials(3), 0), cumprod(exponentials(3), 0))) {
            Var total = Joint.law(node).logDensity(Value.of(y)).total();
            Var slope = ppl.graph.grad.Gradient.of(total, y);
            for (double[] bad : new double[][] {{1, -2, 3}, {1, INF, INF}, {-1, 2, 3}, {1, 2, -INF}}) {
                assertEquals(-INF, total.eval(y.with(Tensor.of(bad))).item(), Arrays.toString(bad));
                for (double s : slope.eval(y.with(Tensor.of(bad))).toDoubles()) {
                    assertTrue(Double.isFinite(s), Arrays.toString(bad));
                }
            }
        }
    }

    @Test
    void products_near_the_ends_of_doubles_keep_their_steps() {
        Var node = cumprod(LogNormal.of(c(-300), c(200)).draw("l", 2), 0);
        double got = Joint.law(node)
                .logDensity(Value.of(Var.constant(1e200, 1e-200)))
                .total()
                .eval()
                .item();
        double a = 200 * Math.log(10);
        double want = -0.5 * Math.pow((a + 300) / 200, 2)
                - 0.5 * Math.pow((-2 * a + 300) / 200, 2)
                - 2 * Math.log(200)
                - 2 * HALF_LOG_2PI
                - a
                + 2 * a
                - a;
        assertEquals(want, got, 1e-10);
    }

    @Test
    void elements_depend_on_those_before() {
        assertEquals(
                List.of(Dependence.INDEPENDENT, Dependence.SERIAL),
                Joint.law(cumsum(normals(3, 2), 1)).type().batch());
    }

    @Test
    void steps_of_joint_vectors_stay_joint() {
        Var cov = Var.constant(Tensor.of(new double[][] {{2, 0.5}, {0.5, 1}}));
        Var x = MvNormal.of(Var.constant(0.1, -0.2), cov).draw("x", 3);
        Law law = Joint.law(cumsum(x, 0));
        assertEquals(Set.of(1), law.type().eventAxes());
        Var steps = Var.constant(Tensor.of(new double[] {0.5, 0.25, 1, 3.75, 0.5, 5}, 3, 2));
        assertEquals(
                Joint.law(x).logDensity(Value.of(steps)).total().eval().item(),
                law.logDensity(Value.of(Var.constant(GRID))).total().eval().item(),
                1e-12);
        Law inside = Joint.law(cumsum(x, 1));
        Var across = Var.constant(Tensor.of(new double[] {0.5, -0.25, 1.5, 2.5, 2, 7}, 3, 2));
        assertEquals(
                Joint.law(x).logDensity(Value.of(across)).total().eval().item(),
                inside.logDensity(Value.of(Var.constant(GRID))).total().eval().item(),
                1e-12);
    }

    @Test
    void a_path_tells_its_steps() {
        Var x = exponentials(2);
        double got = Joint.empty()
                .observe("path", cumsum(x, 0), Var.constant(0.5, 1.25))
                .observe("y", Normal.of(x, c(1)).draw("y"), Var.constant(0.5, 0.75))
                .derive()
                .total(Checks.OFF)
                .eval()
                .item();
        assertEquals(sum(WalkTest::exponential, 0.5, 0.75) - 2 * HALF_LOG_2PI, got, 1e-12);
    }

    @Test
    void a_thousand_steps_cost_a_thousand() {
        Var y = Var.input("y", 1000);
        Law law = Joint.law(cumsum(normals(1000), 0));
        assertTrue(Set.of().equals(law.type().eventAxes()));
        double[] line = new double[1000];
        Arrays.setAll(line, i -> 0.4 * (i + 1));
        double got = law.logDensity(Value.of(y))
                .total()
                .eval(y.with(Tensor.of(line)))
                .item();
        assertEquals(-1000 * (Math.log(1.5) + HALF_LOG_2PI), got, 1e-9);
    }

    private static void refuses(DensityCode code, String why, Var node) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void what_has_no_steps_to_tell_is_refused() {
        refuses(
                DensityCode.DOMAIN_NOT_COVERED,
                "running products have a rule for positive steps only, but the support of their steps is (-inf, inf)",
                cumprod(normals(3), 0));
        refuses(
                DensityCode.NO_RULE,
                "running products have a rule for continuous steps only",
                cumprod(Poisson.of(c(1)).draw("k", 3), 0));
        refuses(
                DensityCode.NO_RULE,
                "cannot be told from their path: its measure is Lebesgue with atoms",
                cumsum(Functions.maximum(normals(3), c(0)), 0));
        refuses(
                DensityCode.NO_RULE,
                "cannot be told from their path: its measure is surface of dimension 1",
                cumsum(Uniform.of(c(0), c(1)).draw("u").broadcastTo(Shape.of(3)), 0));
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        refuses(
                DensityCode.NO_RULE,
                "the number of steps is known only in a run",
                cumsum(Gamma.of(c(1), c(1)).draw("g", Shape.of(List.of(Shape.Extent.of(n)))), 0));
        refuses(
                DensityCode.NO_RULE,
                "does not say how its elements are taken apart",
                cumsum(exponentials(3), 0).get(1));
    }
}
