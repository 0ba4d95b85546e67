package ppl.aeppl.family.multivariate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.RandomFamily;

/**
 * Random walks with normal steps: a first value of any continuous distribution, then each value normal about the one before it plus mu, with
 * standard deviation sigma.
 *
 * <p><b>Shapes:</b> mu, sigma and the parameters of init {@code [..]}, draws {@code [batch, length]}, the walk along the last axis. The length
 * counts the first value; PyMC's {@code steps} is one less. Steps that differ in drift or size along the walk are {@code cumsum} of normal
 * draws, which has a density too.
 *
 * <p><b>Numerics:</b> the density takes work in proportion to the length. Moments and closed form come from those of init. Values are
 * any real numbers; if the support of init is not, values outside of it have no density, and no map keeps a sampler from
 * them.
 *
 * @param init of the first value
 * @param length the number of values
 */
public record GaussianRandomWalk(FirstValues init, int length) implements Series {

    private static final String NAME = "GaussianRandomWalk";

    private static final List<Parameter> OWN = List.of(Parameter.real("mu"), Parameter.positive("sigma"));

    /** Checks the length. */
    public GaussianRandomWalk {
        init.requireLength(NAME, length);
    }

    /**
     * A walk of {@code length} values along the last axis: the first of {@code init}, then each normal about the one before it plus {@code
     * mu}, with standard deviation {@code sigma}.
     *
     * @throws ppl.aeppl.LogDensityException with code PARAMETER for a length below 1 or a constant sigma that is not positive,
     *     EVENT_AXES_MISMATCH for an init of vectors, VALUE_TYPE for one that is not continuous
     */
    public static Distribution of(Number mu, Number sigma, Distribution init, int length) {
        FirstValues first = FirstValues.of(NAME, init, 1, false);
        return Series.with(new GaussianRandomWalk(first, length), List.of(Var.of(mu), Var.of(sigma)), init);
    }

    /** A walk without drift: as with a {@code mu} of 0. */
    public static Distribution of(Number sigma, Distribution init, int length) {
        return of(0, sigma, init, length);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Parameter> own() {
        return OWN;
    }

    @Override
    public Var drift(List<Var> p) {
        return p.get(0);
    }

    @Override
    public Var sigma(List<Var> p) {
        return p.get(1);
    }

    @Override
    public Var innovations(Var x, List<Var> p) {
        return Functions.slice(x, -1, 1, length - 1, 1).minus(Functions.slice(x, -1, 0, length - 1, 1));
    }

    @Override
    public Var path(Var first, Var steps, List<Var> p) {
        return Functions.cumsum(Functions.concat(List.of(first, steps), -1), first.rank() - 1);
    }

    @Override
    public Var responses(List<Var> p) {
        return Functions.broadcastTo(Var.constant(1.0), Shape.of(1, length));
    }

    @Override
    public @Nullable RandomFamily ofEvents(Shape event) {
        return event.rank() == 1 ? new GaussianRandomWalk(init, event.size(0)) : null;
    }
}
