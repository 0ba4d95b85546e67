import org.jspecify.annotations.NullMarked;

/** The GPU backend: finds out whether one is usable; does not compile yet. */
@NullMarked
module ppl.backend.cuda {
    requires java.logging; // used by jcuda, which cannot say so itself
    requires jcuda;
    requires ppl.backend.spi;
    requires ppl.graph;
    requires static transitive org.jspecify;

    provides ppl.backend.spi.Backend with
            ppl.backend.cuda.CudaBackend;
}
