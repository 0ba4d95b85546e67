import org.jspecify.annotations.NullMarked;

/** What a backend is, how it is chosen, and the lowering that all backends share. */
@NullMarked
module ppl.backend.spi {
    requires transitive ppl.graph;
    requires static transitive org.jspecify;

    exports ppl.backend.spi;
    exports ppl.backend.spi.fuse;
    exports ppl.backend.spi.lower;
    exports ppl.backend.spi.plan;

    uses ppl.backend.spi.Backend;

    provides ppl.graph.compile.GraphCompiler with
            ppl.backend.spi.lower.SpiGraphCompiler;
}
