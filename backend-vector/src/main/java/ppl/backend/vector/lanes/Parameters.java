package ppl.backend.vector.lanes;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.spi.plan.Step;
import ppl.backend.vector.emit.InnerFrame;
import ppl.backend.vector.emit.Types;

/**
 * What the method of a phase is given: the arrays of the call, the iterations from one to another, the counters of the loops around, and
 * the values that do not move.
 *
 * @param outer the number of loops around
 * @param steady the steps whose values are given
 */
record Parameters(LoopNest nest, int outer, List<Integer> steady) {

    /** The local variables of the first iteration and of the end. */
    static final int FIRST = 3;

    static final int END = 4;

    /** A method may have 255 slots of parameters. */
    private static final int MOST = 100;

    static Parameters of(LoopNest nest, boolean[] moves) {
        TreeSet<Integer> used = new TreeSet<>();
        for (int s = 0; s < moves.length; s++) {
            if (moves[s] && nest.steps().get(s) instanceof Step.Apply apply) {
                used.addAll(apply.operands());
            }
        }
        for (Sink sink : nest.sinks()) {
            used.add(sink.step());
        }
        used.removeIf(s -> moves[s] || nest.steps().get(s) instanceof Step.Immediate);
        return new Parameters(nest, nest.sizes().size() - 1, List.copyOf(used));
    }

    boolean areFew() {
        return outer + steady.size() <= MOST;
    }

    MethodTypeDesc type() {
        List<ClassDesc> types = new ArrayList<>(List.of(Types.OBJECTS, Types.OBJECTS, Types.WORKSPACE));
        for (int k = 0; k < 2 + outer; k++) {
            types.add(ConstantDescs.CD_int);
        }
        for (int s : steady) {
            types.add(Types.element(nest.steps().get(s).dtype()));
        }
        return MethodTypeDesc.of(ConstantDescs.CD_void, types);
    }

    /** Calls a method of this type for the iterations between two local variables. */
    void call(InnerFrame frame, String method, int first, int end) {
        CodeBuilder code = frame.code();
        code.aload(0).aload(1).aload(2).iload(first).iload(end);
        frame.counters().subList(0, outer).forEach(code::iload);
        steady.forEach(s -> frame.values().push(s));
        code.invokestatic(Types.SELF, method, type());
    }

    /** The local variables of all counters; that of the innermost loop begins at the first iteration. */
    int[] counters() {
        int[] counters = new int[outer + 1];
        for (int a = 0; a < outer; a++) {
            counters[a] = END + 1 + a;
        }
        counters[outer] = FIRST;
        return counters;
    }

    /** Pushes a value that is given, or is a number known now. */
    void push(CodeBuilder code, int step) {
        if (nest.steps().get(step) instanceof Step.Immediate(var value)) {
            Types.push(code, value);
            return;
        }
        int slot = END + 1 + outer;
        for (int s : steady) {
            TypeKind kind = Types.kind(nest.steps().get(s).dtype());
            if (s == step) {
                code.loadLocal(kind, slot);
                return;
            }
            slot += kind.slotSize();
        }
        throw new AssertionError("not given: " + nest.steps().get(step));
    }
}
