package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.graph.Functions.cond;
import static ppl.graph.Functions.exp;
import static ppl.graph.Functions.log;
import static ppl.graph.Functions.logsumexp;
import static ppl.graph.Functions.matmul;
import static ppl.graph.Functions.scan;
import static ppl.graph.Functions.stack;
import static ppl.graph.Functions.whileLoop;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** What loops compute, and their gradients, on each backend. */
class LoopTest {

    private static final TensorType COUNT = new TensorType(DType.I64, Shape.scalar());

    private static Tensor value(String backend, Var y, List<Var> inputs, Tensor... at) {
        try (CompiledGraph compiled =
                new Graph(inputs, List.of(y)).compile(CompileOptions.defaults().withBackend(backend))) {
            return compiled.call(List.of(at)).getFirst();
        }
    }

    private static double[] numbers(String backend, Var y, List<Var> inputs, Tensor... at) {
        return value(backend, y, inputs, at).toDoubles();
    }

    /** First and second derivatives against differences. */
    private static void assertSlopes(String backend, Var y, List<Var> inputs, Tensor... at) {
        CompileOptions options = CompileOptions.defaults().withBackend(backend);
        CheckGradient first = CheckGradient.of(y, inputs, List.of(at), options);
        assertTrue(first.error() < 1e-8, first.worst());
        Var squares = Var.constant(0.0);
        for (Var slope : Gradient.of(y, inputs)) {
            squares = squares.plus(slope.square().sum());
        }
        CheckGradient second = CheckGradient.of(squares, inputs, List.of(at), options);
        assertTrue(second.error() < 1e-6, second.worst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_recurrence_gives_the_state_after_each_step(String backend) {
        Var z = Var.input("z", 5);
        Var phi = Var.input("phi");
        Var x = scan(0, z, (s, e) -> phi.times(s).plus(e));
        double[] want = new double[5];
        double[] at = {1, -2, 3, 0.5, 4};
        double state = 0;
        for (int t = 0; t < 5; t++) {
            state = 0.75 * state + at[t];
            want[t] = state;
        }
        assertArrayEquals(want, numbers(backend, x, List.of(z, phi), Tensor.of(at), Tensor.scalar(0.75)));
        assertSlopes(
                backend, x.square().sum().plus(exp(x.get(-1))), List.of(z, phi), Tensor.of(at), Tensor.scalar(0.75));
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void states_are_assigned_together(String backend) {
        Scan.Result fibonacci = Scan.times(10)
                .from(0.0)
                .from(1.0)
                .run(t -> t.next(t.state(1), t.state(0).plus(t.state(1))));
        assertEquals(55, value(backend, fibonacci.last(), List.of()).item());
        Scan.Result swapped = Scan.times(7).from(3.0).from(4.0).run(t -> t.next(t.state(1), t.state(0)));
        assertArrayEquals(new double[] {4, 3, 4, 3, 4, 3, 4}, numbers(backend, swapped.states(0), List.of()));
        assertEquals(3, value(backend, swapped.last(1), List.of()).item());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void backwards_the_last_position_comes_first_and_stacks_keep_the_order_of_positions(String backend) {
        Var z = Var.input("z", 4);
        Var x = Scan.over(z)
                .from(0)
                .backward()
                .run(t -> t.next(t.state().times(2).plus(t.element())).give(t.row()))
                .states();
        Tensor at = Tensor.of(new double[] {1, 2, 3, 4});
        assertArrayEquals(new double[] {49, 24, 11, 4}, numbers(backend, x, List.of(z), at));
        assertSlopes(backend, x.square().sum(), List.of(z), at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void equal_results_each_hand_back_their_part(String backend) {
        Var z = Var.input("z", 4);
        Var x = Var.input("x", 4);
        Tensor[] at = {Tensor.of(new double[] {1, -2, 0.5, 3}), Tensor.of(new double[] {0.2, 0.7, -1, 2})};
        Scan.Result r = Scan.over(z, x).from(0.3).run(t -> {
            Var next = t.state().times(0.5).plus(t.element(0)).plus(t.element(1));
            return t.next(next).give(next.square(), next.square(), t.state(), t.state());
        });
        assertSlopes(backend, r.states().square().sum(), List.of(z, x), at);
        Var all = r.output(0)
                .times(z)
                .sum()
                .plus(r.output(1).times(x).sum())
                .plus(r.states().exp().sum());
        assertSlopes(
                backend,
                all.plus(r.output(2).times(x).sum())
                        .plus(r.output(3).square().sum())
                        .plus(r.last()),
                List.of(z, x),
                at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_state_with_taps_is_the_last_few_values(String backend) {
        Var z = Var.input("z", 6);
        Var begin = Var.input("begin", 2);
        Var phi = Var.input("phi", 2);
        Var x = Scan.over(z)
                .from(begin, 2)
                .run(t -> t.next(phi.get(0)
                        .times(t.state(0, 1))
                        .plus(phi.get(1).times(t.state(0, 2)))
                        .plus(t.element())))
                .states();
        double[] at = {1, 0, -1, 2, 0.5, 1};
        double[] want = new double[8];
        want[0] = 3;
        want[1] = -1;
        for (int t = 0; t < 6; t++) {
            want[t + 2] = 0.5 * want[t + 1] + -0.25 * want[t] + at[t];
        }
        List<Var> inputs = List.of(z, begin, phi);
        Tensor[] values = {Tensor.of(at), Tensor.of(new double[] {3, -1}), Tensor.of(new double[] {0.5, -0.25})};
        assertArrayEquals(Arrays.copyOfRange(want, 2, 8), numbers(backend, x, inputs, values));
        assertSlopes(backend, x.square().sum(), inputs, values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_forward_algorithm_is_its_sum_over_paths(String backend) {
        int k = 3;
        Var a = Var.input("a", k, k);
        Var e = Var.input("e", 4, k);
        Var logA = a.minus(logsumexp(a, 1).reshape(k, 1));
        Var alpha = Scan.over(e.get(ppl.graph.Index.from(1)))
                .from(e.get(0))
                .run(t ->
                        t.next(logsumexp(t.state().reshape(k, 1).plus(logA), 0).plus(t.element())))
                .last();
        SplittableRandom random = new SplittableRandom(7);
        double[] av = random.doubles(9, -1, 1).toArray();
        double[] ev = random.doubles(12, -3, 0).toArray();
        double total = 0;
        for (int path = 0; path < 81; path++) {
            int[] s = {path % 3, path / 3 % 3, path / 9 % 3, path / 27};
            double p = 0;
            for (int t = 0; t < 4; t++) {
                p += ev[t * k + s[t]];
                if (t > 0) {
                    double norm = 0;
                    for (int j = 0; j < k; j++) {
                        norm += Math.exp(av[s[t - 1] * k + j]);
                    }
                    p += av[s[t - 1] * k + s[t]] - Math.log(norm);
                }
            }
            total += Math.exp(p);
        }
        Var y = logsumexp(alpha);
        List<Var> inputs = List.of(a, e);
        assertEquals(
                Math.log(total),
                value(backend, y, inputs, Tensor.of(av, 3, 3), Tensor.of(ev, 4, 3))
                        .item(),
                1e-13);
        assertSlopes(backend, y, inputs, Tensor.of(av, 3, 3), Tensor.of(ev, 4, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void loops_may_be_nested_and_hold_branches_and_products(String backend) {
        Var w = Var.input("w", 2, 2);
        Var z = Var.input("z", 3, 4, 2);
        Var y = Scan.over(z)
                .from(Var.constant(0.5, 2))
                .run(t -> {
                    Scan.Result inner = Scan.over(t.element()).from(t.state()).run(u -> u.next(
                                    matmul(w, u.state().reshape(2, 1))
                                            .reshape(2)
                                            .plus(u.element()))
                            .give(u.state().get(0).times(w.get(0, 1))));
                    Var last = inner.last();
                    return t.next(cond(last.get(0).gt(0), () -> last.times(0.5), () -> exp(last.times(0.1))))
                            .give(inner.output().sum());
                })
                .output()
                .square()
                .sum();
        SplittableRandom random = new SplittableRandom(11);
        Tensor[] at = {
            Tensor.of(random.doubles(4, -0.8, 0.8).toArray(), 2, 2),
            Tensor.of(random.doubles(24, -1, 1).toArray(), 3, 4, 2)
        };
        assertSlopes(backend, y, List.of(w, z), at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void lengths_come_from_inputs_and_may_be_0_and_1(String backend) {
        Var n = Var.input("n", COUNT);
        Var x = Var.input("x", new TensorType(DType.F64, Shape.of(List.of(Extent.of(n)))));
        Scan.Result r = Scan.over(x).from(2.0).run(t -> t.next(t.state().times(t.element())));
        for (double[] at : new double[][] {{}, {3}, {3, 4, 5}}) {
            Var all = stack(List.of(r.last(), r.states().sum()), 0);
            Var slope = Gradient.of(r.last().plus(r.states().sum()), x).sum();
            double last = 2;
            double sum = 0;
            for (double v : at) {
                last *= v;
                sum += last;
            }
            Tensor given = Tensor.of(at, at.length);
            assertArrayEquals(
                    new double[] {last, sum},
                    all.eval(n.with(Tensor.scalar((long) at.length)), x.with(given))
                            .toDoubles());
            double want = at.length == 0 ? 0 : at.length == 1 ? 4 : slopeOfThree(at);
            assertEquals(
                    want,
                    slope.eval(n.with(Tensor.scalar((long) at.length)), x.with(given))
                            .item(),
                    1e-12);
        }
    }

    private static double slopeOfThree(double[] x) {
        double a = x[0];
        double b = x[1];
        double c = x[2];
        double d1 = 2 + 2 * b + 2 * 2 * b * c;
        double d2 = 2 * a + 2 * 2 * a * c;
        double d3 = 2 * 2 * a * b;
        return d1 + d2 + d3;
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void a_while_loop_ends_where_its_condition_fails(String backend) {
        Var x = Var.input("x");
        Var halved = whileLoop(x, v -> v.gt(1), v -> v.times(0.5));
        Var bounded = whileLoop(x, 5, v -> v.gt(1), v -> v.times(0.5));
        for (double at : new double[] {0.5, 1, 20, 31, 33}) {
            double want = at;
            int steps = 0;
            while (want > 1) {
                want /= 2;
                steps++;
            }
            Tensor given = Tensor.scalar(at);
            assertEquals(want, value(backend, halved, List.of(x), given).item());
            assertEquals(
                    steps <= 5 ? want : Double.NaN,
                    value(backend, bounded, List.of(x), given).item());
            double slope =
                    value(backend, Gradient.of(bounded, x), List.of(x), given).item();
            assertEquals(steps <= 5 ? Math.pow(0.5, steps) : 0, slope);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void newtons_steps_count_until_they_rest(String backend) {
        Var c = Var.input("c");
        List<Var> root = whileLoop(
                List.of(c, Var.constant(0L)),
                60,
                s -> s.get(0).square().minus(c).abs().gt(1e-12),
                s -> List.of(s.get(0).plus(c.div(s.get(0))).times(0.5), s.get(1).plus(1)));
        assertEquals(
                Math.sqrt(2),
                value(backend, root.get(0), List.of(c), Tensor.scalar(2.0)).item(),
                1e-12);
        assertEquals(
                5, value(backend, root.get(1), List.of(c), Tensor.scalar(2.0)).item());
        CheckGradient check = CheckGradient.of(
                root.get(0),
                List.of(c),
                List.of(Tensor.scalar(2.0)),
                CompileOptions.defaults().withBackend(backend));
        assertTrue(check.error() < 1e-8, check.worst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void what_a_step_computes_and_nobody_uses_has_no_slope(String backend) {
        Var x = Var.input("x", 3);
        Scan.Result r = Scan.over(x).from(2.0).run(t -> t.next(log(t.state().minus(t.element())))
                .give(t.state()));
        // The states before the steps are 2, log(2 - 1) = 0 and log(0 - -1) = 0; the one after the last is log(0) and
        // unused.
        Tensor at = Tensor.of(new double[] {1, -1, 0});
        double[] slope = numbers(backend, Gradient.of(r.output().sum(), x), List.of(x), at);
        assertArrayEquals(new double[] {-1 + -1, -1, 0}, slope, 1e-15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void draws_by_a_key_and_the_row_differ_from_step_to_step_and_are_those_of_the_key(String backend) {
        KeyVar key = KeyVar.of(RandomKey.of(5));
        Var u = Scan.times(4)
                .run(t -> t.next().give(key.fold(t.row()).uniform(Shape.of(2))))
                .output();
        double[] drawn = numbers(backend, u, List.of());
        for (int t = 0; t < 4; t++) {
            double[] want = {
                RandomKey.of(5).fold(t).uniform(0), RandomKey.of(5).fold(t).uniform(1)
            };
            assertArrayEquals(want, Arrays.copyOfRange(drawn, 2 * t, 2 * t + 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interp", "vector"})
    void where_states_take_too_much_memory_blocks_of_steps_are_run_again_for_the_same_gradient(String backend) {
        int n = 8192;
        int steps = 2100;
        Var x = Var.input("x", steps);
        Var a = Var.input("a");
        Var first = Var.input("first", n);
        for (boolean backward : new boolean[] {false, true}) {
            Scan over = Scan.over(x).from(first);
            Var last = (backward ? over.backward() : over)
                    .run(t -> t.next(t.state().times(a).plus(t.element().times(t.row()))))
                    .last();
            List<Var> slopes = Gradient.of(last.sum(), List.of(x, a, first));
            double[] at = new SplittableRandom(3).doubles(steps, -1, 1).toArray();
            double[] begin = new double[n];
            Tensor[] given = {Tensor.of(at), Tensor.scalar(0.999), Tensor.of(begin)};
            double[] dx = numbers(backend, slopes.getFirst(), List.of(x, a, first), given);
            double[] state = {0, 0};
            double power = n;
            for (int i = 0; i < steps; i++) {
                int t = backward ? i : steps - 1 - i;
                assertEquals(power * t, dx[t], 1e-9 * power * t, "element " + t);
                power *= 0.999;
                int s = backward ? steps - 1 - i : i;
                state[1] = state[1] * 0.999 + state[0];
                state[0] = state[0] * 0.999 + at[s] * s;
            }
            double da =
                    value(backend, slopes.get(1), List.of(x, a, first), given).item();
            assertEquals(n * state[1], da, 1e-9 * Math.abs(da));
        }
    }
}
