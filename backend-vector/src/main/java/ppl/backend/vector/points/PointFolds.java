package ppl.backend.vector.points;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.Sink;
import ppl.backend.vector.emit.FoldEmitter;
import ppl.backend.vector.emit.Types;
import ppl.backend.vector.lanes.LaneArithmetic;
import ppl.graph.DType;
import ppl.graph.op.Binary;
import ppl.graph.op.CanonicalOrder;
import ppl.graph.op.Reduce;

/**
 * The combinations of a nest. Each point combines its elements in the {@link CanonicalOrder}, so each of the order's lanes is a
 * register here, with a point in each of its own; they lie in the scratch array of the workspace.
 */
record PointFolds(LoopNest nest, List<Sink.Fold> folds, int points) {

    private static final int L = CanonicalOrder.LANES;
    private static final List<DType> TWO = List.of(DType.F64, DType.F64);

    static PointFolds of(LoopNest nest, int points) {
        List<Sink.Fold> folds = new ArrayList<>();
        for (Sink sink : nest.sinks()) {
            if (sink instanceof Sink.Fold fold) {
                folds.add(fold);
            }
        }
        return new PointFolds(nest, folds, points);
    }

    boolean isEmpty() {
        return folds.isEmpty();
    }

    /** The length of the scratch array. */
    int scratch() {
        return folds.size() * L * points;
    }

    private int first(Sink.Fold fold) {
        return folds.indexOf(fold) * L * points;
    }

    /** The registers that a fold needs: where the order does not matter, one. */
    private int registers(Sink.Fold fold) {
        return FoldEmitter.needsLanes(fold.fn(), DType.F64) ? Math.min(L, nest.reduced()) : 1;
    }

    private static void scratch(CodeBuilder code) {
        code.aload(2).getfield(Types.WORKSPACE, "lanesF64", Types.array(DType.F64));
    }

    /** True if each element has a register of its own. */
    private boolean isWide(Sink.Fold fold) {
        return registers(fold) == nest.reduced();
    }

    /** Before the first element: what combines with the first element to exactly that element. */
    void start(CodeBuilder code) {
        for (Sink.Fold fold : folds) {
            if (isWide(fold)) {
                continue;
            }
            scratch(code);
            code.loadConstant(first(fold)).loadConstant(first(fold) + registers(fold) * points);
            code.loadConstant(
                    switch (fold.fn()) {
                        case SUM -> -0.0;
                        case PROD -> 1.0;
                        default -> fold.fn().emptyDouble();
                    });
            code.invokestatic(
                    Types.ARRAYS,
                    "fill",
                    MethodTypeDesc.of(
                            ConstantDescs.CD_void,
                            Types.array(DType.F64),
                            ConstantDescs.CD_int,
                            ConstantDescs.CD_int,
                            ConstantDescs.CD_double));
        }
    }

    /**
     * Takes an element of every point.
     *
     * @param position the local variable of its position
     * @param push pushes it
     */
    void accumulate(CodeBuilder code, LaneArithmetic arithmetic, Sink.Fold fold, int position, Runnable push) {
        if (isWide(fold)) {
            push.run();
            place(code, fold, position);
            arithmetic.store(DType.F64);
            return;
        }
        arithmetic.species(DType.F64);
        place(code, fold, position);
        arithmetic.load(DType.F64);
        push.run();
        arithmetic.elementwise(new Binary(fold.fn().combine()), TWO, DType.F64);
        place(code, fold, position);
        arithmetic.store(DType.F64);
    }

    private void place(CodeBuilder code, Sink.Fold fold, int position) {
        scratch(code);
        if (registers(fold) == 1) {
            code.loadConstant(first(fold));
            return;
        }
        code.iload(position).loadConstant(L - 1).iand().loadConstant(points).imul();
        code.loadConstant(first(fold)).iadd();
    }

    /** Writes the result of a fold over all elements. */
    void finish(CodeBuilder code, LaneArithmetic arithmetic, Places places, Sink.Fold fold) {
        tree(code, arithmetic, fold, 0, 1);
        places.element(fold.to());
        arithmetic.store(DType.F64);
    }

    /** Pushes what a lane holds after halving to {@code width} lanes. */
    private void tree(CodeBuilder code, LaneArithmetic arithmetic, Sink.Fold fold, int lane, int width) {
        if (width >= L) {
            arithmetic.species(DType.F64);
            scratch(code);
            code.loadConstant(first(fold) + lane * points);
            arithmetic.load(DType.F64);
            return;
        }
        tree(code, arithmetic, fold, lane, 2 * width);
        if (lane + width < registers(fold)) {
            tree(code, arithmetic, fold, lane + width, 2 * width);
            arithmetic.elementwise(new Binary(fold.fn().combine()), TWO, DType.F64);
        }
    }

    /** True if a combination can be done at all. */
    static boolean knows(Reduce.Fn fn) {
        return LaneArithmetic.knows(new Binary(fn.combine()), TWO, DType.F64);
    }
}
