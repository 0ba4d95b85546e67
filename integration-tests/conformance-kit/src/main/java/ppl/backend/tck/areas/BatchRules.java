package ppl.backend.tck.areas;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.spi.Program;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;

/** Rules P3: several points in one call. */
final class BatchRules {

    private BatchRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "P3.01",
                        "a batch gives the bits of single calls",
                        "points that share a workspace, sums that run on from point to point",
                        IntStream.of(1, 2, 7).mapToObj(BatchRules::asALoop).toList()),
                Rule.of(
                        "P3.02",
                        "the expected time of a batch is positive and not less than that of one point",
                        "a time a point",
                        new Case("1 and 64 points", BatchRules::estimate)));
    }

    private static Case asALoop(int batch) {
        return new Case(batch + " points", s -> {
            Var x = Var.input("x", 5);
            Var scale = Var.input("scale");
            Var k = Var.input("k", new TensorType(DType.I64, Shape.of(2)));
            Var y = x.times(scale).sum().plus(k.sum().cast(DType.F64));
            List<Var> outputs = List.of(y, Gradient.of(x.times(x).times(scale).sum(), x), k.times(3));
            Program program = new Program(new Graph(List.of(x, scale, k), outputs));
            try (var executable = s.backend().compile(program, NumericMode.STRICT)) {
                double[] xs = IntStream.range(0, 5 * batch)
                        .mapToDouble(i -> 0.1 * i - 1)
                        .toArray();
                double[] scales =
                        IntStream.range(0, batch).mapToDouble(i -> 1.7 + i).toArray();
                long[] ks = IntStream.range(0, 2 * batch).mapToLong(i -> i * i).toArray();
                double[] sums = new double[batch];
                double[] gradients = new double[5 * batch];
                long[] triples = new long[2 * batch];
                CompiledGraph.Caller caller = executable.caller(batch);
                for (int repeat = 0; repeat < 2; repeat++) {
                    caller.call(new Object[] {xs, scales, ks}, new Object[] {sums, gradients, triples});
                    requireSingleCalls(executable.caller(), xs, scales, ks, sums, gradients, triples);
                }
            }
        });
    }

    private static void requireSingleCalls(
            CompiledGraph.Caller single,
            double[] xs,
            double[] scales,
            long[] ks,
            double[] sums,
            double[] gradients,
            long[] triples) {
        for (int b = 0; b < scales.length; b++) {
            double[] sum = new double[1];
            double[] gradient = new double[5];
            long[] triple = new long[2];
            single.call(
                    new Object[] {
                        Arrays.copyOfRange(xs, 5 * b, 5 * b + 5),
                        new double[] {scales[b]},
                        Arrays.copyOfRange(ks, 2 * b, 2 * b + 2)
                    },
                    new Object[] {sum, gradient, triple});
            String at = " of point " + b;
            Expect.bits(Tensor.of(sum), Tensor.of(new double[] {sums[b]}), "the sum" + at);
            Expect.bits(
                    Tensor.of(gradient),
                    Tensor.of(Arrays.copyOfRange(gradients, 5 * b, 5 * b + 5)),
                    "the gradient" + at);
            Expect.bits(
                    Tensor.of(triple), Tensor.of(Arrays.copyOfRange(triples, 2 * b, 2 * b + 2)), "the integers" + at);
        }
    }

    private static void estimate(Subject s) {
        Var x = Var.input("x", 1000);
        Program program = new Program(new Graph(List.of(x), List.of(x.times(x).sum())));
        double one = s.backend().estimateNanos(program, 1);
        double many = s.backend().estimateNanos(program, 64);
        Expect.that(one > 0, "the estimate of a batch of 1 is " + one + " ns");
        Expect.that(many >= one, "64 points are estimated at " + many + " ns, 1 at " + one + " ns");
    }
}
