package ppl.backend.spi.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Program;
import ppl.backend.spi.fast.FastArithmetic;
import ppl.backend.spi.layout.RowLayout;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.NumericMode;
import ppl.graph.rewrite.DeadResults;

/**
 * The programs that a graph becomes: one for each set of claims, made when a backend with these claims first asks. Backends
 * that claim the same share theirs.
 */
final class LoweredPrograms {

    private record Lowered(Claims claims, Program program) {}

    private final Graph needed;
    private final NumericMode mode;
    private final List<Lowered> lowered = new ArrayList<>();
    private final Map<Program, Program> prepared = new IdentityHashMap<>();
    private final Set<Program> complete = Collections.newSetFromMap(new IdentityHashMap<>());

    LoweredPrograms(Graph graph, NumericMode mode) {
        this.needed = new Graph(graph.inputs(), DeadResults.remove(graph.outputs()));
        this.mode = mode;
    }

    /**
     * The program for a backend.
     *
     * @throws ppl.graph.GraphException if the graph cannot be a program; the message names the node
     */
    Program of(Backend backend) {
        for (Lowered l : lowered) {
            if (l.claims.areThoseOf(backend)) {
                return l.program;
            }
        }
        Claims claims = new Claims(backend, mode);
        Program program = new Program(new Expansion(claims).expand(needed));
        lowered.add(new Lowered(claims, program));
        return program;
    }

    /** The program for a backend to be chosen by: with everything done to it that needs no backend. */
    Program prepared(Backend backend) {
        return prepared.computeIfAbsent(of(backend), program -> prepare(program, backend.runs(mode)));
    }

    private Program prepare(Program program, NumericMode runs) {
        Program folded = DataFolding.fold(program);
        if (!ConstantSubgraphs.remain(folded)) {
            Program laid = laid(folded, runs);
            complete.add(laid);
            return laid;
        }
        return folded;
    }

    /**
     * A prepared program as it is compiled.
     *
     * @param backend for which it was prepared
     * @param run computes nodes that need no input, if some are left
     */
    Program complete(Program program, Backend backend, Function<List<Var>, List<Tensor>> run) {
        return complete.contains(program)
                ? program
                : laid(ConstantSubgraphs.computeOnce(program, run), backend.runs(mode));
    }

    private static Program laid(Program program, NumericMode runs) {
        Graph laid = RowLayout.apply(Choices.merge(program.graph()));
        if (runs == NumericMode.FAST) {
            return new Program(FastArithmetic.of(laid));
        }
        return laid == program.graph() ? program : new Program(laid);
    }
}
