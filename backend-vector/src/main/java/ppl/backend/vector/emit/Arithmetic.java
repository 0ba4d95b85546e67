package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.Compare;
import ppl.graph.op.Unary;

/** The instructions of each element type, on values that lie on the stack in the order of the operands. */
final class Arithmetic {

    private final CodeBuilder code;

    Arithmetic(CodeBuilder code) {
        this.code = code;
    }

    void fma(DType type) {
        math("fma", type, 3);
    }

    private void math(String name, DType dtype, int arguments) {
        var type = Types.element(dtype);
        code.invokestatic(Types.MATH, name, MethodTypeDesc.of(type, java.util.Collections.nCopies(arguments, type)));
    }

    void unary(Unary.Fn fn, DType type) {
        switch (fn) {
            case NEG -> negate(type);
            case ABS -> math("abs", type, 1);
            case SQRT -> throughDouble("sqrt", type);
            case FLOOR -> throughDouble("floor", type);
            case CEIL -> throughDouble("ceil", type);
            case RINT -> throughDouble("rint", type);
            case NOT -> {
                switch (type) {
                    case I64 -> code.loadConstant(-1L).lxor();
                    case I32 -> code.loadConstant(-1).ixor();
                    case BOOL -> code.loadConstant(1).ixor();
                    case F64, F32 -> throw new AssertionError("NOT of a float");
                }
            }
        }
    }

    private void negate(DType type) {
        switch (type) {
            case F64 -> code.dneg();
            case F32 -> code.fneg();
            case I64 -> code.lneg();
            case I32 -> code.ineg();
            case BOOL -> throw new AssertionError("negation of a truth value");
        }
    }

    /** On float32 the float64 result rounded once is the float32 result. */
    private void throughDouble(String name, DType type) {
        if (type == DType.F32) {
            code.f2d();
        }
        math(name, DType.F64, 1);
        if (type == DType.F32) {
            code.d2f();
        }
    }

    /** Whether the machine has an instruction for it, or Java's library a function. */
    static boolean knows(Binary.Fn fn) {
        return fn != Binary.Fn.FLOOR_DIV && fn != Binary.Fn.FLOOR_MOD;
    }

    /** Combines the two values on the stack. */
    void binary(Binary.Fn fn, DType type) {
        switch (fn) {
            case MIN -> math("min", type, 2);
            case MAX -> math("max", type, 2);
            default -> {
                switch (type) {
                    case F64 -> float64(fn);
                    case F32 -> float32(fn);
                    case I64 -> int64(fn);
                    case I32, BOOL -> int32(fn);
                }
            }
        }
    }

    private void float64(Binary.Fn fn) {
        switch (fn) {
            case ADD -> code.dadd();
            case SUB -> code.dsub();
            case MUL -> code.dmul();
            case DIV -> code.ddiv();
            default -> throw new AssertionError(fn + " of floats");
        }
    }

    private void float32(Binary.Fn fn) {
        switch (fn) {
            case ADD -> code.fadd();
            case SUB -> code.fsub();
            case MUL -> code.fmul();
            case DIV -> code.fdiv();
            default -> throw new AssertionError(fn + " of floats");
        }
    }

    private void int64(Binary.Fn fn) {
        switch (fn) {
            case ADD -> code.ladd();
            case SUB -> code.lsub();
            case MUL -> code.lmul();
            case AND -> code.land();
            case OR -> code.lor();
            case XOR -> code.lxor();
            case SHL -> code.l2i().lshl();
            case SHR -> code.l2i().lushr();
            default -> throw new AssertionError(fn + " of integers");
        }
    }

    private void int32(Binary.Fn fn) {
        switch (fn) {
            case ADD -> code.iadd();
            case SUB -> code.isub();
            case MUL -> code.imul();
            case AND -> code.iand();
            case OR -> code.ior();
            case XOR -> code.ixor();
            case SHL -> code.ishl();
            case SHR -> code.iushr();
            default -> throw new AssertionError(fn + " of integers");
        }
    }

