package ppl.aeppl.family.discrete;

import java.util.List;
import ppl.aeppl.family.Constraint;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.family.ScalarFamily;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Support;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/**
 * All probability at one value of any element type, also called a Dirac delta or a degenerate distribution. A draw without a value of
 * its own is as good as the value: what is computed of it has the law that it has of the value.
 */
public record PointMass() implements Family {

    /** The family. */
    public static final PointMass FAMILY = new PointMass();

    /**
     * {@code value} with probability 1: log-density 0 there and −∞ elsewhere. A draw has the element type of the value.
     *
     * @throws ppl.aeppl.LogDensityException with code PARAMETER for a constant that is NaN
     */
    public static Distribution of(Number value) {
        return FAMILY.with(value);
    }

    @Override
    public String name() {
        return "PointMass";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("value", Constraint.POINT));
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        ScalarFamily.requireParameters(this, p, batch(p), batch);
        return new TensorType(p.getFirst().dtype(), batch);
    }

    @Override
    public Interval range(List<Var> p) {
        return p.getFirst().range();
    }

    @Override
    public Support support(List<Var> p) {
        return new PointMassLaw(p.getFirst()).type().support();
    }

    @Override
    public Law law(List<Var> p, Shape batch, Sources sources) {
        return new PointMassLaw(Functions.broadcastTo(p.getFirst(), batch), sources);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        return Functions.broadcastTo(p.getFirst(), key.each(batch));
    }
}
