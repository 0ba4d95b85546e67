package ppl.backend.tck.areas;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.tables.Pattern;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Rules X: closing. */
final class LifeRules {

    private static final int ROUNDS = 20;

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
                        })),
                Rule.of(
                        "X1.06",
                        "a call in flight when its program is closed ends with its own numbers or is refused",
                        "memory given back under a running call",
                        closedUnderCalls()));
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

    private static Case closedUnderCalls() {
        return new Case("another thread closes, " + ROUNDS + " times", s -> {
            int n = 5000;
            Var x = Var.input("x", n);
            Tensor given = Pattern.NEAR1.tensor(DType.F64, 7, n);
            Program program =
                    new Program(new Graph(List.of(x), List.of(x.times(x).abs().sqrt())));
            try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
                for (int i = 0; i < ROUNDS; i++) {
                    Executable e = s.backend().compile(program, NumericMode.STRICT);
                    CompiledGraph.Caller caller = e.caller();
                    CountDownLatch running = new CountDownLatch(3);
                    AtomicBoolean closed = new AtomicBoolean();
                    Future<String> refusal = thread.submit(() -> refusedAtLast(caller, given, running, closed));
                    Expect.that(running.await(60, TimeUnit.SECONDS), "three calls took a minute");
                    e.close();
                    closed.set(true);
                    closedMessage(refusal.get(60, TimeUnit.SECONDS));
                }
            }
        });
    }

    /** Calls until it is refused; the words of the refusal, or what was wrong with a call before. */
    private static String refusedAtLast(
            CompiledGraph.Caller caller, Tensor given, CountDownLatch running, AtomicBoolean closed) {
        double[] first = new double[given.length()];
        caller.call(new Object[] {given.array()}, new Object[] {first});
        while (true) {
            boolean late = closed.get();
            double[] out = new double[given.length()];
            try {
                caller.call(new Object[] {given.array()}, new Object[] {out});
            } catch (RuntimeException e) {
                return String.valueOf(e.getMessage());
            } finally {
                running.countDown();
            }
            if (!Arrays.equals(first, out)) {
                return "a call in flight gave other numbers: memory was given back under it";
            }
            if (late) {
                return "a call that began after the end was not refused";
            }
        }
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