    /** With a NaN the three-way comparison answers so that only "not equal" holds. */
    void compare(Compare.Fn fn, DType type) {
        boolean less = fn == Compare.Fn.LT || fn == Compare.Fn.LE;
        switch (type) {
            case F64 -> threeWay(less ? code.dcmpg() : code.dcmpl(), fn);
            case F32 -> threeWay(less ? code.fcmpg() : code.fcmpl(), fn);
            case I64 -> threeWay(code.lcmp(), fn);
            case I32, BOOL -> {
                Label yes = code.newLabel();
                switch (fn) {
                    case LT -> code.if_icmplt(yes);
                    case LE -> code.if_icmple(yes);
                    case GT -> code.if_icmpgt(yes);
                    case GE -> code.if_icmpge(yes);
                    case EQ -> code.if_icmpeq(yes);
                    case NE -> code.if_icmpne(yes);
                }
                truth(yes);
            }
        }
    }

    private void threeWay(CodeBuilder compared, Compare.Fn fn) {
        Label yes = code.newLabel();
        switch (fn) {
            case LT -> compared.iflt(yes);
            case LE -> compared.ifle(yes);
            case GT -> compared.ifgt(yes);
            case GE -> compared.ifge(yes);
            case EQ -> compared.ifeq(yes);
            case NE -> compared.ifne(yes);
        }
        truth(yes);
    }

    private void truth(Label yes) {
        Label end = code.newLabel();
        code.iconst_0().goto_(end).labelBinding(yes).iconst_1().labelBinding(end);
    }

    void cast(DType from, DType to) {
        if (from == to) {
            return;
        }
        if (to == DType.BOOL) {
            zero(from);
            compare(Compare.Fn.NE, from);
            return;
        }
        switch (from) {
            case F64 -> {
                switch (to) {
                    case F32 -> code.d2f();
                    case I64 -> code.d2l();
                    default -> code.d2i();
                }
            }
            case F32 -> {
                switch (to) {
                    case F64 -> code.f2d();
                    case I64 -> code.f2l();
                    default -> code.f2i();
                }
            }
            case I64 -> {
                switch (to) {
                    case F64 -> code.l2d();
                    case F32 -> code.l2f();
                    default -> code.l2i();
                }
            }
            case I32, BOOL -> {
                switch (to) {
                    case F64 -> code.i2d();
                    case F32 -> code.i2f();
                    case I64 -> code.i2l();
                    default -> {} // a truth value is the integer 0 or 1 already
                }
            }
        }
    }

    /** Pushes the 0 of a type. */
    void zero(DType type) {
        switch (type) {
            case F64 -> code.dconst_0();
            case F32 -> code.fconst_0();
            case I64 -> code.lconst_0();
            case I32, BOOL -> code.iconst_0();
        }
    }

    void bitcast(DType from, DType to) {
        if (from == to) {
            return;
        }
        switch (from) {
            case F64 -> bits("java.lang.Double", "doubleToRawLongBits", DType.F64, DType.I64);
            case I64 -> bits("java.lang.Double", "longBitsToDouble", DType.I64, DType.F64);
            case F32 -> bits("java.lang.Float", "floatToRawIntBits", DType.F32, DType.I32);
            case I32 -> bits("java.lang.Float", "intBitsToFloat", DType.I32, DType.F32);
            case BOOL -> throw new AssertionError("bits of a truth value");
        }
    }

    private void bits(String owner, String name, DType from, DType to) {
        code.invokestatic(
                java.lang.constant.ClassDesc.of(owner),
                name,
                MethodTypeDesc.of(Types.element(to), Types.element(from)));
    }

    /** Pushes what a gather gives at an index outside its axis. */
    void outside(DType type) {
        switch (type) {
            case F64 -> code.loadConstant(Double.NaN);
            case F32 -> code.loadConstant(Float.NaN);
            case I64, I32, BOOL -> zero(type);
        }
    }
}
