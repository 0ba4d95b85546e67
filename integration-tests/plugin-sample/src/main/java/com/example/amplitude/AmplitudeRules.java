package com.example.amplitude;

import java.util.List;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.DerivationRuleProvider;

/** The rules of this project, as PPL finds them. */
public final class AmplitudeRules implements DerivationRuleProvider {

    @Override
    public String name() {
        return "com.example.amplitude";
    }

    @Override
    public List<DerivationRule<?>> rules() {
        return List.of(new AmplitudeOfNormals());
    }
}
