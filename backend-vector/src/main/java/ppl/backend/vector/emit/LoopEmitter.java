package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.DType;

/** Writes a loop as the body of a static method. Scalar work of a step is part of it, other kernels are called. */
final class LoopEmitter {

    private static final MethodTypeDesc LONGS =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long);

    private final CodeBuilder code;
    private final KernelPlan plan;
    private final Kernel.Loop loop;
    private final Constants constants;
    private final PrimitiveEmitter primitives;
    private final Consumer<List<Kernel>> calls;
    private final StepRegisters inStep;
    private final Map<Integer, Integer> registers = new HashMap<>();
    private final MethodArrays arrays;

    /**
     * @param calls writes calls of kernels
     */
    LoopEmitter(
            CodeBuilder code,
            KernelPlan plan,
            Kernel.Loop loop,
            Constants constants,
            PrimitiveEmitter primitives,
            Consumer<List<Kernel>> calls) {
        this.code = code;
        this.plan = plan;
        this.loop = loop;
        this.constants = constants;
        this.primitives = primitives;
        this.calls = calls;
        this.inStep = StepRegisters.of(plan, loop);
        for (int id : inStep.buffers()) {
            registers.put(id, code.allocateLocal(Types.kind(plan.buffer(id).dtype())));
        }
        this.arrays = new MethodArrays(code, plan, constants, registers);
    }

    void emit() {
        prepare();
        int end = code.allocateLocal(TypeKind.INT);
        int row = code.allocateLocal(TypeKind.INT);
        steps();
        code.istore(end);
        if (loop.backward()) {
            code.iload(end).iconst_1().isub();
        } else {
            code.iconst_0();
        }
        code.istore(row);
        Label next = code.newBoundLabel();
        Label done = code.newLabel();
        code.iload(row);
        if (loop.backward()) {
            code.iflt(done);
        } else {
            code.iload(end).if_icmpge(done);
        }
        step(row, done);
        code.iinc(row, loop.backward() ? -1 : 1).goto_(next).labelBinding(done);
        inStep.written().forEach(this::save);
        store(loop.made(), () -> code.iload(loop.backward() ? end : row).i2l());
        code.return_();
    }

    /** Loads arrays and registers. */
    private void prepare() {
        Set<Integer> touched =
                new HashSet<>(List.of(loop.counter(), loop.steps().buffer(), loop.made()));
        if (loop.condition() instanceof Kernel.Condition(List<Kernel> _, int goOn)) {
            touched.add(goOn);
        }
        inStep.inline().forEach(k -> touched.addAll(k.buffers()));
        touched.forEach(arrays::prepare);
        for (int id : inStep.buffers()) {
            load(id);
            code.storeLocal(Types.kind(plan.buffer(id).dtype()), arrays.register(id));
        }
        arrays.follow(loop.steps().buffer());
        arrays.follow(loop.made());
    }

    /** Pushes the number of steps to be made at most. */
    private void steps() {
        arrays.push(loop.steps().buffer());
        arrays.origin(loop.steps().buffer()).plus(loop.steps().offset()).push(code);
        Types.load(code, DType.I64);
        code.lconst_0().invokestatic(Types.MATH, "max", LONGS);
        code.loadConstant((long) loop.rows()).invokestatic(Types.MATH, "min", LONGS);
        code.l2i();
    }

    private void step(int row, Label done) {
        if (arrays.isRegister(loop.counter())) {
            code.iload(row).i2l().lstore(arrays.register(loop.counter()));
        } else {
            store(loop.counter(), () -> code.iload(row).i2l());
        }
        if (loop.condition() instanceof Kernel.Condition(List<Kernel> kernels, int goOn)) {
            kernels(kernels);
            if (arrays.isRegister(goOn)) {
                code.iload(arrays.register(goOn));
            } else {
                load(goOn);
            }
            code.ifeq(done);
        }
        kernels(loop.step());
    }

    private void kernels(List<Kernel> kernels) {
        List<Kernel> called = new ArrayList<>();
        for (Kernel kernel : kernels) {
            if (kernel instanceof LoopNest nest && inStep.inline().contains(kernel)) {
                calls.accept(called);
                called = new ArrayList<>();
                new NestEmitter(code, plan, nest, arrays, constants, primitives, null, null, null).emit();
            } else {
                called.add(kernel);
            }
        }
        calls.accept(called);
    }

    private void load(int id) {
        arrays.push(id);
        arrays.origin(id).push(code);
        Types.load(code, plan.buffer(id).dtype());
    }

    private void save(int id) {
        DType dtype = plan.buffer(id).dtype();
        store(id, () -> code.loadLocal(Types.kind(dtype), arrays.register(id)));
    }

    private void store(int id, Runnable value) {
        arrays.push(id);
        arrays.origin(id).push(code);
        value.run();
        Types.store(code, plan.buffer(id).dtype());
    }
}
