package ppl.aeppl.rule.convolution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;

/** Which sums stay in their family, and why others do not. */
class ConvolutionTest {

    private static void refuses(DensityCode code, String why, Var node) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void rates_and_probabilities_must_be_the_same_for_certain() {
        Var b = Var.input("b");
        Var d = Var.input("d");
        Var x = Gamma.of(c(2), b).draw("x");
        refuses(
                DensityCode.NO_RULE,
                "a sum of Gamma variables has a closed law if all have the same beta, but they have b and d",
                x.plus(Gamma.of(c(2), d).draw("y")));
        assertTrue(Joint.law(x.plus(Exponential.of(b).draw("y"))).describe().startsWith("Gamma("));
        refuses(
                DensityCode.NO_RULE,
                "have the same p, but they have 0.3 and 0.4",
                Binomial.of(c(3L), c(0.3))
                        .draw("x")
                        .plus(Binomial.of(c(3L), c(0.4)).draw("y")));
        refuses(
                DensityCode.NO_RULE,
                "have the same p, but [0.2, 0.3] may differ along the axes",
                Bernoulli.of(Var.constant(0.2, 0.3)).draw("x").sum());
        Var rates = Var.input("rates", 3);
        assertTrue(Joint.law(Exponential.of(rates.reshape(3, 1)).draw("z", 3, 2).sum(1))
                .describe()
                .startsWith("Gamma("));
    }

    @Test
    void dependent_and_differing_operands_are_refused() {
        Var k = Poisson.of(c(2)).draw("k", 3);
        refuses(
                DensityCode.DEPENDENT_OPERANDS,
                "its operands both depend on 'k', and only sums of independent variables stay in their family",
                k.plus(k));
        refuses(
                DensityCode.DEPENDENT_OPERANDS,
                "its operands both depend on 'k'",
                k.sum().plus(k.get(0)));
        refuses(
                DensityCode.NO_RULE,
                "the difference of two Poisson variables has no closed law here",
                k.minus(Poisson.of(c(2)).draw("j", 3)));
        refuses(
                DensityCode.NO_RULE,
                "the sum of a Gamma and a Cauchy variable has no closed law here",
                Gamma.of(c(2), c(1)).draw("g").plus(Cauchy.of(c(0), c(1)).draw("j")));
    }

    @Test
    void sums_of_repeated_values_are_not_those_of_independent_ones() {
        Var e = Exponential.of(c(2)).draw("e");
        refuses(
                DensityCode.NO_RULE,
                "the law of a reduction over random values has no closed form here",
                e.broadcastTo(Shape.of(3)).sum());
    }

    @Test
    void two_slices_that_do_not_overlap_are_independent() {
        Var k = Poisson.of(c(2)).draw("k", 3);
        Law law = Joint.law(k.get(0).plus(k.get(1)));
        double got = law.logDensity(Value.of(c(3L))).total().eval().item();
        assertEquals(3 * Math.log(4) - 4 - Math.log(6), got, 1e-12);
        assertEquals(Set.of(k), law.type().sources().draws());
    }

    @Test
    void lengths_may_be_known_only_in_a_run() {
        Var n = Var.input("n", TensorType.scalar(DType.I64));
        Var k = Poisson.of(c(2)).draw("k", Shape.of(List.of(Shape.Extent.of(n))));
        double got = Joint.law(k.sum())
                .logDensity(Value.of(c(3L)))
                .total()
                .eval(n.with(Tensor.scalar(4L)))
                .item();
        assertEquals(3 * Math.log(8) - 8 - Math.log(6), got, 1e-12);
    }

    @Test
    void gradients_by_parameters_are_those_of_the_family() {
        Var a = Var.input("a");
        Var b = Var.input("b");
        Var x = Var.input("x");
        Var sum = Gamma.of(a, b)
                .draw("g", 3)
                .sum()
                .plus(Exponential.of(b).draw("e"))
                .times(a)
                .plus(b);
        Var total = Joint.law(sum).logDensity(Value.of(x)).total();
        Given[] at = {a.with(1.3), b.with(0.8), x.with(9.5)};
        assertEquals(
                4.9 * Math.log(0.8 / 1.3) + 3.9 * Math.log(8.7) - 8.7 * 0.8 / 1.3 - 3.0285569003773,
                total.eval(at).item(),
                1e-9);
        CheckGradient result = CheckGradient.of(
                total,
                List.of(a, b, x),
                List.of(Tensor.scalar(1.3), Tensor.scalar(0.8), Tensor.scalar(9.5)),
                CompileOptions.defaults());
        assertTrue(result.error() <= 1e-7, result::worst);
    }

    @Test
    void parts_of_sums_have_their_law() {
        Var k = Poisson.of(Var.constant(1.0, 2, 3)).draw("k", 2, 3).sum(0);
        Law law = Joint.law(k.get(1));
        double got = law.logDensity(Value.of(c(3L))).total().eval().item();
        assertEquals(3 * Math.log(4) - 4 - Math.log(6), got, 1e-12);
        Law all = Joint.law(Functions.expandDims(k, 0).sum(1));
        assertEquals(
                3 * Math.log(12) - 12 - Math.log(6),
                all.logDensity(Value.of(Var.constant(Tensor.of(new long[] {3}))))
                        .total()
                        .eval()
                        .item(),
                1e-12);
    }
}
