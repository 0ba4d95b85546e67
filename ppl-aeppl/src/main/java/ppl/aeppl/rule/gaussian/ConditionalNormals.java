package ppl.aeppl.rule.gaussian;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawDecorator;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Spread;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * The law of normal elements given the values of others that depend on the same draws: what is seen of a normal vector tells about the rest,
 * so that missing elements are imputed.
 *
 * <p><b>Numerics:</b> the others come first in the Cholesky factor of all, so their density is never computed and taken away again.
 *
 * @param decorated the law of the elements when nothing of the others is known
 * @param all the others and these, along one axis behind those of the batch
 * @param given the values of the others {@code [batch, count]}
 * @param spread of all
 */
public record ConditionalNormals(Law decorated, LawType type, GaussianForm all, Var given, Spread spread)
        implements LawDecorator {

    /** Less of the variance of an element, given the others, is rounding. */
    private static final double LEAST_SHARE = 1e-13;

    /** So many elements that vary together are conditioned on each other; the matrix of more is too large. */
    private static final int MOST = 4096;

    /** A value of something that has a law. */
    public record Known(Law law, Var value) {}

    /**
     * The law, given others.
     *
     * @param known all that shares draws with this law or with each other, as it is if nothing of the others is known
     * @return empty if not all are Gaussian, all together are too many, or are certain to be tied to each other
     */
    public static Optional<Law> of(Law law, List<Known> known) {
        List<GaussianForm> forms = new ArrayList<>();
        List<Law> laws = new ArrayList<>(known.stream().map(Known::law).toList());
        laws.add(law);
        for (Law one : laws) {
            if (!(one.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm form))
                    || !form.shape().isKnown()) {
                return Optional.empty();
            }
            forms.add(form);
        }
        List<Var> values = known.stream().map(Known::value).toList();
        for (int rank = common(forms); rank >= 0; rank--) {
            Optional<Law> found =
                    of(law, forms, values, forms.getFirst().shape().slice(0, rank));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** How many leading axes have the same lengths in all. */
    private static int common(List<GaussianForm> forms) {
        Shape first = forms.getFirst().shape();
        int rank = forms.stream().mapToInt(f -> f.shape().rank()).min().orElse(0);
        return (int) IntStream.range(0, rank)
                .takeWhile(a -> forms.stream().allMatch(f -> f.shape().extent(a).equals(first.extent(a))))
                .count();
    }

    /** All laid along one axis behind a batch; empty if elements vary together along that. */
    private static Optional<Law> of(Law law, List<GaussianForm> forms, List<Var> values, Shape batch) {
        List<GaussianForm> lines = new ArrayList<>();
        List<Var> given = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            Shape shape = forms.get(i).shape();
            Shape line = batch.concat(
                    Shape.of(shape.slice(batch.rank(), shape.rank()).elements()));
            int[] same = IntStream.range(0, line.elements()).toArray();
            Optional<GaussianForm> moved = forms.get(i).rearranged(Rearrangement.taking(shape, line, same));
            if (moved.isEmpty()) {
                return Optional.empty();
            }
            lines.add(moved.get());
            if (i < values.size()) {
                given.add(Functions.reshape(Functions.broadcastTo(values.get(i), shape), line));
            }
        }
        int axis = batch.rank();
        return GaussianForm.concat(lines, axis).flatMap(all -> of(law, all, Functions.concat(given, axis), axis));
    }

    private static Optional<Law> of(Law law, GaussianForm all, Var given, int axis) {
        Spread spread = Spread.of(all);
        if (!spread.events().equals(Set.of(axis)) || spread.size() > MOST || spread.isSingular()) {
            return Optional.empty();
        }
        LawType of = law.type();
        Set<Integer> events = new TreeSet<>();
        IntStream.range(axis, of.draw().shape().rank()).forEach(events::add);
        LawType type = new LawType(
                of.draw(),
                BaseMeasure.LEBESGUE,
                of.support(),
                events,
                Collections.nCopies(axis, Dependence.INDEPENDENT),
                of.sources());
        return Optional.of(new ConditionalNormals(law, type, all, given, spread));
    }

    @Override
    public String describe() {
        return decorated.describe() + ", given other elements";
    }

    private int before() {
        return given.shape().size(-1);
    }

    private Var deviations() {
        return spread.deviations();
    }

    /** The Cholesky factor of the correlations. */
    private Var factor() {
        Var unit = spread.factor().div(Functions.expandDims(deviations(), -1));
        Var factor = Functions.cholesky(Functions.matmul(unit, Functions.matrixTranspose(unit)));
        return Functions.broadcastTo(factor, type.batchShape().concat(Shape.of(spread.size(), spread.size())));
    }

    private Var own(Var ofAll) {
        int n = ofAll.shape().size(-1);
        return Functions.slice(ofAll, ofAll.rank() - 1, before(), n - before(), 1);
    }

    @Override
    public LogTerms logDensity(Value value) {
        Shape batch = type.batchShape();
        Var line = Functions.reshape(
                Functions.broadcastTo(value.var(), type.draw().shape()),
                batch.concat(Shape.of(spread.size() - before())));
        Var finite = line.abs().lt(Double.POSITIVE_INFINITY);
        Var x = Functions.concat(List.of(given, Functions.where(finite, line, own(mean()))), -1);
        Var factor = factor();
        Var z = Functions.squeeze(
                Functions.triangularSolve(
                        factor, Functions.expandDims(x.minus(mean()).div(deviations()), -1), false),
                -1);
        Var scales = own(Functions.diagonal(factor).log().plus(deviations().log()));
        return LogTerms.zero(batch)
                .plus(-0.5, own(z).square().sum(-1))
                .minus(scales.sum(-1))
                .plus(-(spread.size() - before()) * HALF_LOG_2PI)
                .only(Functions.all(finite, finite.rank() - 1));
    }

    private Var mean() {
        return Functions.broadcastTo(all.mean(), all.shape());
    }

    /** The others' part of the factor is undone, ours is drawn. */
    @Override
    public Var draw(KeyVar key) {
        Shape batch = type.batchShape();
        int n = spread.size();
        Var mean = mean();
        Var away = Functions.slice(mean, mean.rank() - 1, 0, before(), 1);
        Var deviations = Functions.broadcastTo(deviations(), all.shape());
        Var scale = Functions.slice(deviations, mean.rank() - 1, 0, before(), 1);
        Var factor = factor();
        int rank = factor.rank();
        Var corner = Functions.slice(Functions.slice(factor, rank - 1, 0, before(), 1), rank - 2, 0, before(), 1);
        Var others = Functions.triangularSolve(
                corner, Functions.expandDims(given.minus(away).div(scale), -1), false);
        Var own = Functions.expandDims(Ndtri.of(key.uniform(batch.concat(Shape.of(n - before())))), -1);
        Var z = Functions.concat(List.of(Functions.broadcastTo(others, key.each(others.shape())), own), own.rank() - 2);
        Var x = Functions.squeeze(Functions.matmul(Functions.broadcastTo(factor, key.each(factor.shape())), z), -1);
        Var drawn = own(x.times(deviations).plus(mean));
        return Functions.reshape(drawn, key.each(type.draw().shape()));
    }

    /** Not one by one: what is left of their dependence is in the factor. */
    @Override
    public Capability<Law> elements(Rearrangement by) {
        return Capability.absent("elements that are given others have a joint law");
    }

    /** None that knows of the values. */
    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return Capability.absent(describe() + " has no " + kind.getSimpleName());
    }

    @Override
    public Capability<EventProbability> events() {
        return Capability.absent("the probability given other elements is not computed");
    }

    @Override
    public Capability<Quantile> quantile() {
        return Capability.absent("the quantile given other elements is not computed");
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.absent("the moments given other elements are not computed");
    }

    @Override
    public Map<Var, Value> recover(Value value) {
        return decorated.recover(value);
    }

    /** What a model computes may be singular, which is known only when the graph runs. */
    @Override
    public List<ParameterCheck> checks() {
        List<ParameterCheck> checks = new ArrayList<>(decorated.checks());
        Var left = Functions.diagonal(factor()).square();
        checks.add(ParameterCheck.of(
                decorated.describe(),
                "the share of each element's variance that the others leave open",
                "> " + LEAST_SHARE * spread.size(),
                "its elements follow from others that have values, so they have no density: leave out what follows",
                left,
                Functions.all(left.gt(LEAST_SHARE * spread.size()), -1)));
        return checks;
    }
}
