package ppl.backend.cuda.code;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.code.BlockLayout.Region;
import ppl.backend.cuda.ptx.Assembly;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Move;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.graph.DType;

/** The beginning of a kernel: where its buffers are, which thread this is, and loops over elements. */
public final class Frame {

    /** Threads of a block. */
    public static final int THREADS = 128;

    private final Assembly code;
    private final Target target;
    private final Register block;
    private final Map<Integer, Register> pointers = new HashMap<>();
    private final Map<Region, Register> slabs = new EnumMap<>(Region.class);
    private @Nullable Register literals;

    /** Begins a kernel, which ends here for points that have nothing to do. */
    public Frame(String name, Target target) {
        this(name, target, THREADS);
    }

    /** Begins a kernel of blocks of at most so many threads. */
    public Frame(String name, Target target, int threads) {
        this.code = new Assembly(name, threads);
        this.target = target;
        this.block = code.parameter();
        if (target.mask() != Target.ALWAYS) {
            code.returnIf(code.op(Kind.PRED, "setp.eq.s64", word(target.mask()), Number.of(0L)));
        }
    }

    /** Where instructions are written. */
    public Assembly code() {
        return code;
    }

    /** What the kernel is written for. */
    public Target target() {
        return target;
    }

    /** The address of a buffer's first element. It must have been asked for before the first loop. */
    public Register pointer(int buffer) {
        Register known = pointers.get(buffer);
        if (known == null) {
            known = locate(target.plan().buffer(buffer));
            pointers.put(buffer, known);
        }
        return known;
    }

    private Register locate(Buffer buffer) {
        return switch (buffer.place()) {
            case Place.Literal(var value) -> literal(target.literals().place(value));
            case Place.Window window -> window(stored(buffer), window);
            case Place.Input _, Place.Output _, Place.Arena _ ->
                plus(slab(BlockLayout.region(buffer)), target.layout().start(buffer));
        };
    }

    /** A window begins where the rows of the loops around say. */
    private Register window(DType dtype, Place.Window window) {
        int bytes = Types.bytes(dtype);
        Register at = plus(pointer(window.of()), (long) window.offset() * bytes);
        for (Move move : window.moves()) {
            Register row = code.op(Kind.B64, "ld.global.u64", new Address(pointer(move.counter()), 0));
            Register moved = code.op(Kind.B64, "mul.lo.s64", row, Number.of((long) move.stride() * bytes));
            at = code.op(Kind.B64, "add.s64", at, moved);
        }
        return at;
    }

    /** The address of known numbers. */
    public Register literal(long at) {
        if (literals == null) {
            literals = code.op(Kind.B64, "ld.global.u64", new Address(block, BlockLayout.LITERALS));
        }
        return plus(literals, at);
    }

    /** The address of the slab of this point in a region; before any loop. */
    private Register slab(Region region) {
        Register known = slabs.get(region);
        if (known == null) {
            BlockLayout layout = target.layout();
            Register at = block;
            if (layout.before(region) > 0) {
                at = code.op(Kind.B64, "add.s64", at, times(code.special("%nctaid.x"), layout.before(region)));
            }
            Register point = code.special("%ctaid.x");
            Register distance = region == Region.SCRATCH
                    ? code.op(
                            Kind.B64,
                            "mul.lo.s64",
                            code.op(Kind.B64, "cvt.s64.s32", point),
                            code.op(Kind.B64, "ld.global.u64", new Address(block, BlockLayout.SCRATCH_LENGTH)))
                    : times(point, layout.length(region));
            known = plus(code.op(Kind.B64, "add.s64", at, distance), BlockLayout.HEADER);
            slabs.put(region, known);
        }
        return known;
    }

    private Register times(Register count, long bytes) {
        return bytes == (int) bytes
                ? code.op(Kind.B64, "mul.wide.s32", count, Number.of(bytes))
                : code.op(Kind.B64, "mul.lo.s64", code.op(Kind.B64, "cvt.s64.s32", count), Number.of(bytes));
    }

    /** The place of a word of control of this point; before any loop. */
    public Address control(int word) {
        return new Address(
                slab(Region.CONTROL), Math.toIntExact(target.layout().control().get(word)));
    }

    /** Reads a word of control. */
    public Register word(int word) {
        return load(DType.I64, control(word));
    }

    /** The address of a place in the scratch memory; before any loop. */
    public Register scratch(long at) {
        return plus(slab(Region.SCRATCH), at);
    }

    /** The address of a place among the arenas and tables; before any loop. */
    public Register table(long at) {
        return plus(slab(Region.WORK), at);
    }

