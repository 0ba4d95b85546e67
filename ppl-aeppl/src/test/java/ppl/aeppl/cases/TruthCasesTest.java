package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** Comparisons of random variables, and what logic makes of them; as numbers, 1 for true. Normal probabilities in 50 digits. */
final class TruthCasesTest implements CaseTable {

    private static final double ABOVE_1 = -1.1759117615936186;
    private static final double UP_TO_1 = -0.36894641528865639;

    private static Var normal(int n) {
        return Normal.of(c(0.25), c(1.5)).draw("x", n);
    }

    private static Var counts(int n) {
        return Binomial.of(c(4L), c(0.5)).draw("k", n);
    }

    private static Var number(Var truth) {
        return Functions.toFloat(truth);
    }

    private static Case both(String name, IntFunction<Var> truth, double yes, double no) {
        return Case.of(name, n -> number(truth.apply(n))).at(1, yes).at(0, no).never(0.5, 2, -1);
    }

    @Override
    public List<Case> cases() {
        return List.of(
                both("X > 1", n -> normal(n).gt(1), ABOVE_1, UP_TO_1),
                both("X >= 1", n -> normal(n).ge(1), ABOVE_1, UP_TO_1),
                both("1 < X", n -> Functions.less(1.0, normal(n)), ABOVE_1, UP_TO_1),
                both("X < 1", n -> normal(n).lt(1), UP_TO_1, ABOVE_1),
                both("not (X <= 1)", n -> Functions.not(normal(n).le(1)), ABOVE_1, UP_TO_1),
                both("X > 40", n -> normal(n).gt(40), -355.32250222635599, -4.9e-155)
                        .withoutDraws(),
                both("exp(X) > e", n -> normal(n).exp().gt(Math.E), ABOVE_1, UP_TO_1),
                both(
                        "-1 < X < 2",
                        n -> {
                            Var x = normal(n);
                            return Functions.and(x.gt(-1), x.lt(2));
                        },
                        -0.39156351290752251,
                        -1.1270090300514924),
                both(
                        "X <= -1 or X >= 2",
                        n -> {
                            Var x = normal(n);
                            return Functions.or(x.le(-1), x.ge(2));
                        },
                        -1.1270090300514924,
                        -0.39156351290752251),
                both(
                        "X > 1 xor X > 1000",
                        n -> {
                            Var x = normal(n);
                            return Functions.xor(x.gt(1), x.gt(1000));
                        },
                        ABOVE_1,
                        UP_TO_1),
                both(
                        "2 < X and X < 1, which is never",
                        n -> {
                            Var x = normal(n);
                            return Functions.and(x.gt(2), x.lt(1));
                        },
                        Double.NEGATIVE_INFINITY,
                        0),
                both("X == 1, which is never", n -> Functions.equal(normal(n), c(1)), Double.NEGATIVE_INFINITY, 0),
                both(
                        "max(X, 1) == 1",
                        n -> Functions.equal(Functions.maximum(normal(n), c(1)), c(1)),
                        UP_TO_1,
                        ABOVE_1),
                both("max(X, 1) > 1", n -> Functions.maximum(normal(n), c(1)).gt(1), ABOVE_1, UP_TO_1),
                both("k > 2", n -> counts(n).gt(2), Math.log(5 / 16.0), Math.log(11 / 16.0)),
                both("k >= 2", n -> counts(n).ge(2), Math.log(11 / 16.0), Math.log(5 / 16.0)),
                both("k > 2.5", n -> counts(n).gt(2.5), Math.log(5 / 16.0), Math.log(11 / 16.0)),
                both("k == 2", n -> Functions.equal(counts(n), c(2L)), Math.log(6 / 16.0), Math.log(10 / 16.0)),
                both("k != 2", n -> Functions.notEqual(counts(n), c(2L)), Math.log(10 / 16.0), Math.log(6 / 16.0)),
                both(
                        "k == 0 or k == 4",
                        n -> {
                            Var k = counts(n);
                            return Functions.or(Functions.equal(k, c(0L)), Functions.equal(k, c(4L)));
                        },
                        Math.log(2 / 16.0),
                        Math.log(14 / 16.0)),
                both(
                        "1 <= k < 2.5, cast twice",
                        n -> {
                            Var k = counts(n);
                            return Functions.and(k.ge(0.5), k.lt(2.5));
                        },
                        Math.log(10 / 16.0),
                        Math.log(6 / 16.0)),
                both(
                        "X > 1 and E > 2",
                        n -> Functions.and(
                                normal(n).gt(1),
                                Exponential.of(c(0.5)).draw("e", n).gt(2)),
                        ABOVE_1 - 1,
                        Math.log1p(-Math.exp(ABOVE_1 - 1))),
                both(
                        "X > 1 or b",
                        n -> Functions.or(
                                normal(n).gt(1),
                                Bernoulli.of(c(0.25)).draw("b", n).cast(DType.BOOL)),
                        Math.log1p(-0.75 * Math.exp(UP_TO_1)),
                        Math.log(0.75) + UP_TO_1),
                both("X > Y", n -> normal(n).gt(Normal.of(c(-1), c(2)).draw("y", n)), UP_TO_1, ABOVE_1),
                both(
                        "k < m",
                        n -> counts(n).lt(Binomial.of(c(1L), c(0.25)).draw("m", n)),
                        Math.log(0.25 / 16),
                        Math.log1p(-0.25 / 16)),
                both(
                        "all of three X > 1",
                        n -> Functions.all(
                                Normal.of(c(0.25), c(1.5)).draw("x", n, 3).gt(1), 1),
                        3 * ABOVE_1,
                        Math.log1p(-Math.exp(3 * ABOVE_1))),
                both(
                        "any of three X > 1",
                        n -> Functions.any(
                                Normal.of(c(0.25), c(1.5)).draw("x", n, 3).gt(1), 1),
                        Math.log1p(-Math.exp(3 * UP_TO_1)),
                        3 * UP_TO_1),
                Case.of("2 (X > 1) + 1", n -> number(normal(n).gt(1)).times(2).plus(1))
                        .at(3, ABOVE_1)
                        .at(1, UP_TO_1)
                        .never(2));
    }

