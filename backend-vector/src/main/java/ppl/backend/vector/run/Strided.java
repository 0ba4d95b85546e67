package ppl.backend.vector.run;

import java.util.List;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Move;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.graph.DType;
import ppl.graph.Tensor;

/** Where a library call finds an operand: the array at run time, the first element, and the strides of all axes. */
final class Strided {

    private final Place place;
    private final DType dtype;
    private final int start;
    /** Of a window: where the counters are that move it, and how far. */
    private final int[] counters;

    private final int[] moves;
    private final int[] sizes;
    private final int[] strides;

    Strided(KernelPlan plan, View view) {
        Buffer buffer = plan.buffer(view.buffer());
        int offset = view.offset();
        List<Move> moving = List.of();
        if (buffer.place() instanceof Place.Window window) {
            buffer = plan.buffer(window.of());
            offset += window.offset();
            moving = window.moves();
        }
        this.place = buffer.place();
        this.dtype = buffer.dtype();
        this.start = offset + inArena(buffer);
        this.counters =
                moving.stream().mapToInt(m -> inArena(plan.buffer(m.counter()))).toArray();
        this.moves = moving.stream().mapToInt(Move::stride).toArray();
        this.sizes = view.sizes().stream().mapToInt(i -> i).toArray();
        this.strides = view.strides().stream().mapToInt(i -> i).toArray();
    }

    private static int inArena(Buffer buffer) {
        return buffer.place() instanceof Place.Arena(int offset) ? offset : 0;
    }

    /** A buffer as it lies. */
    static Strided whole(KernelPlan plan, int buffer) {
        return new Strided(plan, new View(buffer, 0, List.of(plan.buffer(buffer).length()), List.of(1)));
    }

    /** The first element. */
    int start(Workspace workspace) {
        int at = start;
        for (int k = 0; k < counters.length; k++) {
            at += (int) workspace.i64[counters[k]] * moves[k];
        }
        return at;
    }

    DType dtype() {
        return dtype;
    }

    int size(int axis) {
        return sizes[axis];
    }

    int stride(int axis) {
        return strides[axis];
    }

    int rank() {
        return sizes.length;
    }

    /** The number of positions along the first {@code axes} axes. */
    int count(int axes) {
        int n = 1;
        for (int a = 0; a < axes; a++) {
            n *= sizes[a];
        }
        return n;
    }

    /** The element at a row-major position along the first {@code axes} axes, the others at 0. */
    int element(int axes, int position, Workspace workspace) {
        return start(workspace) + distance(axes, position);
    }

    /** How far such an element is from the first. */
    int distance(int axes, int position) {
        int at = 0;
        int rest = position;
        for (int a = axes - 1; a >= 0; a--) {
            at += rest % sizes[a] * strides[a];
            rest /= sizes[a];
        }
        return at;
    }

    Object array(Object[] inputs, Object[] outputs, Workspace workspace) {
        return switch (place) {
            case Place.Input(int position) -> inputs[position];
            case Place.Output(int position) -> outputs[position];
            case Place.Literal(var value) -> value.array();
            case Place.Arena _ -> workspace.arena(dtype);
            case Place.Window _ -> throw new AssertionError("a window in a window");
        };
    }

    /** A dense copy of what lies in an array. */
    Tensor read(Object array, Workspace workspace) {
        int n = count(rank());
        int first = start(workspace);
        int run = run();
        Object dense = Tensor.allocate(dtype, n);
        for (int i = 0; i < n; i += run) {
            System.arraycopy(array, first + distance(rank(), i), dense, i, run);
        }
        return Tensor.wrap(dense, sizes);
    }

    /** Spreads a dense value into an array. */
    void write(Tensor value, Object array, Workspace workspace) {
        int first = start(workspace);
        int run = run();
        for (int i = 0; i < value.length(); i += run) {
            System.arraycopy(value.array(), i, array, first + distance(rank(), i), run);
        }
    }

    /** How many elements lie side by side. */
    private int run() {
        int last = rank() - 1;
        return last >= 0 && strides[last] == 1 ? sizes[last] : 1;
    }
}
