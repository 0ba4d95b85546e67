package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Trial;
import ppl.backend.tck.tables.Pattern;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Constant;

/** Rules P2: what a call reads and writes, and what it may not leave behind. */
final class CallRules {

    private CallRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "P2.01",
                        "a call writes every element of every output",
                        "outputs only added to, tails not written",
                        writesAll()),
                Rule.of("P2.02", "a call never writes to its inputs", "an operation done in place", leavesInputs()),
                Rule.of(
                        "P2.03",
                        "a call does not depend on the calls before it",
                        "accumulators or caches kept in the workspace",
                        repeatable()),
                Rule.of(
                        "P2.04",
                        "inputs are read anew at every call, from whatever array they are in",
                        "values cached by the array's identity",
                        readsAnew()),
                Rule.of(
                        "P2.05",
                        "an input array may be given for several inputs",
                        "inputs copied by identity",
                        sharedArrays()),
                Rule.of(
                        "P2.06",
                        "compiling a program again gives the same bits",
                        "an order taken from hashes or identity",
                        compiledAgain()),
                Rule.of(
                        "P2.07",
                        "a call never writes to the constants of its program",
                        "an operation done in place, a constant used as a buffer",
                        leavesConstants()));
    }

    private static List<Case> writesAll() {
        List<Case> cases = new ArrayList<>();
        for (int n : new int[] {1, 7, 17, 1000}) {
            cases.add(new Case("results of " + n + " elements into arrays with other numbers", s -> {
                Var x = Var.input("x", n);
                Var i = Var.input("i", Tensor.of(new int[n]).type());
                Var sums = Functions.scatterAdd(x, i, 0, n + 1);
                try (var trial = s.compile(List.of(x, i), x.times(2), x.lt(0), sums, x.sum())) {
                    var caller = trial.executable().caller();
                    Object[] in = {new double[n], new int[n]};
                    Object[] out = trial.outputs();
                    caller.call(in, out);
                    List<Tensor> first = trial.wrap(out);
                    Expect.bits(Tensor.of(new double[n]), first.get(0), "the product");
                    Expect.bits(Tensor.of(new boolean[n]), first.get(1), "the comparison");
                    Expect.bits(Tensor.of(new double[n + 1]), first.get(2), "the scattered sums");
                    Expect.bits(Tensor.scalar(0.0), first.get(3), "the sum");
                    Arrays.fill((boolean[]) out[1], false);
                    Arrays.fill((double[]) in[0], -1);
                    caller.call(in, out);
                    boolean[] all = new boolean[n];
                    Arrays.fill(all, true);
                    Expect.bits(Tensor.of(all), trial.wrap(out).get(1), "the comparison at the second call");
                }
            }));
        }
        return cases;
    }

    private static List<Case> leavesInputs() {
        return List.of(new Case("inputs of every type", s -> {
            Var x = Var.input("x", 20);
            Var a = Var.input("a", 3, 3);
            Var i = Var.input("i", Tensor.of(new long[20]).type());
            Var b = Var.input("b", Tensor.of(new boolean[20]).type());
            Var y = Functions.where(b, x.unaryMinus(), x.times(x)).plus(x.get(i));
            Var factor = Functions.cholesky(a);
            Tensor[] values = {
                Pattern.WIDE.tensor(DType.F64, 71, 20),
                Tensor.of(new double[] {4, 1, 0, 1, 4, 1, 0, 1, 4}, 3, 3),
                Tensor.of(IntStream.range(0, 20).asLongStream().map(k -> 19 - k).toArray()),
                Tensor.of(new boolean[20])
            };
            Var solved = Functions.triangularSolve(factor, a, false);
            try (var trial = s.compile(List.of(x, a, i, b), y, y.sum(), factor, solved)) {
                Object[] in = Arrays.stream(values).map(Trial::copy).toArray();
                trial.executable().caller().call(in, trial.outputs());
                for (int k = 0; k < in.length; k++) {
                    Expect.bits(values[k], Tensor.wrap(in[k], values[k].sizes()), "input " + k + " after the call");
                }
            }
        }));
    }

    private static List<Case> repeatable() {
        return List.of(new Case("NaN first, numbers after it, and again", s -> {
            Var x = Var.input("x", 40);
            Var i = Var.input("i", Tensor.of(new int[40]).type());
            Var y = Functions.scatterAdd(x.times(x), i, 0, 5);
            Tensor indices = Tensor.of(IntStream.range(0, 40).map(k -> k % 5).toArray());
            Tensor good = Pattern.WIDE.tensor(DType.F64, 72, 40);
            double[] nan = new double[40];
            Arrays.fill(nan, Double.NaN);
            try (var trial = s.compile(List.of(x, i), y, x.sum(), x.max())) {
                List<Tensor> before = trial.call(good, indices);
                trial.call(Tensor.of(nan), indices);
                List<Tensor> after = trial.call(good, indices);
                for (int k = 0; k < 3; k++) {
                    Expect.bits(before.get(k), after.get(k), "output " + k + " of the third call");
                }
            }
        }));
    }

    private static List<Case> readsAnew() {
        return List.of(
                new Case("one array with other numbers", s -> {
                    Var x = Var.input("x", 4);
                    try (var trial = s.compile(List.of(x), x.sum())) {
                        var caller = trial.executable().caller();
                        double[] in = {1, 2, 3, 4};
                        double[] out = new double[1];
                        for (int k = 0; k < 5; k++) {
                            in[3] = k;
                            caller.call(new Object[] {in}, new Object[] {out});
                            Expect.bits(Tensor.of(new double[] {6.0 + k}), Tensor.of(out), "call " + k);
                        }
                    }
                }),
                new Case("another array at every call", s -> {
                    Var x = Var.input("x", 4);
                    try (var trial = s.compile(List.of(x), x.sum())) {
                        for (int k = 0; k < 5; k++) {
                            Tensor sum = trial.call(Tensor.of(new double[] {1, 2, 3, k}))
                                    .getFirst();
                            Expect.bits(Tensor.scalar(6.0 + k), sum, "call " + k);
                        }
                    }
                }));
    }

    private static List<Case> sharedArrays() {
        return List.of(new Case("x - y with one array for both", s -> {
            Var x = Var.input("x", 3);
            Var y = Var.input("y", 3);
            try (var trial = s.compile(List.of(x, y), x.minus(y), x.plus(y))) {
                double[] both = {1, 2, 3};
                Object[] out = trial.outputs();
                trial.executable().caller().call(new Object[] {both, both}, out);
                Expect.bits(Tensor.of(new double[3]), trial.wrap(out).get(0), "x - y");
                Expect.bits(Tensor.of(new double[] {2, 4, 6}), trial.wrap(out).get(1), "x + y");
            }
        }));
    }

    private static List<Case> compiledAgain() {
        return List.of(new Case("a value and its gradient, five times", s -> {
            Var x = Var.input("x", 50);
            Var y = x.times(x).plus(1).sqrt().sum().times(x.mean());
            List<Var> outputs = List.of(y, Gradient.of(y, x));
            Tensor given = Pattern.WIDE.tensor(DType.F64, 73, 50);
            List<Tensor> first = s.runAll(outputs, x.with(given));
            for (int k = 0; k < 5; k++) {
                List<Tensor> again = s.runAll(outputs, x.with(given));
                Expect.bits(first.get(0), again.get(0), "the value");
                Expect.bits(first.get(1), again.get(1), "the gradient");
            }
        }));
    }

    private static List<Case> leavesConstants() {
        return List.of(new Case("constants of every type", s -> {
            int n = 23;
            Tensor[] values = {
                Pattern.WIDE.tensor(DType.F64, 74, n),
                Pattern.WIDE.tensor(DType.F32, 75, n),
                Tensor.of(
                        IntStream.range(0, n).asLongStream().map(k -> n - 1 - k).toArray()),
                Tensor.of(IntStream.range(0, n).map(k -> k % 5).toArray()),
                Tensor.of(firstTrue(n))
            };
            List<Var> constants = Arrays.stream(values)
                    .map(v -> Var.constant(Tensor.wrap(Trial.copy(v), v.sizes())))
                    .toList();
            Var x = Var.input("x", n);
            Var moved = x.plus(constants.get(0)).times(constants.get(1).cast(DType.F64));
            Var chosen = Functions.where(constants.get(4), moved, constants.get(0));
            Var byGroup = Functions.scatterAdd(chosen.get(constants.get(2)), constants.get(3), 0, 5);
            try (var trial = s.compile(List.of(x), moved, chosen, byGroup, constants.get(0))) {
                trial.call(values[0]);
                trial.call(values[0]);
            }
            for (int k = 0; k < values.length; k++) {
                Tensor held = ((Constant) constants.get(k).op()).value();
                Expect.bits(values[k], held, "constant " + k + " after two calls");
            }
        }));
    }

    private static boolean[] firstTrue(int n) {
        boolean[] values = new boolean[n];
        values[0] = true;
        return values;
    }
}
