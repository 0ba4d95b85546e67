package ppl.backend.tck.areas;

import java.util.List;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Rules X: closing. */
final class LifeRules {

    private LifeRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of("X1.01", "closing twice is harmless", "memory freed twice", new Case("close, close", s -> {
                    Executable e = sample(s);
                    e.close();
                    e.close();
                })),
                Rule.of(
                        "X1.02",
                        "calling after closing is an error that says so",
                        "a call into freed memory, a call that still works",
                        closedCalls()),
                Rule.of(
                        "X1.03",
                        "closing one executable leaves others of the same program alone",
                        "code or buffers shared without a count",
                        closesOnlyItself()),
                Rule.of(
                        "X1.04",
                        "an executable that was never called closes",
                        "a workspace that is not there yet",
                        new Case("compile, close", s -> sample(s).close())),
                Rule.of(
                        "X1.05",
                        "many programs may be compiled, called and closed",
                        "buffers or classes that are never given back",
                        new Case("300 programs", s -> {
                            for (int i = 0; i < 300; i++) {
                                try (Executable e = sample(s)) {
                                    Expect.bits(Tensor.of(new double[] {3}), call(e.caller()), "program " + i);
                                }
                            }
                        })));
    }

    private static Executable sample(Subject s) {
        Var x = Var.input("x", 2);
        return s.backend().compile(new Program(new Graph(List.of(x), List.of(x.sum()))), NumericMode.STRICT);
    }

    private static Tensor call(CompiledGraph.Caller caller) {
        double[] out = new double[1];
        caller.call(new Object[] {new double[] {1, 2}}, new Object[] {out});
        return Tensor.of(out);
    }

    private static List<Case> closedCalls() {
        return List.of(
                new Case("a caller made before", s -> {
                    Executable e = sample(s);
                    CompiledGraph.Caller caller = e.caller();
                    call(caller);
                    e.close();
                    closedMessage(ErrorRules.refusal(() -> call(caller)));
                }),
                new Case("a caller asked for after", s -> {
                    Executable e = sample(s);
                    e.close();
                    closedMessage(ErrorRules.refusal(() -> call(e.caller())));
                }),
                new Case("a compiled graph", s -> {
                    Var x = Var.input("x", 2);
                    CompiledGraph graph = s.lower(new Graph(List.of(x), List.of(x.sum())), NumericMode.STRICT);
                    graph.close();
                    graph.close();
                    closedMessage(ErrorRules.refusal(() -> graph.call(List.of(Tensor.of(new double[2])))));
                }));
    }

    private static void closedMessage(String message) {
        Expect.that(message.contains("clos"), "the message does not say that the program is closed: " + message);
    }

    private static Case closesOnlyItself() {
        return new Case("two of one program", s -> {
            Var x = Var.input("x", 2);
            Program program = new Program(new Graph(List.of(x), List.of(x.sum())));
            Executable first = s.backend().compile(program, NumericMode.STRICT);
            try (Executable second = s.backend().compile(program, NumericMode.STRICT)) {
                CompiledGraph.Caller caller = second.caller();
                first.close();
                Expect.bits(Tensor.of(new double[] {3}), call(caller), "the other's caller");
                Expect.bits(Tensor.of(new double[] {3}), call(second.caller()), "a new caller of the other");
            }
        });
    }
}
