package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ppl.aeppl.law.LogTerms;
import ppl.graph.Var;
import ppl.graph.batch.Vectorized.Dependents;
import ppl.graph.random.KeyVar;

/**
 * A log-density of which discrete variables are summed out: {@code log sum_z exp(sum of the factors)} over all values of all of them.
 *
 * <p><b>Cost</b>: that of the tables over the variables that meet in a factor, or when one is summed out; see {@link Elimination}. An
 * element of a tensor of variables is a variable of its own, and factors that use each element for itself keep it so.
 *
 * <p><b>Numerics</b>: sums are relative to their greatest term. A weight of −∞ adds nothing and hands no gradient back.
 *
 * <p><b>Errors</b>: {@link ppl.aeppl.LogDensityException} (NOT_SUMMABLE) where a table would have more than 2^22 entries.
 */
public final class Marginal {

    private final Elements elements;
    private final Elimination elimination;
    private final Var logDensity;

    private Marginal(Elements elements, Elimination elimination, Var logDensity) {
        this.elements = elements;
        this.elimination = elimination;
        this.logDensity = logDensity;
    }

    /**
     * The sum over all values.
     *
     * @param latents the variables, numbered in their order
     * @param factors all that depends on them, their own log-densities included; of known shapes
     */
    public static Marginal of(List<Latent> latents, List<LogTerms> factors) {
        List<Var> bodies = new ArrayList<>();
        factors.forEach(f -> f.terms().forEach(t -> bodies.add(t.body())));
        Elements elements = new Elements(latents);
        Map<Var, Boolean> standIns = new IdentityHashMap<>();
        latents.forEach(z -> standIns.put(z.standIn(), true));
        Set<Var> keys = standIns.keySet();
        Dependents dependents = Dependents.of(bodies, keys);
        Summands summands = Summands.of(factors, dependents);
        Tabulation tabulation = new Tabulation(elements, dependents);
        summands.dependent().forEach(tabulation::add);
        Elimination elimination = Elimination.of(elements, tabulation.tables());
        Var total = elimination.total().plus(summands.constant()).plus(tabulation.constant());
        return new Marginal(elements, elimination, total);
    }

    /** The log-density without the variables, a scalar. */
    public Var logDensity() {
        return logDensity;
    }

    /**
     * A draw of all variables from their joint distribution given everything else, by their stand-ins; a function of what the
     * log-density is a function of.
     */
    public Map<Var, Var> draw(KeyVar key) {
        return Recovery.draw(elements, elimination, key);
    }
}
