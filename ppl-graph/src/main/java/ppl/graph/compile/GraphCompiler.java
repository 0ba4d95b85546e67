package ppl.graph.compile;

import ppl.graph.Graph;

/** The service that turns graphs into something that runs. Found by {@link java.util.ServiceLoader}. */
public interface GraphCompiler {

    /**
     * The compiler that is present.
     *
     * @throws ppl.graph.GraphException if there is none, saying which dependency to add; or several, naming them
     */
    static GraphCompiler find() {
        return GraphCompilers.find();
    }

    /**
     * Compiles a graph. All lengths must be known and no random draw may be left.
     *
     * @throws ppl.graph.GraphException if the graph cannot be compiled as the options ask; the message says why
     */
    CompiledGraph compile(Graph graph, CompileOptions options);

    /** What it compiles to on this machine and what it cannot use, with the reasons, as lines of text. */
    default String explain() {
        return getClass().getName();
    }
}
