package ppl.aeppl.conformance;

import java.util.ArrayList;
import java.util.List;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.PointMassLaw;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;

/** The derivatives of the log-density by the unconstrained value and by every float parameter, at a few points. */
record GradientChecks(Distribution distribution, LawConformance run) {

    private static final double TOLERANCE = 1e-7;
    private static final double[] OFFSETS = {-1.3, -0.4, 0.1, 0.7, 1.9};

    void all() {
        List<Var> parameters = distribution.parameters();
        Family family = distribution.family();
        List<Var> inputs = new ArrayList<>();
        List<Tensor> at = new ArrayList<>();
        List<Var> free = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Tensor value = parameters.get(i).eval();
            Var in = Var.input(family.parameters().get(i).name(), value.type());
            free.add(value.dtype().isFloat() ? in : parameters.get(i));
            if (value.dtype().isFloat()) {
                inputs.add(in);
                at.add(value);
            }
        }
        Shape batch = Shape.of(OFFSETS.length);
        Law fixed = distribution.law(batch);
        if (fixed instanceof PointMassLaw) {
            return; // whatever moves the point moves all probability with it: there is no derivative
        }
        Var point = fixed.supportPoint();
        Law law = family.law(free, batch, Sources.none());
        if (fixed.type().measure().isContinuous()) {
            Bijector bijector = fixed.type().support().bijector();
            Var u = Var.input("u", TensorType.scalar(point.dtype()).with(batch));
            inputs.add(u);
            at.add(bijector.inverse(point)
                    .plus(Var.constant(Tensor.of(OFFSETS)))
                    .eval());
            check(law, bijector.forward(u), inputs, at);
        } else {
            check(law, Value.of(point), inputs, at);
        }
    }

    private void check(Law law, Value value, List<Var> inputs, List<Tensor> at) {
        Var logp = law.logDensity(value).elementwise();
        CheckGradient result = CheckGradient.of(logp, inputs, at, CompileOptions.defaults());
        run.require(result.error() <= TOLERANCE, "the gradient differs from differences: " + result.worst());
    }
}
