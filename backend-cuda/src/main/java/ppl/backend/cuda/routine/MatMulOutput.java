package ppl.backend.cuda.routine;

import java.util.stream.IntStream;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.nest.PairsKernel;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.View;

/** Where the products of a block of the contracted axis go: to the result if there is one block, else side by side to the scratch memory. */
final class MatMulOutput {

    /** Makes it in a kernel. */
    interface Maker {
        /** Before any loop. */
        MatMulOutput in(Frame frame);
    }

    private final Frame frame;
    private final Slab result;
    private final int blocks;
    private final Register scratch;

    private MatMulOutput(Frame frame, View to, int blocks) {
        this.frame = frame;
        this.result = new Slab(frame, to);
        this.blocks = blocks;
        this.scratch = blocks == 1 ? frame.number(0) : frame.scratch(0);
        if (blocks > 1) {
            frame.target().scratch().need(PairsKernel.bytes(Math.multiplyExact(result.count(result.rank()), blocks)));
        }
    }

    static Maker of(View to, int blocks) {
        return frame -> new MatMulOutput(frame, to, blocks);
    }

    /** Stores one element for one block. */
    void store(Register matrix, Register row, Register column, Register block, Register sum) {
        int rank = result.rank();
        Register line = frame.code().op(Kind.B32, "mad.lo.s32", matrix, Number.of((long) result.size(rank - 2)), row);
        if (blocks == 1) {
            Register start =
                    result.at(line, IntStream.range(0, rank - 1).boxed().toList());
            frame.store(result.dtype, result.along(start, column, rank - 1), sum);
            return;
        }
        Register element =
                frame.code().op(Kind.B32, "mad.lo.s32", line, Number.of((long) result.size(rank - 1)), column);
        Register item = frame.code().op(Kind.B32, "mad.lo.s32", element, Number.of((long) blocks), block);
        Address to = frame.element(scratch, item, 0, result.dtype);
        frame.store(result.dtype, to, sum);
    }
}
