package ppl.backend.vector.lanes;

import static ppl.backend.vector.lanes.LaneTypes.DOUBLES;
import static ppl.backend.vector.lanes.LaneTypes.LONGS;
import static ppl.backend.vector.lanes.LaneTypes.MASK;
import static ppl.backend.vector.lanes.LaneTypes.method;
import static ppl.backend.vector.lanes.LaneTypes.plain;
import static ppl.backend.vector.lanes.LaneTypes.withVectors;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import ppl.backend.vector.emit.Constants;
import ppl.backend.vector.emit.Types;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Prim.Pointwise;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/** What elementwise primitives become in lanes: only operations whose results the Vector API fixes to the bit. */
public final class LaneArithmetic {

    private final CodeBuilder code;
    private final Constants constants;
    private final LaneShape shape;

    public LaneArithmetic(CodeBuilder code, Constants constants, LaneShape shape) {
        this.code = code;
        this.constants = constants;
        this.shape = shape;
    }

    /** Whether a primitive is done in lanes. */
    public static boolean knows(Pointwise op, List<DType> from, DType to) {
        DType first = from.getFirst();
        return switch (op) {
            case Unary(Unary.Fn fn) -> knows(fn, first);
            case Binary(Binary.Fn fn) -> knows(fn, first);
            case Fma _ -> to == DType.F64;
            case Compare(Compare.Fn fn) ->
                isWide(first) || (first == DType.BOOL && (fn == Compare.Fn.EQ || fn == Compare.Fn.NE));
            case Select _ -> isWide(to) || to == DType.BOOL;
            case Cast _ -> first == to || (isWide(to) && first != DType.F32) || (to == DType.BOOL && isWide(first));
            case Bitcast _ -> isWide(first) && isWide(to);
            default -> false;
        };
    }

    private static boolean knows(Unary.Fn fn, DType type) {
        return switch (fn) {
            case NEG, ABS -> isWide(type);
            case SQRT -> type == DType.F64;
            case NOT -> type == DType.I64 || type == DType.BOOL;
            case FLOOR, CEIL, RINT -> false;
        };
    }

    private static boolean knows(Binary.Fn fn, DType type) {
        return switch (fn) {
            case ADD, SUB, MUL, MIN, MAX -> isWide(type);
            case DIV -> type == DType.F64;
            case AND, OR, XOR -> type == DType.I64 || type == DType.BOOL;
            case SHL, SHR -> type == DType.I64;
            case FLOOR_DIV, FLOOR_MOD -> false;
        };
    }

    private static boolean isWide(DType type) {
        return type == DType.F64 || type == DType.I64;
    }

    /** Replaces the operands on the stack by the result; a choice takes them as: third, second, first. */
    public void elementwise(Pointwise op, List<DType> from, DType to) {
        DType first = from.getFirst();
        switch (op) {
            case Unary(Unary.Fn fn) -> unary(fn, first);
            case Binary(Binary.Fn fn) -> binary(fn, first);
            case Fma _ -> code.invokevirtual(DOUBLES, "fma", withVectors(DOUBLES, 2));
            case Compare(Compare.Fn fn) -> compare(fn, first);
            case Select _ -> select(to);
            case Cast _ -> cast(first, to);
            case Bitcast _ -> bitcast(first, to);
            default -> throw new AssertionError("not in lanes: " + op);
        }
    }

    private void unary(Unary.Fn fn, DType type) {
        ClassDesc own = LaneTypes.of(type);
        String name = fn.name().toLowerCase(java.util.Locale.ROOT);
        code.invokevirtual(own, name, plain(own));
    }

    private void binary(Binary.Fn fn, DType type) {
        ClassDesc own = LaneTypes.of(type);
        String name = fn.name().toLowerCase(java.util.Locale.ROOT);
        if (type == DType.BOOL) {
            code.invokevirtual(MASK, name, method(MASK, MASK));
            return;
        }
        switch (fn) {
            case XOR -> operator("XOR", LaneTypes.ASSOCIATIVE);
            case SHL -> operator("LSHL", LaneTypes.BINARY);
            case SHR -> operator("LSHR", LaneTypes.BINARY);
            default -> code.invokevirtual(own, name, withVectors(own, 1));
        }
    }

    /** Of two vectors of int64. */
    private void operator(String name, ClassDesc type) {
        code.getstatic(LaneTypes.OPERATORS, name, type).swap();
        code.invokevirtual(LONGS, "lanewise", method(LONGS, LaneTypes.BINARY, LaneTypes.VECTOR));
    }

    /** Shifts a vector of int64 by a number known now. */
    public void shift(Binary.Fn fn, long by) {
        code.getstatic(LaneTypes.OPERATORS, fn == Binary.Fn.SHL ? "LSHL" : "LSHR", LaneTypes.BINARY);
        code.loadConstant(by);
        code.invokevirtual(LONGS, "lanewise", method(LONGS, LaneTypes.BINARY, ConstantDescs.CD_long));
    }

    /** Makes the register on the stack one of float64, to lie in memory between phases. */
    public void asFloat64(DType from) {
        switch (from) {
            case F64 -> {} // lies there as it is
            case I64 -> bitcast(DType.I64, DType.F64);
            case BOOL -> cast(DType.BOOL, DType.F64);
            case F32, I32 -> throw new AssertionError("not between phases: " + from);
        }
    }

    /** Turns back what {@link #asFloat64} did. */
    public void fromFloat64(DType to) {
        switch (to) {
            case F64 -> {} // as it lies there
            case I64 -> bitcast(DType.F64, DType.I64);
            case BOOL -> cast(DType.F64, DType.BOOL);
            case F32, I32 -> throw new AssertionError("not between phases: " + to);
        }
    }

