import org.jspecify.annotations.NullMarked;

/** What users write and get: models, distributions, inference data, diagnostics. */
@NullMarked
module ppl.api {
    requires org.apache.commons.numbers.gamma;
    requires transitive ppl.aeppl;
    requires transitive ppl.graph;
    requires static transitive org.jspecify;

    exports ppl.api;
    exports ppl.api.diagnostics;
    exports ppl.api.inference;
    exports ppl.api.mode;
    exports ppl.api.plan;
    exports ppl.api.report;
    exports ppl.api.sample;
    exports ppl.api.sbc;
    exports ppl.api.spi;
    exports ppl.api.store;

    uses ppl.api.spi.Sampler;
}
