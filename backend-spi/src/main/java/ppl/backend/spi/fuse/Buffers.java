package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.View;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Input;
import ppl.graph.op.Iota;

/** Numbers the buffers that kernels touch. */
final class Buffers {

    private final Statements statements;
    private final Map<Var, Integer> inputs = new IdentityHashMap<>();
    private final List<Var> outputs;
    private final Map<Var, Integer> known = new IdentityHashMap<>();
    private final Map<Var, Integer> indices = new IdentityHashMap<>();
    private final int[] outputBuffers;
    private final List<Buffer> all;

    /** The buffers of a program. */
    Buffers(Statements statements, List<Var> inputs, List<Var> outputs) {
        this.statements = statements;
        this.outputs = outputs;
        this.outputBuffers = new int[outputs.size()];
        this.all = new ArrayList<>();
        Arrays.fill(outputBuffers, -1);
        for (int k = 0; k < inputs.size(); k++) {
            this.inputs.put(inputs.get(k), k);
        }
    }

    /** The buffers of a body: parameters and results have theirs, others are added to those of the program around. */
    Buffers(
            Statements statements,
            List<Var> parameters,
            List<Integer> operands,
            List<Var> outputs,
            List<Integer> results,
            Buffers around) {
        this.statements = statements;
        this.outputs = outputs;
        this.outputBuffers = results.stream().mapToInt(i -> i).toArray();
        this.all = around.all;
        for (int k = 0; k < operands.size(); k++) {
            known.put(parameters.get(k), operands.get(k));
        }
    }

    List<Buffer> all() {
        return all;
    }

    /** The buffer in which a node is stored. */
    int of(Var node) {
        return known.computeIfAbsent(node, this::place);
    }

    /** The buffer of an output's array. */
    int ofOutput(int k) {
        if (outputBuffers[k] < 0) {
            outputBuffers[k] = add(outputs.get(k), new Buffer.Place.Output(k));
        }
        return outputBuffers[k];
    }

    /** The buffer of an index array known now, narrowed to 32 bits; places outside the axis become -1. */
    int ofIndices(Var node, Tensor value) {
        return indices.computeIfAbsent(node, _ -> {
            int[] narrow = new int[value.length()];
            for (int i = 0; i < narrow.length; i++) {
                long place = value.longAt(i);
                narrow[i] = place < 0 || place > Integer.MAX_VALUE ? -1 : (int) place;
            }
            return add(DType.I32, narrow.length, new Buffer.Place.Literal(Tensor.wrap(narrow, value.sizes())));
        });
    }

    private int place(Var node) {
        if (node.op() instanceof Input) {
            Integer position = inputs.get(node);
            if (position == null) {
                throw new AssertionError("not an input of the program: " + node);
            }
            return add(node, new Buffer.Place.Input(position));
        }
        Tensor literal = Views.literal(node);
        if (node.op() instanceof Iota) {
            long[] counted = new long[node.shape().elements()];
            Arrays.setAll(counted, i -> i);
            literal = Tensor.of(counted);
        }
        if (literal != null) {
            return add(node, new Buffer.Place.Literal(literal));
        }
        Integer output = statements.outputOf(node);
        return output != null ? ofOutput(output) : add(node, new Buffer.Place.Arena(0));
    }

    private int add(Var node, Buffer.Place place) {
        return add(node.dtype(), node.shape().elements(), place);
    }

    /** A buffer of its own in the arena. */
    int arena(DType dtype, int length) {
        return add(dtype, length, new Buffer.Place.Arena(0));
    }

    /** A window of the length of an element of the view, which moves over its first axis with a counter. */
    int window(StridedView view, int counter) {
        int length = Arrays.stream(view.sizes()).skip(1).reduce(1, Math::multiplyExact);
        Buffer base = all.get(of(view.base()));
        int of = base.id();
        int offset = view.offset();
        List<Buffer.Move> moves = new ArrayList<>();
        if (base.place() instanceof Buffer.Place.Window around) {
            of = around.of();
            offset += around.offset();
            moves.addAll(around.moves());
        }
        moves.add(new Buffer.Move(counter, view.strides()[0]));
        return add(base.dtype(), length, new Buffer.Place.Window(of, offset, moves));
    }

    /** A buffer of numbers that are known now. */
    int literal(Tensor value) {
        return add(value.dtype(), value.length(), new Buffer.Place.Literal(value));
    }

    /** The view as a kernel on whole tensors reads it. */
    View view(StridedView view) {
        return new View(of(view.base()), view.offset(), boxed(view.sizes()), boxed(view.strides()));
    }

    /** All elements of a buffer. */
    View whole(int buffer) {
        return new View(buffer, 0, List.of(all.get(buffer).length()), List.of(1));
    }

    private static List<Integer> boxed(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private int add(DType dtype, int length, Buffer.Place place) {
        all.add(new Buffer(all.size(), dtype, length, place));
        return all.size() - 1;
    }
}
