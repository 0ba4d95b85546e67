package ppl.api.predictive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import ppl.aeppl.joint.Factor;
import ppl.aeppl.joint.FactorKind;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.plan.Plan;
import ppl.graph.Functions;
import ppl.graph.Var;

/** The log-densities of what was observed, from the factors of the plan, each with the axes along which it is a product. */
final class PointwiseDensities {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    private final Plan plan;
    private final PosteriorGraph graph;

    PointwiseDensities(Plan plan, PosteriorGraph graph) {
        this.plan = plan;
        this.graph = graph;
    }

    /**
     * That of one variable: −∞ where a parameter violates its constraint.
     *
     * @throws ResultException with code CONTENT if it is no product over its elements
     */
    Quantity of(OutputVariable observed) {
        String name = observed.name();
        List<Var> nodes = new ArrayList<>();
        nodes.add(plan.joint().pointwise(name).orElseThrow(() -> tied(name)));
        for (Factor factor : plan.joint().factors()) {
            boolean own =
                    factor.kind() == FactorKind.LIKELIHOOD && factor.name().equals(name);
            if (own || factor.kind() == FactorKind.MARGINAL) {
                factor.checks().forEach(check -> nodes.add(Functions.all(check.holds())));
            }
        }
        List<Var> values = graph.ofCoordinates(nodes);
        Var density = values.getFirst();
        for (Var holds : values.subList(1, values.size())) {
            density = Functions.where(holds, density, NEVER);
        }
        Set<Integer> together = plan.joint().law(name).type().eventAxes();
        List<String> dims = IntStream.range(0, observed.dims().size())
                .filter(a -> !together.contains(a))
                .mapToObj(observed.dims()::get)
                .toList();
        return Quantity.of(name, dims, density);
    }

    private ResultException tied(String name) {
        List<String> summed =
                plan.joint().summed().stream().map(z -> "'" + z.name() + "'").toList();
        return new ResultException(
                ResultCode.CONTENT,
                "'" + name
                        + "' has no pointwise log-likelihood: its density given the parameters is a sum over the values of "
                        + String.join(", ", summed)
                        + ", which ties its elements to each other, or to those of other variables"
                        + "; give each row an element of its own, with the same dims; or"
                        + " sample " + String.join(", ", summed)
                        + " with m.sample, for the density given their values");
    }
}
