package ppl.backend.vector.emit;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.backend.vector.run.BranchCode;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Generated;
import ppl.backend.vector.run.GroupLayoutCode;
import ppl.backend.vector.run.GroupSumsCode;
import ppl.backend.vector.run.Tier;
import ppl.graph.DType;

/**
 * Lays out one class: a static method for each kernel, so that each is compiled well and on its own, those that a loop calls in its
 * steps included; a method {@code run} that calls them in order; and an initialiser that takes the constants from the class
 * data and leaves the instance there.
 */
final class ClassEmitter {

    /** Calls in one method; a call is 6 bytes long, and compilers give up on methods of more than 8000. */
    private static final int CALLS = 1000;

    private static final ClassDesc LOOKUP = ClassDesc.of("java.lang.invoke.MethodHandles$Lookup");

    private record Method(MethodTypeDesc type, Consumer<CodeBuilder> body) {}

    private final KernelPlan plan;
    private final List<Kernel> kernels;
    private final Constants constants = new Constants();
    private final PrimitiveEmitter primitives;
    private final Tiers tiers;
    private final @Nullable InnerLoop inner;
    private final @Nullable NestWriter writer;
    /** The methods asked for, in the order in which they are written. */
    private final List<Method> methods = new ArrayList<>();

    private final Map<Object, String> names = new IdentityHashMap<>();

    private ClassEmitter(
            KernelPlan plan,
            List<Kernel> kernels,
            PrimitiveEmitter primitives,
            Tiers tiers,
            @Nullable InnerLoop inner,
            @Nullable NestWriter writer) {
        this.plan = plan;
        this.kernels = kernels;
        this.primitives = primitives;
        this.tiers = tiers;
        this.inner = inner;
        this.writer = writer;
    }

    static Code emit(KernelPlan plan, List<Kernel> kernels, PrimitiveEmitter primitives, Tiers tiers) {
        return new ClassEmitter(plan, kernels, primitives, tiers, null, null).define();
    }

    static Code emit(KernelPlan plan, LoopNest nest, PrimitiveEmitter primitives, InnerLoop inner) {
        return new ClassEmitter(plan, List.of(nest), primitives, Tiers.NONE, inner, null).define();
    }

    static Code emit(KernelPlan plan, PrimitiveEmitter primitives, NestWriter writer) {
        return new ClassEmitter(plan, plan.kernels(), primitives, Tiers.NONE, null, writer).define();
    }

    private Code define() {
        byte[] bytes = ClassFile.of().build(Types.SELF, this::lay);
        Printing.CODE.log(() -> CodeText.of(bytes));
        Object[] data = new Object[constants.fields().size() + 1];
        for (int i = 1; i < data.length; i++) {
            data[i] = constants.fields().get(i - 1).value();
        }
        return Generated.define(bytes, data);
    }

    private void lay(ClassBuilder type) {
        type.withFlags(AccessFlag.FINAL, AccessFlag.SUPER);
        type.withInterfaceSymbols(Types.CODE);
        type.withMethodBody("run", Types.KERNEL, ClassFile.ACC_PUBLIC, code -> {
            code.aload(1).astore(0).aload(2).astore(1).aload(3).astore(2);
            calls(code, kernels);
            code.return_();
        });
        for (int m = 0; m < methods.size(); m++) {
            Method method = methods.get(m);
            type.withMethodBody(name(m), method.type, ClassFile.ACC_STATIC, method.body::accept);
        }
        type.withMethodBody("<init>", ConstantDescs.MTD_void, 0, code -> code.aload(0)
                .invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void)
                .return_());
        for (Constants.Field field : constants.fields()) {
            type.withField(field.name(), field.type(), ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
        }
        type.withMethodBody("<clinit>", ConstantDescs.MTD_void, ClassFile.ACC_STATIC, this::initialiser);
    }

    private static String name(int method) {
        return "kernel" + method;
    }

    /** The name of a method, which is written once. */
    private String method(Object key, Consumer<CodeBuilder> body) {
        return names.computeIfAbsent(key, _ -> add(Types.KERNEL, body));
    }

    private String add(MethodTypeDesc type, Consumer<CodeBuilder> body) {
        methods.add(new Method(type, body));
        return name(methods.size() - 1);
    }

    /** Calls kernels in their order; a long list in methods of its own. */
    private void calls(CodeBuilder code, List<Kernel> list) {
        if (list.size() <= CALLS) {
            list.forEach(kernel -> invoke(code, method(kernel, inner -> kernel(inner, kernel))));
            return;
        }
        for (int from = 0; from < list.size(); from += CALLS) {
            List<Kernel> group = list.subList(from, Math.min(list.size(), from + CALLS));
            invoke(code, method(group, inner -> {
                group.forEach(kernel -> invoke(inner, method(kernel, body -> kernel(body, kernel))));
                inner.return_();
            }));
        }
    }

