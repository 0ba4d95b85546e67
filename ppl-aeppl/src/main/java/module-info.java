import org.jspecify.annotations.NullMarked;

/** Log-densities of graphs: laws, distribution families, derivation rules and bijectors. */
@NullMarked
module ppl.aeppl {
    requires transitive ppl.graph;
    requires static transitive org.jspecify;
}
