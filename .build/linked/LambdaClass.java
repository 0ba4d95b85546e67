import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.NestHostAttribute;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/** The class of a lambda: what it captures in fields, and the one method, which calls the body that javac wrote. */
final class LambdaClass {

    private static final String MAKE = "of";
    private static final String ONLY = "ONLY";

    private final ClassDesc name;
    private final ClassDesc host;
    private final ClassDesc type;
    private final String method;
    private final List<ClassDesc> captured;
    private final MethodTypeDesc erased;
    private final DirectMethodHandleDesc body;
    private final MethodTypeDesc known;

    LambdaClass(ClassDesc outer, ClassDesc host, int number, InvokeDynamicInstruction call) {
        this.name = ClassDesc.ofDescriptor(
                outer.descriptorString().replace(";", "$Lambda$" + number + ";"));
        this.host = host;
        this.type = call.typeSymbol().returnType();
        this.method = call.name().stringValue();
        this.captured = call.typeSymbol().parameterList();
        this.erased = (MethodTypeDesc) call.bootstrapArgs().get(0);
        this.body = (DirectMethodHandleDesc) call.bootstrapArgs().get(1);
        this.known = (MethodTypeDesc) call.bootstrapArgs().get(2);
    }

    ClassDesc name() {
        return name;
    }

    String internalName() {
        String descriptor = name.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }

    /** Takes what is captured from the stack and pushes the lambda. */
    void push(CodeBuilder code) {
        if (captured.isEmpty()) {
            code.getstatic(name, ONLY, type);
        } else {
            code.invokestatic(name, MAKE, MethodTypeDesc.of(type, captured));
        }
    }

    byte[] write(ClassFile format) {
        return format.build(name, this::write);
    }

    private void write(ClassBuilder lambda) {
        lambda.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
        lambda.withInterfaceSymbols(type);
        lambda.with(NestHostAttribute.of(host));
        for (int i = 0; i < captured.size(); i++) {
            lambda.withField("x" + i, captured.get(i), ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
        }
        MethodTypeDesc fields = MethodTypeDesc.of(ConstantDescs.CD_void, captured);
        lambda.withMethodBody("<init>", fields, ClassFile.ACC_PRIVATE, this::constructor);
        if (captured.isEmpty()) {
            lambda.withField(ONLY, type, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
            lambda.withMethodBody("<clinit>", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, code -> {
                code.new_(name).dup().invokespecial(name, "<init>", fields);
                code.putstatic(name, ONLY, type).return_();
            });
        } else {
            lambda.withMethodBody(MAKE, MethodTypeDesc.of(type, captured), ClassFile.ACC_STATIC, code -> {
                code.new_(name).dup();
                for (int i = 0; i < captured.size(); i++) {
                    code.loadLocal(TypeKind.from(captured.get(i)), code.parameterSlot(i));
                }
                code.invokespecial(name, "<init>", fields).areturn();
            });
        }
        lambda.withMethodBody(method, erased, ClassFile.ACC_PUBLIC, this::call);
    }

    private void constructor(CodeBuilder code) {
        code.aload(0).invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void);
        for (int i = 0; i < captured.size(); i++) {
            code.aload(0).loadLocal(TypeKind.from(captured.get(i)), code.parameterSlot(i));
            code.putfield(name, "x" + i, captured.get(i));
        }
        code.return_();
    }

    private void call(CodeBuilder code) {
        boolean makes = body.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR;
        if (makes) {
            code.new_(body.owner()).dup();
        }
        for (int i = 0; i < captured.size(); i++) {
            code.aload(0).getfield(name, "x" + i, captured.get(i));
        }
        List<ClassDesc> taken = makes
                ? MethodTypeDesc.ofDescriptor(body.lookupDescriptor()).parameterList()
                : body.invocationType().parameterList();
        for (int i = 0; i < erased.parameterCount(); i++) {
            ClassDesc from = erased.parameterType(i);
            code.loadLocal(TypeKind.from(from), code.parameterSlot(i));
            Conversion.write(code, from, known.parameterType(i), taken.get(captured.size() + i));
        }
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(body.lookupDescriptor());
        String called = body.methodName();
        switch (body.kind()) {
            case STATIC, INTERFACE_STATIC -> code.invokestatic(body.owner(), called, type, body.isOwnerInterface());
            case CONSTRUCTOR -> code.invokespecial(body.owner(), "<init>", type);
            case INTERFACE_VIRTUAL, INTERFACE_SPECIAL -> code.invokeinterface(body.owner(), called, type);
            case VIRTUAL, SPECIAL -> code.invokevirtual(body.owner(), called, type);
            default -> throw new IllegalArgumentException("not the body of a lambda: " + body);
        }
        ClassDesc gives = makes ? body.owner() : type.returnType();
        ClassDesc wanted = erased.returnType();
        if (wanted.equals(ConstantDescs.CD_void)) {
            if (gives.equals(ConstantDescs.CD_long) || gives.equals(ConstantDescs.CD_double)) {
                code.pop2();
            } else if (!gives.equals(ConstantDescs.CD_void)) {
                code.pop();
            }
            code.return_();
            return;
        }
        Conversion.write(code, gives, known.returnType(), wanted);
        code.return_(TypeKind.from(wanted));
    }
}
