package ppl.backend.tck.areas;

import static ppl.graph.Functions.cond;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.backend.tck.areas.Repeated.Left;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** Steps that rules repeat, over the rows of a matrix of 5 rows and 3 columns. */
final class LoopCases {

    static final int ROWS = 5;
    static final int COLUMNS = 3;
    static final Var X = Var.input("x", ROWS, COLUMNS);
    private static final Var COLUMN = X.get(Index.all(), Index.at(1));

    private LoopCases() {}

    /** Recurrences of numbers, vectors and matrices. */
    static List<Repeated> all() {
        Var half = Var.constant(0.5);
        return List.of(
                new Repeated(
                        "a recurrence of numbers",
                        List.of(COLUMN),
                        List.of(half),
                        List.of(X.get(0).sum()),
                        g -> Left.of(
                                g.state().times(g.other()).plus(g.element()),
                                g.state().times(g.element()))),
                new Repeated(
                        "numbers that change places",
                        List.of(COLUMN),
                        List.of(half, Var.constant(2.0), COLUMN.get(2)),
                        List.of(),
                        g -> new Left(
                                List.of(
                                        g.states().get(1),
                                        g.states().get(0),
                                        g.states().get(0).plus(g.element())),
                                List.of())),
                new Repeated(
                        "vectors that change places",
                        List.of(X),
                        List.of(X.get(1), X.get(2), X.get(4)),
                        List.of(),
                        g -> new Left(
                                List.of(
                                        g.states().get(2).plus(g.element()),
                                        g.states().get(0),
                                        g.states().get(1)),
                                List.of(g.states().get(1).sum()))),
                new Repeated(
                        "a delay line",
                        List.of(COLUMN),
                        List.of(X.get(3)),
                        List.of(),
                        g -> Left.of(
                                Functions.concat(
                                        List.of(
                                                g.state().get(Index.range(1, 3)),
                                                g.element().reshape(1)),
                                        0),
                                g.state().max())),
                new Repeated(
                        "a vector seen as a whole by its next one",
                        List.of(X),
                        List.of(X.get(0)),
                        List.of(),
                        g -> Left.of(
                                g.state().div(g.state().sum()).plus(g.element()),
                                g.state().get(new Index.Range(null, null, -1)))),
                new Repeated(
                        "a product and a factor of matrices", List.of(X), List.of(square(0)), List.of(square(1)), g -> {
                            Var next = Functions.matmul(g.state(), g.other()).times(0.1);
                            Var definite = Functions.matmul(next, next.transpose())
                                    .plus(Var.constant(Tensor.of(new double[][] {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}})));
                            return Left.of(next.plus(g.element()), Functions.cholesky(definite));
                        }),
                new Repeated(
                        "numbers of the row",
                        List.of(),
                        List.of(half),
                        List.of(),
                        g -> Left.of(
                                g.state().times(0.5).plus(g.row().cast(DType.F64)),
                                g.row(),
                                g.row().times(2L).plus(1L))),
                new Repeated(
                        "no states",
                        List.of(X),
                        List.of(),
                        List.of(),
                        g -> new Left(
                                List.of(),
                                List.of(g.element().times(2), g.element().sum(), g.element()))));
    }

    private static Var square(int from) {
        return X.get(Index.range(from, from + 3));
    }

    /** Rows that do not lie as the shape says. */
    static List<Repeated> moved() {
        List<Repeated> cases = new ArrayList<>();
        Var line = X.get(1);
        cases.add(along("reversed", X.get(new Index.Range(null, null, -1))));
        cases.add(along("without the first row", X.get(Index.range(1, 5))));
        cases.add(along("every second row", X.get(Index.range(0, 5, 2))));
        cases.add(along("transposed", X.transpose()));
        cases.add(along("some columns", X.get(Index.all(), Index.range(1, 3))));
        cases.add(along("rows of matrices", X.get(Index.range(0, 4)).reshape(2, 2, 3)));
        cases.add(along("repeated", line.reshape(1, 3).broadcastTo(Shape.of(4, 3))));
        cases.add(along("each number repeated", line.reshape(3, 1).broadcastTo(Shape.of(3, 4))));
        cases.add(along("computed", X.times(X).plus(1)));
        cases.add(along("constants", Var.constant(Tensor.of(new double[][] {{1, -2}, {0.5, 3}, {-0.0, 7}}))));
        return cases;
    }

    private static Repeated along(String name, Var sequence) {
        return new Repeated(
                name,
                List.of(sequence, sequence.times(2)),
                List.of(sequence.get(0).transpose()),
                List.of(),
                g -> Left.of(
                        g.state()
                                .times(0.5)
                                .plus(g.element().transpose())
                                .minus(g.elements().get(1).transpose()),
                        g.element()));
    }

    /** Loops, conds and sums by group in each other. */
    static List<Repeated> nested() {
        Repeated inner = new Repeated(
                "",
                List.of(),
                List.of(),
                List.of(),
                h -> Left.of(
                        h.state().times(0.75).plus(h.element().times(h.other())),
                        h.state().minus(h.row().cast(DType.F64))));
        return List.of(
                new Repeated("a loop over each row", List.of(X), List.of(Var.constant(0.25)), List.of(), g -> {
                    Repeated along = new Repeated(
                            "",
                            List.of(g.element()),
                            List.of(g.state()),
                            List.of(g.element().sum()),
                            inner.step());
                    Var three = Var.constant(3L);
                    List<Var> results = along.loop(three, three, false, null);
                    return Left.of(results.get(1), results.get(2), results.get(1));
                }),
                new Repeated(
                        "as many steps inside as the row says, backwards",
                        List.of(X),
                        List.of(Var.constant(0.25)),
                        List.of(),
                        g -> {
                            Repeated along = new Repeated(
                                    "",
                                    List.of(g.element()),
                                    List.of(g.state()),
                                    List.of(g.row().cast(DType.F64)),
                                    inner.step());
                            List<Var> results = along.loop(Var.constant(3L), g.row(), true, null);
                            return Left.of(results.get(1), results.get(0), results.get(2), results.get(3));
                        }),
                new Repeated("a branch in each step", List.of(X), List.of(X.get(0), Var.constant(1L)), List.of(), g -> {
                    List<Var> chosen = cond(
                            g.element().sum().gt(g.state().sum().times(0.5)),
                            () -> List.of(g.state().plus(g.element()), g.row()),
                            () -> List.of(g.element().div(2), g.states().get(1)));
                    return new Left(chosen, List.of(g.states().get(1)));
                }),
                new Repeated("a loop in a branch", List.of(X), List.of(Var.constant(0.25)), List.of(), g -> {
                    Repeated along = new Repeated(
                            "", List.of(g.element()), List.of(g.state()), List.of(g.state()), inner.step());
                    Var three = Var.constant(3L);
                    return Left.of(cond(
                            g.row().ge(2L),
                            () -> along.loop(three, three, true, null).get(1),
                            () -> g.state().plus(1)));
                }),
                new Repeated(
                        "sums by a group that follows from the row",
                        List.of(X),
                        List.of(X.get(0)),
                        List.of(Var.constant(Tensor.of(new long[] {0, 1, 2}))),
                        g -> {
                            Var groups = Functions.where(
                                    g.row().ge(g.other()),
                                    Functions.minimum(g.row().minus(g.other()), 2L),
                                    g.other());
                            Var sums = Functions.scatterAdd(g.element(), groups, 0, 3);
                            return Left.of(g.state().plus(sums), sums, Functions.take(g.state(), groups, 0));
                        }));
    }

    /** Each type of elements. */
    static List<Repeated> types() {
        return Arrays.stream(DType.values()).map(LoopCases::typed).toList();
    }

    private static Repeated typed(DType dtype) {
        Var some = X.times(4).cast(dtype);
        Var truth = COLUMN.gt(1).cast(dtype);
        TensorType vector = new TensorType(dtype, Shape.of(3));
        return new Repeated(
                dtype.label(),
                List.of(some, truth),
                List.of(Functions.zeros(vector), truth.get(2)),
                List.of(truth.get(0)),
                g -> {
                    Var vectorState = g.states().get(0);
                    Var numberState = g.states().get(1);
                    Var moved = dtype == DType.BOOL
                            ? Functions.xor(vectorState, g.elements().get(0))
                            : vectorState.plus(g.elements().get(0));
                    return new Left(
                            List.of(moved, g.elements().get(1)),
                            List.of(
                                    numberState,
                                    vectorState.get(1),
                                    g.other(),
                                    g.elements().get(0)));
                });
    }
}
