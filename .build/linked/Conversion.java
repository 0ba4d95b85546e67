import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;

/** From one type to another as a lambda does it: casts, numbers in and out of boxes, wider numbers. */
final class Conversion {

    private static final Map<ClassDesc, ClassDesc> PRIMITIVES = Map.of(
            ConstantDescs.CD_Boolean, ConstantDescs.CD_boolean,
            ConstantDescs.CD_Byte, ConstantDescs.CD_byte,
            ConstantDescs.CD_Character, ConstantDescs.CD_char,
            ConstantDescs.CD_Short, ConstantDescs.CD_short,
            ConstantDescs.CD_Integer, ConstantDescs.CD_int,
            ConstantDescs.CD_Long, ConstantDescs.CD_long,
            ConstantDescs.CD_Float, ConstantDescs.CD_float,
            ConstantDescs.CD_Double, ConstantDescs.CD_double);

    private Conversion() {}

    /**
     * Converts what is on the stack.
     *
     * @param known what it is known to be in this use of a generic type
     */
    static void write(CodeBuilder code, ClassDesc from, ClassDesc known, ClassDesc to) {
        if (from.equals(to)) {
            return;
        }
        if (from.isPrimitive()) {
            if (to.isPrimitive()) {
                widen(code, from, to);
                return;
            }
            ClassDesc box = RecordMethod.boxed(from);
            code.invokestatic(box, "valueOf", MethodTypeDesc.of(box, from));
            return;
        }
        if (!to.isPrimitive()) {
            if (!to.equals(ConstantDescs.CD_Object)) {
                code.checkcast(to);
            }
            return;
        }
        ClassDesc box = PRIMITIVES.containsKey(from) ? from : PRIMITIVES.containsKey(known) ? known : RecordMethod.boxed(to);
        if (!box.equals(from)) {
            code.checkcast(box);
        }
        ClassDesc in = PRIMITIVES.get(box);
        code.invokevirtual(box, in.displayName() + "Value", MethodTypeDesc.of(in));
        widen(code, in, to);
    }

    private static void widen(CodeBuilder code, ClassDesc from, ClassDesc to) {
        if (!from.equals(to)) {
            code.conversion(TypeKind.from(from), TypeKind.from(to));
        }
    }
}
