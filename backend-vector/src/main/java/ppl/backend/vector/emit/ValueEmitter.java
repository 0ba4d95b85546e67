package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.List;
import ppl.backend.spi.plan.Access;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Step;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.Select;

/** Writes the values of an iteration: each step once, at its depth, kept in a local variable or left on the stack. */
public final class ValueEmitter {

    /** Numbers of models are rarely as large. */
    private static final double FAR = 100;

    private final CodeBuilder code;
    private final LoopNest nest;
    private final MethodArrays arrays;
    private final Schedule schedule;
    private final Addresses addresses;
    private final PrimitiveEmitter primitives;
    private final Constants constants;
    private final Locals locals;
    private final int[] local;
    private final int[] left;
    private int onStack = -1;
    private int at;

    ValueEmitter(
            CodeBuilder code,
            LoopNest nest,
            MethodArrays arrays,
            Schedule schedule,
            Addresses addresses,
            PrimitiveEmitter primitives,
            Constants constants) {
        this.code = code;
        this.nest = nest;
        this.arrays = arrays;
        this.schedule = schedule;
        this.addresses = addresses;
        this.primitives = primitives;
        this.constants = constants;
        this.locals = new Locals(code);
        int n = nest.steps().size();
        this.local = new int[n];
        this.left = new int[n];
        for (int s = 0; s < n; s++) {
            left[s] = schedule.uses(s);
        }
    }

    /** From here on code is written at a depth. */
    void enter(int depth) {
        at = depth;
    }

    /** Computes the steps that belong to the depth entered. */
    void compute() {
        int d = at;
        List<Integer> steps = schedule.at(d);
        for (int k = 0; k < steps.size(); k++) {
            int s = steps.get(k);
            emit(s);
            boolean stays = schedule.uses(s) == 1 && k + 1 < steps.size() && takesFirst(steps.get(k + 1), s);
            if (stays) {
                onStack = s;
            } else {
                TypeKind kind = Types.kind(nest.steps().get(s).dtype());
                local[s] = d == schedule.innermost() ? locals.take(kind) : code.allocateLocal(kind);
                code.storeLocal(kind, local[s]);
            }
        }
    }

    private boolean takesFirst(int user, int step) {
        return nest.steps().get(user) instanceof Step.Apply apply
                && apply.operands().getFirst() == step;
    }

    /** Pushes a step that is computed here. */
    private void emit(int s) {
        switch (nest.steps().get(s)) {
            case Step.Apply(DType _, Select _, List<Integer> o) -> select(o.get(0), o.get(1), o.get(2));
            case Step.Apply(DType _, Binary(Binary.Fn fn), List<Integer> o)
            when (fn == Binary.Fn.MIN || fn == Binary.Fn.MAX) && isFar(o.get(1)) -> bound(fn, o.get(0), o.get(1));
            case Step.Apply apply -> {
                apply.operands().forEach(this::push);
                List<DType> from = apply.operands().stream()
                        .map(o -> nest.steps().get(o).dtype())
                        .toList();
                primitives.elementwise(code, constants, apply.op(), from, apply.dtype());
            }
            case Step.Gather gather -> gather(gather);
            case Step other -> leaf(other);
        }
    }

    private void leaf(Step step) {
        switch (step) {
            case Step.Immediate(var value) -> Types.push(code, value);
            case Step.Position p -> {
                push(p);
                code.i2l();
            }
            case Step.Load(DType dtype, Access from)
            when arrays.isRegister(from.buffer()) -> code.loadLocal(Types.kind(dtype), arrays.register(from.buffer()));
            case Step.Load(DType dtype, Access from) -> {
                arrays.push(from.buffer());
                push(from);
                Types.load(code, dtype);
            }
            case Step.Apply _, Step.Gather _ -> throw new AssertionError("not a leaf: " + step);
        }
    }

    /** True for a number that hardly any value passes, as those outside of which an exponential over- and underflows. */
    private boolean isFar(int step) {
        return nest.steps().get(step) instanceof Step.Immediate(var value)
                && value.dtype() == DType.F64
                && Math.abs(value.doubleAt(0)) > FAR;
    }

    /** A jump that is foreseen takes no time; the greater or lesser of two numbers takes five instructions that wait for each other. */
    private void bound(Binary.Fn fn, int step, int bound) {
        Label within = code.newLabel();
        push(step);
        code.dup2();
        push(bound);
        if (fn == Binary.Fn.MAX) {
            code.dcmpg().ifge(within);
        } else {
            code.dcmpl().ifle(within);
        }
        code.pop2();
        push(bound);
        code.labelBinding(within);
    }

    private void select(int condition, int yes, int no) {
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        push(condition);
        code.ifeq(otherwise);
        push(yes);
        code.goto_(end).labelBinding(otherwise);
        push(no);
        code.labelBinding(end);
    }

    private void gather(Step.Gather gather) {
        if (gather.certain()) {
            arrays.push(gather.from().buffer());
            place(gather.from(), gather.index(), gather.stride());
            Types.load(code, gather.dtype());
            return;
        }
        Label outside = code.newLabel();
        Label end = code.newLabel();
        int index = checkedIndex(gather.index(), gather.extent(), outside);
        arrays.push(gather.from().buffer());
        push(gather.from());
        code.iload(index).loadConstant(gather.stride()).imul().iadd();
        Types.load(code, gather.dtype());
        code.goto_(end).labelBinding(outside);
        new Arithmetic(code).outside(gather.dtype());
        code.labelBinding(end);
    }

    /** Leaves an index in a local variable as an int, or jumps if it lies outside the axis. */
    int checkedIndex(int step, int extent, Label outside) {
        int index = code.allocateLocal(TypeKind.INT);
        if (nest.steps().get(step).dtype() == DType.I64) {
            int wide = code.allocateLocal(TypeKind.LONG);
            push(step);
            code.lstore(wide).lload(wide).lconst_0().lcmp().iflt(outside);
            code.lload(wide).loadConstant((long) extent).lcmp().ifge(outside);
            code.lload(wide).l2i().istore(index);
        } else {
            push(step);
            code.istore(index).iload(index).iflt(outside);
            code.iload(index).loadConstant(extent).if_icmpge(outside);
        }
        return index;
    }

    /** Pushes {@code access + index * stride} for an index known to fit. */
    void place(Access access, int index, int stride) {
        push(index);
        if (nest.steps().get(index).dtype() == DType.I64) {
            code.l2i();
        }
        if (stride != 1) {
            code.loadConstant(stride).imul();
        }
        if (access.depth() > 0 || !origin(access).isZero()) {
            push(access);
            code.iadd();
        }
    }

    Origin origin(Access access) {
        return arrays.origin(access.buffer()).plus(access.offset());
    }

    /** Pushes the place of an access. */
    void push(Access access) {
        addresses.push(origin(access), access.strides(), access.depth());
    }

    /** Pushes the position that a step computes, as an int. */
    private void push(Step.Position p) {
        addresses.push(Origin.of(p.offset()), p.strides(), new Access(0, 0, p.strides()).depth());
    }

    /** Pushes the value of a step. */
    public void push(int s) {
        if (onStack == s) {
            onStack = -1;
            return;
        }
        if (schedule.isInline(s)) {
            leaf(nest.steps().get(s));
            return;
        }
        TypeKind kind = Types.kind(nest.steps().get(s).dtype());
        code.loadLocal(kind, local[s]);
        if (--left[s] == 0 && schedule.depth(s) == schedule.innermost() && at == schedule.innermost()) {
            locals.giveBack(kind, local[s]);
        }
    }
}
