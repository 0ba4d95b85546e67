package ppl.aeppl.rule;

import java.util.List;

/** The service by which others add derivation rules. Found by {@link java.util.ServiceLoader}. */
public interface DerivationRuleProvider {

    /** Who provides the rules, for messages. */
    String name();

    /** The rules. */
    List<DerivationRule<?>> rules();
}
