package ppl.aeppl.rule.gaussian;

import static ppl.aeppl.numeric.Constants.HALF_LOG_2PI;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Dependence;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.LawType;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Spread;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.matrix.QuadraticForm;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * Normal elements with the covariance {@code M M^T} along event axes.
 *
 * <p><b>Numerics:</b> rows of M are scaled to length 1, so that variances of any size mix; then the Cholesky factor. The error grows with
 * the condition number of the correlations. Where these are singular up to rounding the {@linkplain #checks check} fails, and the
 * log-density is NaN or −∞ or any number.
 *
 * @param node what it is the law of, for messages
 * @param form how it depends on draws
 * @param type the type of the law
 * @param order the axes of the node, those of the batch first
 * @param deviations the standard deviations {@code [.., size]}
 * @param correlations {@code [.., size, size]}
 */
record CorrelatedNormals(
        Var node, GaussianForm form, LawType type, List<Integer> order, Var deviations, Var correlations)
        implements Law {

    /** Less of the variance of an element, given those before it, is rounding. */
    private static final double LEAST_SHARE = 1e-13;

    static Law of(Var node, GaussianForm form, Spread spread, Sources sources) {
        LawType type = new LawType(
                new TensorType(DType.F64, form.shape()),
                BaseMeasure.LEBESGUE,
                Support.reals(),
                spread.events(),
                Collections.nCopies(spread.batch().size(), Dependence.INDEPENDENT),
                sources);
        Var deviations = spread.deviations();
        Var unit = spread.factor().div(Functions.expandDims(deviations, -1));
        Var correlations = Functions.matmul(unit, Functions.matrixTranspose(unit));
        List<Integer> order = IntStream.of(spread.order()).boxed().toList();
        return new CorrelatedNormals(node, form, type, order, deviations, correlations);
    }

    @Override
    public String describe() {
        return "MvNormal " + node.expression();
    }

    private int size() {
        return correlations.shape().size(-1);
    }

    @Override
    public LogTerms logDensity(Value value) {
        Var finite = value.var().abs().lt(Double.POSITIVE_INFINITY);
        Var mean = Functions.broadcastTo(form.mean(), form.shape());
        Var away = Functions.where(finite, value.var(), mean).minus(mean);
        Shape batch = type.batchShape();
        Var rows = Functions.reshape(ordered(away), batch.concat(Shape.of(size())));
        Var z = whitened(rows.div(deviations), batch);
        Var scales =
                deviations.log().sum(-1).plus(Functions.logdetSpd(correlations).times(0.5));
        return LogTerms.zero(batch)
                .plus(-0.5, z)
                .minus(scales)
                .plus(-size() * HALF_LOG_2PI)
                .only(Functions.all(finite, type.eventAxisArray()));
    }

    private Var ordered(Var x) {
        int[] axes = order.stream().mapToInt(a -> a).toArray();
        return axes.length == 0 ? x : Functions.transpose(x, axes);
    }

    /** The sums of squares of independent standard normals, by one factor for all blocks where these are alike. */
    private Var whitened(Var rows, Shape batch) {
        int n = size();
        boolean alike = correlations.shape().extents().subList(0, correlations.rank() - 2).stream()
                .allMatch(e -> e.is(1));
        if (!alike) {
            Shape matrices = rows.shape().slice(0, rows.rank() - 1).concat(Shape.of(n, n));
            Var each = Functions.broadcastTo(correlations, matrices);
            return Functions.reshape(QuadraticForm.ofInverse(each, Functions.expandDims(rows, -1)), batch);
        }
        Var one = Functions.reshape(correlations, n, n);
        Var columns = Functions.reshape(rows, -1, n).transpose();
        return Functions.reshape(QuadraticForm.ofInverse(one, columns), batch);
    }

    @Override
    public <F extends ClosedForm<F>> Capability<F> form(Class<F> kind) {
        return kind == GaussianForm.class ? Capability.of(kind.cast(form)) : Law.super.form(kind);
    }

    @Override
    public Capability<Law> elements(Rearrangement by) {
        return GaussianLaw.elements(node, form, type.sources(), by);
    }

    @Override
    public Capability<Moments> moments() {
        return Capability.of(new Moments(form.mean(), form.scale().square()));
    }

    @Override
    public Var supportPoint() {
        return Functions.broadcastTo(form.mean(), form.shape());
    }

    @Override
    public Var draw(KeyVar key) {
        return Spread.of(form).draw(key);
    }

    /** What a model computes may be singular, which is known only when the graph runs. */
    @Override
    public List<ParameterCheck> checks() {
        List<ParameterCheck> checks = new ArrayList<>(form.checks());
        Var left = Functions.diagonal(Functions.cholesky(correlations)).square();
        Var holds = Functions.all(left.gt(LEAST_SHARE * size()), -1);
        checks.add(ParameterCheck.of(
                "the joint law of normal elements " + node.expression(),
                "the share of each element's variance that those before it leave open",
                "> " + LEAST_SHARE * size(),
                "its elements are tied to each other, so they have no density: leave out what follows from the others, "
                        + "or add independent noise",
                left,
                holds));
        return checks;
    }
}
