import org.jspecify.annotations.NullMarked;

/** Log-densities of graphs: laws, distribution families, derivation rules and bijectors. */
@NullMarked
module ppl.aeppl {
    requires transitive ppl.graph;
    requires static transitive org.jspecify;

    exports ppl.aeppl;
    exports ppl.aeppl.conformance;
    exports ppl.aeppl.family;
    exports ppl.aeppl.family.composed;
    exports ppl.aeppl.family.continuous;
    exports ppl.aeppl.family.discrete;
    exports ppl.aeppl.family.multivariate;
    exports ppl.aeppl.joint;
    exports ppl.aeppl.law;
    exports ppl.aeppl.rule;
    exports ppl.aeppl.rule.builtin;

    // Vectors that were seen in part: what users get of it is a model with missing values.
    exports ppl.aeppl.partial to
            ppl.api;

    uses ppl.aeppl.rule.DerivationRuleProvider;

    provides ppl.graph.text.Vocabulary with
            ppl.aeppl.text.LawVocabulary;
}
