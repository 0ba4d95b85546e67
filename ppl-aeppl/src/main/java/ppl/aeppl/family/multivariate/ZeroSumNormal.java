package ppl.aeppl.family.multivariate;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.SumToZero;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.Scale;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomFamily;

/**
 * Normal vectors with sum 0, such as effects of groups beside an intercept: independent normal numbers of standard deviation sigma less their mean. Or
 * tables, of which each line along each of the last axes has sum 0.
 *
 * <p><b>Shapes:</b> sigma {@code [..]}, draws {@code [batch, n, ..]}, each length 2 or more.
 *
 * <p><b>Numerics:</b> the density is by the area of the plane of these vectors, so n − 1 dimensions count. A sum of 0 is one within rounding, as
 * {@link SumToZero} says.
 *
 * @param lengths those of the axes of an event
 */
public record ZeroSumNormal(List<Integer> lengths) implements MultivariateFamily {

    private static final List<Parameter> PARAMETERS = List.of(Parameter.positive("sigma"));

    /**
     * Copies and checks the lengths.
     *
     * @throws LogDensityException with code PARAMETER if one is less than 2
     */
    public ZeroSumNormal {
        lengths = List.copyOf(lengths);
        for (int n : lengths) {
            if (n < 2) {
                throw new LogDensityException(
                        DensityCode.PARAMETER,
                        "ZeroSumNormal needs n >= 2, but n is " + n
                                + ": fewer numbers with sum 0 are all 0; give the number of effects");
            }
        }
    }

    /**
     * {@code n} normal numbers of standard deviation {@code sigma} less their mean, along the last axis; with more lengths a table along the last
     * axes, less the means along each of them.
     *
     * @throws LogDensityException with code PARAMETER for a length below 2, or a constant sigma that is not positive
     */
    public static Distribution of(Number sigma, int n, int... more) {
        List<Integer> lengths = new ArrayList<>(List.of(n));
        IntStream.of(more).forEach(lengths::add);
        return new ZeroSumNormal(lengths).with(sigma);
    }

    @Override
    public String name() {
        return "ZeroSumNormal";
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public String describe(List<Var> p) {
        return "ZeroSumNormal(sigma=" + p.getFirst().label() + ", n="
                + (lengths.size() == 1 ? lengths.getFirst() : lengths) + ")";
    }

    private Shape event() {
        return Shape.of(lengths.stream().mapToInt(n -> n).toArray());
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(this, p, batch(p), batch);
        return new TensorType(DType.F64, batch.concat(event()));
    }

    @Override
    public Support support(List<Var> p) {
        return new SumToZero(lengths.size());
    }

    @Override
    public Law law(List<Var> p, Shape batch, Sources sources) {
        return new JointNormals(MultivariateFamily.super.law(p, batch, sources));
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        Var ok = x.in(support(p));
        Value inside = ok.isSplat(1) ? x : x.or(Functions.broadcastTo(wide(ok), x.shape()), 0);
        Scale sigma = Scale.of(p.getFirst());
        Var z = Scale.of(wide(p.getFirst())).over(inside.var());
        int dimensions = lengths.stream().mapToInt(n -> n - 1).reduce(1, (a, b) -> a * b);
        return LogTerms.zero(batch)
                .plus(-0.5, z.square().sum(axes(z)))
                .plus(-dimensions, sigma.log())
                .plus(-dimensions * HALF_LOG_2PI)
                .only(ok);
    }

    private int[] axes(Var x) {
        return IntStream.range(x.rank() - lengths.size(), x.rank()).toArray();
    }

    /** With axes of an event. */
    private Var wide(Var x) {
        Var wide = x;
        for (int a = 0; a < lengths.size() && x.rank() > 0; a++) {
            wide = Functions.expandDims(wide, -1);
        }
        return wide;
    }

    @Override
    public Var mean(List<Var> p) {
        return Var.constant(0.0);
    }

    @Override
    public Var variance(List<Var> p) {
        double share = lengths.stream().mapToDouble(n -> (n - 1.0) / n).reduce(1, (a, b) -> a * b);
        return wide(p.getFirst()).square().times(share);
    }

    /** Of vectors: each element is one number less a share of all. */
    @Override
    public <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape shape, Sources sources) {
        if (kind != GaussianForm.class || lengths.size() > 1) {
            return Optional.empty();
        }
        int n = lengths.getFirst();
        Var factor = Functions.eye(n).minus(1.0 / n).times(Functions.expandDims(wide(p.getFirst()), -1));
        return GaussianForm.ofVectors(shape, mean(p), factor, sources, checks(p))
                .map(kind::cast);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Var z = Ndtri.of(key.uniform(batch.concat(event())));
        for (int axis : axes(z)) {
            z = z.minus(Functions.expandDims(z.mean(axis), axis));
        }
        return z.times(wide(p.getFirst()));
    }

    @Override
    public @Nullable RandomFamily ofEvents(Shape event) {
        return event.rank() == lengths.size()
                ? new ZeroSumNormal(Arrays.stream(event.sizes()).boxed().toList())
                : null;
    }
}
