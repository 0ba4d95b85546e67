package ppl.tests.tck;

import static ppl.tests.tck.BrokenBackend.calling;
import static ppl.tests.tck.BrokenBackend.withCallers;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Body;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.math.elementary.Exp;
import ppl.graph.op.Binary;
import ppl.graph.op.Concat;
import ppl.graph.op.Cond;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.Prim;
import ppl.graph.op.Reduce;
import ppl.graph.op.RichOp;
import ppl.graph.op.ScatterAdd;
import ppl.graph.random.Philox;

/** Backends whose numbers are right and whose conduct is not: calls, threads, closing, promises. */
final class WrongConduct {

    private WrongConduct() {}

    static BrokenBackend writesToInputs() {
        return calling(_ -> (right, in, out) -> {
            right.call(in, out);
            for (Object array : in) {
                if (array instanceof double[] a && a.length > 0) {
                    a[0] = 0;
                }
            }
        });
    }

    static BrokenBackend leavesTheTail() {
        return calling(_ -> (right, in, out) -> {
            Object[] whole = Arrays.stream(out).map(WrongConduct::copy).toArray();
            right.call(in, whole);
            for (int i = 0; i < out.length; i++) {
                int n = Array.getLength(out[i]);
                System.arraycopy(whole[i], 0, out[i], 0, n > 500 ? n - 1 : n);
            }
        });
    }

    /** Scattered sums are written where something is added; the rest is taken to be 0 already. */
    static BrokenBackend expectsClearedArrays() {
        return calling(program -> (right, in, out) -> {
            Object[] whole = Arrays.stream(out).map(WrongConduct::copy).toArray();
            right.call(in, whole);
            for (int k = 0; k < out.length; k++) {
                boolean scattered = program.graph().outputs().get(k).op() instanceof ScatterAdd;
                if (scattered && out[k] instanceof double[] a && whole[k] instanceof double[] right64) {
                    Arrays.setAll(a, i -> right64[i] == 0 ? a[i] : right64[i]);
                } else {
                    System.arraycopy(whole[k], 0, out[k], 0, Array.getLength(out[k]));
                }
            }
        });
    }

    private static Object copy(Object array) {
        int n = Array.getLength(array);
        Object other = Array.newInstance(array.getClass().getComponentType(), n);
        System.arraycopy(array, 0, other, 0, n);
        return other;
    }

    static BrokenBackend remembersArrays() {
        return calling(_ -> {
            Map<Object, Object[]> results = new IdentityHashMap<>();
            return (right, in, out) -> {
                Object[] known = in.length == 0 ? null : results.get(in[0]);
                if (known == null) {
                    right.call(in, out);
                    if (in.length > 0) {
                        results.put(
                                in[0],
                                Arrays.stream(out).map(WrongConduct::copy).toArray());
                    }
                } else {
                    for (int i = 0; i < out.length; i++) {
                        System.arraycopy(known[i], 0, out[i], 0, Array.getLength(out[i]));
                    }
                }
            };
        });
    }

    static BrokenBackend keepsNaN() {
        return calling(_ -> {
            boolean[] spoilt = new boolean[1];
            return (right, in, out) -> {
                right.call(in, out);
                for (Object array : out) {
                    if (array instanceof double[] a) {
                        if (spoilt[0]) {
                            Arrays.fill(a, Double.NaN);
                        }
                    }
                }
                spoilt[0] |= Arrays.stream(in)
                        .anyMatch(array -> array instanceof double[] a
                                && Arrays.stream(a).allMatch(Double::isNaN)
                                && a.length > 1);
            };
        });
    }

    static BrokenBackend writesLater() {
        return calling(_ -> {
            List<Object> former = new ArrayList<>();
            return (right, in, out) -> {
                former.forEach(array -> {
                    if (array instanceof double[] a) {
                        Arrays.fill(a, 0);
                    }
                });
                right.call(in, out);
                former.addAll(List.of(out));
            };
        });
    }

    static BrokenBackend copiesSharedArraysOnce() {
        return calling(_ -> (right, in, out) -> {
            Object[] distinct = in.clone();
            for (int i = 1; i < in.length; i++) {
                if (in[i] == in[i - 1]) {
                    distinct[i] = Array.newInstance(in[i].getClass().getComponentType(), Array.getLength(in[i]));
                }
            }
            right.call(distinct, out);
        });
    }

    static BrokenBackend throwsOnNaN() {
        return calling(_ -> (right, in, out) -> {
            right.call(in, out);
            for (Object array : in) {
                if (array instanceof double[] a
                        && a.length == 9
                        && Arrays.stream(a).allMatch(Double::isNaN)) {
                    throw new ArithmeticException("NaN");
                }
            }
        });
    }

