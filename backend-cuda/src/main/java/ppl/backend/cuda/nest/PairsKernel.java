package ppl.backend.cuda.nest;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.code.Arithmetic;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Positions;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Access;
import ppl.graph.DType;
import ppl.graph.op.Binary;

/**
 * Combines partial results in adjacent pairs, an odd last one moving up unchanged, until one is left: a block for each result. Each level
 * goes from one half of the memory to the other, so that no thread overwrites what another has still to read.
 */
public final class PairsKernel {

    /**
     * What is combined.
     *
     * @param items how many results
     * @param count partial results of each, side by side
     * @param at where they begin in the scratch memory; as much room behind them is used too
     * @param sizes of the axes along which results lie
     */
    public record Shape(int items, int count, long at, List<Integer> sizes) {}

    private final Frame frame;
    private final Shape shape;
    private final Binary.Fn fn;
    private final DType dtype;

    private PairsKernel(Frame frame, Shape shape, Binary.Fn fn, DType dtype) {
        this.frame = frame;
        this.shape = shape;
        this.fn = fn;
        this.dtype = dtype;
    }

    /** The scratch memory for this many partial results in all. */
    public static long bytes(int partials) {
        return 16L * partials;
    }

    /** A kernel that writes the results to {@code to}, which moves with the axes along which they lie. */
    public static Written write(String name, Target target, Shape shape, Binary.Fn fn, Access to) {
        Frame frame = new Frame(name, target);
        return new PairsKernel(
                        frame, shape, fn, target.plan().buffer(to.buffer()).dtype())
                .write(to);
    }

    private Written write(Access to) {
        var code = frame.code();
        frame.pointer(to.buffer());
        long half = 8L * shape.items * shape.count;
        Register[] halves = {frame.scratch(shape.at), frame.scratch(shape.at + half)};
        Register tid = code.special("%tid.x");
        Register threads = code.special("%ntid.x");
        Register item = frame.blockNumber();
        Register grid = frame.blockCount();
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("ge", item, Number.of((long) shape.items)), true, done);
        Register first = frame.int32("mul.lo.s32", item, shape.count);
        Register[] at = {
            frame.element(halves[0], first, 0, dtype).base(),
            frame.element(halves[1], first, 0, dtype).base()
        };
        int from = 0;
        for (int n = shape.count; n > 1; n -= n / 2) {
            level(at[from], at[1 - from], n, tid, threads);
            code.barrier();
            from = 1 - from;
        }
        Register result = at[from];
        frame.when(frame.test("eq", tid, Number.of(0L)), () -> {
            @Nullable Register[] positions = new Register[shape.sizes.size()];
            List<Integer> axes = IntStream.range(0, shape.sizes.size()).boxed().toList();
            Positions.split(frame, item, axes, shape.sizes, positions);
            Register index = Positions.index(frame, positions, to.strides().subList(0, shape.sizes.size()));
            Register value = frame.load(dtype, frame.element(result, null, 0, dtype));
            frame.store(dtype, frame.element(frame.pointer(to.buffer()), index, to.offset(), dtype), value);
        });
        code.into(item, "add.s32", item, grid);
        code.jump(next);
        code.place(done);
        return Written.together(frame, shape.items, Math.clamp(shape.count / 2, 1, Frame.THREADS));
    }

    private void level(Register from, Register to, int n, Register tid, Register threads) {
        var code = frame.code();
        Register i = frame.copy(tid);
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("ge", i, Number.of(n / 2L)), true, done);
        Register pair = frame.int32("shl.b32", i, 1);
        Register left = frame.load(dtype, frame.element(from, pair, 0, dtype));
        Register right = frame.load(dtype, frame.element(from, pair, 1, dtype));
        Register combined = new Arithmetic(code).binary(fn, dtype, left, right);
        frame.store(dtype, frame.element(to, i, 0, dtype), combined);
        code.into(i, "add.s32", i, threads);
        code.jump(next);
        code.place(done);
        if (n % 2 == 1) {
            frame.when(frame.test("eq", tid, Number.of(0L)), () -> {
                Register last = frame.load(dtype, frame.element(from, null, n - 1, dtype));
                frame.store(dtype, frame.element(to, null, n / 2, dtype), last);
            });
        }
    }
}
