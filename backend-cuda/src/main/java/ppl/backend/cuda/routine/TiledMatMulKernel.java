package ppl.backend.cuda.routine;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Target;
import ppl.backend.cuda.code.Types;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.graph.DType;

/**
 * Products of large matrices: a block computes a tile of {@value #ROWS} × {@value #COLUMNS} elements over one block of the contracted axis, from
 * slices of both matrices in shared memory; a thread has {@value #EACH_ROWS} × {@value #EACH_COLUMNS} of them in registers. Each element adds its
 * products in their order, as when it is computed alone.
 */
final class TiledMatMulKernel {

    private static final int ROWS = 64;
    private static final int COLUMNS = 64;
    private static final int DEPTH = 8;
    private static final int EACH_ROWS = 8;
    private static final int EACH_COLUMNS = 4;
    /** Threads that share the rows of a tile, a thread for every sixteenth column. */
    private static final int ACROSS = COLUMNS / EACH_COLUMNS;

    private static final int THREADS = ACROSS * ROWS / EACH_ROWS;

    private static final int FEWEST = 32;

    private final Frame frame;
    private final Slab a;
    private final Slab b;
    private final DType dtype;
    private final int rank;
    private final int rows;
    private final int columns;
    private final int inner;
    private final int blocks;
    private final Register thread;
    private final Register across;
    private final Register down;
    private final Register sharedA;
    private final Register sharedB;

    /** One item: a tile of a matrix and a block of the contracted axis. */
    private record Tile(Register matrix, Register row, Register column, Register block) {}

    private TiledMatMulKernel(String name, Target target, LibraryCall call, int blocks) {
        this.frame = new Frame(name, target);
        this.a = new Slab(frame, call.operands().get(0));
        this.b = new Slab(frame, call.operands().get(1));
        this.dtype = a.dtype;
        this.rank = a.rank();
        this.rows = a.size(rank - 2);
        this.columns = b.size(rank - 1);
        this.inner = a.size(rank - 1);
        this.blocks = blocks;
        this.thread = frame.code().special("%tid.x");
        this.across = frame.int32("and.b32", thread, ACROSS - 1);
        this.down = frame.int32("shr.u32", thread, Integer.numberOfTrailingZeros(ACROSS));
        this.sharedA = frame.code().share(Types.bytes(dtype) * ROWS * DEPTH);
        this.sharedB = frame.code().share(Types.bytes(dtype) * COLUMNS * DEPTH);
    }

    /** True of products with work enough for a tile. */
    static boolean suits(LibraryCall call) {
        List<Integer> left = call.operands().get(0).sizes();
        List<Integer> to = call.result().sizes();
        return to.get(to.size() - 2) >= FEWEST && to.getLast() >= FEWEST && left.getLast() >= DEPTH;
    }

    /**
     * The kernel.
     *
     * @param blocks of the contracted axis
     * @param output where the results go
     */
    static Written write(String name, Target target, LibraryCall call, int blocks, MatMulOutput.Maker output) {
        TiledMatMulKernel kernel = new TiledMatMulKernel(name, target, call, blocks);
        return kernel.write(output.in(kernel.frame));
    }

