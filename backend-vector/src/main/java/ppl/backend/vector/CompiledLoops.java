package ppl.backend.vector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Executable;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Printing;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.points.PointsCode;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.run.Workspace;
import ppl.backend.vector.tier.HotPoints;
import ppl.graph.DType;
import ppl.graph.compile.CompiledGraph;

/** The code of a program, shared by all callers. Once it and its callers are dropped, its classes are unloaded. */
final class CompiledLoops implements Executable {

    private static final Code[] CLOSED = {};

    private volatile Code[] pieces;
    /** Several points together; null if they are computed one after the other. */
    private final @Nullable Tier points;

    private final Map<DType, Integer> arenas;
    private final int scratch64;
    private final int scratch32;

    private CompiledLoops(
            List<Code> pieces, @Nullable Tier points, Map<DType, Integer> arenas, int scratch64, int scratch32) {
        this.pieces = pieces.toArray(Code[]::new);
        this.points = points;
        this.arenas = arenas;
        this.scratch64 = scratch64;
        this.scratch32 = scratch32;
    }

    static CompiledLoops of(KernelPlan plan, PrimitiveEmitter primitives, Tiers tiers) {
        Printing.PLAN.log(plan::toString);
        List<Code> pieces = Compiler.compile(plan, primitives, tiers);
        return new CompiledLoops(
                pieces,
                new HotPoints(plan, primitives, pieces).tier(),
                plan.arenaLengths(),
                Compiler.scratch(plan, DType.F64),
                Compiler.scratch(plan, DType.F32));
    }

    @Override
    public CompiledGraph.Caller caller() {
        open();
        Workspace workspace = new Workspace(arenas, scratch64, scratch32);
        return (inputs, outputs) -> {
            for (Code code : open()) {
                code.run(inputs, outputs, workspace);
            }
        };
    }

    @Override
    public CompiledGraph.Caller caller(int batch) {
        CompiledGraph.Caller looped = Executable.super.caller(batch);
        return batch == 1 || points == null ? looped : new Points(looped, points, batch);
    }

    /** Points one after the other, until they are faster together. */
    private final class Points implements CompiledGraph.Caller {
        private final CompiledGraph.Caller looped;
        private final Tier tier;
        private final int batch;
        private final Workspace one;
        private @Nullable Workspace wide;

        Points(CompiledGraph.Caller looped, Tier tier, int batch) {
            this.looped = looped;
            this.tier = tier;
            this.batch = batch;
            this.one = new Workspace(arenas, scratch64, scratch32);
        }

        @Override
        public void call(Object[] inputs, Object[] outputs) {
            if (tier.faster() instanceof PointsCode together && together.isWorthwhile(batch)) {
                open();
                if (wide == null) {
                    wide = together.workspace();
                }
                together.run(inputs, outputs, wide);
                return;
            }
            tier.called(inputs, outputs, one);
            looped.call(inputs, outputs);
        }
    }

    private Code[] open() {
        Code[] now = pieces;
        if (now == CLOSED) {
            throw new BackendException(
                    BackendCode.CLOSED,
                    "this program of the vector backend has been closed: compile it again to call it");
        }
        return now;
    }

    @Override
    public void close() {
        pieces = CLOSED;
    }
}