    static BrokenBackend refusesSizeZero() {
        return new BrokenBackend() {
            @Override
            Graph spoil(Graph graph) {
                for (Var y : graph.outputs()) {
                    if (y.shape().elements() == 0) {
                        throw new ArrayIndexOutOfBoundsException(0);
                    }
                }
                return graph;
            }
        };
    }

    static BrokenBackend refusesLongPrograms() {
        return new BrokenBackend() {
            @Override
            Graph spoil(Graph graph) {
                if (graph.order().size() > 1900) {
                    throw new StackOverflowError();
                }
                return graph;
            }
        };
    }

    static BrokenBackend forgetsSecondOutput() {
        return calling(program -> (right, in, out) -> {
            right.call(in, out);
            List<Var> outputs = program.graph().outputs();
            for (int i = 1; i < out.length; i++) {
                if (outputs.get(i) == outputs.get(i - 1) && out[i] instanceof double[] a) {
                    Arrays.fill(a, 0);
                }
            }
        });
    }

    /** Takes the inputs in the order in which the program first uses them. */
    static BrokenBackend ordersInputsByUse() {
        return new BrokenBackend() {
            @Override
            Graph spoil(Graph graph) {
                List<Var> byUse = new ArrayList<>(
                        graph.order().stream().filter(graph.inputs()::contains).toList());
                graph.inputs().stream().filter(x -> !byUse.contains(x)).forEach(byUse::add);
                return new Graph(byUse, graph.outputs());
            }
        };
    }

    /** Every other compilation nudges the results. */
    static BrokenBackend changesFromCompileToCompile() {
        AtomicInteger compiled = new AtomicInteger();
        return calling(program -> {
            boolean odd = compiled.incrementAndGet() % 2 == 1
                    && program.graph().outputs().size() == 2;
            return (right, in, out) -> {
                right.call(in, out);
                if (odd && out[0] instanceof double[] a && a.length > 0) {
                    a[0] = Math.nextUp(a[0]);
                }
            };
        });
    }

    /** Other bits than the reference, only where a program joins and reduces. */
    static BrokenBackend reordersWhereItFuses() {
        return calling(program -> (right, in, out) -> {
            right.call(in, out);
            List<Var> order = program.order();
            boolean fused = order.stream().anyMatch(n -> n.op() instanceof Concat)
                    && order.stream().anyMatch(n -> n.op() instanceof Reduce);
            if (fused && out[0] instanceof double[] a) {
                Arrays.setAll(a, i -> Math.nextUp(a[i]));
            }
        });
    }

    /** One workspace for all callers: two threads that call at once get each other's inputs. */
    static BrokenBackend sharesWorkspace() {
        Exchanger<Object> meeting = new Exchanger<>();
        return calling(_ -> (right, in, out) -> {
            Object first = in.length == 1 && in[0] instanceof double[] a && a.length == 500 ? in[0] : null;
            right.call(first == null ? in : new Object[] {meet(meeting, first)}, out);
        });
    }