    private Written write(MatMulOutput output) {
        var code = frame.code();
        int tileRows = Math.ceilDiv(rows, ROWS);
        int tileColumns = Math.ceilDiv(columns, COLUMNS);
        int tiles = Math.multiplyExact(tileRows, tileColumns);
        int total = Math.multiplyExact(Math.multiplyExact(a.count(rank - 2), tiles), blocks);
        Register item = frame.blockNumber();
        Register grid = frame.blockCount();
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("ge", item, Number.of((long) total)), true, done);
        Register block = frame.int32("rem.u32", item, blocks);
        Register rest = frame.int32("div.u32", item, blocks);
        Register tile = frame.int32("rem.u32", rest, tiles);
        Register matrix = frame.int32("div.u32", rest, tiles);
        Register row = frame.int32("mul.lo.s32", frame.int32("div.u32", tile, tileColumns), ROWS);
        Register column = frame.int32("mul.lo.s32", frame.int32("rem.u32", tile, tileColumns), COLUMNS);
        compute(new Tile(matrix, row, column, block), output);
        code.into(item, "add.s32", item, grid);
        code.jump(next);
        code.place(done);
        return Written.together(frame, total, THREADS);
    }

    private void compute(Tile tile, MatMulOutput output) {
        var code = frame.code();
        Register left = a.at(tile.matrix, Slab.first(rank - 2));
        Register right = b.at(tile.matrix, Slab.first(rank - 2));
        List<Register> sums = new ArrayList<>();
        for (int e = 0; e < EACH_ROWS * EACH_COLUMNS; e++) {
            sums.add(code.op(Types.kind(dtype), Types.move(dtype), Types.number(dtype, 0)));
        }
        Register from = frame.int32("mul.lo.s32", tile.block, MatMulKernel.BLOCK);
        // The end of the last block may lie where there is no int32 any more.
        Register left1 = code.op(Kind.B32, "sub.s32", frame.number(inner), from);
        Register end = frame.int32("add.s32", from, frame.int32("min.s32", left1, MatMulKernel.BLOCK));
        frame.upTo(from, end, DEPTH, () -> {
            code.barrier(); // before others write what is still read
            slice(a, left, tile.row, rows, from, end, true);
            slice(b, right, tile.column, columns, from, end, false);
            code.barrier();
            Register k = frame.number(0);
            Register some = code.op(Kind.B32, "sub.s32", end, from);
            frame.upTo(k, frame.int32("min.s32", some, DEPTH), 1, () -> products(k, sums));
        });
        for (int r = 0; r < EACH_ROWS; r++) {
            Register i = frame.int32("add.s32", tile.row, frame.int32("add.s32", down, r * ROWS / EACH_ROWS));
            for (int c = 0; c < EACH_COLUMNS; c++) {
                Register j = frame.int32("add.s32", tile.column, frame.int32("add.s32", across, c * ACROSS));
                Register isRow = frame.test("lt", i, Number.of((long) rows));
                Register isColumn = frame.test("lt", j, Number.of((long) columns));
                Register sum = sums.get(r * EACH_COLUMNS + c);
                frame.when(
                        code.op(Kind.PRED, "and.pred", isRow, isColumn),
                        () -> output.store(tile.matrix, i, j, tile.block, sum));
            }
        }
    }

    /** Copies a slice of a matrix to shared memory, line by line of the contracted axis; behind the matrix it holds zeros, which nobody keeps. */
    private void slice(Slab x, Register base, Register first, int size, Register from, Register end, boolean isLeft) {
        var code = frame.code();
        int axis = isLeft ? rank - 2 : rank - 1;
        int contracted = isLeft ? rank - 1 : rank - 2;
        int length = isLeft ? ROWS : COLUMNS;
        boolean alongContracted = x.stride(contracted) == 1;
        for (int e = 0; e < length * DEPTH / THREADS; e++) {
            Register number = frame.int32("add.s32", thread, e * THREADS);
            // Neighbouring threads read neighbours in memory.
            int inLine = alongContracted ? DEPTH : length;
            Register fast = frame.int32("and.b32", number, inLine - 1);
            Register slow = frame.int32("shr.u32", number, Integer.numberOfTrailingZeros(inLine));
            Register depth = alongContracted ? fast : slow;
            Register place = alongContracted ? slow : fast;
            Register i = frame.int32("add.s32", first, place);
            Register k = frame.int32("add.s32", from, depth);
            Register isWithin = frame.test("lt", i, Number.of((long) size));
            Register isBefore = frame.test("lt", k, end);
            Register there = code.op(Kind.PRED, "and.pred", isWithin, isBefore);
            Address address = x.along(x.along(base, i, axis).base(), k, contracted);
            Register value = x.loadIf(there, address);
            Register line = code.op(Kind.B32, "mad.lo.s32", depth, Number.of((long) length), place);
            Register to = code.op(
                    Kind.B32, "mad.lo.s32", line, Number.of((long) Types.bytes(dtype)), isLeft ? sharedA : sharedB);
            code.store(Types.store("shared", dtype), new Address(to, 0), value);
        }
    }

    /** The products of one line of both slices. */
    private void products(Register k, List<Register> sums) {
        List<Register> x = line(k, ROWS, down, sharedA, EACH_ROWS);
        List<Register> y = line(k, COLUMNS, across, sharedB, EACH_COLUMNS);
        String fma = dtype == DType.F64 ? "fma.rn.f64" : "fma.rn.f32";
        for (int r = 0; r < EACH_ROWS; r++) {
            for (int c = 0; c < EACH_COLUMNS; c++) {
                Register sum = sums.get(r * EACH_COLUMNS + c);
                frame.code().into(sum, fma, x.get(r), y.get(c), sum);
            }
        }
    }

    private List<Register> line(Register k, int length, Register first, Register shared, int each) {
        var code = frame.code();
        Register start = code.op(Kind.B32, "mad.lo.s32", k, Number.of((long) length), first);
        int bytes = Types.bytes(dtype);
        Register at = code.op(Kind.B32, "mad.lo.s32", start, Number.of((long) bytes), shared);
        List<Register> values = new ArrayList<>();
        for (int e = 0; e < each; e++) {
            Address place = new Address(at, e * length / each * bytes);
            values.add(code.op(Types.kind(dtype), Types.load("shared", dtype), place));
        }
        return values;
    }
}
