package ppl.tests.tck;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Backends that close too little, too much or too early. */
final class WrongLife {

    private WrongLife() {}

    static BrokenBackend callsAfterClosing() {
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                Executable right = super.compile(program, mode);
                return new Executable() {
                    @Override
                    public CompiledGraph.Caller caller() {
                        return right.caller();
                    }

                    @Override
                    public void close() {}
                };
            }
        };
    }

    static BrokenBackend closesOnce() {
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                Executable right = super.compile(program, mode);
                boolean[] closed = new boolean[1];
                return new Executable() {
                    @Override
                    public CompiledGraph.Caller caller() {
                        return right.caller();
                    }

                    @Override
                    public void close() {
                        if (closed[0]) {
                            throw new IllegalStateException("memory freed twice");
                        }
                        closed[0] = true;
                        right.close();
                    }
                };
            }
        };
    }

    /**
     * A call that is in flight on another thread when the program is closed reads what is no longer there. Closing waits
     * until such a call is in flight, so that no luck of the scheduler hides the fault.
     */
    static BrokenBackend closesUnderCalls() {
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                Executable right = super.compile(program, mode);
                Thread owner = Thread.currentThread();
                AtomicInteger calls = new AtomicInteger();
                CountDownLatch inFlight = new CountDownLatch(1);
                CountDownLatch closed = new CountDownLatch(1);
                return new Executable() {
                    @Override
                    public CompiledGraph.Caller caller() {
                        CompiledGraph.Caller caller = right.caller();
                        return (in, out) -> {
                            caller.call(in, out);
                            boolean long64 = in.length == 1 && in[0] instanceof double[] a && a.length >= 5000;
                            boolean elsewhere = Thread.currentThread() != owner;
                            if (long64 && elsewhere && calls.incrementAndGet() == 5) {
                                inFlight.countDown();
                                if (await(closed)) {
                                    Arrays.fill((double[]) out[0], 0);
                                }
                            }
                        };
                    }

                    @Override
                    public void close() {
                        if (calls.get() > 0) {
                            await(inFlight);
                        }
                        right.close();
                        closed.countDown();
                    }
                };
            }
        };
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Executables of one program share what closing releases. */
    static BrokenBackend closesItsTwin() {
        Map<Program, Executable> cache = new IdentityHashMap<>();
        return new BrokenBackend() {
            @Override
            public synchronized Executable compile(Program program, NumericMode mode) {
                return cache.computeIfAbsent(program, p -> super.compile(p, mode));
            }
        };
    }

    static BrokenBackend runsOutOfPrograms() {
        AtomicInteger open = new AtomicInteger();
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                boolean counted = program.order().size() == 2
                        && program.graph().inputs().size() == 1
                        && program.graph().inputs().getFirst().shape().elements() == 2;
                if (counted && open.incrementAndGet() > 250) {
                    throw new IllegalStateException("no room for another program");
                }
                return super.compile(program, mode);
            }
        };
    }
}
