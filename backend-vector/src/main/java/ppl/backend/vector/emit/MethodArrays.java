package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Move;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.DType;

/**
 * The arrays that a method touches, each in a local variable, and the place of each buffer in its array. Buffers of one element may
 * stay in registers, local variables of their own.
 */
public final class MethodArrays {

    private record Arena(DType dtype) {}

    private final CodeBuilder code;
    private final KernelPlan plan;
    private final Constants constants;
    private final Map<Integer, Integer> registers;
    private final Map<Object, Integer> locals = new HashMap<>();
    private final Map<Place.Window, Integer> origins = new HashMap<>();

    /** The arrays of a method that gets those of a call as its first three parameters. */
    public MethodArrays(CodeBuilder code, KernelPlan plan, Constants constants) {
        this(code, plan, constants, Map.of());
    }

    /**
     * @param registers the local variable of each buffer that has one
     */
    MethodArrays(CodeBuilder code, KernelPlan plan, Constants constants, Map<Integer, Integer> registers) {
        this.code = code;
        this.plan = plan;
        this.constants = constants;
        this.registers = registers;
    }

    /** Loads the array of a buffer into a local, once, and for a window those of its counters. Called before any loop. */
    public void prepare(int bufferId) {
        plan.buffer(bufferId).touched().forEach(id -> load(plan.buffer(id)));
    }

    /** Computes where a window begins in this step of the loops around. */
    public void follow(int bufferId) {
        if (!(plan.buffer(bufferId).place() instanceof Place.Window window)) {
            return;
        }
        origin(window.of()).plus(window.offset()).push(code);
        for (Move move : window.moves()) {
            if (isRegister(move.counter())) {
                code.lload(register(move.counter()));
            } else {
                push(move.counter());
                origin(move.counter()).push(code);
                code.laload();
            }
            code.l2i().loadConstant(move.stride()).imul().iadd();
        }
        code.istore(origins.computeIfAbsent(window, _ -> code.allocateLocal(TypeKind.INT)));
    }

    /** True if a buffer is in a register. */
    boolean isRegister(int bufferId) {
        return registers.containsKey(bufferId);
    }

    /** The local variable of a buffer in a register. */
    int register(int bufferId) {
        Integer local = registers.get(bufferId);
        if (local == null) {
            throw new AssertionError("not in a register: " + plan.buffer(bufferId));
        }
        return local;
    }

    private void load(Buffer buffer) {
        Object key = key(buffer);
        if (buffer.place() instanceof Place.Literal
                || buffer.place() instanceof Place.Window
                || locals.containsKey(key)) {
            return;
        }
        switch (buffer.place()) {
            case Place.Input(int position) -> element(0, position, buffer.dtype());
            case Place.Output(int position) -> element(1, position, buffer.dtype());
            case Place.Arena _ ->
                code.aload(2).getfield(Types.WORKSPACE, arenaField(buffer.dtype()), Types.array(buffer.dtype()));
            case Place.Literal _, Place.Window _ -> throw new AssertionError();
        }
        int slot = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(slot);
        locals.put(key, slot);
    }

    private void element(int parameter, int position, DType dtype) {
        code.aload(parameter).loadConstant(position).aaload().checkcast(Types.array(dtype));
    }

    /** Pushes the array of a buffer. */
    public void push(int bufferId) {
        Buffer buffer = plan.buffer(bufferId);
        if (buffer.place() instanceof Place.Window window) {
            push(window.of());
            return;
        }
        if (buffer.place() instanceof Place.Literal(var value)) {
            code.getstatic(
                    Types.SELF,
                    constants.field(value.array(), Types.array(buffer.dtype())),
                    Types.array(buffer.dtype()));
            return;
        }
        Integer slot = locals.get(key(buffer));
        if (slot == null) {
            throw new AssertionError("array not prepared: " + buffer);
        }
        code.aload(slot);
    }

    /** The place of the buffer's first element in its array. */
    public Origin origin(int bufferId) {
        return switch (plan.buffer(bufferId).place()) {
            case Place.Arena(int offset) -> Origin.of(offset);
            case Place.Window window -> {
                Integer local = origins.get(window);
                if (local == null) {
                    throw new AssertionError("window not followed: " + plan.buffer(bufferId));
                }
                yield new Origin(0, local);
            }
            case Place.Input _, Place.Output _, Place.Literal _ -> Origin.of(0);
        };
    }

    DType dtype(int bufferId) {
        return plan.buffer(bufferId).dtype();
    }

    int length(int bufferId) {
        return plan.buffer(bufferId).length();
    }

    private static Object key(Buffer buffer) {
        return buffer.place() instanceof Place.Arena ? new Arena(buffer.dtype()) : buffer.place();
    }

    static String arenaField(DType dtype) {
        return switch (dtype) {
            case F64 -> "f64";
            case F32 -> "f32";
            case I64 -> "i64";
            case I32 -> "i32";
            case BOOL -> "bool";
        };
    }
}
