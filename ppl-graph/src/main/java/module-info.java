import org.jspecify.annotations.NullMarked;

/** Symbolic tensor graphs: variables, operations, gradients, rewrites, random keys and random nodes. */
@NullMarked
module ppl.graph {
    requires static transitive org.jspecify;

    exports ppl.graph;
    exports ppl.graph.check;
    exports ppl.graph.compile;
    exports ppl.graph.grad;
    exports ppl.graph.math;
    exports ppl.graph.op;
    exports ppl.graph.random;
    exports ppl.graph.text;

    // The ops behind the functions: whoever needs one as a value asks a node for it, {@code exp(x).op()}.
    exports ppl.graph.math.elementary to
            ppl.aeppl;
    exports ppl.graph.math.gamma to
            ppl.aeppl;
    exports ppl.graph.math.incomplete to
            ppl.aeppl;
    exports ppl.graph.math.logistic to
            ppl.aeppl;
    exports ppl.graph.math.matrix to
            ppl.aeppl;
    exports ppl.graph.math.normal to
            ppl.aeppl;
    exports ppl.graph.math.order to
            ppl.aeppl;
    exports ppl.graph.math.running to
            ppl.aeppl;
    // One graph for many values: what users get of it will be a function.
    exports ppl.graph.batch to
            ppl.aeppl,
            ppl.api;
    // One graph for other data: what users get of it is a model with other data.
    exports ppl.graph.resize to
            ppl.api;
    // Rules and how providers are loaded are this system's own affair.
    exports ppl.graph.rewrite to
            ppl.aeppl,
            ppl.api,
            ppl.backend.spi;
    exports ppl.graph.service to
            ppl.aeppl,
            ppl.api,
            ppl.backend.spi;

    uses ppl.graph.compile.GraphCompiler;
    uses ppl.graph.text.Vocabulary;
}
