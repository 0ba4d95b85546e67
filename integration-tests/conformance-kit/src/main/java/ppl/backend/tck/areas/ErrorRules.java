package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Program;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Interval;
import ppl.graph.PplException;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.RichOp;

/** Rules E: what is refused, and how. Values never are: arithmetic on NaN or indices out of range is no error. */
final class ErrorRules {

    private ErrorRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "E1.01",
                        "arrays of another number, type or length are refused by name",
                        "an exception of the array access",
                        arguments()),
                Rule.of(
                        "E1.02",
                        "after a refused call the next one is right",
                        "a workspace left half written",
                        after()),
                Rule.of(
                        "E2.01",
                        "a rich op that is not claimed is refused when compiled, by name",
                        "a failure at the first call, a silent wrong value",
                        unknownOp()),
                Rule.of(
                        "E2.02",
                        "a claimed op's refusal to compile leaves the backend usable",
                        "a lock or a cache entry left behind",
                        usableAfter()),
                Rule.of("E3.01", "no value makes a call throw", "an exception from hostile numbers", hostileValues()));
    }

    private static List<Case> arguments() {
        List<Case> cases = new ArrayList<>();
        double[] weights = new double[3];
        long[] counts = new long[2];
        cases.add(refused("too few inputs", new Object[] {new double[3]}, "2"));
        cases.add(refused("too many inputs", new Object[] {new double[3], new long[2], new long[2]}, "2"));
        cases.add(refused("an input too short", new Object[] {new double[2], counts}, "weights"));
        cases.add(refused("an input too long", new Object[] {new double[4], counts}, "weights"));
        cases.add(refused("an input of another type", new Object[] {new float[3], counts}, "weights"));
        cases.add(refused("integers of another width", new Object[] {weights, new int[2]}, "counts"));
        cases.add(refused("an input that is null", withNull(weights), "counts"));
        cases.add(refused("an input that is no array", new Object[] {3.0, counts}, "weights"));
        return cases;
    }

    @SuppressWarnings("NullAway") // what a caller without null checks may do
    private static Object[] withNull(double[] weights) {
        return new Object[] {weights, null};
    }

    private static Case refused(String name, Object[] inputs, String named) {
        return new Case(name, s -> {
            try (CompiledGraph graph = sample(s)) {
                String message = refusal(() -> graph.caller().call(inputs, new Object[] {new double[1]}));
                Expect.that(message.contains(named), "the message does not name '" + named + "': " + message);
            }
        });
    }

    /** The sum of three weights and two counts. */
    private static CompiledGraph sample(Subject s) {
        Var weights = Var.input("weights", 3);
        Var counts = Var.input("counts", Tensor.of(new long[2]).type());
        Var sum = weights.sum().plus(counts.sum().cast(DType.F64));
        return s.lower(new Graph(List.of(weights, counts), List.of(sum)), NumericMode.STRICT);
    }

    /** The message of the {@link PplException} that the action must throw. */
    static String refusal(Runnable action) {
        try {
            action.run();
        } catch (PplException e) {
            String message = String.valueOf(e.getMessage());
            Expect.that(message.length() > 15, "the message does not say why: " + message);
            return message;
        } catch (RuntimeException | LinkageError e) {
            Expect.that(false, "a PplException was expected, but thrown was " + e);
        }
        Expect.that(false, "nothing was thrown");
        return "";
    }

    private static Case after() {
        return new Case("too short an input, then a good one", s -> {
            try (CompiledGraph graph = sample(s)) {
                CompiledGraph.Caller caller = graph.caller();
                double[] out = new double[1];
                refusal(() -> caller.call(new Object[] {new double[1], new long[2]}, new Object[] {out}));
                caller.call(new Object[] {new double[] {1, 2, 3}, new long[] {4, 5}}, new Object[] {out});
                Expect.bits(Tensor.of(new double[] {15}), Tensor.of(out), "the sum");
            }
        });
    }

    /** An op that no backend can know. */
    private record Unheard(String name) implements RichOp {
        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Interval range(List<Var> inputs) {
            return Interval.ALL;
        }

        @Override
        public Var expand(List<Var> inputs) {
            return inputs.getFirst().plus(1);
        }

        @Override
        public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
            return Collections.singletonList(cotangent);
        }
    }

    private static List<Case> unknownOp() {
        return List.of(
                new Case("in a program", s -> {
                    Var x = Var.input("x", 3);
                    Var y = Var.of(new Unheard("conformance_unheard_of"), x).plus(1);
                    Program program = new Program(new Graph(List.of(x), List.of(y)));
                    String message = refusal(() -> s.backend().compile(program, NumericMode.STRICT));
                    Expect.that(
                            message.contains("conformance_unheard_of"), "the message does not name the op: " + message);
                }),
                new Case(
                        "is not claimed",
                        s -> Expect.that(
                                !s.backend().claims(new Unheard("conformance_unheard_of"), NumericMode.STRICT),
                                "the backend claims an op it cannot know")),
                new Case("lowered, it runs by its expansion", s -> {
                    Var x = Var.input("x", 2);
                    Var y = Var.of(new Unheard("conformance_unheard_of"), x);
                    Tensor one = s.lowered(List.of(y), x.with(Tensor.of(new double[] {1, 2})))
                            .getFirst();
                    Expect.bits(Tensor.of(new double[] {2, 3}), one, "the expansion");
                }));
    }

    private static Case usableAfter() {
        return new Case("ten refusals, then a program", s -> {
            Var x = Var.input("x", 3);
            Program program =
                    new Program(new Graph(List.of(x), List.of(Var.of(new Unheard("conformance_unheard_of"), x))));
            for (int i = 0; i < 10; i++) {
                refusal(() -> s.backend().compile(program, NumericMode.STRICT));
            }
            Expect.bits(Tensor.scalar(6.0), s.run(x.sum(), x.with(Tensor.of(new double[] {1, 2, 3}))), "the sum");
        });
    }

    private static List<Case> hostileValues() {
        double[] hostile = {
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            1e300,
            -1
        };
        List<Case> cases = new ArrayList<>();
        for (double value : hostile) {
            cases.add(new Case("all inputs " + value, s -> {
                double[] nine = new double[9];
                Arrays.fill(nine, value);
                Tensor given = Tensor.of(nine, 3, 3);
                Var x = Var.input("x", 3, 3);
                Var l = Functions.cholesky(x);
                s.runAll(
                        List.of(
                                x.sqrt().div(x).sum(),
                                Functions.triangularSolve(l, x, true),
                                x.reshape(9).get(x.cast(DType.I64)),
                                Functions.scatterAdd(x.reshape(9), x.reshape(9).cast(DType.I32), 0, 4),
                                x.dot(x).max()),
                        x.with(given));
            }));
        }
        return cases;
    }
}