    @Test
    void the_value_may_be_a_truth_value_and_its_slope_is_that_of_the_tail() {
        Var mu = Var.input("mu");
        Law law = Joint.law(Normal.of(mu, c(1)).draw("x").gt(30));
        Var logp = law.logDensity(Value.of(Var.constant(true))).total();
        assertEquals(-454.32124395634319, logp.eval(mu.with(0)).item(), 1e-10);
        assertEquals(30.033259667433676, Gradient.of(logp, mu).eval(mu.with(0)).item(), 1e-10);
        Var not = law.logDensity(Value.of(Var.constant(false))).total();
        assertEquals(-4.906713927148187e-198, not.eval(mu.with(0)).item(), 1e-208);
    }

    private static void refused(DensityCode code, Var node, String... words) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertSame(code, e.code(), e.getMessage());
        Arrays.stream(words).forEach(w -> assertTrue(e.getMessage().contains(w), e::getMessage));
    }

    @Test
    void comparisons_without_a_law_are_refused() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var u = Uniform.of(c(0), c(1)).draw("u");
        refused(
                DensityCode.DEGENERATE,
                Functions.isNaN(x),
                "both sides are the same variable, so it is false whatever that is: a point mass");
        refused(DensityCode.DEGENERATE, x.le(x), "so it is true whatever that is");
        refused(
                DensityCode.NO_RULE,
                x.gt(u),
                "their difference is not Gaussian, and neither takes at most 256 whole numbers");
        refused(
                DensityCode.DEPENDENT_OPERANDS,
                u.gt(u.square()),
                "both depend on ['u'], and their difference has no law here");
        refused(
                DensityCode.DEPENDENT_OPERANDS,
                Functions.and(u.gt(0.5), u.square().lt(0.8)),
                "are not comparisons of one variable with fixed numbers",
                "write both as comparisons of the same variable");
    }
}
