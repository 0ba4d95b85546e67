package ppl.aeppl.numeric;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;
import ppl.graph.op.Op;
import ppl.graph.op.Op.Source;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Prim.Routine;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.RichOp;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/**
 * The values of nodes, computed here and without a backend: for what must be known of weights when a law is derived. Graphs fold
 * functions of elements of constants; this goes through movements, sums and matrices too.
 *
 * <p><b>Numerics:</b> the bits of a backend, except for those of sums, which are added up in the order of their elements.
 */
public final class HostValues {

    /** More elements, of all nodes together, are not computed. */
    private static final long MOST = 1L << 20;

    private final @Nullable Function<TensorType, Tensor> inputs;
    private final Map<Var, Tensor> known = new IdentityHashMap<>();
    private long elements;

    private HostValues(@Nullable Function<TensorType, Tensor> inputs) {
        this.inputs = inputs;
    }

    /** Of nodes that depend on constants only. */
    public static HostValues ofConstants() {
        return new HostValues(null);
    }

    /**
     * With arbitrary numbers in the place of float inputs: what holds there for no reason but coincidence holds at no other
     * point.
     *
     * @param scale the numbers are of this size, and of both signs
     */
    private static HostValues generic(double scale) {
        SplittableRandom random = new SplittableRandom(Double.doubleToLongBits(scale));
        return new HostValues(type -> {
            double[] values = random.doubles(type.shape().elements(), -1, 1)
                    .map(u -> scale * (u + Math.signum(u)))
                    .toArray();
            return Tensor.wrap(values, type.shape().sizes()).convert(type.dtype());
        });
    }

    /** With arbitrary numbers, at several points: so small that functions see little of them, and so large that they see all. */
    public static List<HostValues> generic() {
        return DoubleStream.of(0.02, 1, 7).mapToObj(HostValues::generic).toList();
    }

    /**
     * Whether all elements of a node are a number whatever its inputs are: by their values at points that have nothing in
     * common. False where that is not known.
     *
     * @param tolerance how far rounding may take them from it
     */
    public static boolean areAlways(Var node, double number, double tolerance) {
        return generic().stream().allMatch(at -> at.of(node)
                .map(t -> DoubleStream.of(t.toDoubles()).allMatch(x -> Math.abs(x - number) <= tolerance))
                .orElse(false));
    }

    /** The value; empty if it depends on what is not known, takes long, or has operations with bodies in it. */
    public Optional<Tensor> of(Var node) {
        return Optional.ofNullable(value(node));
    }

    private @Nullable Tensor value(Var node) {
        for (Var x : Graph.order(List.of(node))) {
            if (known.containsKey(x)) {
                continue;
            }
            boolean ready = x.inputs().stream().allMatch(known::containsKey);
            Tensor value = ready && fits(x.type()) ? computed(x) : null;
            if (value == null) {
                return null;
            }
            known.put(x, value);
        }
        return known.get(node);
    }

    private boolean fits(TensorType type) {
        if (!type.shape().isKnown()) {
            return false;
        }
        elements += type.shape().elements();
        return elements <= MOST;
    }

    private @Nullable Tensor computed(Var x) {
        List<Tensor> operands = x.inputs().stream()
                .map(i -> Objects.requireNonNull(known.get(i)))
                .toList();
        return switch (x.op()) {
            case Constant(Tensor value) -> value;
            case Input _ when inputs != null && x.dtype().isFloat() -> inputs.apply(x.type());
            case Pointwise op -> op.evaluate(operands, x.type());
            case Routine op -> op.evaluate(operands, x.type());
            case Reshape _ -> operands.getFirst().reshape(x.shape().sizes());
            case Broadcast _, Transpose _, Slice _, Pad _, Concat _, Gather _ -> moved(x, operands);
            case Reduce reduce when reduce.fn() == Reduce.Fn.SUM && x.dtype().isFloat() -> sums(x, operands);
            case Iota _ ->
                Tensor.of(
                        IntStream.range(0, x.shape().elements()).asLongStream().toArray(),
                        x.shape().sizes());
            case RichOp op -> value(op.expand(x.inputs()));
            default -> null;
        };
    }

    /** Where an element comes from nowhere, it is 0; from outside of what is picked from, unknown. */
    private static @Nullable Tensor moved(Var x, List<Tensor> operands) {
        long[] bits = new long[x.shape().elements()];
        for (int i = 0; i < bits.length; i++) {
            Source from = source(x.op(), operands, x.type(), i);
            if (from == null && !(x.op() instanceof Pad)) {
                return null;
            }
            bits[i] = from == null ? 0 : operands.get(from.operand()).bitsAt(from.element());
        }
        return Tensor.ofBits(x.dtype(), bits, x.shape().sizes());
    }

    private static @Nullable Source source(Op op, List<Tensor> operands, TensorType type, int element) {
        return op.sources(operands, type, element)
                .filter(s -> !(op instanceof Gather) || s.operand() == 0)
                .findFirst()
                .orElse(null);
    }

    private static Tensor sums(Var x, List<Tensor> operands) {
        double[] sums = new double[x.shape().elements()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = x.op().sources(operands, x.type(), i)
                    .mapToDouble(s -> operands.getFirst().doubleAt(s.element()))
                    .reduce(0, Double::sum);
        }
        return Tensor.wrap(sums, x.shape().sizes()).convert(x.dtype());
    }
}
