package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Program;
import ppl.backend.spi.fuse.Statement.Effect;
import ppl.backend.spi.fuse.Statement.Operand;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.graph.Body;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.Reduce;

/**
 * The fusion plan of a program. Movements of elements are accesses; elementwise work, combinations and sums by group over one
 * space share a loop where their order allows; parameter-only work leaves the loops over data; values that live between
 * loops share an arena.
 */
public final class Fusion {

    private final List<Kernel> kernels = new ArrayList<>();
    private final Statements statements;
    private final Buffers buffers;
    private final KernelLimits limits;
    private final GroupSums sums;

    private Fusion(Statements statements, Buffers buffers, KernelLimits limits) {
        this.statements = statements;
        this.buffers = buffers;
        this.limits = limits;
        this.sums = new GroupSums(buffers, kernels);
    }

    /**
     * The same program as loops, library calls and buffers; for programs of primitives. Planned at each call.
     *
     * @param limits of the machine that runs the loops
     * @throws ppl.backend.spi.BackendException if a rich op is left; the message names it
     */
    public static KernelPlan plan(Program program, KernelLimits limits) {
        List<Var> outputs = Hoist.apply(program.graph().outputs());
        Statements statements = statements(outputs);
        Buffers buffers = new Buffers(statements, program.graph().inputs(), outputs);
        List<Kernel> kernels = new Fusion(statements, buffers, limits).kernels();
        return new KernelPlan(kernels, BufferAssignment.assign(kernels, buffers.all()));
    }

    private static Statements statements(List<Var> outputs) {
        List<Var> order = Graph.order(outputs);
        return Lister.statements(new Views(order), order, outputs);
    }

    private List<Kernel> kernels() {
        Levels levels = TypedFusion.levels(statements);
        Clusters clusters = LoopDistribution.clusters(statements.all(), levels, limits);
        clusters.all().forEach(cluster -> add(cluster, clusters));
        return kernels;
    }

    private void add(Cluster cluster, Clusters clusters) {
        for (Statement s : cluster.statements()) {
            Tensor start = start(s);
            if (start != null && s.node().shape().elements() > 0) {
                kernels.add(new Kernel.Fill(buffers.of(s.node()), start));
            }
        }
        Statement first = cluster.statements().getFirst();
        List<Statement> groupSums =
                cluster.statements().stream().filter(Statement::isGroupSum).toList();
        if (first.effect() instanceof Effect.Call) {
            if (first.node().shape().elements() > 0) {
                kernels.add(call(first));
            }
        } else if (first.effect() instanceof Effect.Branch) {
            branch(first);
        } else if (!cluster.space().isEmpty()) {
            groupSums.forEach(sums::prepare);
            kernels.add(Nests.of(cluster, clusters, buffers, sums, statements));
        }
        groupSums.forEach(sums::finish);
    }

    /** What the buffer of a statement holds before its loop: zeros around a slice, the value over nothing. */
    private static @Nullable Tensor start(Statement s) {
        return switch (s.effect()) {
            case Effect.InsertSlice _
            when s.node().op() instanceof Pad -> scalar(s.node().dtype(), 0);
            case Effect.Fold _
            when s.space().isEmpty() && s.node().op() instanceof Reduce r -> overNothing(s.node(), r.fn());
            default -> null;
        };
    }

    private static Tensor overNothing(Var node, Reduce.Fn fn) {
        return switch (node.dtype()) {
            case F64 -> Tensor.wrap(new double[] {fn.emptyDouble()});
            case F32 -> Tensor.wrap(new float[] {(float) fn.emptyDouble()});
            case I64 -> Tensor.wrap(new long[] {fn.emptyLong()});
            case I32 -> Tensor.wrap(new int[] {(int) Math.clamp(fn.emptyLong(), Integer.MIN_VALUE, Integer.MAX_VALUE)});
            case BOOL -> Tensor.wrap(new boolean[] {fn.emptyLong() != 0});
        };
    }

    static Tensor scalar(DType dtype, double value) {
        return switch (dtype) {
            case F64 -> Tensor.wrap(new double[] {value});
            case F32 -> Tensor.wrap(new float[] {(float) value});
            case I64 -> Tensor.wrap(new long[] {(long) value});
            case I32 -> Tensor.wrap(new int[] {(int) value});
            case BOOL -> Tensor.wrap(new boolean[] {value != 0});
        };
    }

    private Kernel call(Statement s) {
        List<View> operands = new ArrayList<>();
        for (Operand o : s.operands()) {
            operands.add(buffers.view(o.view()));
        }
        return new Kernel.LibraryCall((Routine) s.node().op(), operands, buffers.view(StridedView.whole(s.node())));
    }

    private void branch(Statement s) {
        List<Var> used = statements.together(s.node()).stream()
                .filter(y -> y.shape().elements() > 0)
                .toList();
        if (used.isEmpty()) {
            return;
        }
        List<Integer> operands = s.operands().stream()
                .skip(1)
                .map(o -> buffers.of(o.view().base()))
                .toList();
        switch (((Projection) s.node().op()).of()) {
            case Cond(Body then, Body otherwise) ->
                kernels.add(new Kernel.Branch(
                        buffers.view(s.operands().getFirst().view()),
                        inside(then, operands, used),
                        inside(otherwise, operands, used)));
            case Loop _ -> throw new UnsupportedOperationException("loops");
        }
    }

    /** The kernels of a body, which finds its operands in buffers of the program around and leaves its results there. */
    private List<Kernel> inside(Body body, List<Integer> operands, List<Var> used) {
        List<Var> outputs = Hoist.apply(used.stream()
                .map(y -> body.results().get(((Projection) y.op()).index()))
                .toList());
        List<Integer> results = used.stream().map(buffers::of).toList();
        Statements inner = statements(outputs);
        Buffers within = new Buffers(inner, body.parameters(), operands, outputs, results, buffers);
        return new Fusion(inner, within, limits).kernels();
    }
}
