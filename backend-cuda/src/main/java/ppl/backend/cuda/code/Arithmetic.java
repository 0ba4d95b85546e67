package ppl.backend.cuda.code;

import java.util.List;
import java.util.Locale;
import ppl.backend.cuda.ptx.Assembly;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/** Elementwise primitives in instructions, always rounded to nearest, with Java's results at NaN, zeros and the ends of integers. */
public final class Arithmetic {

    private final Assembly code;

    /** Writes to a kernel. */
    public Arithmetic(Assembly code) {
        this.code = code;
    }

    /** The value of a primitive, in a register that nobody else writes. */
    public Register apply(Pointwise op, DType from, DType to, List<Register> x) {
        return switch (op) {
            case Unary(Unary.Fn fn) -> unary(fn, from, x.getFirst());
            case Binary(Binary.Fn fn) -> binary(fn, from, x.get(0), x.get(1));
            case Fma _ -> code.op(Types.kind(to), "fma.rn." + Types.suffix(to), x.get(0), x.get(1), x.get(2));
            case Compare(Compare.Fn fn) -> truth(compare(fn, from, x.get(0), x.get(1)));
            case Select _ -> select(to, condition(x.get(0)), x.get(1), x.get(2));
            case Cast _ -> new Conversion(code).cast(from, to, x.getFirst());
            case Bitcast _ -> code.op(Types.kind(to), to.bytes() == 8 ? "mov.b64" : "mov.b32", x.getFirst());
        };
    }

    /** A truth value as a condition. */
    public Register condition(Register truth) {
        return code.op(Kind.PRED, "setp.ne.s32", truth, Number.of(0L));
    }

    /** A condition as a truth value. */
    public Register truth(Register condition) {
        return code.op(Kind.B32, "selp.b32", Number.of(1L), Number.of(0L), condition);
    }

    /** One of two values. */
    public Register select(DType dtype, Register condition, Operand yes, Operand no) {
        String suffix = dtype.isFloat() ? Types.suffix(dtype) : "b" + 8 * Types.bytes(dtype);
        return code.op(Types.kind(dtype), "selp." + suffix, yes, no, condition);
    }

    /** A comparison as a condition. */
    public Register compare(Compare.Fn fn, DType type, Register x, Operand y) {
        String relation =
                fn == Compare.Fn.NE && type.isFloat() ? "neu" : fn.name().toLowerCase(Locale.ROOT);
        return code.op(Kind.PRED, "setp." + relation + "." + signed(type), x, y);
    }

    private static String signed(DType type) {
        return type.isFloat() ? Types.suffix(type) : "s" + 8 * Types.bytes(type);
    }

    private static String bits(DType type) {
        return "b" + 8 * Types.bytes(type);
    }

    private Register unary(Unary.Fn fn, DType type, Register x) {
        Kind kind = Types.kind(type);
        return switch (fn) {
            case NEG ->
                type.isFloat() ? onBits("xor", type, x, signBit(type)) : code.op(kind, "neg." + signed(type), x);
            case ABS -> {
                if (type.isFloat()) {
                    yield onBits("and", type, x, ~signBit(type));
                }
                Register negative = code.op(kind, "neg." + signed(type), x);
                yield code.op(kind, "max." + signed(type), x, negative); // the least integer stays as it is
            }
            case SQRT -> code.op(kind, "sqrt.rn." + signed(type), x);
            case FLOOR -> whole("rmi", type, x);
            case CEIL -> whole("rpi", type, x);
            case RINT -> whole("rni", type, x);
            case NOT ->
                type == DType.BOOL ? code.op(kind, "xor.b32", x, Number.of(1L)) : code.op(kind, "not." + bits(type), x);
        };
    }

    private Register whole(String rounding, DType type, Register x) {
        return code.op(Types.kind(type), "cvt." + rounding + "." + signed(type) + "." + signed(type), x);
    }

    private static long signBit(DType type) {
        return type == DType.F64 ? Long.MIN_VALUE : Integer.MIN_VALUE;
    }

    /** On the bits of a float, so that a NaN keeps its own. */
    private Register onBits(String opcode, DType type, Register x, long mask) {
        Kind integer = type == DType.F64 ? Kind.B64 : Kind.B32;
        String move = "mov." + bits(type);
        Register raw = code.op(integer, move, x);
        return code.op(Types.kind(type), move, code.op(integer, opcode + "." + bits(type), raw, Number.of(mask)));
    }

    /** Combines two values. */
    public Register binary(Binary.Fn fn, DType type, Register x, Register y) {
        Kind kind = Types.kind(type);
        return switch (fn) {
            case ADD, SUB -> code.op(kind, named(fn) + (type.isFloat() ? ".rn." : ".") + signed(type), x, y);
            case MUL -> code.op(kind, (type.isFloat() ? "mul.rn." : "mul.lo.") + signed(type), x, y);
            case DIV -> code.op(kind, "div.rn." + signed(type), x, y);
            case MIN, MAX -> extremum(named(fn), type, x, y);
            case AND, OR, XOR -> code.op(kind, named(fn) + "." + bits(type), x, y);
            case SHL -> code.op(kind, "shl." + bits(type), x, distance(type, y));
            case SHR -> code.op(kind, "shr.u" + 8 * Types.bytes(type), x, distance(type, y));
            case FLOOR_DIV -> new FloorDivision(code, this).quotient(type, x, y);
            case FLOOR_MOD -> new FloorDivision(code, this).remainder(type, x, y);
        };
    }

    private static String named(Binary.Fn fn) {
        return fn.name().toLowerCase(Locale.ROOT);
    }

    /** A device prefers the number to a NaN. */
    private Register extremum(String name, DType type, Register x, Register y) {
        Register chosen = code.op(Types.kind(type), name + "." + signed(type), x, y);
        if (!type.isFloat()) {
            return chosen;
        }
        Register isNaN = code.op(Kind.PRED, "setp.nan." + signed(type), x, y);
        return select(type, isNaN, Types.number(type, Double.NaN), chosen);
    }

    /** The low bits: a device takes greater distances at their word. */
    private Register distance(DType type, Register y) {
        Register narrow = type == DType.I64 ? code.op(Kind.B32, "cvt.u32.u64", y) : y;
        return code.op(Kind.B32, "and.b32", narrow, Number.of(8L * Types.bytes(type) - 1));
    }
}
