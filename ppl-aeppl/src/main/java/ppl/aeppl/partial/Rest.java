package ppl.aeppl.partial;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.Variates;

/**
 * The elements of normal or t vectors that were not seen, all in one vector, given those that were. The density of a row is that of all of it over that of what
 * was seen. A draw is one of all of the row, moved by what is expected of the difference in what was seen (Matheron's rule); of t vectors, whose
 * rest is t with more degrees of freedom and a scale that grows with the distance of what was seen, the part around the mean is scaled (Ding, <i>On the
 * conditional distribution of the multivariate t distribution</i>, 2016, equation 2).
 *
 * <p><b>Shapes:</b> seen {@code [rows, d]}, known when the graph is built; given and mu {@code [rows, d]}, scale {@code [d, d]}, nu {@code [rows]}.
 *
 * @param student whether vectors are t
 */
record Rest(boolean student) implements MultivariateFamily {

    @Override
    public String name() {
        return student ? "MvStudentTRest" : "MvNormalRest";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(
                Parameter.real("seen").withOwnAxes(2),
                Parameter.real("given").withOwnAxes(2),
                Parameter.real("mu").withOwnAxes(2),
                new Parameter("scale", Constraint.JOINT, 2)));
        if (student) {
            all.add(Parameter.positive("nu").withOwnAxes(1));
        }
        return all;
    }

    @Override
    public Shape batch(List<Var> p) {
        return Shape.common(
                p.get(1).shape().slice(0, p.get(1).rank() - 2),
                p.get(2).shape().slice(0, p.get(2).rank() - 2));
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        int missing = count(SeenPart.seen(this, p.get(0)));
        return new TensorType(DType.F64, batch.concat(Shape.of(missing)));
    }

    /** How many elements were not seen. */
    static int count(Tensor seen) {
        int missing = 0;
        for (int i = 0; i < seen.length(); i++) {
            missing += seen.booleanAt(i) ? 0 : 1;
        }
        return missing;
    }

    @Override
    public Support support(List<Var> p) {
        return Support.reals();
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        List<ParameterCheck> checks = new ArrayList<>(List.of(SeenPart.scaleCheck(this, p.get(3))));
        if (student) {
            parameters().get(4).check(name(), p.get(4)).ifPresent(checks::add);
        }
        return checks;
    }

    private @Nullable Var nu(List<Var> p) {
        return student ? p.get(4) : null;
    }

    private SeenRows rows(List<Var> p) {
        return SeenRows.of(SeenPart.seen(this, p.get(0)), p.get(3));
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        SeenRows rows = rows(p);
        Var finite = x.isNotInfinite();
        Var at = Functions.where(finite, x.var(), Var.constant(0.0));
        Var seen = rows.shown(p.get(1).minus(p.get(2)));
        Var all = Functions.where(
                rows.isSeen(), seen, Places.spread(rows.seen(), at).minus(p.get(2)));
        Var given = rows.whole().logp(all, nu(p)).minus(rows.logp(seen, nu(p)));
        return LogTerms.zero(batch)
                .plus(Functions.broadcastTo(given.sum(-1), batch))
                .only(Functions.broadcastTo(Functions.all(finite, -1), batch));
    }

    @Override
    public Var mean(List<Var> p) {
        Var nu = nu(p);
        if (nu == null) {
            return supportPoint(p);
        }
        Var enough = Functions.broadcastTo(
                Functions.expandDims(nu.plus(rows(p).count()), -1).gt(1),
                p.get(2).shape());
        return Functions.where(
                Places.rest(rows(p).seen(), Functions.toFloat(enough)).gt(0),
                supportPoint(p),
                Var.constant(Double.NaN));
    }

    @Override
    public Var supportPoint(List<Var> p) {
        SeenRows rows = rows(p);
        Var expected = p.get(2).plus(rows.expected(rows.shown(p.get(1).minus(p.get(2)))));
        return Places.rest(rows.seen(), expected);
    }

    @Override
    public Var variance(List<Var> p) {
        SeenRows rows = rows(p);
        Var variance = rows.variance();
        Var nu = nu(p);
        if (nu != null) {
            Var squares = rows.standardised(rows.shown(p.get(1).minus(p.get(2))))
                    .square()
                    .sum(-1);
            Var df = Functions.minimum(nu, SeenRows.NORMAL);
            Var more = df.plus(rows.count());
            Var wider = df.plus(squares).div(more);
            variance = variance.times(Functions.expandDims(inflation(more, wider), -1));
        }
        return Places.rest(rows.seen(), variance);
    }

    /** The variance of a t law over its squared scale, times a factor. */
    static Var inflation(Var nu, Var factor) {
        Var df = Functions.minimum(nu, SeenRows.NORMAL);
        Var finite = df.gt(2);
        Var ratio = df.div(Functions.where(finite, df.minus(2), Var.constant(1.0)));
        Var none = Functions.where(df.gt(1), Var.constant(Double.POSITIVE_INFINITY), Var.constant(Double.NaN));
        return Functions.where(finite, ratio.times(factor), none);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        SeenRows rows = rows(p);
        Var z = Ndtri.of(key.fold("normal").uniform(batch.concat(rows.shape())));
        Var any = Functions.matmul(z, Functions.cholesky(p.get(3)).transpose());
        Var around = any.minus(rows.expected(rows.shown(any)));
        Var seen = rows.shown(p.get(1).minus(p.get(2)));
        Var nu = nu(p);
        if (nu != null) {
            Var df = Functions.minimum(nu, SeenRows.NORMAL);
            Var squares = rows.standardised(seen).square().sum(-1);
            Shape each = batch.concat(rows.shape().slice(0, 1));
            Var half =
                    Functions.broadcastTo(df.plus(rows.count()), key.each(each)).times(0.5);
            Var log = df.plus(squares).times(0.5).log().minus(Variates.logGamma(key.fold("gamma"), half, each));
            around = around.times(Functions.expandDims(log.times(0.5).exp(), -1));
        }
        return Places.rest(rows.seen(), p.get(2).plus(rows.expected(seen)).plus(around));
    }
}
