import org.jspecify.annotations.NullMarked;

/** Symbolic tensor graphs: variables, operations, gradients, rewrites, random keys and random nodes. */
@NullMarked
module ppl.graph {
    requires static transitive org.jspecify;
}
