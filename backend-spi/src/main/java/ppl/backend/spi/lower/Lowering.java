package ppl.backend.spi.lower;

import java.util.List;
import ppl.backend.spi.Backend;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.backend.spi.Selection;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** Graphs into programs, and programs into compiled graphs, for a backend that is known. */
public final class Lowering {

    private Lowering() {}

    /**
     * The program for a backend: rich ops it does not claim expanded, and what only newer backends run; results that nobody
     * uses left out. All lengths must be known and no draw left.
     *
     * @throws ppl.graph.GraphException if the graph cannot be a program; the message names the node
     */
    public static Program lower(Graph graph, Backend backend, NumericMode mode) {
        return new LoweredPrograms(graph, mode).of(backend);
    }

    /** Lowers a graph for a backend and compiles it. */
    public static CompiledGraph compile(Graph graph, Backend backend, NumericMode mode) {
        LoweredPrograms programs = new LoweredPrograms(graph, mode);
        Selection given = new Selection(backend, programs.prepared(backend), "given", List.of());
        return compile(graph, given, programs, mode);
    }

    /** Compiles a graph whose backend has been selected by its prepared programs. */
    static CompiledGraph compile(Graph graph, Selection selection, LoweredPrograms programs, NumericMode mode) {
        Backend backend = selection.backend();
        Program program = programs.complete(selection.program(), backend, nodes -> runOnce(nodes, backend, mode));
        return new LoweredGraph(graph, selection, mode, backend.compile(program, mode));
    }

    private static List<Tensor> runOnce(List<Var> nodes, Backend backend, NumericMode mode) {
        Graph graph = new Graph(List.of(), nodes);
        Program program = new Program(graph);
        Selection given = new Selection(backend, program, "given", List.of());
        try (Executable executable = backend.compile(program, mode);
                CompiledGraph compiled = new LoweredGraph(graph, given, mode, executable)) {
            return compiled.call(List.of());
        }
    }
}
