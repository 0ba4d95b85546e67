package ppl.aeppl.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.KeyVar;

/** A support of vectors that others have written, of as many dimensions as its vectors have elements. */
class OrderedPairTest {

    @Test
    void it_integrates_to_one_over_the_coordinates() {
        int n = 401;
        double step = 0.05;
        double[] u = new double[n * n * 2];
        for (int i = 0; i < n * n; i++) {
            u[2 * i] = (i / n - n / 2) * step;
            u[2 * i + 1] = (i % n - n / 2) * 2 * step;
        }
        Law law = new OrderedPair().with().law(Shape.of(n * n));
        Bijector map = law.type().support().bijector();
        Var points = Var.constant(Tensor.of(u, n * n, 2));
        double total = law.logDensity(map.forward(points))
                .plus(map.logJacobian(points))
                .elementwise()
                .exp()
                .sum()
                .times(2 * step * step)
                .eval()
                .item();
        assertEquals(1, total, 1e-7);
        assertEquals(BaseMeasure.LEBESGUE, law.type().measure());
    }

    @Test
    void a_batch_is_sought_with_one_jacobian_term_an_event() {
        Var x = new OrderedPair().with().draw("x", 3);
        JointDensity joint = Joint.empty().free("x", x).derive();
        joint.factors()
                .forEach(f ->
                        assertEquals(Shape.of(3), f.terms().shape(), f.kind().toString()));
        List<Tensor> at = List.of(Tensor.of(new double[][] {{0.5, -1}, {-2, 0.75}, {0, 2}}));
        Var logp = joint.total(Checks.NEG_INF);
        CheckGradient check = CheckGradient.of(logp, joint.unconstrained(), at, CompileOptions.defaults());
        assertTrue(check.error() < 1e-8, check::worst);
        double[] start = Laws.values(List.of(), List.of(), joint.start().getFirst());
        assertEquals(Math.log(2 / Math.sqrt(Math.PI)), start[1], 1e-14);
    }

    @Test
    void a_pair_in_the_wrong_order_has_no_density() {
        Law law = new OrderedPair().with().law(Shape.of(2));
        Var x = Var.constant(Tensor.of(new double[][] {{0.5, 1}, {1, 0.5}}));
        double[] logp = law.logDensity(Value.of(x)).elementwise().eval().toDoubles();
        assertEquals(-0.625 - Math.log(Math.PI), logp[0], 1e-15);
        assertEquals(Double.NEGATIVE_INFINITY, logp[1]);
    }

    /** Two pairs, so that a condition for each pair would fit the elements of one by mistake. */
    @Test
    void a_function_of_single_elements_is_refused() {
        Var x = new OrderedPair().with().draw("x", 2);
        for (Var node : List.of(x.exp(), x.times(-1), x.plus(1))) {
            LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
            assertEquals(DensityCode.EVENT_AXES_MISMATCH, e.code(), e.getMessage());
            assertTrue(e.getMessage().contains("lie together in the set {x0 < x1}"), e.getMessage());
        }
    }

    /** The same law, with a term for each element where there must be one for each pair. */
    private record Misshapen(OrderedPair right) implements MultivariateFamily {
        @Override
        public String name() {
            return "Misshapen";
        }

        @Override
        public List<Parameter> parameters() {
            return right.parameters();
        }

        @Override
        public TensorType type(List<Var> p, Shape batch) {
            return right.type(p, batch);
        }

        @Override
        public Support support(List<Var> p) {
            return right.support(p);
        }

        @Override
        public LogTerms logp(Value x, List<Var> p, Shape batch) {
            return LogTerms.zero(x.shape()).plus(-0.5, x.var().square());
        }

        @Override
        public Var mean(List<Var> p) {
            return right.mean(p);
        }

        @Override
        public Var variance(List<Var> p) {
            return right.variance(p);
        }

        @Override
        public Var draw(KeyVar key, List<Var> p, Shape batch) {
            return right.draw(key, p, batch);
        }
    }

    @Test
    void a_density_of_another_shape_than_one_term_an_event_is_refused() {
        Var x = new Misshapen(new OrderedPair()).with().draw("x", 3);
        LogDensityException e = assertThrows(
                LogDensityException.class, () -> Joint.empty().free("x", x).derive());
        assertEquals(DensityCode.VALUE_TYPE, e.code());
        assertTrue(
                e.getMessage().contains("the family Misshapen gives its log-density in the shape [3, 2]"),
                e.getMessage());
    }
}
