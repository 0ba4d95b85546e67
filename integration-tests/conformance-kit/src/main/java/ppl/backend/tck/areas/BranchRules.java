package ppl.backend.tck.areas;

import static ppl.graph.Functions.cond;

import java.util.ArrayList;
import java.util.List;
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

/** Rules D: a cond is its branch taken. Expected bits are those of that branch compiled alone. */
final class BranchRules {

    private static final Var CONDITION = Var.input("c", new TensorType(DType.BOOL, Shape.scalar()));

    /** Two ways to compute results from a matrix. */
    private record Both(String name, Way then, Way otherwise) {}

    /** Results from a matrix. */
    private interface Way {
        List<Var> of(Var matrix);
    }

    private BranchRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "D1.01",
                        "the results of a cond are those of the branch taken",
                        "the other branch, results in another order, a condition read before it is computed",
                        branches()),
                Rule.of(
                        "D1.02",
                        "each call takes its own branch",
                        "a condition remembered, results of the call before",
                        List.of(changing())),
                Rule.of(
                        "D1.03",
                        "the gradient of a cond is that of the branch taken",
                        "adjoints of the other branch, a buffer reused too early",
                        gradients()),
                Rule.of("D1.04", "every type can be a result", "a copy of the wrong type", types()));
    }

    private static List<Both> pairs() {
        return List.of(
                new Both("elementwise", x -> List.of(x.plus(1)), x -> List.of(x.times(3))),
                new Both("sums", x -> List.of(x.sum(0), x.sum()), x -> List.of(x.max(0), x.min())),
                new Both(
                        "an operand is the result",
                        x -> List.of(x, x.transpose().plus(1)),
                        x -> List.of(x.times(2), x.transpose())),
                new Both(
                        "a product and a factor",
                        x -> List.of(Functions.matmul(x, x.transpose())),
                        x -> List.of(Functions.cholesky(x))),
                new Both(
                        "parts and nothing",
                        x -> List.of(x.get(1), x.get(Index.range(0, 0))),
                        x -> List.of(
                                x.get(Index.all(), Index.at(0)),
                                x.get(Index.range(2, 2)).times(2))),
                new Both("one result twice", x -> List.of(x.abs(), x.abs()), x -> List.of(x.abs(), x.sqrt())),
                new Both(
                        "conds inside",
                        x -> List.of(cond(x.sum().gt(0), () -> x.minus(1), () -> x.minus(2))),
                        x -> List.of(cond(x.sum().gt(1e9), () -> x, () -> x.div(3)))),
                new Both("constants", _ -> List.of(Var.constant(1.5)), _ -> List.of(Var.constant(-0.0))));
    }

    private static Tensor matrix() {
        return Pattern.NEAR1.tensor(DType.F64, 5, 4, 4);
    }

    private static List<Case> branches() {
        List<Case> cases = new ArrayList<>();
        for (Both both : pairs()) {
            for (boolean taken : new boolean[] {true, false}) {
                cases.add(new Case(both.name + ", " + taken, s -> {
                    Var x = Var.input("x", 4, 4);
                    Var y = x.plus(0.25).transpose(); // computed before, and moved
                    List<Var> results = cond(CONDITION, () -> both.then.of(y), () -> both.otherwise.of(y));
                    List<Var> alone = (taken ? both.then : both.otherwise).of(y);
                    compare(s, x, taken, results, alone);
                }));
            }
        }
        return cases;
    }

    private static void compare(Subject s, Var x, boolean taken, List<Var> results, List<Var> alone) {
        Tensor at = matrix();
        List<Tensor> expected = s.lowered(alone, x.with(at));
        List<Tensor> actual = s.lowered(results, x.with(at), CONDITION.with(Tensor.scalar(taken)));
        for (int i = 0; i < expected.size(); i++) {
            Expect.bits(expected.get(i), actual.get(i), "result " + i);
        }
    }

    private static Case changing() {
        return new Case("one caller", s -> {
            Var x = Var.input("x", 4, 4);
            List<Var> results = cond(CONDITION, () -> List.of(x.plus(1), x.sum()), () -> List.of(x.times(3), x.max()));
            try (CompiledGraph compiled = s.lower(new Graph(List.of(x, CONDITION), results), NumericMode.STRICT)) {
                CompiledGraph.Caller caller = compiled.caller();
                Object[] out = {new double[16], new double[1]};
                for (boolean taken : new boolean[] {true, false, false, true, true}) {
                    List<Var> alone = taken ? List.of(x.plus(1), x.sum()) : List.of(x.times(3), x.max());
                    List<Tensor> expected = s.lowered(alone, x.with(matrix()));
                    caller.call(new Object[] {Trial.copy(matrix()), new boolean[] {taken}}, out);
                    Expect.bits(expected.get(0), Tensor.wrap(out[0], 4, 4), "the matrix where c is " + taken);
                    Expect.bits(expected.get(1), Tensor.wrap(out[1]).reshape(), "the number where c is " + taken);
                }
            }
        });
    }

    private static List<Case> gradients() {
        List<Case> cases = new ArrayList<>();
        for (boolean taken : new boolean[] {true, false}) {
            cases.add(new Case("where c is " + taken, s -> {
                Var x = Var.input("x", 4, 4);
                Var y = x.square();
                Var whole =
                        cond(CONDITION, () -> y.times(x).sum(), () -> y.sqrt().sum());
                Var alone = taken ? y.times(x).sum() : y.sqrt().sum();
                List<Var> gradient = List.of(whole, Gradient.of(whole, x));
                List<Tensor> expected = s.lowered(List.of(alone, Gradient.of(alone, x)), x.with(matrix()));
                List<Tensor> actual = s.lowered(gradient, x.with(matrix()), CONDITION.with(Tensor.scalar(taken)));
                Expect.bits(expected.get(0), actual.get(0), "the value");
                Expect.close(expected.get(1), actual.get(1), 1e-15, 1, "the gradient");
            }));
        }
        return cases;
    }

    private static List<Case> types() {
        List<Case> cases = new ArrayList<>();
        for (DType dtype : DType.values()) {
            cases.add(new Case(dtype.label(), s -> {
                Var x = Var.input("x", 4, 4);
                Var truth = x.gt(1);
                Var typed = truth.cast(dtype);
                Var other = Functions.not(truth).cast(dtype);
                for (boolean taken : new boolean[] {true, false}) {
                    List<Var> results = cond(
                            CONDITION,
                            () -> List.of(typed, other.transpose()),
                            () -> List.of(other, typed.transpose()));
                    compare(
                            s,
                            x,
                            taken,
                            results,
                            taken ? List.of(typed, other.transpose()) : List.of(other, typed.transpose()));
                }
            }));
        }
        return cases;
    }
}
