package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Rounded variables: each whole number has the probability of what is rounded to it. Values of normal intervals in 50 digits. */
final class RoundingCasesTest implements CaseTable {

    private static Var normal(int n) {
        return Normal.of(c(0.25), c(1.5)).draw("x", n);
    }

    private static Var counts(int n) {
        return Binomial.of(c(6L), c(0.5)).draw("k", n);
    }

    @Override
    public List<Case> cases() {
        return List.of(
                Case.of("floor(X)", n -> Functions.floor(normal(n)))
                        .at(-2, -1.9986273431665687)
                        .at(0, -1.3561675886120894)
                        .at(3, -3.6057580839013326)
                        .never(0.5, -1.25, Double.POSITIVE_INFINITY, Double.NaN),
                Case.of("ceil(X)", n -> Functions.ceil(normal(n)))
                        .at(-2, -2.9627412853153660)
                        .at(0, -1.4632281652689907)
                        .at(3, -2.4270605066063720)
                        .never(0.5),
                Case.of("rint(X)", n -> Functions.rint(normal(n)))
                        .at(-2, -2.4270605066063720)
                        .at(0, -1.3561675886120894)
                        .at(3, -2.9627412853153660)
                        .never(0.5),
                Case.of("trunc(X)", n -> Functions.trunc(normal(n)))
                        .at(-2, -2.9627412853153660)
                        .at(0, -0.7151186342275158)
                        .at(3, -3.6057580839013326)
                        .never(0.5),
                Case.of("X // 0.5", n -> Functions.floorDivide(normal(n), 0.5)).at(3, -2.5175636142102134),
                Case.of("floor(exp(X))", n -> Functions.floor(normal(n).exp()))
                        .at(2, -2.3223042106087589)
                        .never(-1),
                Case.of(
                                "rint(Z) far out",
                                n -> Functions.rint(Normal.of(c(0), c(1)).draw("z", n)))
                        .at(40, -784.7208791043176, 1e-13)
                        .at(-40, -784.7208791043176, 1e-13),
                Case.of(
                                "floor(E) is geometric",
                                n -> Functions.floor(Exponential.of(c(0.5)).draw("e", n)))
                        .at(0, Math.log(-Math.expm1(-0.5)))
                        .at(7, Math.log(-Math.expm1(-0.5)) - 3.5)
                        .never(-1),
                Case.of(
                                "floor(3 U)",
                                n -> Functions.floor(
                                        Uniform.of(c(0), c(1)).draw("u", n).times(3)))
                        .at(2, -Math.log(3))
                        .never(3, -1),
                Case.of(
                                "floor of floor",
                                n -> Functions.floor(Functions.floor(normal(n)).times(0.5)))
                        .at(0, -0.81077973945634892),
                Case.of("k // 2", n -> Functions.floorDivide(counts(n), 2L))
                        .at(0, Math.log(7 / 64.0))
                        .at(1, Math.log(35 / 64.0))
                        .at(3, Math.log(1 / 64.0))
                        .never(4, -1),
                Case.of("k % 2", n -> Functions.remainder(counts(n), 2L))
                        .at(0, -Math.log(2))
                        .at(1, -Math.log(2))
                        .never(2, -1),
                Case.of("(k - 3) % 4", n -> Functions.remainder(counts(n).minus(c(3L)), 4L))
                        .at(1, Math.log(16 / 64.0))
                        .at(0, Math.log(20 / 64.0)),
                Case.of(
                                "U % 1",
                                n -> Functions.remainder(
                                        Uniform.of(c(-0.5), c(2)).draw("u", n), 1.0))
                        .at(0.25, Math.log(0.8))
                        .at(0.75, Math.log(1.2))
                        .never(1, -0.1),
                Case.of(
                                "rint(k / 2): halves go to even numbers",
                                n -> Functions.rint(counts(n).div(2)))
                        .at(0, Math.log(7 / 64.0))
                        .at(1, Math.log(15 / 64.0))
                        .at(2, Math.log(41 / 64.0))
                        .at(3, Math.log(1 / 64.0)),
                Case.of(
                                "floor(max(X, 0)): the atom joins the numbers above it",
                                n -> Functions.floor(Functions.maximum(normal(n), c(0))))
                        .at(0, -0.36894641528865639),
                Case.of(
                                "ceil(max(X, 0)): the atom stands alone",
                                n -> Functions.ceil(Functions.maximum(normal(n), c(0))))
                        .at(0, -0.83513441206047689),
                Case.of("|floor(X)|", n -> Functions.floor(normal(n)).abs()).at(2, -1.4969257358959739),
                Case.of("min(rint(2 X), 3) + 1", n -> Functions.minimum(
                                Functions.rint(normal(n).times(2)), c(3))
                        .plus(1)));
    }

    @Test
    void the_slope_by_a_parameter_far_out_is_that_of_the_probability() {
        Var mu = Var.input("mu");
        Law law = Joint.law(Functions.rint(Normal.of(mu, c(1)).draw("z")));
        Var slope = Gradient.of(law.logDensity(Value.of(c(40))).total(), mu);
        assertEquals(39.525284107407583, slope.eval(mu.with(0)).item(), 1e-9);
    }

    @Test
    void events_of_rounded_variables_keep_both_tails() {
        var events = Joint.law(Functions.rint(Normal.of(c(0), c(1)).draw("z")))
                .events()
                .orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "tails");
        double tail = -784.7208791043176;
        assertEquals(tail, events.logsf(c(39)).eval().item(), 1e-9);
        assertEquals(tail, events.logsf(c(39.5)).eval().item(), 1e-9);
        assertEquals(tail, events.logcdf(c(-40)).eval().item(), 1e-9);
        assertEquals(0, events.logsf(c(-45)).eval().item());
    }

    private static void refused(DensityCode code, Var node, String... words) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertSame(code, e.code(), e.getMessage());
        Arrays.stream(words).forEach(w -> assertTrue(e.getMessage().contains(w), e::getMessage));
    }

    @Test
    void what_cannot_be_rounded_is_refused() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        refused(
                DensityCode.DOMAIN_NOT_COVERED,
                Functions.remainder(x, 1.0),
                "rounding",
                "at most 256 of them, but on the support (-inf, inf) there are infinitely many",
                "bound the operand between constants");
        refused(
                DensityCode.DOMAIN_NOT_COVERED,
                Functions.floorDivide(x, -2.0),
                "divisors that are certain to be positive");
        refused(DensityCode.NO_RULE, Functions.floorDivide(2.0, x), "division by a random number, rounded");
        Var t = StudentT.of(c(3), c(0), c(1)).draw("t");
        if (!Joint.law(t).events().isPresent()) {
            refused(
                    DensityCode.NO_EVENT_PROBABILITY,
                    Functions.rint(t),
                    "rounding needs the probability of what is rounded");
        }
    }
}
