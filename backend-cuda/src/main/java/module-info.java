import org.jspecify.annotations.NullMarked;

/** The GPU backend: PTX emitted from Java, run through the driver API. */
@NullMarked
module ppl.backend.cuda {
    requires jcuda;
    requires ppl.backend.spi;
    requires ppl.graph;
    requires static transitive org.jspecify;
}
