package ppl.backend.tck.areas;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import ppl.backend.tck.rule.Case;
import ppl.backend.tck.rule.Expect;
import ppl.backend.tck.rule.Rule;
import ppl.backend.tck.rule.Subject;
import ppl.backend.tck.rule.Trial;
import ppl.backend.tck.tables.Pattern;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;

/** Rules T: several threads, each with a caller of its own, get what one thread gets. */
final class ThreadRules {

    private static final int THREADS = 4;
    private static final int ROUNDS = 200;

    private ThreadRules() {}

    static List<Rule> all() {
        return List.of(
                Rule.of(
                        "T1.01",
                        "callers of one executable may run at the same time",
                        "one workspace for all callers",
                        together()),
                Rule.of("T1.02", "programs may be compiled at the same time", "a compiler's static state", compiling()),
                Rule.of(
                        "T1.03",
                        "calls of two callers may take turns on one thread",
                        "a workspace per thread instead of per caller",
                        turns()),
                Rule.of("T1.04", "a caller may move from thread to thread", "thread-local state", moving()),
                Rule.of(
                        "T1.05",
                        "arrays of one call are left alone by the calls of others",
                        "a result array kept and written later",
                        leftAlone()));
    }

    private static final int N = 500;

    /** Sums by group, their sum of squares, its gradient: some of every kind of loop, with results of differing lengths. */
    private static Trial sample(Subject s) {
        Var x = Var.input("x", N);
        Var groups =
                Var.constant(Tensor.of(IntStream.range(0, N).map(i -> i % 7).toArray()));
        Var sums = Functions.scatterAdd(x.times(x), groups, 0, 7);
        Var y = sums.get(groups).times(x).plus(1).abs().sqrt().sum();
        return s.compile(List.of(x), sums, y, Gradient.of(y, x));
    }

    private static Tensor input(int thread) {
        return Pattern.NEAR1.tensor(DType.F64, 80 + thread, N);
    }

    private static void same(List<Tensor> expected, List<Tensor> actual, String who) {
        for (int i = 0; i < expected.size(); i++) {
            Expect.bits(expected.get(i), actual.get(i), "output " + i + " of " + who);
        }
    }

    private static Case together() {
        return new Case(THREADS + " threads, " + ROUNDS + " calls each", s -> {
            try (Trial trial = sample(s)) {
                List<List<Tensor>> alone = IntStream.range(0, THREADS)
                        .mapToObj(t -> trial.call(input(t)))
                        .toList();
                CyclicBarrier start = new CyclicBarrier(THREADS);
                run(THREADS, t -> {
                    CompiledGraph.Caller caller = trial.executable().caller();
                    start.await(60, TimeUnit.SECONDS);
                    for (int i = 0; i < ROUNDS; i++) {
                        same(alone.get(t), trial.call(caller, input(t)), "thread " + t);
                    }
                });
            }
        });
    }

    private static Case compiling() {
        return new Case(THREADS + " threads, 25 programs each", s -> {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            run(THREADS, t -> {
                start.await(60, TimeUnit.SECONDS);
                for (int i = 0; i < 25; i++) {
                    Var x = Var.input("x", 9);
                    double factor = t * 100 + i;
                    Tensor ones = Tensor.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1});
                    Tensor sum = s.run(x.times(factor).sum(), x.with(ones));
                    Expect.bits(Tensor.scalar(9 * factor), sum, "program " + i + " of thread " + t);
                }
            });
        });
    }

    private static Case turns() {
        return new Case("two callers, ten turns", s -> {
            try (Trial trial = sample(s)) {
                CompiledGraph.Caller first = trial.executable().caller();
                CompiledGraph.Caller second = trial.executable().caller();
                List<Tensor> a = trial.call(first, input(1));
                List<Tensor> b = trial.call(second, input(2));
                for (int i = 0; i < 10; i++) {
                    same(a, trial.call(first, input(1)), "the first caller");
                    same(b, trial.call(second, input(2)), "the second caller");
                }
            }
        });
    }

    private static Case moving() {
        return new Case("one caller, six threads one after the other", s -> {
            try (Trial trial = sample(s)) {
                CompiledGraph.Caller caller = trial.executable().caller();
                List<Tensor> here = trial.call(caller, input(3));
                for (int i = 0; i < 6; i++) {
                    run(1, _ -> same(here, trial.call(caller, input(3)), "another thread"));
                }
            }
        });
    }

    private static Case leftAlone() {
        return new Case("results kept over later calls", s -> {
            try (Trial trial = sample(s)) {
                CompiledGraph.Caller caller = trial.executable().caller();
                List<Tensor> kept = trial.call(caller, input(4));
                List<Tensor> copies = kept.stream()
                        .map(t -> Tensor.wrap(Trial.copy(t), t.sizes()))
                        .toList();
                trial.call(caller, input(5));
                trial.call(trial.executable().caller(), input(6));
                same(copies, kept, "the first call, read after two more");
            }
        });
    }

    private interface Work {
        void of(int thread) throws Exception;
    }

    /** Runs work on threads of its own; the first failure is thrown. */
    private static void run(int threads, Work work) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                Callable<Boolean> task = () -> {
                    work.of(thread);
                    return true;
                };
                results.add(pool.submit(task));
            }
            for (Future<Boolean> result : results) {
                try {
                    result.get();
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof AssertionError failure) {
                        throw failure;
                    }
                    throw e;
                }
            }
        }
    }
}
