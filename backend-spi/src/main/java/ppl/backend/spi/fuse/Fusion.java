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
        List<Kernel> kernels = new Fusion(statements, buffers, limits).kernels(clusters(statements, limits));
        return new KernelPlan(kernels, BufferAssignment.assign(kernels, buffers.all()));
    }

    private static Statements statements(List<Var> outputs) {
        List<Var> order = Graph.order(outputs);
        return Lister.statements(new Views(order), order, outputs);
    }

    private static Clusters clusters(Statements statements, KernelLimits limits) {
        return LoopDistribution.clusters(statements.all(), TypedFusion.levels(statements), limits);
    }

    private List<Kernel> kernels(Clusters clusters) {
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
        } else if (first.effect() instanceof Effect.Bodied) {
            bodied(first);
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

    private void bodied(Statement s) {
        List<Var> used = statements.together(s.node()).stream()
                .filter(y -> y.shape().elements() > 0)
                .toList();
        if (used.isEmpty()) {
            return;
        }
        switch (((Projection) s.node().op()).of()) {
            case Cond cond -> kernels.add(branch(s, cond, used));
            case Loop loop -> kernels.addAll(new LoopFusion(loop, s, used, buffers, limits).kernels());
        }
    }

    private Kernel branch(Statement s, Cond cond, List<Var> used) {
        List<Integer> operands = s.operands().stream()
                .skip(1)
                .map(o -> buffers.of(o.view().base()))
                .toList();
        List<Integer> results = used.stream().map(buffers::of).toList();
        List<List<Kernel>> branches = new ArrayList<>();
        for (Body body : cond.bodies()) {
            List<Var> outputs = used.stream()
                    .map(y -> body.results().get(((Projection) y.op()).index()))
                    .toList();
            branches.add(inside(body, operands, outputs, (_, _) -> results, buffers, limits));
        }
        View condition = buffers.view(s.operands().getFirst().view());
        return new Kernel.Branch(condition, branches.getFirst(), branches.getLast());
    }

    /** Where the results of a body are left: decided when it is known which of its statements run together. */
    interface Places {
        List<Integer> of(Statements inner, Clusters clusters);
    }

    /**
     * The kernels of a body.
     *
     * @param operands the buffers in which it finds its operands
     * @param results of its results those that are wanted, and of its parameters
     * @param places the buffers in which it leaves these
     * @param around the buffers of the program around it
     */
    static List<Kernel> inside(
            Body body, List<Integer> operands, List<Var> results, Places places, Buffers around, KernelLimits limits) {
        List<Var> outputs = Hoist.apply(results);
        Statements inner = statements(outputs);
        Clusters clusters = clusters(inner, limits);
        List<Integer> left = places.of(inner, clusters);
        Buffers within = new Buffers(inner, body.parameters(), operands, outputs, left, around);
        return new Fusion(inner, within, limits).kernels(clusters);
    }
}
