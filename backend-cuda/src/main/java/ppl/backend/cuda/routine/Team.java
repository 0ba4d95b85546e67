package ppl.backend.cuda.routine;

import java.util.function.Consumer;
import ppl.backend.cuda.code.Frame;
import ppl.backend.cuda.code.Written;
import ppl.backend.cuda.ptx.Operand;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;

/**
 * The threads of a block that work on one item together, as {@code height} rows of {@code width} threads. Both are powers of two, and
 * there are at most {@value #MOST} threads.
 */
final class Team {

    /** The most threads of a block. */
    static final int MOST = 256;

    private final Frame frame;
    private final int width;
    private final int height;
    /** Its number among all. */
    final Register thread;
    /** Its place in its row. */
    final Register column;
    /** Its row. */
    final Register row;

    Team(Frame frame, int width, int height) {
        this.frame = frame;
        this.width = width;
        this.height = height;
        this.thread = frame.code().special("%tid.x");
        this.column = frame.int32("and.b32", thread, width - 1);
        this.row = frame.int32("shr.u32", thread, Integer.numberOfTrailingZeros(width));
    }

    /** A team for a square of {@code n} rows and columns. */
    static Team forSquare(Frame frame, int n) {
        int width = powerFrom(n, 32);
        return new Team(frame, width, Math.min(MOST / width, powerFrom(Math.ceilDiv(n, 4), MOST)));
    }

    /** A team for {@code n} elements in line. */
    static Team inLine(Frame frame, int n) {
        return new Team(frame, powerFrom(n, MOST), 1);
    }

    private static int powerFrom(int n, int most) {
        return Math.min(most, Integer.highestOneBit(Math.max(1, 2 * n - 1)));
    }

    int threads() {
        return width * height;
    }

    void barrier() {
        frame.code().barrier();
    }

    /** The kernel whose blocks each take one of {@code total} items, and one so many blocks further. */
    Written eachItem(int total, Consumer<Register> body) {
        Register item = frame.blockNumber();
        Register grid = frame.blockCount();
        loop(item, Number.of((long) total), grid, body);
        return Written.together(frame, total, threads());
    }

    /** Each thread its share of the numbers from {@code start} to {@code end}. */
    void each(Register start, Operand end, Consumer<Register> body) {
        loop(frame.int32("add.s32", start, thread), end, Number.of((long) threads()), body);
    }

    /** Each row of threads its share. */
    void eachRow(Register start, Operand end, Consumer<Register> body) {
        loop(frame.int32("add.s32", start, row), end, Number.of((long) height), body);
    }

    /** Within a row of threads, each thread its share. */
    void eachColumn(Register start, Operand end, Consumer<Register> body) {
        loop(frame.int32("add.s32", start, column), end, Number.of((long) width), body);
    }

    /** The first thread alone. */
    void alone(Runnable body) {
        frame.when(frame.test("eq", thread, Number.of(0L)), body);
    }

    private void loop(Register i, Operand end, Operand step, Consumer<Register> body) {
        var code = frame.code();
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(frame.test("ge", i, end), true, done);
        body.accept(i);
        code.into(i, "add.s32", i, step);
        code.jump(next);
        code.place(done);
    }
}
