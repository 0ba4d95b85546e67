import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** {@code equals} and {@code hashCode} of a record, as the JDK computes them: 31 times what came before plus the next component. */
final class RecordMethod {

    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final MethodTypeDesc HASH = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
    private static final MethodTypeDesc EQUALS =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

    private RecordMethod() {}

    static boolean isKnown(String method) {
        return method.equals("equals") || method.equals("hashCode");
    }

    /** Takes the record, and for {@code equals} the other object, from the stack and pushes the answer. */
    static void write(CodeBuilder code, ClassDesc self, String method, List<ConstantDesc> args) {
        List<DirectMethodHandleDesc> fields =
                args.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
        if (method.equals("hashCode")) {
            hash(code, self, fields);
        } else {
            equal(code, self, fields);
        }
    }

    private static ClassDesc type(DirectMethodHandleDesc field) {
        return field.invocationType().returnType();
    }

    private static void hash(CodeBuilder code, ClassDesc self, List<DirectMethodHandleDesc> fields) {
        int record = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(record).iconst_0();
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = type(field);
            code.bipush(31).imul().aload(record).getfield(self, field.methodName(), type);
            if (type.isPrimitive()) {
                code.invokestatic(boxed(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", HASH);
            }
            code.iadd();
        }
    }

    private static void equal(CodeBuilder code, ClassDesc self, List<DirectMethodHandleDesc> fields) {
        int other = code.allocateLocal(TypeKind.REFERENCE);
        int record = code.allocateLocal(TypeKind.REFERENCE);
        Label yes = code.newLabel();
        Label no = code.newLabel();
        Label end = code.newLabel();
        code.astore(other).astore(record);
        code.aload(record).aload(other).if_acmpeq(yes);
        code.aload(other).instanceOf(self).ifeq(no);
        code.aload(other).checkcast(self).astore(other);
        for (DirectMethodHandleDesc field : fields) {
            ClassDesc type = type(field);
            code.aload(record).getfield(self, field.methodName(), type);
            code.aload(other).getfield(self, field.methodName(), type);
            switch (TypeKind.from(type)) {
                case REFERENCE -> code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(no);
                case LONG -> code.lcmp().ifne(no);
                case FLOAT, DOUBLE ->
                    code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(ConstantDescs.CD_int, type, type)).ifne(no);
                default -> code.if_icmpne(no);
            }
        }
        code.labelBinding(yes).iconst_1().goto_(end).labelBinding(no).iconst_0().labelBinding(end);
    }

    static ClassDesc boxed(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> ConstantDescs.CD_Boolean;
            case BYTE -> ConstantDescs.CD_Byte;
            case CHAR -> ConstantDescs.CD_Character;
            case SHORT -> ConstantDescs.CD_Short;
            case INT -> ConstantDescs.CD_Integer;
            case LONG -> ConstantDescs.CD_Long;
            case FLOAT -> ConstantDescs.CD_Float;
            case DOUBLE -> ConstantDescs.CD_Double;
            case REFERENCE, VOID -> throw new AssertionError(primitive);
        };
    }
}
