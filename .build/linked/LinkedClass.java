import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.RuntimeInvisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One class whose dynamic calls become calls of what is written down. */
final class LinkedClass {

    private static final String LAMBDA = "java.lang.invoke.LambdaMetafactory.metafactory";
    private static final String SWITCH = "java.lang.runtime.SwitchBootstraps.typeSwitch";
    private static final String RECORD = "java.lang.runtime.ObjectMethods.bootstrap";

    private final ClassModel model;
    private final ClassDesc self;
    private final ClassDesc host;
    private final List<LambdaClass> lambdas = new ArrayList<>();
    /** By their labels: the methods that make the tests of switches. */
    private final Map<List<ConstantDesc>, String> switches = new LinkedHashMap<>();

    LinkedClass(ClassModel model, ClassDesc host) {
        this.model = model;
        this.self = model.thisClass().asSymbol();
        this.host = host;
    }

    /** The classes of lambdas, once the class is written. */
    List<LambdaClass> lambdas() {
        return lambdas;
    }

    /** True if the class has a call that can be written down. */
    boolean isNeeded() {
        return model.methods().stream().anyMatch(LinkedClass::isNeeded);
    }

    /** The bytes of the class. */
    byte[] write(ClassFile format) {
        ClassTransform calls = ClassTransform.transformingMethodBodies(LinkedClass::isNeeded, (code, element) -> {
            switch (element) {
                case InvokeDynamicInstruction call when isKnown(call) -> link(code, call);
                // Copied as they are they would keep the old offsets.
                case RuntimeVisibleTypeAnnotationsAttribute a ->
                    code.with(RuntimeVisibleTypeAnnotationsAttribute.of(a.annotations()));
                case RuntimeInvisibleTypeAnnotationsAttribute a ->
                    code.with(RuntimeInvisibleTypeAnnotationsAttribute.of(a.annotations()));
                default -> code.with(element);
            }
        });
        return format.transformClass(model, calls.andThen(ClassTransform.endHandler(this::add)));
    }

    private static boolean isNeeded(MethodModel method) {
        return method.code().stream()
                .flatMap(CodeModel::elementStream)
                .anyMatch(e -> e instanceof InvokeDynamicInstruction call && isKnown(call));
    }

    private static String of(InvokeDynamicInstruction call) {
        DirectMethodHandleDesc by = call.bootstrapMethod();
        return by.owner().packageName() + "." + by.owner().displayName() + "." + by.methodName();
    }

    private static boolean isKnown(InvokeDynamicInstruction call) {
        return switch (of(call)) {
            case LAMBDA -> true;
            case SWITCH -> TypeSwitch.isKnown(call.typeSymbol(), call.bootstrapArgs());
            case RECORD -> RecordMethod.isKnown(call.name().stringValue());
            default -> false;
        };
    }

    private void link(CodeBuilder code, InvokeDynamicInstruction call) {
        List<ConstantDesc> args = call.bootstrapArgs();
        switch (of(call)) {
            case LAMBDA -> {
                LambdaClass lambda = new LambdaClass(self, host, lambdas.size(), call);
                lambdas.add(lambda);
                lambda.push(code);
            }
            case SWITCH -> {
                String name = switches.computeIfAbsent(args, _ -> "switch$" + switches.size());
                code.invokestatic(self, name, TypeSwitch.TYPE, model.flags().has(AccessFlag.INTERFACE));
            }
            case RECORD -> RecordMethod.write(code, self, call.name().stringValue(), args);
            default -> throw new AssertionError(call);
        }
    }

    private void add(ClassBuilder type) {
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        switches.forEach((labels, name) ->
                type.withMethodBody(name, TypeSwitch.TYPE, flags, code -> TypeSwitch.write(code, labels)));
    }
}
