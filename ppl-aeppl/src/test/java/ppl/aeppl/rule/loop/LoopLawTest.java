package ppl.aeppl.rule.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;
import static ppl.graph.Functions.scan;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Laws of loops: how rows are computed, and what loops have to do with what is around them. */
class LoopLawTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double[] PATH = {1, 0.5, 2, -4};

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_2PI;
    }

    private static Var normals(int... shape) {
        return Normal.of(c(0), c(1.5)).draw("e", shape);
    }

    private static Var autoregression(Number first, Var e) {
        return scan(first, e, (x, noise) -> x.times(0.8).plus(noise));
    }

    private static double autoregression(double first, double... y) {
        double sum = 0;
        for (int t = 0; t < y.length; t++) {
            sum += normal(y[t], 0.8 * (t == 0 ? first : y[t - 1]), 1.5);
        }
        return sum;
    }

    private static double logp(Var node, double... at) {
        Law law = Joint.law(node);
        Var value = node.rank() == 0
                ? c(at[0])
                : Var.constant(Tensor.of(at, node.shape().sizes()));
        return law.logDensity(Value.of(value)).total().eval().item();
    }

    private static void near(double want, double found) {
        assertEquals(want, found, 1e-12 * Math.max(1, Math.abs(want)));
    }

    /** Loops with states of all kinds. */
    static Stream<Arguments> loops() {
        Var sigma = Var.constant(0.5, 1.0, 1.5, 2.0);
        Var mv = MvNormal.of(Var.constant(0.1, 0.2), Var.constant(Tensor.of(new double[][] {{1, 0.5}, {0.5, 2}})))
                .draw("w", 4);
        return Stream.of(
                Arguments.of("an autoregression", autoregression(0.5, normals(4))),
                Arguments.of(
                        "an output of a state",
                        Scan.over(normals(4))
                                .from(0.5)
                                .run(t -> {
                                    Var x = t.state().times(0.8).plus(t.element());
                                    return t.next(x).give(Functions.sinh(x).times(2));
                                })
                                .output()),
                Arguments.of(
                        "a moving average",
                        Scan.over(normals(4))
                                .from(0)
                                .run(t -> t.next(t.element())
                                        .give(t.element().plus(t.state().times(0.6))))
                                .output()),
                Arguments.of(
                        "a walk with drift, steps of sizes of their own",
                        Scan.over(normals(4), sigma)
                                .from(0)
                                .run(t -> t.next(t.state()
                                        .plus(t.row().cast(DType.F64).times(0.1))
                                        .plus(t.element(0).times(t.element(1)))))
                                .states()),
                Arguments.of(
                        "backward",
                        Scan.over(normals(4))
                                .from(0.5)
                                .backward()
                                .run(t -> t.next(t.state().times(0.8).plus(t.element())))
                                .states()),
                Arguments.of(
                        "a moving average backward",
                        Scan.over(normals(4))
                                .from(0.25)
                                .backward()
                                .run(t -> t.next(t.element())
                                        .give(t.element().plus(t.state().times(0.6))))
                                .output()),
                Arguments.of("vectors", scan(0.5, normals(4, 2), (x, e) -> Var.constant(
                                Tensor.of(new double[][] {{0.5, 0.2}, {-0.3, 0.8}}))
                        .dot(x.broadcastTo(Shape.of(2)))
                        .plus(e))),
                Arguments.of("vectors with a joint law", scan(Var.constant(0.5, 1.0), mv, (x, e) -> Var.constant(
                                Tensor.of(new double[][] {{0.5, 0.2}, {-0.3, 0.8}}))
                        .dot(x)
                        .plus(e))),
                Arguments.of(
                        "two states together",
                        Scan.over(normals(4), Normal.of(c(0), c(2)).draw("u", 4))
                                .from(0.5)
                                .from(-1)
                                .run(t -> {
                                    Var x = t.state(0)
                                            .times(0.5)
                                            .minus(t.state(1))
                                            .plus(t.element(0));
                                    Var z = t.state(0)
                                            .plus(t.state(1).times(0.3))
                                            .plus(t.element(1));
                                    return t.next(x, z).give(Functions.vector(x, z));
                                })
                                .output()),
                Arguments.of(
                        "two noises",
                        Scan.over(normals(4), Normal.of(c(0), c(2)).draw("u", 4))
                                .from(0.5)
                                .run(t -> t.next(
                                        t.state().times(0.8).plus(t.element(0)).plus(t.element(1))))
                                .states()),
                Arguments.of("products", scan(2.0, LogNormal.of(c(0.1), c(0.5)).draw("l", 4), (x, e) -> x.sqrt()
                        .times(e))),
                Arguments.of(
                        "a loop of loops",
                        scan(
                                0.5,
                                normals(4, 3),
                                (x, e) -> scan(x.rank() == 0 ? x : x.get(2), e, (inner, noise) -> inner.times(0.8)
                                        .plus(noise)))));
    }

    private static LoopLaw law(Var node) {
        return (LoopLaw) Joint.law(node);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void rows_at_once_are_rows_one_by_one(String name, Var node) {
        LoopLaw law = law(node);
        Tensor drawn = law.draw(KeyVar.of(RandomKey.of(3))).eval();
        Map<Var, Var> given = new IdentityHashMap<>();
        given.put(law.step().value(), Var.constant(drawn));
        List<Var> terms = law.step().law().logDensity(Value.of(law.step().value())).terms().stream()
                .map(LogTerms.Term::body)
                .toList();
        Rows rows = law.rows(given);
        List<Var> one = rows.oneByOne(terms);
        List<Var> all = rows.of(terms);
        for (int i = 0; i < terms.size(); i++) {
            assertArrayEquals(one.get(i).eval().toDoubles(), all.get(i).eval().toDoubles(), 1e-13);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void slopes_are_right(String name, Var node) {
        Var y = Var.input("y", node.type());
        Tensor at = Joint.law(node).draw(KeyVar.of(RandomKey.of(5))).eval();
        CheckGradient result = CheckGradient.of(
                Joint.law(node).logDensity(Value.of(y)).total(), List.of(y), List.of(at), CompileOptions.defaults());
        assertTrue(result.error() <= 1e-6, result::worst);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void draws_of_many_keys_are_those_of_each(String name, Var node) {
        Law law = Joint.law(node);
        Tensor many = law.draw(KeyVar.of(RandomKey.of(4)).split(3)).eval();
        assertEquals(Shape.of(3).concat(node.shape()), many.type().shape());
        KeyVar second = new KeyVar(KeyVar.of(RandomKey.of(4)).split(3).key().get(1));
        double[] one = law.draw(second).eval().toDoubles();
        double[] found = Arrays.copyOfRange(many.toDoubles(), one.length, 2 * one.length);
        assertArrayEquals(one, found, 0);
        assertTrue(Double.isFinite(
                law.logDensity(Value.of(law.supportPoint())).total().eval().item()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void once_a_row_is_impossible_the_density_is_zero_with_slope_zero(String name, Var node) {
        LoopLaw law = law(node);
        Var y = Var.input("y", node.type());
        Var total = law.logDensity(Value.of(y)).total();
        Var slope = Gradient.of(total, y);
        for (double bad : new double[] {INF, -INF}) {
            double[] at = law.draw(KeyVar.of(RandomKey.of(5))).eval().toDoubles();
            at[0] = law.step().law().type().eventAxes().isEmpty() ? bad : at[0];
            at[1] = bad;
            Tensor value = Tensor.of(at, node.shape().sizes());
            assertEquals(-INF, Laws.values(List.of(y), List.of(value), total)[0]);
            assertArrayEquals(new double[at.length], Laws.values(List.of(y), List.of(value), slope), name);
        }
    }

    @Test
    void a_row_outside_of_the_support_makes_all_impossible() {
        Var walk = scan(2.0, LogNormal.of(c(0.1), c(0.5)).draw("l", 3), (x, e) -> x.sqrt()
                .times(e));
        Var y = Var.input("y", 3);
        Law law = Joint.law(walk);
        for (double[] at : new double[][] {{-1, 1, 1}, {1, 0, 1}, {1, 1, -2}}) {
            double[] found = Laws.logp(law, at);
            assertArrayEquals(new double[] {-INF, -INF, -INF}, found);
            Var slope = Gradient.of(law.logDensity(Value.of(y)).total(), y);
            assertArrayEquals(new double[3], Laws.values(List.of(y), List.of(Tensor.of(at)), slope));
        }
    }

    @Test
    void the_graph_of_a_density_does_not_grow_with_the_steps() {
        int[] nodes = IntStream.of(10, 10_000)
                .map(n -> {
                    Law law = Joint.law(autoregression(0.5, normals(n)));
                    Var total = law.logDensity(Value.of(Var.input("y", n))).total();
                    return Graph.order(List.of(total)).size();
                })
                .toArray();
        assertEquals(nodes[0], nodes[1]);
    }

    @Test
    void states_that_a_value_tells_need_no_loop() {
        Var exponential = Scan.over(normals(4))
                .from(0.5)
                .run(t -> {
                    Var x = t.state().times(0.8).plus(t.element());
                    return t.next(x).give(x.exp());
                })
                .output();
        for (Var node : List.of(autoregression(0.5, normals(4)), exponential)) {
            Var total = Joint.law(node).logDensity(Value.of(Var.input("y", 4))).total();
            assertTrue(
                    Graph.order(List.of(total)).stream().noneMatch(x -> x.op() instanceof Projection(Loop _, int _)));
        }
    }

    @Test
    void the_number_of_steps_may_be_known_in_a_run_only() {
        Var n = Var.input("n", new TensorType(DType.I64, Shape.scalar()));
        Shape shape = Shape.of(List.of(Extent.of(n)));
        Var e = Normal.of(c(0), c(1.5)).draw("e", shape);
        Law law = Joint.law(autoregression(0.5, e));
        Var y = Var.input("y", new TensorType(DType.F64, shape));
        Var total = law.logDensity(Value.of(y)).total();
        for (int steps = 0; steps <= 4; steps++) {
            double[] at = Arrays.copyOf(PATH, steps);
            Map<Var, Var> known = new IdentityHashMap<>();
            known.put(n, c((long) steps));
            known.put(y, Var.constant(Tensor.of(at)));
            double found = Substitution.replace(List.of(total), known)
                    .getFirst()
                    .eval()
                    .item();
            near(autoregression(0.5, at), found);
        }
    }

    @Test
    void one_step_has_the_law_of_what_it_makes() {
        near(normal(2, 0.4, 1.5), logp(autoregression(0.5, normals(1)), 2));
    }

    @Test
    void a_loop_of_no_steps_is_not_random() {
        LogDensityException e =
                assertThrows(LogDensityException.class, () -> Joint.law(autoregression(0.5, normals(0))));
        assertEquals(DensityCode.OVERDETERMINED, e.code());
    }

    @Test
    void a_random_start_with_a_value_and_the_states_have_a_joint_density() {
        Var start = Normal.of(c(1), c(2)).draw("x0");
        Var states = autoregression(start, normals(4));
        Var y = Var.constant(Tensor.of(PATH));
        double found = Joint.empty()
                .observe("x0", start, c(0.25))
                .observe("y", states, y)
                .derive()
                .total(Checks.RAISE)
                .eval()
                .item();
        double want = normal(0.25, 1, 2) + autoregression(0.25, PATH);
        near(want, found);
        Var whole = Functions.concat(List.of(Functions.expandDims(start, 0), states), 0);
        near(want, logp(whole, 0.25, 1, 0.5, 2, -4));
    }

    @Test
    void states_with_values_let_noise_around_them_be_observed() {
        Var u = Normal.of(c(0), c(0.7)).draw("u", 4);
        Scan.Result result = Scan.over(normals(4), u).from(0.5).run(t -> {
            Var x = t.state().times(0.8).plus(t.element(0));
            return t.next(x).give(x.plus(t.element(1)));
        });
        double[] seen = {1.5, 0.25, 3, -4.5};
        double found = Joint.empty()
                .value("x", result.states(), Var.constant(Tensor.of(PATH)))
                .observe("y", result.output(), Var.constant(Tensor.of(seen)))
                .derive()
                .total(Checks.RAISE)
                .eval()
                .item();
        double want = autoregression(0.5, PATH)
                + IntStream.range(0, 4)
                        .mapToDouble(t -> normal(seen[t], PATH[t], 0.7))
                        .sum();
        near(want, found);
    }

    @Test
    void a_path_tells_what_was_random_in_it() {
        Var e = normals(4);
        Var after = Normal.of(e.sum(), c(1)).draw("s");
        double found = Joint.empty()
                .observe("y", autoregression(0.5, e), Var.constant(Tensor.of(PATH)))
                .observe("s", after, c(3))
                .derive()
                .total(Checks.RAISE)
                .eval()
                .item();
        double sum = 1 - 0.4 + 0.5 - 0.8 + 2 - 0.4 - 4 - 1.6;
        near(autoregression(0.5, PATH) + normal(3, sum, 1), found);
    }

    @Test
    void a_draw_that_a_loop_goes_over_counts_once() {
        Var e = normals(4);
        Var u = Normal.of(c(0), c(2)).draw("u", 4);
        Var y = Scan.over(e, u)
                .from(0.5)
                .run(t -> t.next(t.state().plus(t.element(0)).plus(t.element(1))))
                .states();
        Joint joint = Joint.empty()
                .observe("y", y, Var.constant(Tensor.of(PATH)))
                .observe("z", Functions.maximum(e, 1), Var.constant(1.0, 2.0, 1.0, 1.0));
        LogDensityException twice = assertThrows(LogDensityException.class, joint::derive);
        assertEquals(DensityCode.SOURCE_CONSUMED_TWICE, twice.code(), twice::getMessage);
    }

    @Test
    void the_first_rows_have_a_law_of_their_own() {
        Var e = normals(4);
        Var y = autoregression(0.5, e);
        near(autoregression(0.5, 1, 0.5), logp(y.get(Index.range(0, 2)), 1, 0.5));
        near(autoregression(0.5, 1), logp(y.get(0), 1));
        double found = Joint.empty()
                .observe("y", y.get(Index.range(0, 2)), Var.constant(1.0, 0.5))
                .observe("z", e.get(Index.range(2, 4)), Var.constant(1.0, 2.0))
                .derive()
                .total(Checks.RAISE)
                .eval()
                .item();
        near(autoregression(0.5, 1, 0.5) + normal(1, 0, 1.5) + normal(2, 0, 1.5), found);
    }

    @Test
    void states_of_two_noises_are_told_by_a_vector_of_both() {
        Var u = Normal.of(c(0), c(2)).draw("u", 2);
        Var both = Scan.over(normals(2), u)
                .from(0.5)
                .from(-1)
                .run(t -> {
                    Var x = t.state(0).times(0.5).minus(t.state(1)).plus(t.element(0));
                    Var z = t.state(0).plus(t.state(1).times(0.3)).plus(t.element(1));
                    return t.next(x, z).give(Functions.vector(x, z));
                })
                .output();
        double want = normal(1, 1.25, 1.5) + normal(2, 0.2, 2) + normal(3, -1.5, 1.5) + normal(4, 1.6, 2);
        near(want, logp(both, 1, 2, 3, 4));
    }

    @Test
    void a_loop_without_states_is_a_function_of_all_rows() {
        Var e = Exponential.of(c(0.7)).draw("e", 3);
        Var map = Scan.over(e).run(t -> t.next().give(t.element().times(2))).output();
        Law law = Joint.law(map);
        assertTrue(law.events().isPresent());
        near(Math.log(0.35) - 0.35 * 3, Laws.logp(law, 1, 3, 2)[1]);
        near(Math.log(0.35) - 0.35 * 2, logp(map.get(2), 2));
    }

    @Test
    void positive_states_are_free_in_their_logs() {
        Var path = Scan.over(normals(3))
                .from(0.5)
                .run(t -> {
                    Var x = t.state().times(0.8).plus(t.element());
                    return t.next(x).give(x.exp());
                })
                .output();
        Var u = Var.input("u", 3);
        Var total = Joint.empty().free("x", path, u).derive().total(Checks.RAISE);
        double[] at = {1000, 700, 900}; // no double holds the exponentials of the first and last
        double found = Laws.values(List.of(u), List.of(Tensor.of(at)), total)[0];
        near(autoregression(0.5, at), found);
    }

    @Test
    void a_support_that_moves_with_the_path_is_no_support_of_all() {
        Law law = Joint.law(scan(
                0.5, Exponential.of(c(0.7)).draw("e", 3), (x, e) -> x.times(0.8).plus(e)));
        assertEquals("[0.0, inf)", law.type().support().toString());
        Law signed = Joint.law(scan(-0.5, Exponential.of(c(0.7)).draw("e", 3), (x, e) -> x.times(0.8)
                .plus(e)));
        assertEquals("(-inf, inf)", signed.type().support().toString());
        Law positive = Joint.law(Scan.over(normals(3))
                .from(0.5)
                .run(t -> {
                    Var x = t.state().times(0.8).plus(t.element());
                    return t.next(x).give(x.exp());
                })
                .output());
        assertEquals("(0.0, inf)", positive.type().support().toString());
    }

    @Test
    void vectors_are_moved_by_a_matrix() {
        Var steps = MvNormal.of(Var.constant(0.1, 0.2), Var.constant(Tensor.of(new double[][] {{1, 0.5}, {0.5, 2}})))
                .draw("w", 2);
        Var y = scan(Var.constant(0.5, 1.0), steps, (x, e) -> Var.constant(
                        Tensor.of(new double[][] {{0.5, 0.2}, {-0.3, 0.8}}))
                .dot(x)
                .plus(e));
        double want = normal2(1 - 0.45 - 0.1, -1 - 0.65 - 0.2) + normal2(2 - 0.3 - 0.1, 0.5 + 1.1 - 0.2);
        near(want, logp(y, 1, -1, 2, 0.5));
    }

    /** Of mean 0 with the covariance {@code [[1, 0.5], [0.5, 2]]}, of determinant 1.75. */
    private static double normal2(double a, double b) {
        return -0.5 * (2 * a * a - a * b + b * b) / 1.75 - 0.5 * Math.log(1.75) - 2 * HALF_LOG_2PI;
    }

    @Test
    void a_function_of_a_path_is_carried_over() {
        Var y = autoregression(0.5, normals(3)).exp();
        near(autoregression(0.5, 0, 0.5, -1) + 0.5, logp(y, 1, Math.exp(0.5), Math.exp(-1)));
    }

    @Test
    void exponential_steps_have_ends_that_move_with_the_path() {
        Var y = scan(
                0.5, Exponential.of(c(0.7)).draw("e", 3), (x, e) -> x.times(0.8).plus(e));
        near(3 * Math.log(0.7) - 0.7 * (1 - 0.4 + 1.5 - 0.8 + 2 - 1.2), logp(y, 1, 1.5, 2));
        assertEquals(-INF, logp(y, 1, 0.5, 2));
    }

    @Test
    void a_scale_that_follows_from_the_row_before_is_checked_there() {
        Var y = Scan.over(normals(3), Normal.of(c(0), c(1)).draw("u", 3))
                .from(0.5)
                .run(t -> t.next(t.state().times(t.element(0)).plus(t.element(1).times(t.state()))))
                .states();
        for (double second : new double[] {0, 1}) {
            JointDensity joint = Joint.empty()
                    .observe("y", y, Var.constant(1.0, second, 2.0))
                    .derive();
            assertEquals(second == 0, Functions.any(joint.violations()).eval().booleanAt(0));
        }
    }
}
