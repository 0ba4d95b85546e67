package ppl.backend.vector.points;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import ppl.backend.spi.plan.Kernel.LoopNest;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.Sink;
import ppl.backend.vector.emit.Constants;
import ppl.backend.vector.emit.MethodArrays;
import ppl.backend.vector.emit.Methods;
import ppl.backend.vector.emit.NestWriter;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Types;
import ppl.backend.vector.lanes.Cut;
import ppl.backend.vector.lanes.LaneArithmetic;
import ppl.backend.vector.lanes.LaneShape;
import ppl.backend.vector.lanes.Phase;

/** Writes a nest of a widened plan: its loops, whose iterations are run a strip at a time, one phase after the other. */
record PointNest(KernelPlan plan, LaneShape shape, PrimitiveEmitter primitives, int most) implements NestWriter {

    /** Iterations that one phase runs before the next. */
    static final int STRIP = 64;

    private static final MethodTypeDesc INTS =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    @Override
    public void write(CodeBuilder code, LoopNest nest, Constants constants, Methods methods) {
        new Writing(code, nest, constants, methods).write();
    }

    private final class Writing {
        private final CodeBuilder code;
        private final LoopNest nest;
        private final Constants constants;
        private final PointParameters parameters;
        private final PointFolds folds;
        private final List<String> phases = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();
        private final int[] counters;
        private final int first;
        private final int end;
        private final int position;

        Writing(CodeBuilder code, LoopNest nest, Constants constants, Methods methods) {
            this.code = code;
            this.nest = nest;
            this.constants = constants;
            this.parameters = new PointParameters(nest.sizes().size());
            this.folds = PointFolds.of(nest, shape.lanes());
            this.counters = new int[nest.sizes().size()];
            for (int a = 0; a < counters.length; a++) {
                counters[a] = code.allocateLocal(TypeKind.INT);
            }
            this.first = counters.length == 0 ? code.allocateLocal(TypeKind.INT) : counters[counters.length - 1];
            this.end = code.allocateLocal(TypeKind.INT);
            this.position = code.allocateLocal(TypeKind.INT);
            Cut cut = Cut.of(nest, PointsCheck.varying(nest, plan), nest.sinks(), Set.of(), most);
            for (Phase phase : cut.phases()) {
                PointPhase body = new PointPhase(plan, nest, phase, cut.strips(), shape, folds, primitives);
                phases.add(methods.add(parameters.type(), c -> body.write(c, constants)));
            }
            for (Sink.Fold fold : folds.folds()) {
                ends.add(methods.add(parameters.type(), c -> finish(c, fold)));
            }
        }

        private void finish(CodeBuilder body, Sink.Fold fold) {
            MethodArrays arrays = new MethodArrays(body, plan, constants);
            arrays.prepare(fold.to().buffer());
            Places places = new Places(body, arrays, parameters.counters());
            folds.finish(body, new LaneArithmetic(body, constants, shape), places, fold);
            body.return_();
        }

        void write() {
            for (int local : new int[] {first, end, position}) {
                code.iconst_0().istore(local);
            }
            depth(0);
            code.return_();
        }

        /** What happens inside the first {@code d} loops. */
        private void depth(int d) {
            boolean combines = d == nest.kept() && !folds.isEmpty();
            if (combines) {
                code.iconst_0().istore(position);
                folds.start(code);
            }
            if (d >= counters.length - 1) {
                strips();
            } else {
                code.iconst_0().istore(counters[d]);
                Label again = code.newBoundLabel();
                depth(d + 1);
                code.iinc(counters[d], 1).iload(counters[d]);
                code.loadConstant(nest.sizes().get(d)).if_icmplt(again);
            }
            if (combines) {
                ends.forEach(this::call);
            }
        }

        /** The innermost loop, if there is one. */
        private void strips() {
            if (counters.length == 0) {
                phases.forEach(this::call);
                return;
            }
            int length = nest.sizes().getLast();
            code.iconst_0().istore(first);
            Label again = code.newBoundLabel();
            code.iload(first).loadConstant(STRIP).iadd().loadConstant(length);
            code.invokestatic(Types.MATH, "min", INTS).istore(end);
            phases.forEach(this::call);
            code.iload(position).iload(end).iadd().iload(first).isub().istore(position);
            code.iload(end).istore(first);
            code.iload(first).loadConstant(length).if_icmplt(again);
        }

        private void call(String method) {
            parameters.call(code, method, first, end, position, counters);
        }
    }
}
