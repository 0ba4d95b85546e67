import org.jspecify.annotations.NullMarked;

/** The reference backend: one clear method per primitive. */
@NullMarked
module ppl.backend.interp {
    requires ppl.backend.spi;
    requires ppl.graph;
    requires static transitive org.jspecify;

    provides ppl.backend.spi.Backend with
            ppl.backend.interp.InterpBackend;
}
