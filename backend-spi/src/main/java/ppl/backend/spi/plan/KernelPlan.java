package ppl.backend.spi.plan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * A program as kernels and buffers. It depends on the program alone, not on a machine: which element is combined with
 * which, and in what order, is the same for every backend that follows it.
 *
 * @param kernels in the order in which they run
 * @param buffers by number
 */
public record KernelPlan(List<Kernel> kernels, List<Buffer> buffers) {

    /** Copies the lists. */
    public KernelPlan {
        kernels = List.copyOf(kernels);
        buffers = List.copyOf(buffers);
    }

    /** The buffer of an access or view. */
    public Buffer buffer(int id) {
        return buffers.get(id);
    }

    /** About how many operations a call of a procedure takes, by the lengths of its operands. */
    public double operations(Kernel.LibraryCall call) {
        return call.op().operations(call.operands().stream().map(this::operand).toList());
    }

    private Var operand(View view) {
        Shape shape = Shape.of(view.sizes().stream().mapToInt(n -> n).toArray());
        return Var.input("operand", new TensorType(buffer(view.buffer()).dtype(), shape));
    }

    /** The length that the arena of each element type needs. */
    public Map<DType, Integer> arenaLengths() {
        Map<DType, Integer> lengths = new EnumMap<>(DType.class);
        for (DType dtype : DType.values()) {
            lengths.put(dtype, 0);
        }
        for (Buffer b : buffers) {
            if (b.place() instanceof Buffer.Place.Arena(int offset)) {
                lengths.merge(b.dtype(), Math.addExact(offset, b.length()), Math::max);
            }
        }
        return lengths;
    }

    /**
     * The plan for people to read: a line for each buffer, step and sink. {@code b3[4 + 2·i0]} is an element of buffer 3, {@code %5} the
     * value of step 5 of the same nest, {@code i0} the position on its outermost axis.
     */
    @Override
    public String toString() {
        return PlanText.of(this);
    }
}
