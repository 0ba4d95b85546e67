import org.jspecify.annotations.NullMarked;

/** What a backend is, how it is chosen, and the lowering that all backends share. */
@NullMarked
module ppl.backend.spi {
    requires transitive ppl.graph;
    requires static transitive org.jspecify;

    exports ppl.backend.spi;
    exports ppl.backend.spi.lower;
    // Loop plans are not for others yet: a kind of loop that SIMD or a GPU needs would break what they have built on
    // it.
    exports ppl.backend.spi.fuse to
            ppl.backend.vector,
            ppl.backend.cuda;
    exports ppl.backend.spi.plan to
            ppl.backend.vector,
            ppl.backend.cuda;

    uses ppl.backend.spi.Backend;

    provides ppl.graph.compile.GraphCompiler with
            ppl.backend.spi.lower.SpiGraphCompiler;
}
