package ppl.aeppl.law;

import static ppl.graph.Functions.where;

import ppl.aeppl.numeric.Constants;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Var;

/**
 * Probabilities of which those of one-sided events that are more likely than not are what the other side leaves: so the log of a
 * probability near 1 keeps its digits, and is never above 0.
 *
 * @param direct the probabilities, right where they are small
 */
public record NearCertain(EventProbability direct) implements EventProbability {

    @Override
    public Var logProb(Event e) {
        if (e.lo() == null && e.hi() == null) {
            return Var.constant(0.0);
        }
        Var small = direct.logProb(e);
        if (e.lo() != null && e.hi() != null) {
            return small;
        }
        Var rest = direct.logProb(new Event(e.hi(), !e.hiClosed(), e.lo(), !e.loClosed()));
        Var known = where(rest.lt(-Constants.LOG_2), LogMath.log1mExp(rest), small);
        Var end = e.lo() != null ? e.lo() : e.hi();
        return end == null ? known : where(Functions.isNaN(end), Var.constant(Double.NaN), known);
    }
}
