import org.jspecify.annotations.NullMarked;

/** The GPU backend: programs as kernels of PTX, for NVIDIA devices and for one that is emulated. */
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
