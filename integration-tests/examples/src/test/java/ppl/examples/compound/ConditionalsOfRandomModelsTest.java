package ppl.examples.compound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.FreeVariable;
import ppl.aeppl.joint.JointDensity;
import ppl.api.Model;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;

/** What a member of a compound is told grows by what the density of all grows when its variables move, and has the same slopes. */
class ConditionalsOfRandomModelsTest {

    private static final int MODELS = 60;
    private static final int MOVES = 20;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(2);

    @Test
    void conditionals_of_random_models_are_differences_of_the_density() {
        int finite = 0;
        for (int i = 0; i < MODELS; i++) {
            RandomExpression expression = new RandomExpression(random.nextLong());
            finite += finiteMoves(Model.build(expression::model).plan().joint());
        }
        assertTrue(finite > MODELS * MOVES, finite + " moves with a density");
    }

    /** The outputs are the density of all, those of z and of b given the others, and the slopes by b of all and of b's own. */
    private int finiteMoves(JointDensity joint) {
        if (joint.free().size() < 2) {
            return 0; // nothing that is seen depends on b
        }
        FreeVariable z = named(joint, "z");
        FreeVariable b = named(joint, "b");
        Var all = joint.total(Checks.NEG_INF);
        Var ofB = joint.conditional(List.of(b)).total(Checks.NEG_INF);
        List<Var> outputs = List.of(
                all,
                joint.conditional(List.of(z)).total(Checks.NEG_INF),
                ofB,
                Gradient.of(all, b.unconstrained()),
                Gradient.of(ofB, b.unconstrained()));
        int finite = 0;
        try (CompiledGraph graph =
                new Graph(joint.unconstrained(), outputs).compile(CompileOptions.defaults().withBackend("interp"))) {
            for (int move = 0; move < MOVES; move++) {
                List<Tensor> at = point(joint, List.of(), List.of());
                double[] here = values(graph, at);
                double[] zMoved = values(graph, point(joint, at, List.of(b)));
                double[] bMoved = values(graph, point(joint, at, List.of(z)));
                finite += same(zMoved[0] - here[0], zMoved[1] - here[1], here) + same(bMoved[0] - here[0], bMoved[2] - here[2], here);
                if (Double.isFinite(here[0])) {
                    assertEquals(here[3], here[4], 1e-10 * (1 + Math.abs(here[3])), "slope");
                }
            }
        }
        return finite;
    }

    private static int same(double whole, double own, double[] here) {
        if (!Double.isFinite(whole)) {
            return 0;
        }
        assertEquals(whole, own, 1e-10 * (1 + Math.abs(whole) + Math.abs(here[0])));
        return 1;
    }

    private static FreeVariable named(JointDensity joint, String name) {
        return joint.free().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    }

    private static double[] values(CompiledGraph graph, List<Tensor> at) {
        return graph.call(at).stream().mapToDouble(t -> t.toDoubles()[0]).toArray();
    }

    /** New values, but for those that stay. */
    private List<Tensor> point(JointDensity joint, List<Tensor> before, List<FreeVariable> stay) {
        List<Tensor> point = new ArrayList<>();
        for (int v = 0; v < joint.free().size(); v++) {
            FreeVariable variable = joint.free().get(v);
            Var input = variable.unconstrained();
            if (stay.contains(variable)) {
                point.add(before.get(v));
            } else if (input.dtype() == DType.F64) {
                point.add(Tensor.scalar(random.nextGaussian()));
            } else {
                point.add(Tensor.of(random.longs(input.shape().elements(), 0, 4).toArray()));
            }
        }
        return point;
    }
}
