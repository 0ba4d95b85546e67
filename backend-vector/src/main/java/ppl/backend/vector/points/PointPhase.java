package ppl.backend.vector.points;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.List;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.vector.emit.Constants;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.lanes.LaneArithmetic;
import ppl.backend.vector.lanes.LaneShape;
import ppl.backend.vector.lanes.Phase;
import ppl.graph.DType;
import ppl.graph.op.Binary;

/** Writes the method of one phase: iterations of the innermost loop, each for all points. */
record PointPhase(
        KernelPlan plan,
        LoopNest nest,
        Phase phase,
        List<Integer> strips,
        LaneShape shape,
        PointFolds folds,
        PrimitiveEmitter primitives) {

    private static final List<DType> TWO = List.of(DType.F64, DType.F64);

    void write(CodeBuilder code, Constants constants) {
        LaneArithmetic arithmetic = new LaneArithmetic(code, constants, shape);
        PointValues values = new PointValues(this, code, constants, arithmetic);
        int rank = nest.sizes().size();
        values.prepare();
        values.around();
        if (rank == 0) {
            phase.sinks().forEach(sink -> sink(code, arithmetic, values, sink));
            code.return_();
            return;
        }
        Label again = code.newBoundLabel();
        values.inside();
        phase.sinks().forEach(sink -> sink(code, arithmetic, values, sink));
        code.iinc(PointParameters.POSITION, 1).iinc(PointParameters.FIRST, 1);
        code.iload(PointParameters.FIRST).iload(PointParameters.END).if_icmplt(again);
        code.return_();
    }

    private void sink(CodeBuilder code, LaneArithmetic arithmetic, PointValues values, Sink sink) {
        switch (sink) {
            case Sink.Store store -> {
                values.push(store.step());
                values.places().element(store.to());
                arithmetic.store(nest.steps().get(store.step()).dtype());
            }
            case Sink.Fold fold ->
                folds.accumulate(code, arithmetic, fold, PointParameters.POSITION, () -> values.push(fold.step()));
            case Sink.Scatter scatter -> {
                int at = code.allocateLocal(TypeKind.INT);
                values.place(scatter.to(), scatter.place(), scatter.stride());
                code.istore(at);
                arithmetic.species(DType.F64);
                values.places().arrays().push(scatter.to().buffer());
                code.iload(at);
                arithmetic.load(DType.F64);
                values.push(scatter.step());
                arithmetic.elementwise(new Binary(Binary.Fn.ADD), TWO, DType.F64);
                values.places().arrays().push(scatter.to().buffer());
                code.iload(at);
                arithmetic.store(DType.F64);
            }
        }
    }
}
