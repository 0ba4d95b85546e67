package ppl.aeppl.rule.joined;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Gather;
import ppl.graph.op.Iota;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Prim;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;

/** Numbers that are known when a graph is built, such as the least position of each row of a table. */
public final class Known {

    private Known() {}

    /** The value of a node of whole numbers or truth values that only constants and counting lead to; null of any other. */
    public static @Nullable Tensor value(Var node) {
        Map<Var, Tensor> values = new IdentityHashMap<>();
        for (Var x : Graph.order(List.of(node))) {
            Tensor value = x.shape().isKnown() ? value(x, values) : null;
            if (value == null) {
                return null;
            }
            values.put(x, value);
        }
        return values.get(node);
    }

    private static @Nullable Tensor value(Var x, Map<Var, Tensor> values) {
        List<Tensor> operands = new ArrayList<>();
        x.inputs().forEach(input -> operands.add(values.get(input)));
        return switch (x.op()) {
            case Constant(Tensor value) -> value;
            case Iota _ -> {
                long[] counted = new long[x.shape().elements()];
                Arrays.setAll(counted, i -> i);
                yield Tensor.wrap(counted, x.shape().sizes());
            }
            case Prim.Pointwise p -> p.evaluate(operands, x.type());
            case Gather gather -> gathered(gather, operands, x);
            case ScatterAdd scatter -> scatter.evaluate(operands, x.type());
            case Pad pad -> padded(pad, operands, x);
            case Prim moving
            when moving instanceof Broadcast
                    || moving instanceof Reshape
                    || moving instanceof Slice
                    || moving instanceof Transpose
                    || moving instanceof Concat -> moved(moving, operands, x);
            default -> null;
        };
    }

    /** Null where a position is outside. */
    private static @Nullable Tensor gathered(Gather op, List<Tensor> operands, Var x) {
        long[] bits = new long[x.shape().elements()];
        for (int i = 0; i < bits.length; i++) {
            try (Stream<Op.Source> from = op.sources(operands, x.type(), i)) {
                Optional<Op.Source> source = from.filter(s -> s.operand() == 0).findFirst();
                if (source.isEmpty()) {
                    return null;
                }
                bits[i] = operands.getFirst().bitsAt(source.get().element());
            }
        }
        return Tensor.ofBits(x.dtype(), bits, x.shape().sizes());
    }

    private static Tensor padded(Pad op, List<Tensor> operands, Var x) {
        long[] bits = new long[x.shape().elements()];
        for (int i = 0; i < bits.length; i++) {
            try (Stream<Op.Source> from = op.sources(operands, x.type(), i)) {
                bits[i] = from.findFirst()
                        .map(source -> operands.getFirst().bitsAt(source.element()))
                        .orElse(0L);
            }
        }
        return Tensor.ofBits(x.dtype(), bits, x.shape().sizes());
    }

    private static Tensor moved(Prim op, List<Tensor> operands, Var x) {
        long[] bits = new long[x.shape().elements()];
        for (int i = 0; i < bits.length; i++) {
            try (Stream<Op.Source> from = op.sources(operands, x.type(), i)) {
                Op.Source source = from.findFirst().orElseThrow();
                bits[i] = operands.get(source.operand()).bitsAt(source.element());
            }
        }
        return Tensor.ofBits(x.dtype(), bits, x.shape().sizes());
    }
}
