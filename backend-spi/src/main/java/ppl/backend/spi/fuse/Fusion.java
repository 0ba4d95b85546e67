package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.spi.Program;
import ppl.backend.spi.fuse.Item.Kind;
import ppl.backend.spi.fuse.Item.Operand;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.graph.Body;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.Pad;
import ppl.graph.op.Projection;
import ppl.graph.op.Reduce;
import ppl.graph.op.ReduceFn;
import ppl.graph.op.Routine;

/**
 * The fusion plan of a program. Movements of elements are accesses; elementwise work, combinations and scatters over one
 * space share a loop where their order allows; parameter-only work leaves the loops over data; values that live between
 * loops share an arena.
 */
public final class Fusion {

    private final List<Kernel> kernels = new ArrayList<>();
    private final Items items;
    private final Buffers buffers;
    private final GroupSums sums;

    private Fusion(Items items, Buffers buffers) {
        this.items = items;
        this.buffers = buffers;
        this.sums = new GroupSums(buffers, kernels);
    }

    /** Plans a program of primitives. */
    public static KernelPlan plan(Program program) {
        List<Var> outputs = Hoist.apply(program.graph().outputs());
        Items items = items(outputs);
        Buffers buffers = new Buffers(items, program.graph().inputs(), outputs);
        List<Kernel> kernels = new Fusion(items, buffers).kernels();
        return new KernelPlan(kernels, Slots.assign(kernels, buffers.all()));
    }

    private static Items items(List<Var> outputs) {
        List<Var> order = Graph.order(outputs);
        return new Items(new Views(order), order, outputs);
    }

    private List<Kernel> kernels() {
        Levels.assign(items);
        Drafts.of(items.all()).forEach(this::add);
        return kernels;
    }

    private void add(Draft draft) {
        for (Item item : draft.items()) {
            Tensor start = start(item);
            if (start != null && item.node.shape().elements() > 0) {
                kernels.add(new Kernel.Fill(buffers.of(item.node), start));
            }
        }
        Item first = draft.items().getFirst();
        if (first.kind == Kind.CALL) {
            if (first.node.shape().elements() > 0) {
                kernels.add(call(first));
            }
        } else if (first.kind == Kind.BRANCH) {
            branch(first);
        } else if (!draft.space().isEmpty()) {
            draft.items().stream().filter(i -> i.kind == Kind.SCATTER).forEach(sums::prepare);
            kernels.add(Nests.of(draft, buffers, sums, items));
        }
        draft.items().stream().filter(i -> i.kind == Kind.SCATTER).forEach(sums::finish);
    }

    /** What the buffer of an item holds before its loop: zeros around a part, the value over nothing. */
    private static @org.jspecify.annotations.Nullable Tensor start(Item item) {
        return switch (item.node.op()) {
            case Pad _ when item.kind != Kind.STORE || item.output < 0 -> scalar(item.node.dtype(), 0);
            case Reduce r when item.kind == Kind.FOLD && item.space.isEmpty() -> overNothing(item.node, r.fn());
            default -> null;
        };
    }

    private static Tensor overNothing(Var node, ReduceFn fn) {
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

    private Kernel call(Item item) {
        List<View> operands = new ArrayList<>();
        for (Operand o : item.operands) {
            operands.add(buffers.view(o.view()));
        }
        return new Kernel.LibraryCall((Routine) item.node.op(), operands, buffers.view(StridedView.whole(item.node)));
    }

    private void branch(Item item) {
        List<Var> used = items.together(item.node).stream()
                .filter(y -> y.shape().elements() > 0)
                .toList();
        if (used.isEmpty()) {
            return;
        }
        List<Integer> operands = item.operands.stream()
                .skip(1)
                .map(o -> buffers.of(o.view().base()))
                .toList();
        switch (((Projection) item.node.op()).of()) {
            case Cond(Body then, Body otherwise) ->
                kernels.add(new Kernel.Branch(
                        buffers.view(item.operands.getFirst().view()),
                        inside(then, operands, used),
                        inside(otherwise, operands, used)));
        }
    }

    /** The kernels of a body, which finds its operands in buffers of the program around and leaves its results there. */
    private List<Kernel> inside(Body body, List<Integer> operands, List<Var> used) {
        List<Var> outputs = Hoist.apply(used.stream()
                .map(y -> body.results().get(((Projection) y.op()).index()))
                .toList());
        List<Integer> results = used.stream().map(buffers::of).toList();
        Items inner = items(outputs);
        return new Fusion(inner, new Buffers(inner, body.parameters(), operands, outputs, results, buffers)).kernels();
    }
}
