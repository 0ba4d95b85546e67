/** Amplitudes of pairs of signals: their distribution, a function that makes them, and the rule between the two. */
module com.example.amplitude {
    requires transitive ppl.api;

    exports com.example.amplitude;

    provides ppl.aeppl.rule.DerivationRuleProvider with
            com.example.amplitude.AmplitudeRules;
}
