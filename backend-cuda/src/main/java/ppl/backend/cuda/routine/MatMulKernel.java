package ppl.backend.cuda.routine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.nest.PairsKernel;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.View;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.CanonicalOrder;

/** Matrix products: a thread for each block of the contracted axis of each element, then the blocks in pairs. */
final class MatMulKernel {

    /** Products that are added one after the other. */
    static final int BLOCK = CanonicalOrder.BLOCK;

    private final Frame frame;
    private final Slab a;
    private final Slab b;
    private final Slab result;
    private final int rank;
    private final int inner;
    private final int blocks;

    private MatMulKernel(Frame frame, LibraryCall call) {
        this.frame = frame;
        this.a = new Slab(frame, call.operands().get(0));
        this.b = new Slab(frame, call.operands().get(1));
        this.result = new Slab(frame, call.result());
        this.rank = a.rank();
        this.inner = a.size(rank - 1);
        this.blocks = Math.max(1, Math.ceilDiv(inner, BLOCK));
    }

    static List<Written> write(String name, Target target, LibraryCall call) {
        MatMulKernel kernel = new MatMulKernel(new Frame(name, target), call);
        int outputs = kernel.result.count(kernel.rank);
        int blocks = kernel.blocks;
        MatMulOutput.Maker output = MatMulOutput.of(call.result(), blocks);
        List<Written> written = new ArrayList<>();
        written.add(
                TiledMatMulKernel.suits(call)
                        ? TiledMatMulKernel.write(name, target, call, blocks, output)
                        : kernel.write(outputs, output.in(kernel.frame)));
        if (blocks > 1 && outputs > 0) {
            View to = call.result();
            PairsKernel.Shape shape = new PairsKernel.Shape(outputs, blocks, 0, to.sizes());
            Access access = new Access(to.buffer(), to.offset(), to.strides());
            written.add(PairsKernel.write(name + "_pairs", target, shape, Binary.Fn.ADD, access));
        }
        return written;
    }

    private Written write(int outputs, MatMulOutput output) {
        int items = Math.multiplyExact(outputs, blocks);
        // Neighbouring threads read neighbours in memory: of a transposed matrix rows are neighbours, else blocks are
        // further apart anyway.
        boolean isTransposed = a.stride(rank - 2) == 1 && a.stride(rank - 1) != 1;
        frame.eachOf(items, item -> {
            Register element = blocks == 1
                    ? item
                    : frame.int32(isTransposed ? "rem.u32" : "div.u32", item, isTransposed ? outputs : blocks);
            Register block = blocks == 1
                    ? frame.number(0)
                    : frame.int32(isTransposed ? "div.u32" : "rem.u32", item, isTransposed ? outputs : blocks);
            int columns = result.size(rank - 1);
            Register line = columns <= 1 ? element : frame.int32("div.u32", element, columns);
            Register column = columns <= 1 ? frame.number(0) : frame.int32("rem.u32", element, columns);
            int lines = a.size(rank - 2);
            Register row = rank == 2 ? line : frame.int32("rem.u32", line, lines);
            Register matrix = rank == 2 ? frame.number(0) : frame.int32("div.u32", line, lines);
            Register left = a.at(line, IntStream.range(0, rank - 1).boxed().toList());
            Register right = b.along(b.at(matrix, Slab.first(rank - 2)), column, rank - 1)
                    .base();
            output.store(matrix, row, column, block, sum(left, right, block));
        });
        return Written.over(frame, items);
    }

    /** The products of one block, one after the other. */
    private Register sum(Register left, Register right, Register block) {
        var code = frame.code();
        DType dtype = result.dtype;
        Register sum = code.op(Types.kind(dtype), Types.move(dtype), Types.number(dtype, 0));
        Register k = blocks == 1 ? frame.number(0) : frame.int32("mul.lo.s32", block, BLOCK);
        Operand end = Number.of((long) inner);
        if (blocks > 1) {
            Register most = frame.int32("add.s32", k, BLOCK);
            end = frame.int32("min.s32", most, inner);
        }
        Register x = code.op(Kind.B64, "mov.b64", a.along(left, k, rank - 1).base());
        Register y = code.op(Kind.B64, "mov.b64", b.along(right, k, rank - 2).base());
        frame.upTo(k, end, 1, () -> {
            Register u = frame.load(dtype, a.stored, new Address(x, 0));
            Register v = frame.load(dtype, b.stored, new Address(y, 0));
            code.into(sum, dtype == DType.F64 ? "fma.rn.f64" : "fma.rn.f32", u, v, sum);
            code.into(x, "add.s64", x, Number.of((long) Types.bytes(a.stored) * a.stride(rank - 1)));
            code.into(y, "add.s64", y, Number.of((long) Types.bytes(b.stored) * b.stride(rank - 2)));
        });
        return sum;
    }
}
