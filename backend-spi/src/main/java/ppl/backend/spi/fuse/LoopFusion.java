package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.fuse.Statement.Operand;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.Body;
import ppl.graph.DType;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Loop;
import ppl.graph.op.Loop.Part;
import ppl.graph.op.MultiOp.Projection;

/**
 * The plan of a loop: its step planned once, like a program. An element of a sequence is a window over it, what a step stacks is
 * written through a window over the stack. A state lives in one buffer, which holds the last state in the end: it is written in place where nobody reads
 * the old state any more, otherwise next states have buffers of their own and are copied over after the step, all at once.
 */
final class LoopFusion {

    private final Loop loop;
    private final Statement statement;
    private final List<Var> used;
    private final Buffers buffers;
    private final KernelLimits limits;
    private final int rows;
    private final int counter;
    /** The buffer of each state. */
    private final List<Integer> states = new ArrayList<>();
    /** What the bodies find. */
    private final List<Integer> operands = new ArrayList<>();

    /**
     * @param used the results that are read, all of some elements
     * @param buffers those of the program around
     */
    LoopFusion(Loop loop, Statement statement, List<Var> used, Buffers buffers, KernelLimits limits) {
        this.loop = loop;
        this.statement = statement;
        this.used = used;
        this.buffers = buffers;
        this.limits = limits;
        if (!(Extent.of(inputs().getFirst()) instanceof Extent.Known(int known))) {
            throw new AssertionError("a loop of unknown length: " + statement.node());
        }
        this.rows = known;
        this.counter = buffers.arena(DType.I64, 1);
        operands.add(counter);
        for (int j = 0; j < loop.sequences(); j++) {
            operands.add(buffers.window(operand(Loop.COUNTS + j).view(), counter));
        }
        for (int k = 0; k < loop.states(); k++) {
            states.add(storage(new Part.Last(k), first(k).view()));
        }
        operands.addAll(states);
        for (int i = Loop.COUNTS + loop.sequences() + loop.states();
                i < statement.operands().size();
                i++) {
            operands.add(buffers.of(operand(i).view().base()));
        }
    }

    private List<Var> inputs() {
        return statement.node().inputs();
    }

    private Operand operand(int i) {
        return statement.operands().get(i);
    }

    private Operand first(int state) {
        return operand(Loop.COUNTS + loop.sequences() + state);
    }

    private Part part(Var result) {
        return loop.parts().get(((Projection) result.op()).index());
    }

    /** The buffer of a result if it is used and stays where it is, otherwise one of its own for as many elements. */
    private int storage(Part part, StridedView like) {
        return used.stream()
                .filter(y -> part(y).equals(part))
                .findFirst()
                .map(buffers::of)
                .filter(id -> !(buffers.all().get(id).place() instanceof Buffer.Place.Window))
                .orElseGet(() -> buffers.arena(like.base().dtype(), elements(like)));
    }

    private static int elements(StridedView view) {
        return java.util.Arrays.stream(view.sizes()).reduce(1, Math::multiplyExact);
    }

    /** What comes before the loop, and the loop. */
    List<Kernel> kernels() {
        List<Kernel> kernels = new ArrayList<>();
        if (!reachesAll()) {
            used.stream()
                    .filter(y -> stacked(part(y)) != null)
                    .forEach(y -> kernels.add(zero(buffers.of(y), y.dtype())));
        }
        Copies begin = new Copies(buffers, limits);
        for (int k = 0; k < loop.states(); k++) {
            begin.add(buffers.view(first(k).view()), states.get(k));
        }
        kernels.addAll(begin.kernels());
        int made = storage(new Part.Made(), operand(1).view());
        if (rows == 0) {
            kernels.add(zero(made, DType.I64));
        } else {
            kernels.add(new Kernel.Loop(
                    rows, buffers.view(operand(1).view()), counter, loop.backward(), condition(), step(), made));
        }
        Copies again = new Copies(buffers, limits);
        for (Var y : used) {
            int from = part(y) instanceof Part.Last(int k) ? states.get(k) : part(y) instanceof Part.Made ? made : -1;
            if (from >= 0 && from != buffers.of(y)) {
                again.add(buffers.whole(from), buffers.of(y));
            }
        }
        kernels.addAll(again.kernels());
        return kernels;
    }

    private static Kernel zero(int buffer, DType dtype) {
        return new Kernel.Fill(buffer, Fusion.scalar(dtype, 0));
    }

    private boolean reachesAll() {
        Tensor steps = Views.literal(operand(1).view().base());
        return loop.reachesAll(inputs())
                || (loop.goOn() == null
                        && steps != null
                        && steps.longAt(operand(1).view().offset()) >= rows);
    }

    private Kernel.@Nullable Condition condition() {
        Body goOn = loop.goOn();
        if (goOn == null) {
            return null;
        }
        int answer = buffers.arena(DType.BOOL, 1);
        return new Kernel.Condition(
                Fusion.inside(goOn, operands, goOn.results(), (_, _) -> List.of(answer), buffers, limits), answer);
    }

    /** The node of the step that a result stacks; null if it stacks none. */
    private @Nullable Var stacked(Part part) {
        return switch (part) {
            case Part.Stack(int j) -> loop.stacked().get(j);
            case Part.Before(int k) -> loop.before().get(k);
            case Part.Made _, Part.Last _ -> null;
        };
    }

    private List<Kernel> step() {
        List<Var> results = new ArrayList<>();
        List<Integer> stacks = new ArrayList<>();
        List<Integer> carried = new ArrayList<>();
        for (int k = 0; k < loop.states(); k++) {
            if (loop.next().get(k).shape().elements() > 0) {
                carried.add(k);
                results.add(loop.next().get(k));
            }
        }
        for (Var y : used) {
            Var node = stacked(part(y));
            if (node != null) {
                results.add(node);
                stacks.add(buffers.window(StridedView.whole(y), counter));
            }
        }
        Copies carry = new Copies(buffers, limits);
        List<Kernel> step = new ArrayList<>(Fusion.inside(
                loop.step(),
                operands,
                results,
                (inner, clusters) -> {
                    List<Integer> left = carriedTo(carried, new InPlace(inner, clusters), carry);
                    left.addAll(stacks);
                    return left;
                },
                buffers,
                limits));
        step.addAll(carry.kernels());
        return step;
    }

    /** Where a step leaves the next states, and what is then copied over. */
    private List<Integer> carriedTo(List<Integer> carried, InPlace inPlace, Copies carry) {
        List<Integer> left = new ArrayList<>();
        for (int output = 0; output < carried.size(); output++) {
            int k = carried.get(output);
            Var before = loop.before().get(k);
            if (inPlace.mayReplace(before, output)) {
                left.add(states.get(k));
            } else {
                int next = buffers.arena(before.dtype(), before.shape().elements());
                left.add(next);
                carry.add(buffers.whole(next), states.get(k));
            }
        }
        return left;
    }
}
