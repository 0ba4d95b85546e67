package ppl.aeppl.rule;

import java.util.List;
import ppl.aeppl.rule.clip.Clip;
import ppl.aeppl.rule.pushforward.PushForward;

/** The rules that come with the system. A new one is one class and a line here. */
final class BuiltinRules {

    static final List<DerivationRule<?>> ALL =
            List.of(new FamilyRule(), new GaussianSum(), new Clip(), new RepeatedValue(), new PushForward());

    private BuiltinRules() {}
}