    private static void invoke(CodeBuilder code, String method) {
        code.aload(0).aload(1).aload(2).invokestatic(Types.SELF, method, Types.KERNEL);
    }

    private void kernel(CodeBuilder code, Kernel kernel) {
        switch (kernel) {
            case LoopNest nest when writer != null -> writer.write(code, nest, constants, this::add);
            case LoopNest nest -> {
                tier(code, nest);
                CutNest cut = inner == null ? CutNest.of(nest, plan) : null;
                if (cut == null) {
                    nest(code, nest, null, NestEmitter::emit);
                } else {
                    inPieces(code, cut);
                }
            }
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
                                Compiler.compile(plan, then, primitives, tiers),
                                Compiler.compile(plan, otherwise, primitives, tiers)));
            case Kernel.Loop loop ->
                new LoopEmitter(code, plan, loop, constants, primitives, list -> inStep(code, loop, list)).emit();
        }
    }

    private void nest(CodeBuilder code, LoopNest nest, @Nullable CutNest cut, Consumer<NestEmitter> what) {
        MethodArrays arrays = new MethodArrays(code, plan, constants);
        NestEmitter emitter = new NestEmitter(code, plan, nest, arrays, constants, primitives, inner, this::add, cut);
        nest.buffers().forEach(arrays::prepare);
        what.accept(emitter);
        code.return_();
    }

    /** Calls a method that runs some of a nest, again and again. */
    private void inPieces(CodeBuilder code, CutNest cut) {
        String pace = constants.field(cut.pace(), Types.PACE);
        boolean around = cut.divides() && cut.isAround();
        if (around) {
            invoke(code, add(Types.KERNEL, body -> nest(body, cut.nest(), cut, NestEmitter::before)));
        }
        int from = code.allocateLocal(TypeKind.INT);
        int to = code.allocateLocal(TypeKind.INT);
        code.iconst_0().istore(from);
        Label next = code.newBoundLabel();
        code.getstatic(Types.SELF, pace, Types.PACE).iload(from);
        code.invokevirtual(Types.PACE, "end", Types.END).istore(to);
        code.aload(0).aload(1).aload(2).iload(from).iload(to);
        String some = add(Types.SOME, body -> nest(body, cut.nest(), cut, NestEmitter::emit));
        code.invokestatic(Types.SELF, some, Types.SOME);
        code.iload(to).istore(from).iload(from).loadConstant(cut.turns()).if_icmplt(next);
        if (around) {
            invoke(code, add(Types.KERNEL, body -> nest(body, cut.nest(), cut, NestEmitter::after)));
        }
        code.return_();
    }

    /** Leaves the nest to faster code once there is some. */
    private void tier(CodeBuilder code, LoopNest nest) {
        Tier tier = tiers.of(plan, nest);
        if (tier == null) {
            return;
        }
        String field = constants.field(tier, Types.TIER);
        int faster = code.allocateLocal(TypeKind.REFERENCE);
        Label none = code.newLabel();
        code.getstatic(Types.SELF, field, Types.TIER).invokevirtual(Types.TIER, "faster", Types.FASTER);
        code.astore(faster).aload(faster).ifnull(none);
        code.aload(faster).aload(0).aload(1).aload(2).invokeinterface(Types.CODE, "run", Types.KERNEL);
        code.return_().labelBinding(none);
        code.getstatic(Types.SELF, field, Types.TIER).aload(0).aload(1).aload(2);
        code.invokevirtual(Types.TIER, "called", Types.KERNEL);
    }

    /** Calls kernels of a loop, which have classes of their own if there are very many. */
    private void inStep(CodeBuilder code, Kernel.Loop loop, List<Kernel> list) {
        if (Compiler.isApart(loop)) {
            Compiler.compile(plan, list, primitives, tiers).forEach(piece -> invoke(code, piece));
        } else {
            calls(code, list);
        }
    }

    private void call(CodeBuilder code, Code callee) {
        invoke(code, callee);
        code.return_();
    }

    private void invoke(CodeBuilder code, Code callee) {
        String field = constants.field(callee, Types.CODE);
        code.getstatic(Types.SELF, field, Types.CODE).aload(0).aload(1).aload(2);
        code.invokeinterface(Types.CODE, "run", Types.KERNEL);
    }

    private void fill(CodeBuilder code, Kernel.Fill fill) {
        Buffer buffer = plan.buffer(fill.buffer());
        DType dtype = buffer.dtype();
        MethodArrays arrays = new MethodArrays(code, plan, constants);
        arrays.prepare(fill.buffer());
        arrays.follow(fill.buffer());
        arrays.push(fill.buffer());
        Origin start = arrays.origin(fill.buffer());
        start.push(code);
        start.plus(buffer.length()).push(code);
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
