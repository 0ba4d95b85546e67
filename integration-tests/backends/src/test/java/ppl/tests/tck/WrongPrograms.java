package ppl.tests.tck;

import static ppl.tests.tck.BrokenBackend.calling;
import static ppl.tests.tck.BrokenBackend.withCallers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
import ppl.graph.op.Cond;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;
import ppl.graph.op.MultiOp;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op;
import ppl.graph.op.Prim;
import ppl.graph.op.RichOp;
import ppl.graph.random.Philox;

/** Backends that some forms of programs are too much for, or that run another program than they were given. */
final class WrongPrograms {

    private WrongPrograms() {}

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

    /** Rows in the other order. */
    static @Nullable Var otherDirection(Var node, Op op, List<Var> in) {
        return op instanceof Projection(Loop loop, int index) && loop.goOn() == null
                ? part(
                        new Loop(loop.sequences(), loop.states(), !loop.backward(), loop.step(), null, loop.parts()),
                        index,
                        in)
                : null;
    }

    /** The state after the last step but one where the last one is asked for. */
    static @Nullable Var oneStepLess(Var node, Op op, List<Var> in) {
        if (!(op instanceof Projection(Loop loop, int index)) || !(loop.parts().get(index) instanceof Part.Last)) {
            return null;
        }
        List<Var> fewer = new ArrayList<>(in);
        fewer.set(1, in.get(1).minus(1L));
        return part(loop, index, fewer);
    }

    /** As many steps as there are rows. */
    static @Nullable Var allSteps(Var node, Op op, List<Var> in) {
        if (!(op instanceof Projection(Loop loop, int index)) || in.get(0) == in.get(1)) {
            return null;
        }
        List<Var> all = new ArrayList<>(in);
        all.set(1, in.get(0));
        return part(loop, index, all);
    }

    /** Goes on whatever the condition says. */
    static @Nullable Var unasked(Var node, Op op, List<Var> in) {
        return op instanceof Projection(Loop loop, int index) && loop.goOn() != null
                ? part(new Loop(loop.sequences(), loop.states(), false, loop.step(), null, loop.parts()), index, in)
                : null;
    }

    /** Truth values and integers are not carried: each step begins with the first ones. */
    static @Nullable Var carriesFloatsOnly(Var node, Op op, List<Var> in) {
        if (!(op instanceof Projection(Loop loop, int index))
                || !(loop.parts().get(index) instanceof Part.Last(int k))
                || node.dtype().isFloat()) {
            return null;
        }
        return loop.first(in).get(k);
    }

    private static Var part(Loop loop, int index, List<Var> in) {
        return loop.part(loop.parts().get(index), in);
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
}
