package ppl.aeppl.joint;

import java.util.IdentityHashMap;
import java.util.Map;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.law.Law;
import ppl.graph.Var;

/** Holds every draw to being used by one factor only. */
final class Ledger {

    private final Map<Var, String> consumed = new IdentityHashMap<>();

    /**
     * Enters the draws that the law of a valued variable consumes.
     *
     * @throws LogDensityException with code SOURCE_CONSUMED_TWICE if another variable consumed one of them
     */
    void discharge(String name, Law law) {
        for (Var source : law.type().sources()) {
            String before = consumed.putIfAbsent(source, name);
            if (before != null) {
                throw new LogDensityException(
                        DensityCode.SOURCE_CONSUMED_TWICE,
                        "the draw '" + source.label() + "' would count twice: '" + before + "' and '" + name
                                + "' both depend on it, so their densities do not multiply"
                                + "\n  to fix: give '" + source.label()
                                + "' a value of its own, so that both are conditional on it");
            }
        }
    }
}
