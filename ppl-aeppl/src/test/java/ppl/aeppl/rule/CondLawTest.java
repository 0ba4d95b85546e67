package ppl.aeppl.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;
import static ppl.graph.Functions.cond;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.Laws;
import ppl.aeppl.LogDensityException;
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

    @Test
    void a_branch_of_random_values_is_refused_with_the_remedy() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var chosen = Var.input("chosen", new TensorType(DType.BOOL, Shape.scalar()));
        Var y = cond(chosen, () -> x.exp(), () -> x.times(3));
        LogDensityException e = assertThrows(
                LogDensityException.class,
                () -> Joint.empty().observe("y", y, c(0.25)).derive());
        assertEquals(DensityCode.NO_RULE, e.code());
        assertTrue(
                e.getMessage()
                        .contains("a branch by or of random values is a mixture, and no rule for mixtures is present"),
                e.getMessage());
        assertTrue(
                e.getMessage()
                        .contains("branch by values that are not random, and observe what is random in each branch"),
                e.getMessage());
    }
}
