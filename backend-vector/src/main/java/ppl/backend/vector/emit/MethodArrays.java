package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.DType;

/** The arrays that a method touches, each in a local variable, and the place of each buffer in its array. */
final class MethodArrays {

    private record Arena(DType dtype) {}

    private final CodeBuilder code;
    private final KernelPlan plan;
    private final Constants constants;
    private final Map<Object, Integer> locals = new HashMap<>();

    MethodArrays(CodeBuilder code, KernelPlan plan, Constants constants) {
        this.code = code;
        this.plan = plan;
        this.constants = constants;
    }

    /** Loads the array of a buffer into a local, once. Called before any loop. */
    void prepare(int bufferId) {
        Buffer buffer = plan.buffer(bufferId);
        Object key = key(buffer);
        if (buffer.place() instanceof Place.Literal || locals.containsKey(key)) {
            return;
        }
        switch (buffer.place()) {
            case Place.Input(int position) -> element(0, position, buffer.dtype());
            case Place.Output(int position) -> element(1, position, buffer.dtype());
            case Place.Arena _ ->
                code.aload(2).getfield(Types.WORKSPACE, arenaField(buffer.dtype()), Types.array(buffer.dtype()));
            case Place.Literal _ -> throw new AssertionError();
        }
        int slot = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(slot);
        locals.put(key, slot);
    }

    private void element(int parameter, int position, DType dtype) {
        code.aload(parameter).loadConstant(position).aaload().checkcast(Types.array(dtype));
    }

    /** Pushes the array of a buffer. */
    void push(int bufferId) {
        Buffer buffer = plan.buffer(bufferId);
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
    int origin(int bufferId) {
        return plan.buffer(bufferId).place() instanceof Place.Arena(int offset) ? offset : 0;
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
