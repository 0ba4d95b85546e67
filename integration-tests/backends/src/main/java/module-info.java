import org.jspecify.annotations.NullMarked;

/** Puts every module on one module path, so that the tests here see what a modular program sees. */
@NullMarked
open module ppl.integration.backends {
    requires java.management;
    requires jdk.compiler;
    requires jdk.management;
    requires org.junit.jupiter;
    requires org.junit.platform.launcher;
    requires ppl.aeppl;
    requires ppl.api;
    requires ppl.api.cli;
    requires ppl.backend.cuda;
    requires ppl.backend.interp;
    requires ppl.backend.spi;
    requires ppl.backend.tck;
    requires ppl.backend.vector;
    requires ppl.graph;
    requires ppl.sampler.nuts;
    requires ppl.sampler.rw;
    requires static org.jspecify;

    uses ppl.api.spi.Sampler;
}
