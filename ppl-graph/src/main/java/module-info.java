import org.jspecify.annotations.NullMarked;

/** Symbolic tensor graphs: variables, operations, gradients, rewrites, random keys and random nodes. */
@NullMarked
module ppl.graph {
    requires static transitive org.jspecify;

    exports ppl.graph;
    exports ppl.graph.compile;
    exports ppl.graph.exact to
            ppl.aeppl,
            ppl.api;
    exports ppl.graph.grad;
    exports ppl.graph.math;
    exports ppl.graph.math.elementary;
    exports ppl.graph.math.gamma;
    exports ppl.graph.math.logistic;
    exports ppl.graph.math.normal;
    exports ppl.graph.op;
    exports ppl.graph.print;
    exports ppl.graph.random;
    exports ppl.graph.rewrite;
    exports ppl.graph.service;

    uses ppl.graph.compile.GraphCompiler;
}
