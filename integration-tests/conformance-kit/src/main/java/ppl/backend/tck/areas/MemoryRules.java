package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.spi.lower.Lowering;
import ppl.backend.tck.rule.AllocationCounter;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Need;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Trial;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Scan;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;

/** Rules A: a call allocates nothing. */
final class MemoryRules {

    private static final int WARM_UP = 3000;
    private static final int CALLS = 1000;

    private MemoryRules() {}

    static List<Rule> all() {
        return List.of(Rule.of(
                        "A1.01",
                        "after the first calls, a call allocates nothing",
                        "buffers or views made per call, boxed numbers, iterators",
                        cases())
                .needing(Need.ALLOCATION_COUNTER));
    }

    private static List<Case> cases() {
        Var x = Var.input("x", 60);
        Var a = Var.input("a", 4, 4);
        Tensor numbers =
                Tensor.of(IntStream.range(0, 60).mapToDouble(i -> 0.1 * i).toArray());
        Tensor matrix = Tensor.of(new double[] {5, 1, 0, 0, 1, 5, 1, 0, 0, 1, 5, 1, 0, 0, 1, 5}, 4, 4);
        Var groups =
                Var.constant(Tensor.of(IntStream.range(0, 60).map(i -> i % 7).toArray()));
        Var byGroup = Functions.scatterAdd(x, groups, 0, 7);
        Var y = x.times(x).plus(1).sqrt().sum();
        List<Case> cases = new ArrayList<>();
        cases.add(free("a sum", List.of(x), List.of(numbers), x.sum()));
        cases.add(free("elementwise", List.of(x), List.of(numbers), Functions.where(x.gt(1), x.times(2), x.abs())));
        cases.add(free("a value and its gradient", List.of(x), List.of(numbers), y, Gradient.of(y, x)));
        cases.add(free(
                "gather and scatter-add",
                List.of(x),
                List.of(numbers),
                byGroup.get(groups).times(x)));
        cases.add(free("a matrix product", List.of(a), List.of(matrix), Functions.matmul(a, a.transpose())));
        cases.add(free(
                "a factor and a solve",
                List.of(a),
                List.of(matrix),
                Functions.triangularSolve(Functions.cholesky(a), a, true)));
        Var branch = Functions.cond(x.sum().gt(1), () -> x.times(x).sum(), () -> x.sum());
        cases.add(free("a branch and its gradient", List.of(x), List.of(numbers), branch, Gradient.of(branch, x)));
        Var walk = Scan.over(a)
                .from(Functions.zeros(a.type()))
                .run(t -> t.next(Functions.matmul(t.state(), a)
                        .times(0.1)
                        .plus(t.element())
                        .plus(t.row())))
                .states()
                .sum();
        cases.add(free("a loop and its gradient", List.of(a), List.of(matrix), walk, Gradient.of(walk, a)));
        cases.add(free("sums over each axis", List.of(a), List.of(matrix), a.sum(0), a.sum(1), a.max()));
        return cases;
    }

    private static Case free(String name, List<Var> inputs, List<Tensor> values, Var... outputs) {
        return new Case(name, s -> {
            Graph lowered = Lowering.lower(new Graph(inputs, List.of(outputs)), s.backend(), NumericMode.STRICT)
                    .graph();
            try (Trial trial = s.compile(inputs, lowered.outputs().toArray(Var[]::new))) {
                CompiledGraph.Caller caller = trial.executable().caller();
                Object[] in = values.stream().map(Trial::copy).toArray();
                Object[] out = trial.outputs();
                Runnable calls = () -> {
                    for (int i = 0; i < CALLS; i++) {
                        caller.call(in, out);
                    }
                };
                for (int i = 0; i < WARM_UP; i += CALLS) {
                    calls.run();
                }
                long[] bytes = new long[5];
                Arrays.setAll(bytes, _ -> AllocationCounter.bytesOf(calls));
                long least = Arrays.stream(bytes).min().orElseThrow(); // the JVM itself allocates now and then
                Expect.that(least < CALLS, CALLS + " calls allocate " + least + " bytes");
            }
        });
    }
}
