package ppl.backend.cuda.routine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Positions;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.View;
import ppl.graph.DType;

/** A tensor laid over a buffer as a kernel of a routine reads or writes it. */
final class Slab {

    final DType dtype;
    /** The type of elements in memory. */
    final DType stored;

    private final Frame frame;
    private final View view;
    private final Register pointer;

    /** Finds the buffer; before any loop. */
    Slab(Frame frame, View view) {
        this.frame = frame;
        this.view = view;
        this.dtype = frame.target().plan().buffer(view.buffer()).dtype();
        this.stored = frame.stored(frame.target().plan().buffer(view.buffer()));
        this.pointer = frame.pointer(view.buffer());
    }

    int rank() {
        return view.sizes().size();
    }

    int size(int axis) {
        return view.sizes().get(axis);
    }

    int stride(int axis) {
        return view.strides().get(axis);
    }

    /** The number of positions along the first axes. */
    int count(int axes) {
        return view.sizes().subList(0, axes).stream().reduce(1, Math::multiplyExact);
    }

    /** The address of the first element at a row-major position along some axes, at 0 along the others. */
    Register at(Register linear, List<Integer> axes) {
        @Nullable Register[] positions = new Register[rank()];
        Positions.split(frame, linear, axes, view.sizes(), positions);
        List<Integer> strides = new ArrayList<>(view.strides());
        IntStream.range(0, rank()).filter(a -> !axes.contains(a)).forEach(a -> strides.set(a, 0));
        Address first = frame.element(pointer, Positions.index(frame, positions, strides), view.offset(), stored);
        return first.offset() == 0
                ? first.base()
                : frame.code().op(first.base().kind(), "add.s64", first.base(), Number.of((long) first.offset()));
    }

    /** All axes but one, ascending. */
    List<Integer> without(int axis) {
        return IntStream.range(0, rank()).filter(a -> a != axis).boxed().toList();
    }

    /** The first axes. */
    static List<Integer> first(int axes) {
        return IntStream.range(0, axes).boxed().toList();
    }

    /** Reads the element {@code i} strides of an axis behind an address. */
    Register load(Register address, Register i, int axis) {
        return frame.load(dtype, stored, along(address, i, axis));
    }

    /** Reads an element where a condition holds; elsewhere it is 0. */
    Register loadIf(Register condition, Address from) {
        Register value = frame.code().op(Types.kind(stored), Types.move(stored), Types.number(stored, 0));
        frame.code().intoIf(condition, value, Types.load("global", stored), from);
        return frame.widened(dtype, stored, value);
    }

    /** Writes an element there. */
    void store(Register address, Register i, int axis, Register value) {
        frame.store(dtype, along(address, i, axis), value);
    }

    /** The place {@code i} strides of an axis behind an address. */
    Address along(Register address, Register i, int axis) {
        Register moved = stride(axis) == 1 ? i : frame.int32("mul.lo.s32", i, Number.of((long) stride(axis)));
        return frame.element(address, moved, 0, stored);
    }
}
