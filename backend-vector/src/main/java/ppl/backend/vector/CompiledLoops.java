package ppl.backend.vector;

import java.util.List;
import java.util.Map;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Executable;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.vector.emit.Compiler;
import ppl.backend.vector.emit.PrimitiveEmitter;
import ppl.backend.vector.emit.Printing;
import ppl.backend.vector.emit.Tiers;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Workspace;
import ppl.graph.DType;
import ppl.graph.compile.CompiledGraph;

/** The code of a program, shared by all callers. Once it and its callers are dropped, its classes are unloaded. */
final class CompiledLoops implements Executable {

    private static final Code[] CLOSED = {};

    private volatile Code[] pieces;
    private final Map<DType, Integer> arenas;
    private final int scratch64;
    private final int scratch32;

    private CompiledLoops(List<Code> pieces, Map<DType, Integer> arenas, int scratch64, int scratch32) {
        this.pieces = pieces.toArray(Code[]::new);
        this.arenas = arenas;
        this.scratch64 = scratch64;
        this.scratch32 = scratch32;
    }

    static CompiledLoops of(KernelPlan plan, PrimitiveEmitter primitives, Tiers tiers) {
        Printing.PLAN.log(plan::toString);
        return new CompiledLoops(
                Compiler.compile(plan, primitives, tiers),
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
