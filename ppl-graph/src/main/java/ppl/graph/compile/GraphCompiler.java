package ppl.graph.compile;

import ppl.graph.Graph;

/** The service that turns graphs into something that runs. Found by {@link java.util.ServiceLoader}. */
public interface GraphCompiler {

    /**
     * Compiles a graph. All lengths must be known and no random draw may be left.
     *
     * @throws ppl.graph.GraphException if the graph cannot be compiled as the options ask; the message says why
     */
    CompiledGraph compile(Graph graph, CompileOptions options);
}