    /** The number of this block among those of its point. */
    public Register blockNumber() {
        return code.special("%ctaid.y");
    }

    /** How many blocks each point has. */
    public Register blockCount() {
        return code.special("%nctaid.y");
    }

    private Register plus(Register address, long bytes) {
        return bytes == 0 ? address : code.op(Kind.B64, "add.s64", address, Number.of(bytes));
    }

    /** The address of the element {@code index + offset} of what begins at a pointer. */
    public Address element(Register pointer, @Nullable Register index, int offset, DType dtype) {
        int bytes = Types.bytes(dtype);
        Register at = pointer;
        if (index != null) {
            Register distance = code.op(Kind.B64, "mul.wide.s32", index, Number.of((long) bytes));
            at = code.op(Kind.B64, "add.s64", pointer, distance);
        }
        long constant = (long) offset * bytes;
        boolean fits = constant == (int) constant;
        return fits ? new Address(at, (int) constant) : new Address(plus(at, constant), 0);
    }

    /** The type in which the elements of a buffer lie in memory: known numbers may be narrower there. */
    public DType stored(Buffer buffer) {
        return switch (buffer.place()) {
            case Place.Literal(var value) -> target.literals().stored(value);
            case Place.Window window -> stored(target.plan().buffer(window.of()));
            case Place.Input _, Place.Output _, Place.Arena _ -> buffer.dtype();
        };
    }

    /** Reads an element that lies in memory in a type of its own. */
    public Register load(DType dtype, DType stored, Address from) {
        return widened(dtype, stored, load(stored, from));
    }

    /** An element as it is computed with. */
    public Register widened(DType dtype, DType stored, Register x) {
        return dtype == stored ? x : code.op(Types.kind(dtype), "cvt.f64.f32", x);
    }

    /** Reads an element. */
    public Register load(DType dtype, Address from) {
        return code.op(Types.kind(dtype), Types.load("global", dtype), from);
    }

    /** Writes an element. */
    public void store(DType dtype, Address to, Register value) {
        code.store(Types.store("global", dtype), to, value);
    }

    /** A new register that holds a number. */
    public Register number(int value) {
        return code.op(Kind.B32, "mov.b32", Number.of((long) value));
    }

    /** A new register with the value of another. */
    public Register copy(Register from) {
        String opcode =
                switch (from.kind()) {
                    case F64 -> "mov.f64";
                    case F32 -> "mov.f32";
                    case B64 -> "mov.b64";
                    case B32 -> "mov.b32";
                    case PRED -> throw new AssertionError("a condition");
                };
        return code.op(from.kind(), opcode, from);
    }

    /** A condition on int32 numbers. */
    public Register test(String relation, Register x, Operand y) {
        return code.op(Kind.PRED, "setp." + relation + ".s32", x, y);
    }

    /** A whole number of int32 from two others. */
    public Register int32(String opcode, Register x, Operand y) {
        return code.op(Kind.B32, opcode, x, y);
    }

    /** The same with a number. */
    public Register int32(String opcode, Register x, int y) {
        return int32(opcode, x, Number.of((long) y));
    }

    /** A body that the thread runs for each of its share of {@code total} elements: its own, then every one a grid further. */
    public void eachOf(int total, Consumer<Register> body) {
        Register tid = code.special("%tid.x");
        Register ctaid = blockNumber();
        Register width = code.special("%ntid.x");
        Register grid = blockCount();
        Register i = code.op(Kind.B32, "mad.lo.s32", ctaid, width, tid);
        Register stride = code.op(Kind.B32, "mul.lo.s32", width, grid);
        String next = code.label();
        String done = code.label();
        code.place(next);
        // Unsigned: behind the last element there may be no int32 left.
        Register end = code.op(Kind.PRED, "setp.ge.u32", i, Number.of((long) total));
        code.jumpIf(end, true, done);
        body.accept(i);
        code.into(i, "add.s32", i, stride);
        code.jump(next);
        code.place(done);
    }

    /** Runs a body while {@code i} is below the end, which may be changed by nobody but this loop; {@code i} moves by a step. */
    public void upTo(Register i, Operand end, int step, Runnable body) {
        String next = code.label();
        String done = code.label();
        code.place(next);
        code.jumpIf(test("ge", i, end), true, done);
        body.run();
        code.into(i, "add.s32", i, Number.of((long) step));
        code.jump(next);
        code.place(done);
    }

    /** Runs a body where a condition holds. */
    public void when(Register condition, Runnable body) {
        String done = code.label();
        code.jumpIf(condition, false, done);
        body.run();
        code.place(done);
    }
}