    /**
     * Of a value and a bound, twice on the stack, the bound where the comparison holds, else the value. That is two instructions, the
     * greater or lesser one of any two values six, since NaN and the zeros have their order.
     */
    void bound(Compare.Fn fn) {
        compare(fn, DType.F64);
        select(DType.F64);
    }

    private void compare(Compare.Fn fn, DType type) {
        if (type == DType.BOOL) {
            code.invokevirtual(MASK, fn == Compare.Fn.EQ ? "eq" : "xor", method(MASK, MASK));
            return;
        }
        code.getstatic(LaneTypes.OPERATORS, fn.name(), LaneTypes.COMPARISON).swap();
        code.invokevirtual(LaneTypes.of(type), "compare", method(MASK, LaneTypes.COMPARISON, LaneTypes.VECTOR));
        if (type == DType.I64) {
            maskFor(DType.F64);
        }
    }

    /** Makes the mask on the stack one of another type. */
    private void maskFor(DType type) {
        species(type);
        code.invokevirtual(MASK, "cast", method(MASK, LaneTypes.SPECIES));
    }

    private void select(DType type) {
        if (type == DType.BOOL) { // (c & (a ^ b)) ^ b of b, a, c
            int c = code.allocateLocal(java.lang.classfile.TypeKind.REFERENCE);
            int b = code.allocateLocal(java.lang.classfile.TypeKind.REFERENCE);
            code.astore(c).swap().astore(b).aload(b).invokevirtual(MASK, "xor", method(MASK, MASK));
            code.aload(c).invokevirtual(MASK, "and", method(MASK, MASK));
            code.aload(b).invokevirtual(MASK, "xor", method(MASK, MASK));
            return;
        }
        if (type == DType.I64) {
            maskFor(DType.I64);
        }
        ClassDesc own = LaneTypes.of(type);
        code.invokevirtual(own, "blend", method(own, LaneTypes.VECTOR, MASK));
    }

    public void cast(DType from, DType to) {
        if (from == to) {
            return;
        }
        if (to == DType.BOOL) {
            broadcast(from, () -> {
                if (from == DType.F64) {
                    code.dconst_0();
                } else {
                    code.lconst_0();
                }
            });
            compare(Compare.Fn.NE, from);
        } else if (from == DType.BOOL) {
            int mask = code.allocateLocal(java.lang.classfile.TypeKind.REFERENCE);
            code.astore(mask);
            number(to, 0);
            number(to, 1);
            code.aload(mask);
            select(to);
        } else {
            String conversion = letter(from) + "2" + letter(to);
            code.getstatic(LaneTypes.OPERATORS, conversion, LaneTypes.CONVERSION);
            species(to);
            code.iconst_0();
            code.invokevirtual(
                    LaneTypes.VECTOR,
                    "convertShape",
                    method(LaneTypes.VECTOR, LaneTypes.CONVERSION, LaneTypes.SPECIES, ConstantDescs.CD_int));
            code.checkcast(LaneTypes.of(to));
        }
    }

    private static String letter(DType type) {
        return switch (type) {
            case F64 -> "D";
            case I64 -> "L";
            case I32 -> "I";
            case F32, BOOL -> throw new AssertionError(type);
        };
    }

    public void bitcast(DType from, DType to) {
        if (from == to) {
            return;
        }
        if (to == DType.I64) {
            code.invokevirtual(DOUBLES, "viewAsIntegralLanes", plain(LONGS));
        } else {
            code.invokevirtual(LONGS, "viewAsFloatingLanes", plain(DOUBLES));
        }
    }

    /** Pushes the species of a type. */
    public void species(DType dtype) {
        String field = constants.field(shape.species(dtype), LaneTypes.SPECIES);
        code.getstatic(Types.SELF, field, LaneTypes.SPECIES);
    }

    private void number(DType type, int value) {
        broadcast(type, () -> {
            if (type == DType.F64) {
                code.loadConstant((double) value);
            } else {
                code.loadConstant((long) value);
            }
        });
    }

    /** Pushes a register with the pushed scalar in all lanes. */
    public void broadcast(DType type, Runnable push) {
        species(type);
        push.run();
        if (type == DType.BOOL) {
            code.invokeinterface(LaneTypes.SPECIES, "maskAll", method(MASK, ConstantDescs.CD_boolean));
        } else {
            ClassDesc own = LaneTypes.of(type);
            code.invokestatic(own, "broadcast", method(own, LaneTypes.SPECIES, Types.element(type)));
        }
    }

    /** Pushes a register read from an array, both of whose operands lie on the stack above the species. */
    public void load(DType type) {
        ClassDesc own = LaneTypes.of(type);
        code.invokestatic(own, "fromArray", method(own, LaneTypes.SPECIES, Types.array(type), ConstantDescs.CD_int));
    }

    /** Like {@link #load}, but through a map of places that lies on the stack with its own start. */
    void gather(DType type) {
        ClassDesc own = LaneTypes.of(type);
        code.invokestatic(
                own,
                "fromArray",
                method(
                        own,
                        LaneTypes.SPECIES,
                        Types.array(type),
                        ConstantDescs.CD_int,
                        Types.array(DType.I32),
                        ConstantDescs.CD_int));
    }

    /** Writes a register into an array at a place, which lie on the stack above it. */
    public void store(DType type) {
        code.invokevirtual(LaneTypes.of(type), "intoArray", LaneTypes.into(Types.array(type)));
    }

    /** Pushes one lane of the register of float64 on the stack. */
    void lane(int lane) {
        code.loadConstant(lane).invokevirtual(DOUBLES, "lane", method(ConstantDescs.CD_double, ConstantDescs.CD_int));
    }
}
