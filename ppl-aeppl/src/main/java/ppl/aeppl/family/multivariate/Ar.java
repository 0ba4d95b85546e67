package ppl.aeppl.family.multivariate;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Parameter;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Var;
import ppl.graph.random.RandomFamily;

/**
 * Autoregressive series: p first values of any continuous distribution, then each value normal with standard deviation sigma about {@code constant + rho[0] x[t-1] + … + rho[p-1]
 * x[t-p]}.
 *
 * <p><b>Shapes:</b> rho {@code [.., p]}, p known when the graph is built; constant and sigma {@code [..]}; the parameters of init are
 * numbers, or {@code [.., p]}, or init is normal vectors of p elements; draws {@code [batch, length]}, the series along the last axis. The
 * length counts the first values.
 *
 * <p><b>Numerics:</b> the density takes work in proportion to length times p. Nothing is assumed of rho: series may
 * grow without bound. Mean and variance are those of each element given init, by the recurrence, and not those that a stationary series
 * would have. Values are any real numbers, as for a {@link GaussianRandomWalk}.
 *
 * @param init of the first values
 * @param length the number of values
 */
public record Ar(FirstValues init, int length) implements Series {

    private static final String NAME = "AR";

    private static final List<Parameter> OWN =
            List.of(Parameter.real("rho").withOwnAxes(1), Parameter.real("constant"), Parameter.positive("sigma"));

    /** Checks the length. */
    public Ar {
        init.requireLength(NAME, length);
    }

    /**
     * A series of {@code length} values along the last axis: as many as there are coefficients along the last axis of {@code rho} of
     * {@code init}, then each normal about {@code constant} plus the sum of coefficients times values, that of the last value first, with
     * standard deviation {@code sigma}.
     *
     * @throws GraphException with code SHAPE if rho has no coefficient, or as many as are known only in a run, or if init has another number of values
     * @throws ppl.aeppl.LogDensityException with code PARAMETER for a length below that or a constant sigma that is not positive,
     *     EVENT_AXES_MISMATCH for an init of other vectors than normal ones, VALUE_TYPE for one that is not continuous
     */
    public static Distribution of(Var rho, Number constant, Number sigma, Distribution init, int length) {
        FirstValues first = FirstValues.of(NAME, init, order(rho), true);
        return Series.with(new Ar(first, length), List.of(rho, Var.of(constant), Var.of(sigma)), init);
    }

    /** A series without a constant: as with one of 0. */
    public static Distribution of(Var rho, Number sigma, Distribution init, int length) {
        return of(rho, 0, sigma, init, length);
    }

    private static int order(Var rho) {
        if (rho.rank() == 0 || !(rho.shape().extent(-1) instanceof Extent.Known(int p)) || p == 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "AR needs one coefficient or more along the last axis of rho, known in number when the graph is built, but got rho "
                            + rho.describe() + "; give a vector: of one coefficient, vector(rho)");
        }
        return p;
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
        return p.get(1);
    }

    @Override
    public Var sigma(List<Var> p) {
        return p.get(2);
    }

    @Override
    public Var innovations(Var x, List<Var> p) {
        int order = init.count();
        Var left = Functions.slice(x, -1, order, length - order, 1);
        for (int i = 1; i <= order; i++) {
            Var before = Functions.slice(x, -1, order - i, length - order, 1);
            left = left.minus(Functions.slice(p.getFirst(), -1, i - 1, 1, 1).times(before));
        }
        return left;
    }

    @Override
    public Var path(Var first, Var steps, List<Var> p) {
        return path(first, steps, p.getFirst());
    }

    private Var path(Var first, Var steps, Var rho) {
        int order = init.count();
        Scan.Result later = Scan.over(timeFirst(steps))
                .from(timeFirst(first), order)
                .run(t -> {
                    Var next = t.element();
                    for (int i = 1; i <= order; i++) {
                        Var coefficient = Functions.squeeze(Functions.slice(rho, -1, i - 1, 1, 1), -1);
                        next = next.plus(coefficient.times(t.state(0, i)));
                    }
                    return t.next(next);
                });
        return Functions.concat(List.of(first, timeLast(later.states())), -1);
    }

    private static Var timeFirst(Var x) {
        int last = x.rank() - 1;
        return Functions.transpose(
                x,
                IntStream.rangeClosed(0, last).map(a -> a == 0 ? last : a - 1).toArray());
    }

    private static Var timeLast(Var x) {
        int last = x.rank() - 1;
        return Functions.transpose(
                x,
                IntStream.rangeClosed(0, last).map(a -> a == last ? 0 : a + 1).toArray());
    }

    /** The series that begin with one 1, and get no noise. */
    @Override
    public Var responses(List<Var> p) {
        int order = init.count();
        Var rho = p.getFirst();
        Shape lead = rho.shape().slice(0, rho.rank() - 1).concat(Shape.of(order));
        Var first = Functions.broadcastTo(Functions.eye(order), lead.concat(Shape.of(order)));
        Var none = Functions.broadcastTo(Var.constant(0.0), lead.concat(Shape.of(length - order)));
        return path(first, none, Functions.expandDims(rho, -2));
    }

    @Override
    public @Nullable RandomFamily ofEvents(Shape event) {
        return event.rank() == 1 ? new Ar(init, event.size(0)) : null;
    }
}
