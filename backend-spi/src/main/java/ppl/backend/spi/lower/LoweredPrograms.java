package ppl.backend.spi.lower;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Program;
import ppl.graph.Graph;
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
}
