package ppl.aeppl.family.multivariate;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
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
import ppl.graph.random.ParameterCheck;

/**
 * Series along the last axis: first values of a distribution of their own, then each value a linear function of those just before it, plus a
 * drift and normal noise. The density of a series is that of its first values times that of its noise, so it takes work in
 * proportion to the length, in a graph whose size does not depend on it. With normal first values the whole is normal, and has its closed form.
 *
 * <p>Parameters are those of the series, then those of the first values.
 */
sealed interface Series extends MultivariateFamily permits Ar, GaussianRandomWalk {

    /** The parameters of the series itself. */
    List<Parameter> own();

    /** The first values. */
    FirstValues init();

    /** The number of values, the first ones included. */
    int length();

    /** What is added in each step. */
    Var drift(List<Var> p);

    /** The standard deviation of the noise. */
    Var sigma(List<Var> p);

    /** Each later value less what it is expected to be without the drift. */
    Var innovations(Var x, List<Var> p);

    /** Series, the other way: of first values {@code [.., order]} and what the steps add {@code [.., length - order]}. */
    Var path(Var first, Var steps, List<Var> p);

    /** The slopes of all values by each of the first ones, {@code [.., order, length]}. */
    Var responses(List<Var> p);

    /** A family with its parameters. */
    static Distribution with(Series family, List<Var> own, Distribution init) {
        return new Distribution(
                family, Stream.concat(own.stream(), init.parameters().stream()).toList());
    }

    private int later() {
        return length() - init().count();
    }

    private List<Var> initOf(List<Var> p) {
        return p.subList(own().size(), p.size());
    }

