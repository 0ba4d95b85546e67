package ppl.backend.tck.areas;

import static ppl.graph.Functions.cond;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.tck.areas.Repeated.Left;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.rule.Trial;
import ppl.backend.tck.tables.Pattern;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;

/** Rules D2: a loop is its steps, one after the other. Expected bits are those of the steps written out and compiled. */
final class LoopRules {

    private static final int ROWS = LoopCases.ROWS;
    private static final Var X = LoopCases.X;
    private static final Var STEPS = Var.input("n", new TensorType(DType.I64, Shape.scalar()));

    private LoopRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "D2.01",
                        "the results of a loop are those of its steps, forwards and backwards",
                        "a state overwritten while it is still read, states changed one after the other, rows in another order",
                        steps(LoopCases.all())),
                Rule.of("D2.02", "loops of length 0, 1 and 2", "a step too many, results of no step", lengths()),
                Rule.of(
                        "D2.03",
                        "each call makes as many steps as it is told; rows not reached hold 0",
                        "a count remembered, rows of the call before, counts below 0 or too high",
                        List.of(counted(false), counted(true))),
                Rule.of(
                        "D2.04",
                        "a loop ends before the step that its condition denies",
                        "a condition asked after the step, or of the old state",
                        List.of(asked())),
                Rule.of(
                        "D2.05",
                        "sequences may be moved: reversed, every second row, transposed, repeated",
                        "the row's place computed from the shape",
                        steps(LoopCases.moved())),
                Rule.of(
                        "D2.06",
                        "loops, conds and sums by group in each other",
                        "a counter shared, a branch remembered, places of an index that changes from step to step",
                        steps(LoopCases.nested())),
                Rule.of(
                        "D2.07",
                        "every type can be a state, an element and stacked",
                        "a copy of the wrong type",
                        steps(LoopCases.types())),
                Rule.of(
                        "D2.08",
                        "the gradient of a loop is that of its steps",
                        "states of the wrong row, adjoints of the wrong step",
                        List.of(gradient(false), gradient(true))));
    }

    private static Tensor matrix() {
        return Pattern.NEAR1.tensor(DType.F64, 5, ROWS, LoopCases.COLUMNS);
    }

    /** All rows, known and told in a run. */
    private static List<Case> steps(List<Repeated> repeated) {
        List<Case> cases = new ArrayList<>();
        for (Repeated one : repeated) {
            for (boolean backward : new boolean[] {false, true}) {
                cases.add(new Case(one.name() + (backward ? ", backwards" : ""), s -> {
                    int rows = one.sequences().isEmpty()
                            ? ROWS
                            : one.sequences().getFirst().shape().size(0);
                    Var all = Var.constant((long) rows);
                    List<Var> expected = one.written(rows, rows, backward);
                    compare(s, one.loop(all, all, backward, null), expected, rows);
                    compare(s, one.loop(all, STEPS, backward, null), expected, rows);
                    int few = Math.min(2, rows);
                    compare(s, one.loop(all, STEPS, backward, null), one.written(rows, few, backward), few);
                }));
            }
        }
        return cases;
    }

    private static void compare(Subject s, List<Var> loop, List<Var> written, long steps) {
        List<Tensor> expected = s.lowered(written, X.with(matrix()));
        List<Tensor> actual = s.lowered(loop, X.with(matrix()), STEPS.with(Tensor.scalar(steps)));
        for (int i = 0; i < expected.size(); i++) {
            Expect.bits(expected.get(i), actual.get(i), Repeated.described(written, i) + ", after " + steps + " steps");
        }
    }

    private static List<Case> lengths() {
        List<Case> cases = new ArrayList<>();
        for (int rows : new int[] {0, 1, 2}) {
            cases.add(new Case("length " + rows, s -> {
                Var part = X.get(Index.range(0, rows));
                Repeated one = new Repeated(
                        "",
                        List.of(part),
                        List.of(Var.constant(0.5), X.get(4)),
                        List.of(),
                        g -> new Left(
                                List.of(
                                        g.states().get(0).plus(g.element().sum()),
                                        g.element().times(g.states().get(1))),
                                List.of(g.states().get(1), g.row())));
                Var all = Var.constant((long) rows);
                compare(s, one.loop(all, all, false, null), one.written(rows, rows, false), rows);
                for (int made = 0; made <= rows; made++) {
                    for (boolean backward : new boolean[] {false, true}) {
                        compare(s, one.loop(all, STEPS, backward, null), one.written(rows, made, backward), made);
                    }
                }
            }));
        }
        return cases;
    }

    private static Case counted(boolean backward) {
        return new Case(backward ? "backwards" : "forwards", s -> {
            Repeated one = new Repeated(
                    "",
                    List.of(X),
                    List.of(X.get(1)),
                    List.of(),
                    g -> Left.of(g.state().plus(g.element()), g.state().times(g.element())));
            List<Var> loop = one.loop(Var.constant((long) ROWS), STEPS, backward, null);
            try (CompiledGraph compiled = s.lower(new Graph(List.of(X, STEPS), loop), NumericMode.STRICT)) {
                CompiledGraph.Caller caller = compiled.caller();
                Object[] out = loop.stream()
                        .map(y -> Tensor.allocate(y.dtype(), y.shape().elements()))
                        .toArray();
                for (long told : new long[] {3, -1, ROWS, 0, 9, 1, Long.MAX_VALUE, Long.MIN_VALUE, 2}) {
                    int made = (int) Math.clamp(told, 0, ROWS);
                    List<Tensor> expected = s.lowered(one.written(ROWS, made, backward), X.with(matrix()));
                    caller.call(new Object[] {Trial.copy(matrix()), new long[] {told}}, out);
                    for (int i = 0; i < out.length; i++) {
                        Tensor actual = Tensor.wrap(out[i], loop.get(i).shape().sizes());
                        Expect.bits(expected.get(i), actual, Repeated.described(loop, i) + ", told " + told + " steps");
                    }
                }
            }
        });
    }

    /** It goes on while the state is below what the run says; each step adds 1 to it. */
    private static Case asked() {
        return new Case("one number against another", s -> {
            Var limit = STEPS;
            Repeated one = new Repeated(
                    "",
                    List.of(X),
                    List.of(Var.constant(0L), X.get(0)),
                    List.of(limit),
                    g -> new Left(
                            List.of(g.state().plus(1L), g.states().get(1).plus(g.element())),
                            List.of(g.element().minus(g.states().get(1)))));
            Var all = Var.constant((long) ROWS);
            List<Var> loop = one.loop(all, all, false, g -> g.state().lt(g.other()));
            for (int made = 0; made <= ROWS; made++) {
                compare(s, loop, one.written(ROWS, made, false), made);
            }
        });
    }

    private static Case gradient(boolean backward) {
        return new Case(backward ? "backwards" : "forwards", s -> {
            Repeated one = new Repeated(
                    "",
                    List.of(X),
                    List.of(X.get(1), Var.constant(0.25)),
                    List.of(X.get(2)),
                    g -> new Left(
                            List.of(
                                    g.state().times(g.other()).plus(g.element()).times(0.5),
                                    cond(
                                            g.states().get(1).gt(1),
                                            () -> g.states().get(1).times(0.5),
                                            () -> g.states()
                                                    .get(1)
                                                    .plus(g.element().sum()))),
                            List.of(g.state().square())));
            Var all = Var.constant((long) ROWS);
            List<Var> loop = one.loop(all, all, backward, null);
            List<Var> written = one.written(ROWS, ROWS, backward);
            Tensor expected = s.lowered(List.of(Gradient.of(total(written), X)), X.with(matrix()))
                    .getFirst();
            Tensor actual = s.lowered(List.of(Gradient.of(total(loop), X)), X.with(matrix()))
                    .getFirst();
            Expect.close(expected, actual, 1e-13, 1, "the gradient");
        });
    }

    private static Var total(List<Var> results) {
        Var total = Var.constant(0.0);
        for (Var y : results.subList(1, results.size())) {
            total = total.plus(Functions.sin(y).sum());
        }
        return total;
    }
}
