package ppl.tests.tck;

import static ppl.tests.tck.BrokenBackend.calling;
import static ppl.tests.tck.BrokenBackend.withCallers;

import java.util.ConcurrentModificationException;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Backends whose callers and compilations get into each other's way. */
final class WrongThreads {

    private WrongThreads() {}

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
        Thread owner = Thread.currentThread();
        Exchanger<Object> meeting = new Exchanger<>();
        return new BrokenBackend() {
            @Override
            public Executable compile(Program program, NumericMode mode) {
                boolean watched = Thread.currentThread() != owner
                        && program.graph().inputs().size() == 1
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
}
