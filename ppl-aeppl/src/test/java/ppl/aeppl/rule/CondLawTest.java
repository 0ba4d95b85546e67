package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.aeppl.Laws.c;
import static ppl.graph.Functions.cond;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.Laws;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Branches in models: functions of values are values, and what is random is refused with the remedy. */
class CondLawTest {

    @ParameterizedTest
    @ValueSource(doubles = {-0.7, 0.7})
    void a_branch_by_a_variable_that_has_a_value_is_a_parameter_like_any_other(double at) {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var mu = cond(x.gt(0), () -> x.exp(), () -> x.times(3));
        Var y = Normal.of(mu, c(1)).draw("y");
        Var value = Var.input("value");
        Var density = Joint.empty()
                .observe("x", x, value)
                .observe("y", y, c(0.25))
                .derive()
                .total(Checks.NEG_INF);
        double mean = at > 0 ? Math.exp(at) : 3 * at;
        double slope = at > 0 ? Math.exp(at) : 3;
        double residual = 0.25 - mean;
        double[] both = {
            Laws.values(List.of(value), List.of(Tensor.scalar(at)), density)[0],
            Laws.values(List.of(value), List.of(Tensor.scalar(at)), Gradient.of(density, value))[0]
        };
        assertEquals(-0.5 * at * at - 0.5 * residual * residual - Math.log(2 * Math.PI), both[0], 1e-14);
        assertEquals(-at + residual * slope, both[1], 1e-14);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_branch_of_random_values_has_the_law_of_what_is_chosen(boolean which) {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var chosen = Var.input("chosen", new TensorType(DType.BOOL, Shape.scalar()));
        Var y = cond(chosen, () -> x.exp(), () -> x.times(3));
        Var density = Joint.empty().observe("y", y, c(0.25)).derive().total(Checks.NEG_INF);
        double z = which ? Math.log(0.25) : 0.25 / 3;
        double jacobian = which ? -Math.log(0.25) : -Math.log(3);
        double expected = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI) + jacobian;
        assertEquals(expected, Laws.values(List.of(chosen), List.of(Tensor.scalar(which)), density)[0], 1e-14);
    }
}