    @Override
    default List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(own());
        init().family()
                .parameters()
                .forEach(q -> all.add(new Parameter("init." + q.name(), q.constraint(), q.ownAxes())));
        return all;
    }

    @Override
    default String describe(List<Var> p) {
        Stream<String> ofOwn = IntStream.range(0, own().size())
                .mapToObj(i -> own().get(i).name() + "=" + p.get(i).label());
        Stream<String> others = Stream.of("init=" + init().family().describe(initOf(p)), "length=" + length());
        return Stream.concat(ofOwn, others).collect(Collectors.joining(", ", name() + "(", ")"));
    }

    @Override
    default List<ParameterCheck> checks(List<Var> p) {
        List<ParameterCheck> checks = new ArrayList<>(init().family().checks(initOf(p)));
        for (int i = 0; i < own().size(); i++) {
            own().get(i).check(name(), p.get(i)).ifPresent(checks::add);
        }
        return checks;
    }

    @Override
    default Shape batch(List<Var> p) {
        Stream<Shape> ofOwn = IntStream.range(0, own().size())
                .mapToObj(i ->
                        p.get(i).shape().slice(0, p.get(i).rank() - own().get(i).ownAxes()));
        return Shape.common(
                Stream.concat(ofOwn, Stream.of(init().batch(name(), initOf(p)))).toArray(Shape[]::new));
    }

    @Override
    default TensorType type(List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(this, p, batch(p), batch);
        return new TensorType(DType.F64, batch.concat(Shape.of(length())));
    }

    @Override
    default Support support(List<Var> p) {
        return Support.reals();
    }

    @Override
    default List<Var> rearranged(List<Var> p, Rearrangement by) {
        Stream<Var> ofOwn = IntStream.range(0, own().size())
                .mapToObj(i -> by.parameter(p.get(i), own().get(i).ownAxes()));
        return Stream.concat(ofOwn, init().rearranged(initOf(p), by).stream()).toList();
    }

    @Override
    default Law law(List<Var> p, Shape batch, Sources sources) {
        return new SeriesLaw(
                new JointNormals(MultivariateFamily.super.law(p, batch, sources)), init().mean(initOf(p), batch(p)));
    }

    /** A parameter with an axis for the values. */
    private static Var timed(Var parameter) {
        return parameter.rank() == 0 ? parameter : Functions.expandDims(parameter, -1);
    }

    @Override
    default LogTerms logp(Value x, List<Var> p, Shape batch) {
        Var finite = x.isNotInfinite();
        Var inside = Functions.where(finite, x.var(), Var.constant(0.0));
        Var first = Functions.slice(inside, -1, 0, init().count(), 1);
        Var z = Scale.of(timed(sigma(p))).standardise(innovations(inside, p), timed(drift(p)));
        LogTerms terms =
                init().logp(first, initOf(p), batch).plus(-0.5, z.square().sum(-1));
        if (later() > 0) {
            terms = terms.plus(-later(), Scale.of(sigma(p)).log()).plus(-later() * HALF_LOG_2PI);
        }
        return terms.only(Functions.all(finite, -1));
    }

    @Override
    default Var mean(List<Var> p) {
        Var first = init().mean(initOf(p), batch(p)).orElseThrow(DensityCode.NO_RULE, "the mean of " + describe(p));
        Var ofFirst = responses(p).times(Functions.expandDims(first, -1)).sum(-2);
        return ofFirst.plus(timed(drift(p)).times(sums(impulses(p))));
    }

    @Override
    default Var variance(List<Var> p) {
        Var loadings = Functions.matmul(Functions.matrixTranspose(responses(p)), init().factor(initOf(p), batch(p)));
        Var ofNoise = timed(sigma(p)).square().times(sums(impulses(p).square()));
        return loadings.square().sum(-1).plus(ofNoise);
    }

    /** What later values are after a step by 1, {@code [.., length - order]}: the first of them that step itself. */
    private Var impulses(List<Var> p) {
        int last = init().count() - 1;
        return Functions.slice(
                Functions.squeeze(Functions.slice(responses(p), -2, last, 1, 1), -2), -1, last, later(), 1);
    }

    /** Running sums, behind zeros for the first values. */
    private Var sums(Var ofLater) {
        return Functions.pad(Functions.cumsum(ofLater, ofLater.rank() - 1), -1, init().count(), 0, 0);
    }

    @Override
    default Var supportPoint(List<Var> p) {
        Shape batch = batch(p);
        return path(init().supportPoint(initOf(p), batch), each(timed(drift(p)), batch), p);
    }

    private Var each(Var x, Shape batch) {
        return Functions.broadcastTo(x, batch.concat(Shape.of(later())));
    }

    @Override
    default Var draw(KeyVar key, List<Var> p, Shape batch) {
        Var first = init().draw(key.fold("init"), initOf(p), batch);
        Var z = Ndtri.of(key.fold("noise").uniform(batch.concat(Shape.of(later()))));
        return path(first, z.times(timed(sigma(p))).plus(timed(drift(p))), p);
    }

    /** Each value is a sum of those of the first ones and of the noise so far. */
    @Override
    default <F extends ClosedForm<F>> Optional<F> form(Class<F> kind, List<Var> p, Shape shape, Sources sources) {
        Shape batch = batch(p);
        if (kind != GaussianForm.class || !init().isNormal(initOf(p), batch)) {
            return Optional.empty();
        }
        return GaussianForm.ofVectors(shape, mean(p), factor(p, batch), sources, checks(p))
                .map(kind::cast);
    }

    /** The lower factor of the covariance {@code [.., length, length]}. */
    private Var factor(List<Var> p, Shape batch) {
        Var ofFirst = Functions.matmul(Functions.matrixTranspose(responses(p)), init().factor(initOf(p), batch));
        Var rows = Functions.expandDims(Functions.arange(length()), -1);
        Var columns = Functions.arange(later()).plus(init().count());
        Var ago = Functions.maximum(rows.minus(columns), Var.constant(-1L)).plus(1);
        Var noise = Functions.take(Functions.pad(impulses(p), -1, 1, 0, 0), ago, -1);
        Var scaled = noise.times(timed(timed(sigma(p))));
        Shape lead = Shape.common(
                ofFirst.shape().slice(0, ofFirst.rank() - 2), scaled.shape().slice(0, scaled.rank() - 2));
        return Functions.concat(
                List.of(
                        Functions.broadcastTo(ofFirst, lead.concat(Shape.of(length(), init().count()))),
                        Functions.broadcastTo(scaled, lead.concat(Shape.of(length(), later())))),
                -1);
    }
}
