package ppl.backend.vector.emit;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.backend.vector.run.BranchCode;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Generated;
import ppl.backend.vector.run.GroupLayoutCode;
import ppl.backend.vector.run.GroupSumsCode;
import ppl.graph.DType;

/**
 * Lays out one class: a static method for each kernel, so that each is compiled well and on its own, a method
 * {@code run} that calls them in order, and an initialiser that takes the constants from the class data and leaves the
 * instance there.
 */
final class ClassEmitter {

    /** Calls in one method; a call is 6 bytes long, and compilers give up on methods of more than 8000. */
    private static final int CALLS = 1000;

    private static final ClassDesc LOOKUP = ClassDesc.of("java.lang.invoke.MethodHandles$Lookup");

    private final KernelPlan plan;
    private final List<Kernel> kernels;
    private final Constants constants = new Constants();
    private final PrimitiveEmitter primitives;

    private ClassEmitter(KernelPlan plan, List<Kernel> kernels, PrimitiveEmitter primitives) {
        this.plan = plan;
        this.kernels = kernels;
        this.primitives = primitives;
    }

    static Code emit(KernelPlan plan, List<Kernel> kernels, PrimitiveEmitter primitives) {
        return new ClassEmitter(plan, kernels, primitives).define();
    }

    private Code define() {
        byte[] bytes = ClassFile.of().build(Types.SELF, this::lay);
        Object[] data = new Object[constants.fields().size() + 1];
        for (int i = 1; i < data.length; i++) {
            data[i] = constants.fields().get(i - 1).value();
        }
        return Generated.define(bytes, data);
    }

    private void lay(ClassBuilder type) {
        type.withFlags(AccessFlag.FINAL, AccessFlag.SUPER);
        type.withInterfaceSymbols(Types.CODE);
        int count = kernels.size();
        for (int k = 0; k < count; k++) {
            Kernel kernel = kernels.get(k);
            type.withMethodBody("kernel" + k, Types.KERNEL, ClassFile.ACC_STATIC, code -> kernel(code, kernel));
        }
        int groups = Math.max(1, Math.ceilDiv(count, CALLS));
        for (int g = 0; g < groups; g++) {
            int from = g * CALLS;
            int to = Math.min(count, from + CALLS);
            type.withMethodBody("group" + g, Types.KERNEL, ClassFile.ACC_STATIC, code -> {
                for (int k = from; k < to; k++) {
                    code.aload(0).aload(1).aload(2).invokestatic(Types.SELF, "kernel" + k, Types.KERNEL);
                }
                code.return_();
            });
        }
        type.withMethodBody("run", Types.KERNEL, ClassFile.ACC_PUBLIC, code -> {
            for (int g = 0; g < groups; g++) {
                code.aload(1).aload(2).aload(3).invokestatic(Types.SELF, "group" + g, Types.KERNEL);
            }
            code.return_();
        });
        type.withMethodBody("<init>", ConstantDescs.MTD_void, 0, code -> code.aload(0)
                .invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void)
                .return_());
        for (Constants.Field field : constants.fields()) {
            type.withField(field.name(), field.type(), ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        }
        type.withMethodBody("<clinit>", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, this::initialiser);
    }

    private void kernel(CodeBuilder code, Kernel kernel) {
        switch (kernel) {
            case Kernel.LoopNest nest -> new NestEmitter(code, plan, nest, constants, primitives).emit();
            case Kernel.Fill fill -> fill(code, fill);
            case Kernel.LibraryCall call -> call(code, primitives.routine(plan, call));
            case Kernel.GroupLayout layout -> call(code, new GroupLayoutCode(plan, layout));
            case Kernel.GroupSums sums -> call(code, GroupSumsCode.of(plan, sums));
            case Kernel.Branch(View condition, List<Kernel> then, List<Kernel> otherwise) ->
                call(
                        code,
                        new BranchCode(
                                plan,
                                condition,
                                Compiler.compile(plan, then, primitives),
                                Compiler.compile(plan, otherwise, primitives)));
        }
    }

    private void call(CodeBuilder code, Code callee) {
        String field = constants.field(callee, Types.CODE);
        code.getstatic(Types.SELF, field, Types.CODE).aload(0).aload(1).aload(2);
        code.invokeinterface(Types.CODE, "run", Types.KERNEL).return_();
    }

    private void fill(CodeBuilder code, Kernel.Fill fill) {
        Buffer buffer = plan.buffer(fill.buffer());
        DType dtype = buffer.dtype();
        MethodArrays arrays = new MethodArrays(code, plan, constants);
        arrays.prepare(fill.buffer());
        int start = buffer.place() instanceof Place.Arena(int offset) ? offset : 0;
        arrays.push(fill.buffer());
        code.loadConstant(start).loadConstant(start + buffer.length());
        Types.push(code, fill.value());
        code.invokestatic(
                Types.ARRAYS,
                "fill",
                MethodTypeDesc.of(
                        ConstantDescs.CD_void,
                        Types.array(dtype),
                        ConstantDescs.CD_int,
                        ConstantDescs.CD_int,
                        Types.element(dtype)));
        code.return_();
    }

    private void initialiser(CodeBuilder code) {
        code.invokestatic(ClassDesc.of("java.lang.invoke.MethodHandles"), "lookup", MethodTypeDesc.of(LOOKUP))
                .invokestatic(Types.GENERATED, "data", MethodTypeDesc.of(Types.OBJECTS, LOOKUP))
                .astore(0);
        int position = 1;
        for (Constants.Field field : constants.fields()) {
            code.aload(0).loadConstant(position++).aaload().checkcast(field.type());
            code.putstatic(Types.SELF, field.name(), field.type());
        }
        code.aload(0).iconst_0().new_(Types.SELF).dup();
        code.invokespecial(Types.SELF, "<init>", ConstantDescs.MTD_void)
                .aastore()
                .return_();
    }
}
