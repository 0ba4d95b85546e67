import org.jspecify.annotations.NullMarked;

/** The conformance kit: numbered rules that every backend must keep. Open, because JUnit finds its tests by reflection. */
@NullMarked
open module ppl.backend.tck {
    requires jdk.management;
    requires transitive org.junit.jupiter.api;
    requires transitive ppl.backend.spi;
    requires transitive ppl.graph;
    requires static transitive org.jspecify;

    exports ppl.backend.tck;
    exports ppl.backend.tck.rule;
}
