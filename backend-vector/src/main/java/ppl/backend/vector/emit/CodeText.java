package ppl.backend.vector.emit;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.LineNumber;

/** Generated classes as text for people: a line for each instruction. */
final class CodeText {

    private CodeText() {}

    static String of(byte[] bytes) {
        ClassModel model = ClassFile.of().parse(bytes);
        StringBuilder text = new StringBuilder();
        for (MethodModel method : model.methods()) {
            text.append(method.methodName().stringValue())
                    .append(method.methodTypeSymbol().displayDescriptor());
            method.code().ifPresent(code -> {
                for (CodeElement element : code) {
                    if (!(element instanceof LineNumber)) {
                        text.append("\n  ").append(element);
                    }
                }
            });
            text.append('\n');
        }
        return text.toString();
    }
}