    private static Object meet(Exchanger<Object> meeting, Object mine) {
        try {
            return meeting.exchange(mine, 200, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return mine;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static BrokenBackend compilesOneAtATime() {
        Exchanger<Object> meeting = new Exchanger<>();
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                boolean watched = program.graph().inputs().size() == 1
                        && program.graph().inputs().getFirst().shape().elements() == 9;
                if (watched && meet(meeting, program) != program) {
                    throw new ConcurrentModificationException();
                }
                return super.compile(program, mode);
            }
        };
    }

    static BrokenBackend bindsCallersToThreads() {
        return calling(_ -> {
            Thread home = Thread.currentThread();
            return (right, in, out) -> {
                right.call(in, out);
                if (Thread.currentThread() != home && out[0] instanceof double[] a) {
                    a[0] += 1;
                }
            };
        });
    }

    /** A workspace per executable: the results of one caller hold what another computed first. */
    static BrokenBackend mixesUpCallers() {
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                Executable right = super.compile(program, mode);
                CompiledGraph.Caller[] last = new CompiledGraph.Caller[1];
                return withCallers(right, () -> {
                    CompiledGraph.Caller caller = right.caller();
                    boolean[] left = new boolean[1];
                    return (in, out) -> {
                        caller.call(in, out);
                        left[0] |= last[0] != null && last[0] != caller;
                        last[0] = caller;
                        if (left[0] && in.length == 1 && out[0] instanceof double[] a && a.length == 7) {
                            a[0] = 0;
                        }
                    };
                });
            }
        };
    }

    static BrokenBackend repeatsTheFirstPoint() {
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
                    public CompiledGraph.Caller caller(int batch) {
                        CompiledGraph.Caller loop = right.caller(batch);
                        return (in, out) -> {
                            loop.call(in, out);
                            for (Object array : out) {
                                int n = Array.getLength(array) / batch;
                                for (int b = 1; b < batch; b++) {
                                    System.arraycopy(array, 0, array, b * n, n);
                                }
                            }
                        };
                    }

                    @Override
                    public void close() {
                        right.close();
                    }
                };
            }
        };
    }

    static BrokenBackend batchesForNothing() {
        return new BrokenBackend() {
            @Override
            public double estimateNanos(Program program, int batch) {
                return estimateNanos(program) / batch;
            }
        };
    }

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
     * A call that is in flight when the program is closed reads what is no longer there. Closing waits until a call is
     * in flight, so that no luck of the scheduler hides the fault.
     */
    static BrokenBackend closesUnderCalls() {
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                Executable right = super.compile(program, mode);
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
                            if (long64 && calls.incrementAndGet() == 5) {
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

    static BrokenBackend promisesNoAllocation() {
        return new BrokenBackend() {
            @Override
            public boolean allocatesPerCall() {
                return false;
            }
        };
    }

    static BrokenBackend expandsSilently() {
        return new BrokenBackend() {
            @Override
            Graph spoil(Graph graph) {
                return Lowering.lower(graph, right, NumericMode.STRICT).graph();
            }
        };
    }

    static BrokenBackend exchangesPhiloxHalves() {
        return claiming(Philox.class, y -> {
            Var low = Binary.Fn.SHR.of(y, Var.constant(32L));
            return Functions.or(low, Binary.Fn.SHL.of(y, Var.constant(32L)));
        });
    }

    static BrokenBackend hasItsOwnExp() {
        return claiming(Exp.class, y -> y.times(1 + 0x1p-51));
    }

    private static BrokenBackend claiming(Class<? extends RichOp> claimed, UnaryOperator<Var> fault) {
        return new BrokenBackend() {
            @Override
            public boolean claims(RichOp op, NumericMode mode) {
                return claimed.isInstance(op);
            }

            @Override
            Graph spoil(Graph graph) {
                for (Var node : graph.order()) {
                    if (!(node.op() instanceof Prim) && !claimed.isInstance(node.op())) {
                        return graph; // refused by name
                    }
                }
                List<Var> outputs = Substitution.rebuild(
                        graph.outputs(),
                        Map.of(),
                        (_, op, in) -> claimed.isInstance(op) ? fault.apply(((RichOp) op).expand(in)) : null);
                return Lowering.lower(new Graph(graph.inputs(), outputs), right, NumericMode.STRICT)
                        .graph();
            }
        };
    }

    static BrokenBackend fastInFloat32() {
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                Executable executable = super.compile(program, mode);
                return mode == NumericMode.STRICT
                        ? executable
                        : withCallers(executable, () -> {
                            CompiledGraph.Caller caller = executable.caller();
                            return (in, out) -> {
                                caller.call(in, out);
                                for (Object array : out) {
                                    if (array instanceof double[] a) {
                                        Arrays.setAll(a, i -> (float) a[i]);
                                    }
                                }
                            };
                        });
            }
        };
    }

    static @Nullable Var otherBranch(Var node, Op op, List<Var> in) {
        return op instanceof Projection(Cond(Body then, Body otherwise), int index)
                ? Var.of(new Projection(new Cond(otherwise, then), index), in)
                : null;
    }

    static @Nullable Var resultsReversed(Var node, Op op, List<Var> in) {
        if (!(op instanceof Projection(MultiOp of, int index))) {
            return null;
        }
        Var other = Var.of(new Projection(of, of.count() - 1 - index), in);
        return other.type().equals(node.type()) ? other : null;
    }

    static BrokenBackend shouts() {
        return new BrokenBackend() {
            @Override
            public String name() {
                return "Broken Backend";
            }
        };
    }

    static BrokenBackend comesFromTheFuture() {
        return new BrokenBackend() {
            @Override
            public int level() {
                return LEVEL + 1;
            }
        };
    }

    static BrokenBackend chatters() {
        return new BrokenBackend() {
            @Override
            public Availability availability() {
                System.err.println("no device found");
                return super.availability();
            }
        };
    }

    static BrokenBackend throwsFromProbe() {
        return new BrokenBackend() {
            @Override
            public Availability availability() {
                throw new UnsatisfiedLinkError("no libdevice in java.library.path");
            }
        };
    }

    static BrokenBackend isFastOnly() {
        return new BrokenBackend() {
            @Override
            public boolean supports(NumericMode mode) {
                return mode == NumericMode.FAST;
            }
        };
    }

    static BrokenBackend estimatesNothing() {
        return new BrokenBackend() {
            @Override
            public double estimateNanos(Program program) {
                return 1000;
            }
        };
    }
}
