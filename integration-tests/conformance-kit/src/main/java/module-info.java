import org.jspecify.annotations.NullMarked;

/** The conformance kit: numbered rules that every backend must keep. */
@NullMarked
module ppl.backend.tck {
    requires transitive org.junit.jupiter.api;
    requires transitive ppl.backend.spi;
    requires transitive ppl.graph;
    requires static transitive org.jspecify;
}
