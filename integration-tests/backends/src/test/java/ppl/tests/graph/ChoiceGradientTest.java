package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.op.RichOp;
import ppl.graph.rewrite.Rewriter;

/**
 * What a choice leaves out contributes nothing to a gradient, whatever happens there: every public function at every
 * hostile point, in every position.
 */
class ChoiceGradientTest {

    private static final CompileOptions INTERP = CompileOptions.defaults().withBackend("interp");

    private static final double[] HOSTILE = {
        0.0, -0.0, 1, -1, 2, 40, -40, 800, -800, 1e-310, -1e-310, 1e200, -1e200, -0.5
    };

    private static final Pattern INTEGRAL = Pattern.compile("(?i)gammainc|betainc");

    private static final int N = HOSTILE.length;
    private static final double[] GOOD = {0.3, 0.6, 1.7};

    private static final Var X = Var.input("x", N);
    private static final Var TAKEN = Var.input("taken", new TensorType(DType.BOOL, Shape.of(N)));
    private static final Var WEIGHTS = Var.input("weights", N);
    private static final Var OTHER = X.times(-3);

    /** A result, of the values f(x), in which no place counts where the mask is false, but -3 x does. */
    record Position(String name, UnaryOperator<Var> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Var chosen(Var fx) {
        return Functions.where(TAKEN, fx, OTHER);
    }

    static List<Position> positions() {
        Var any = Functions.any(TAKEN);
        Var known = Var.constant(Tensor.of(new boolean[N], N));
        return List.of(
                new Position("sum of where", fx -> chosen(fx).sum()),
                new Position("the other operand", fx -> Functions.where(Functions.not(TAKEN), OTHER, fx)
                        .sum()),
                new Position("nested", fx -> chosen(Functions.where(TAKEN, fx, fx.log()))
                        .sum()),
                new Position("dot", fx -> chosen(fx).dot(Functions.onesLike(X))),
                new Position(
                        "under further functions",
                        fx -> chosen(fx.times(X).exp().sqrt().div(fx)).sum()),
                new Position("one condition for all", fx -> Functions.where(any, fx.sum(), OTHER.sum())),
                new Position(
                        "a product of matrices",
                        fx -> Functions.where(any, fx.log().dot(fx), OTHER.sum())),
                new Position("rows of a product", fx -> Functions.where(
                                TAKEN,
                                Functions.reshape(Functions.expandDims(fx, 1).dot(Functions.reshape(X.sum(), 1, 1)), N),
                                OTHER)
                        .sum()),
                new Position("a product of all", fx -> Functions.where(any, Functions.prod(fx), OTHER.sum())),
                new Position("a maximum", fx -> Functions.where(any, fx.max(), OTHER.sum())),
                new Position(
                        "a clip",
                        fx -> Functions.where(any, Functions.clip(fx, 0, 1).sum(), OTHER.sum())),
                new Position("repeated", fx -> Functions.where(
                                Functions.broadcastTo(TAKEN, Shape.of(2, N)),
                                Functions.broadcastTo(fx.exp(), Shape.of(2, N)),
                                Functions.broadcastTo(OTHER.div(2), Shape.of(2, N)))
                        .sum()),
                new Position("two axes", fx -> Functions.where(
                                Functions.reshape(TAKEN, 2, N / 2).transpose(),
                                Functions.reshape(fx.log(), 2, N / 2).transpose(),
                                Functions.reshape(OTHER, 2, N / 2).transpose())
                        .sum()),
                new Position("a known condition", fx -> Functions.where(known, fx, OTHER)
                        .plus(Functions.where(TAKEN, fx, Functions.zerosLike(fx)))
                        .sum()));
    }

    static Stream<PublicFunctions.Function> functions() {
        return PublicFunctions.ofFloats().stream().filter(f -> !isIntegral(f));
    }

    static Stream<PublicFunctions.Function> integrals() {
        return PublicFunctions.ofFloats().stream().filter(ChoiceGradientTest::isIntegral);
    }

    /** Functions of a thousand nodes, which take seconds each in all positions; they are all made the same way. */
    private static boolean isIntegral(PublicFunctions.Function f) {
        return INTEGRAL.matcher(f.name()).find();
    }

    @Test
    void all_public_functions_are_looked_at() {
        List<String> names = PublicFunctions.ofFloats().stream()
                .map(PublicFunctions.Function::name)
                .toList();
        assertTrue(names.size() > 100, "only " + names);
        assertTrue(
                names.containsAll(
                        List.of("pow(x, x)", "xlogy(0.5, x)", "divide(2.0, x)", "pow(x, the number -2.0)", "sqrt")),
                names::toString);
    }

    @Tag("nightly")
    @ParameterizedTest
    @MethodSource("integrals")
    void integrals_are_left_out_and_keep_their_derivatives_too(PublicFunctions.Function f) {
        what_is_left_out_contributes_nothing(f);
        what_is_not_picked_contributes_nothing(f);
        what_is_taken_keeps_its_derivatives_once_and_twice(f);
    }

    @Test
    void an_integral_that_is_left_out_contributes_nothing() {
        integrals()
                .filter(f -> f.name().startsWith("logGammaincc"))
                .limit(1)
                .forEach(this::what_is_left_out_contributes_nothing);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void what_is_left_out_contributes_nothing(PublicFunctions.Function f) {
        double[] right = new double[N];
        Arrays.fill(right, -3);
        for (Position p : positions()) {
            Var y = p.of().apply(f.of().apply(X));
            double[] got = run(Gradient.of(y, X), HOSTILE, new boolean[N]);
            assertSame(right, got, p.name());
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void what_is_taken_keeps_its_derivatives_once_and_twice(PublicFunctions.Function f) {
        double[] at = new double[N];
        boolean[] taken = new boolean[N];
        for (int i = 0; i < N; i++) {
            taken[i] = i % 2 == 1;
            at[i] = taken[i] ? GOOD[i % 3] : HOSTILE[i];
        }
        Var fx = f.of().apply(X);
        Var plain = Gradient.of(fx.sum(), X);
        Var guarded = Gradient.of(chosen(fx).sum(), X);
        double[] right = run(plain, at, taken);
        double[] got = run(guarded, at, taken);
        double[] rightAgain = run(Gradient.of(plain.times(WEIGHTS).sum(), X), at, taken);
        double[] gotAgain = run(Gradient.of(guarded.times(WEIGHTS).sum(), X), at, taken);
        for (int i = 0; i < N; i++) {
            right[i] = taken[i] ? right[i] : -3;
            rightAgain[i] = taken[i] ? rightAgain[i] : 0;
        }
        assertSame(right, got, "the first derivative");
        assertSame(rightAgain, gotAgain, "the second derivative");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void what_is_not_picked_contributes_nothing(PublicFunctions.Function f) {
        Var x = Var.input("x", 3);
        Var fx = f.of().apply(x);
        Var i = Var.input("i", new TensorType(DType.I64, Shape.of(2)));
        List<Var> sums = List.of(
                fx.get(Index.range(1, 3)).sum(),
                fx.get(1).plus(fx.get(2)),
                fx.get(Var.constant(Tensor.of(new long[] {2, 1}))).sum(),
                fx.get(i).sum());
        for (double hostile : HOSTILE) {
            double[] at = {hostile, 0.3, 0.6};
            double[] right = {0, slope(f, 0.3), slope(f, 0.6)};
            for (Var sum : sums) {
                Graph graph = new Graph(List.of(x, i), List.of(Gradient.of(sum, x)));
                double[] got = call(graph, Tensor.of(at), Tensor.of(new long[] {1, 2}));
                assertSame(right, got, "beside " + hostile);
            }
        }
    }

    private static double slope(PublicFunctions.Function f, double at) {
        Var x = Var.input("x", 1);
        Graph graph = new Graph(List.of(x), List.of(Gradient.of(f.of().apply(x).sum(), x)));
        return call(graph, Tensor.of(new double[] {at}))[0];
    }

    @Test
    void a_cotangent_that_happens_to_be_0_keeps_its_second_derivative() {
        Var x = Var.input("x");
        Var y = Functions.where(x.lt(5), Functions.expm1(x).square(), x);
        Var second = Gradient.of(Gradient.of(y, x), x);
        assertEquals(2, call(new Graph(List.of(x), List.of(second)), Tensor.scalar(0.0))[0]);
    }

    @Test
    void a_branch_that_the_result_needs_elsewhere_counts_there() {
        Var x = Var.input("x");
        Var shared = x.log();
        Var y = Functions.where(x.gt(2), shared.square(), x).plus(shared);
        assertEquals(1 + 1 / 0.5, call(new Graph(List.of(x), List.of(Gradient.of(y, x))), Tensor.scalar(0.5))[0]);
    }

    @Test
    void factorisations_and_solves_that_are_left_out_contribute_nothing() {
        Var x = Var.input("x", 2, 2);
        Var b = x.get(0).log();
        Var l = Functions.cholesky(x);
        List<Var> results = List.of(
                l.sum(),
                l.log().sum(),
                Functions.triangularSolve(l, b, false).sum(),
                Functions.triangularSolve(x, b, true).sum(),
                l.dot(x.log()).sum());
        for (Var result : results) {
            Var y = Functions.where(x.get(0, 0).gt(0), result, x.sum().times(-3));
            for (double hostile : HOSTILE) {
                double[] at = {-1, hostile, hostile, 0};
                double[] got = call(new Graph(List.of(x), List.of(Gradient.of(y, x))), Tensor.of(at, 2, 2));
                assertSame(new double[] {-3, -3, -3, -3}, got, "with " + hostile);
            }
        }
    }

    @Test
    void a_column_of_a_solve_that_is_left_out_leaves_the_others_their_derivatives() {
        Var l = Var.input("l", 2, 2);
        Var b = Var.input("b", 2, 2);
        Var columns = Functions.triangularSolve(l, b.log(), false);
        Var mask = Var.constant(Tensor.of(new boolean[] {true, false, true, false}, 2, 2));
        Var chosen = Functions.where(mask, columns, b.times(-3)).sum();
        Var alone = Functions.triangularSolve(l, b.log().get(Index.all(), Index.at(0)), false)
                .sum();
        Tensor lAt = Tensor.of(new double[] {2, 0, 0.5, 3}, 2, 2);
        Tensor bAt = Tensor.of(new double[] {2, 0, 3, -1}, 2, 2);
        for (Var x : List.of(l, b)) {
            double[] got = call(new Graph(List.of(l, b), List.of(Gradient.of(chosen, x))), lAt, bAt);
            double[] right = call(new Graph(List.of(l, b), List.of(Gradient.of(alone, x))), lAt, bAt);
            if (x == b) {
                right[1] = -3;
                right[3] = -3;
            }
            assertSame(right, got, "by " + x.label());
        }
    }

    @Test
    void a_matrix_of_a_batch_that_is_left_out_does_not_spoil_the_others() {
        Var a = Var.input("a", 2, 2, 2);
        Var b = Var.input("b", 2, 2, 1);
        Tensor at = Tensor.of(new double[] {4, 2, 2, 5, -1, 0, 0, -1}, 2, 2, 2); // the second has no factor
        Tensor right = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2, 1);
        Var l = Functions.cholesky(a);
        Var z = Functions.triangularSolve(l, b, false).sum(1, 2);
        Var first = Var.constant(Tensor.of(new boolean[] {true, false}, 2));
        Var y = Functions.where(first, z, b.sum(1, 2)).sum();
        Var alone = Functions.triangularSolve(Functions.cholesky(a.get(0)), b.get(0), false)
                .sum();
        for (Var x : List.of(a, b)) {
            double[] got = call(new Graph(List.of(a, b), List.of(Gradient.of(y, x))), at, right);
            double[] want = call(new Graph(List.of(a, b), List.of(Gradient.of(alone, x))), at, right);
            if (x == b) {
                want[2] = 1;
                want[3] = 1;
            }
            assertSame(want, got, "by " + x.label());
        }
    }

    /** The sum of the logs, with a derivative by expansion. */
    record SumOfLogs() implements RichOp {
        @Override
        public String name() {
            return "sum_of_logs";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type().with(Shape.scalar());
        }

        @Override
        public Var expand(List<Var> inputs) {
            return inputs.getFirst().log().sum();
        }
    }

    @Test
    void an_op_that_is_differentiated_by_its_expansion_contributes_nothing_where_it_is_left_out() {
        Var y = Functions.where(X.get(0).gt(0), Var.of(new SumOfLogs(), X.log()), OTHER.sum());
        double[] got = run(Gradient.of(y, X), HOSTILE, new boolean[N]);
        assertTrue(Arrays.stream(got).allMatch(g -> g == -3), () -> Arrays.toString(got));
    }

    /** Equal but for the rounding of terms in another order, and the sign of 0. */
    private static void assertSame(double[] right, double[] got, String what) {
        for (int i = 0; i < right.length; i++) {
            boolean same = Double.isNaN(right[i])
                    ? Double.isNaN(got[i])
                    : right[i] == got[i] || Math.abs(right[i] - got[i]) <= 1e-13 * Math.abs(right[i]);
            int at = i;
            assertTrue(same, () -> what + ", element " + at + ": " + got[at] + " instead of " + right[at]);
        }
    }

    private static double[] run(Var y, double[] at, boolean[] taken) {
        double[] weights = new double[N];
        Arrays.fill(weights, 1);
        return call(
                new Graph(List.of(X, TAKEN, WEIGHTS), List.of(y)),
                Tensor.of(at),
                Tensor.of(taken, N),
                Tensor.of(weights));
    }

    private static double[] call(Graph graph, Tensor... at) {
        try (CompiledGraph compiled = Rewriter.standard().apply(graph).compile(INTERP)) {
            return compiled.call(List.of(at)).getFirst().toDoubles();
        }
    }
}
