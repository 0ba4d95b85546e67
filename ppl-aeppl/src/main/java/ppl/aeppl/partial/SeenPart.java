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
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;
import ppl.graph.random.Variates;

/**
 * Normal or t vectors of which some elements were seen. The density is that of these elements: of normal vectors normal with what is left of the mean and
 * the covariance, of t vectors t with as many degrees of freedom. Draws are of whole vectors.
 *
 * <p><b>Shapes:</b> seen {@code [rows, d]}, known when the graph is built; mu {@code [.., d]}, scale {@code [d, d]}, nu {@code [..]}.
 *
 * @param student whether vectors are t
 */
record SeenPart(boolean student) implements MultivariateFamily {

    @Override
    public String name() {
        return student ? "MvStudentTSeen" : "MvNormalSeen";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(
                Parameter.real("seen").withOwnAxes(1),
                Parameter.real("mu").withOwnAxes(1),
                new Parameter("scale", Constraint.JOINT, 2)));
        if (student) {
            all.add(Parameter.positive("nu"));
        }
        return all;
    }

    @Override
    public Shape batch(List<Var> p) {
        Shape rows = Shape.of(seen(this, p.get(0)).sizes()).slice(0, 1);
        Shape mu = p.get(1).shape().slice(0, p.get(1).rank() - 1);
        Shape both = Shape.common(rows, mu);
        return student ? Shape.common(both, p.get(3).shape()) : both;
    }

    /** Which elements were seen, as numbers. */
    static Tensor seen(MultivariateFamily family, Var mask) {
        Tensor known = mask.constantValue();
        if (known == null || known.rank() != 2) {
            throw new GraphException(
                    GraphCode.VALUE,
                    family.name()
                            + " needs to know which elements of its rows were seen when the graph is built, but got "
                            + mask.describe() + ": give a constant [rows, d]");
        }
        return known;
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        return new TensorType(DType.F64, batch.concat(p.get(2).shape().slice(1, 2)));
    }

    @Override
    public Support support(List<Var> p) {
        return Support.reals();
    }

    @Override
    public List<ParameterCheck> checks(List<Var> p) {
        List<ParameterCheck> checks = new ArrayList<>(List.of(scaleCheck(this, p.get(2))));
        if (student) {
            parameters().get(3).check(name(), p.get(3)).ifPresent(checks::add);
        }
        return checks;
    }

    static ParameterCheck scaleCheck(MultivariateFamily family, Var scale) {
        return ParameterCheck.of(
                family.name(),
                "scale",
                "to be positive definite",
                "correct it, or add a small positive number to its diagonal",
                scale,
                Functions.all(Functions.diagonal(Functions.cholesky(scale)).gt(0)));
    }

    private @Nullable Var nu(List<Var> p) {
        return student ? p.get(3) : null;
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        SeenRows rows = SeenRows.of(seen(this, p.get(0)), p.get(2));
        Var finite = Functions.or(Functions.not(rows.isSeen()), x.isNotInfinite());
        Var at = Functions.where(Functions.and(rows.isSeen(), finite), x.var(), Var.constant(0.0));
        Var away = rows.shown(at.minus(p.get(1)));
        return LogTerms.zero(batch)
                .plus(Functions.broadcastTo(rows.logp(away, nu(p)), batch))
                .only(Functions.broadcastTo(Functions.all(finite, -1), batch));
    }

    @Override
    public Var mean(List<Var> p) {
        return student
                ? Functions.where(Functions.expandDims(p.get(3), -1).gt(1), p.get(1), Var.constant(Double.NaN))
                : p.get(1);
    }

    @Override
    public Var variance(List<Var> p) {
        Var diagonal = Functions.diagonal(p.get(2));
        return student
                ? diagonal.times(Rest.inflation(Functions.expandDims(p.get(3), -1), Var.constant(1.0)))
                : diagonal;
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return p.get(1);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Var z = Ndtri.of(key.fold("normal").uniform(type(p, batch).shape()));
        Var away = Functions.matmul(z, Functions.cholesky(p.get(2)).transpose());
        if (!student) {
            return away.plus(p.get(1));
        }
        Var half = Functions.broadcastTo(Functions.minimum(p.get(3), SeenRows.NORMAL), key.each(batch))
                .times(0.5);
        Var log = half.log().minus(Variates.logGamma(key.fold("gamma"), half, batch));
        return away.times(Functions.expandDims(log.times(0.5).exp(), -1)).plus(p.get(1));
    }
}
