package ppl.backend.cuda.code;

import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.graph.DType;
import ppl.graph.Tensor;

/** Element types in registers and in memory. A truth value is the integer 1 or 0, in memory of 32 bits. */
public final class Types {

    private Types() {}

    /** The kind of register that holds an element. */
    public static Kind kind(DType dtype) {
        return switch (dtype) {
            case F64 -> Kind.F64;
            case F32 -> Kind.F32;
            case I64 -> Kind.B64;
            case I32, BOOL -> Kind.B32;
        };
    }

    /** The bytes of an element in memory. */
    public static int bytes(DType dtype) {
        return kind(dtype).bytes();
    }

    /** What memory instructions of the type end with. */
    static String suffix(DType dtype) {
        return switch (kind(dtype)) {
            case F64 -> "f64";
            case F32 -> "f32";
            case B64 -> "u64";
            case B32 -> "u32";
            case PRED -> throw new AssertionError(dtype);
        };
    }

    /** The opcode that copies a register. */
    public static String move(DType dtype) {
        return switch (kind(dtype)) {
            case F64 -> "mov.f64";
            case F32 -> "mov.f32";
            case B64 -> "mov.b64";
            case B32 -> "mov.b32";
            case PRED -> throw new AssertionError(dtype);
        };
    }

    /** The opcode that reads {@code space}. */
    public static String load(String space, DType dtype) {
        return "ld." + space + "." + suffix(dtype);
    }

    /** The opcode that writes to {@code space}. */
    public static String store(String space, DType dtype) {
        return "st." + space + "." + suffix(dtype);
    }

    /** The only element of a tensor. */
    public static Operand number(Tensor value) {
        return switch (value.array()) {
            case double[] d -> Number.of(d[0]);
            case float[] f -> Number.of(f[0]);
            case long[] l -> Number.of(l[0]);
            case int[] n -> Number.of((long) n[0]);
            case boolean[] b -> Number.of(b[0] ? 1L : 0L);
            default -> throw new AssertionError(value.dtype());
        };
    }

    /** A float, or the integer that it is. */
    public static Operand number(DType dtype, double value) {
        return switch (dtype) {
            case F64 -> Number.of(value);
            case F32 -> Number.of((float) value);
            case I64, I32, BOOL -> Number.of((long) value);
        };
    }
}
