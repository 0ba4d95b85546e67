package ppl.aeppl.family.composed;

import java.util.List;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.mixture.MixtureLaw;
import ppl.graph.Functions;
import ppl.graph.Var;

/** The mixture of 0 and a law of numbers. */
final class Inflation {

    private Inflation() {}

    /** With probability psi a draw of the law. */
    static Law of(Var psi, Law law, Sources sources) {
        Var none = Functions.subtract(1, psi);
        Var weights = Functions.stack(List.of(Mixture.logOf(none), Mixture.logOf(psi)), -1);
        return MixtureLaw.of(List.of(new PointMassLaw(Functions.zeros(law.type().draw())), law), weights, sources);
    }
}
