/** Amplitudes of pairs of signals: their distribution, a function that makes them, and the rule between the two. */
module com.example.amplitude {
    // Not only ppl.aeppl: the tests build models, and Maven makes modules of what is required here and of its services.
    requires transitive ppl.api;

    exports com.example.amplitude;

    provides ppl.aeppl.rule.DerivationRuleProvider with
            com.example.amplitude.AmplitudeRules;
}
