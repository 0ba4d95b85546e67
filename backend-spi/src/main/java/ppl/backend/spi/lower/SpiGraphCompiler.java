package ppl.backend.spi.lower;

import ppl.backend.spi.Backends;
import ppl.backend.spi.Selection;
import ppl.graph.Graph;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.GraphCompiler;

/** The graph compiler: lowers a graph, chooses among the backends that are present, and compiles. */
public final class SpiGraphCompiler implements GraphCompiler {

    private final Backends backends;

    /** For the backends on the module path or class path. */
    public SpiGraphCompiler() {
        this(Backends.present());
    }

    /** For given backends. */
    public SpiGraphCompiler(Backends backends) {
        this.backends = backends;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ppl.backend.spi.BackendException if no backend can be used; the message says why and what to add
     */
    @Override
    public CompiledGraph compile(Graph graph, CompileOptions options) {
        LoweredPrograms programs = new LoweredPrograms(graph, options.mode());
        Selection selection = backends.select(programs::prepared, options);
        return Lowering.compile(graph, selection, programs, options.mode());
    }

    @Override
    public String explain() {
        return backends.describe();
    }

    /** The choice that {@link #compile} makes, with its reasons. */
    public Selection select(Graph graph, CompileOptions options) {
        return backends.select(new LoweredPrograms(graph, options.mode())::prepared, options);
    }
}
