import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/** The tests of a switch over types: the place of the first label from a given one on that an object has; one after the last for none. */
final class TypeSwitch {

    static final MethodTypeDesc TYPE =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int);

    private TypeSwitch() {}

    /** Of objects, by classes; other labels are left to the JDK. */
    static boolean isKnown(MethodTypeDesc type, List<ConstantDesc> labels) {
        return !type.parameterType(0).isPrimitive()
                && labels.stream().allMatch(l -> l instanceof ClassDesc label && !label.isPrimitive());
    }

    static void write(CodeBuilder code, List<ConstantDesc> labels) {
        Label present = code.newLabel();
        code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
        List<SwitchCase> starts = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            starts.add(SwitchCase.of(i, code.newLabel()));
        }
        Label none = code.newLabel();
        code.iload(1).tableswitch(0, labels.size() - 1, none, starts);
        for (int i = 0; i < labels.size(); i++) {
            Label next = i + 1 < labels.size() ? starts.get(i + 1).target() : none;
            code.labelBinding(starts.get(i).target());
            code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next).loadConstant(i).ireturn();
        }
        code.labelBinding(none).loadConstant(labels.size()).ireturn();
    }
}
