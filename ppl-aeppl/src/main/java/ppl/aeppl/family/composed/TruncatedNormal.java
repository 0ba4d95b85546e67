package ppl.aeppl.family.composed;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.family.ComposedFamily;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * The normal law with mean mu and standard deviation sigma, given that a draw lies in a closed interval: {@link Truncated} of it, under a
 * name of its own and with its moments.
 *
 * @param lower true if there is a lower end
 * @param upper true if there is an upper end
 */
public record TruncatedNormal(boolean lower, boolean upper) implements ComposedFamily {

    /**
     * Normal with mean {@code mu} and standard deviation {@code sigma} before it is truncated, given that a draw is at least {@code lower}
     * and at most {@code upper}; either may be infinite.
     *
     * @throws ppl.aeppl.LogDensityException with code PARAMETER if constants leave no probability, or violate a constraint
     */
    public static Distribution of(Number mu, Number sigma, Number lower, Number upper) {
        Ends ends = Ends.of(lower, upper);
        List<Var> own = new ArrayList<>(List.of(Var.of(mu), Var.of(sigma)));
        own.addAll(ends.given(lower, upper));
        return new TruncatedNormal(ends.lower(), ends.upper()).of(own, List.of());
    }

    private Ends ends() {
        return new Ends(lower, upper);
    }

    @Override
    public String name() {
        return "TruncatedNormal";
    }

    @Override
    public List<Parameter> own() {
        List<Parameter> own = new ArrayList<>(List.of(Parameter.real("mu"), Parameter.positive("sigma")));
        own.addAll(ends().parameters());
        return own;
    }

    @Override
    public List<Family> inner() {
        return List.of();
    }

    private static List<Var> ends(List<Var> own) {
        return own.subList(2, own.size());
    }

    @Override
    public List<ParameterCheck> ownChecks(List<Var> p) {
        List<ParameterCheck> checks = new ArrayList<>(ends().checks(name(), ends(p)));
        if (lower || upper) {
            truncated(p, batch(p), Sources.none())
                    .massCheck(name(), Normal.FAMILY.name())
                    .ifPresent(checks::add);
        }
        return checks;
    }

    private TruncatedLaw truncated(List<Var> own, Shape batch, Sources sources) {
        Law normal = Normal.FAMILY.law(own.subList(0, 2), batch, Sources.none());
        Window window = new Window(ends().lower(ends(own)), ends().upper(ends(own)));
        return TruncatedLaw.of(normal, window, sources);
    }

    @Override
    public Law compose(List<Var> own, List<List<Var>> inner, Shape batch, Sources sources) {
        return new TruncatedNormalLaw(truncated(own, batch, sources), own.get(0), own.get(1));
    }
}
