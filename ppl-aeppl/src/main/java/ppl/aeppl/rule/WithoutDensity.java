package ppl.aeppl.rule;

import ppl.aeppl.law.Law;

/** A law that has no density itself, though laws of what is made of it may have one. */
public interface WithoutDensity extends Law {

    /** Why it has none. */
    Outcome.Refused refusal();
}
