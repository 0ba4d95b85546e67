package ppl.aeppl.family.composed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.Laws;
import ppl.aeppl.conformance.LawConformance;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Simplex;
import ppl.aeppl.law.Support;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.PplException;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** Distributions that a user writes. */
class CustomTest {

    private static final double INF = Double.POSITIVE_INFINITY;

    /** The law of Laplace, with a draw by its quantile function. */
    private static Distribution laplace(Number mu, Number scale) {
        return Custom.of(
                (x, p) -> x.minus(p.get(0))
                        .abs()
                        .div(p.get(1))
                        .unaryMinus()
                        .minus(p.get(1).times(2).log()),
                (key, p, shape) -> {
                    Var u = key.uniform(shape).minus(0.5);
                    Var size = Functions.log1p(u.abs().times(-2)).unaryMinus();
                    Var signed = Functions.where(u.lt(0), size.unaryMinus(), size);
                    return signed.times(p.get(1)).plus(p.get(0));
                },
                mu,
                scale);
    }

    /** Smooth, as the quadrature of the checks needs it. */
    private static Distribution logistic() {
        return Custom.of(
                (x, p) -> {
                    Var z = x.minus(p.get(0));
                    return z.minus(Functions.softplus(z).times(2));
                },
                (key, p, shape) -> Functions.logit(key.uniform(shape)).plus(p.get(0)),
                0.5);
    }

    private static Distribution rayleigh() {
        return Custom.of(
                Support.positive(),
                (x, p) -> x.log().minus(x.square().times(0.5)),
                (key, p, shape) -> key.uniform(shape).log().times(-2).sqrt());
    }

    private static Distribution geometric() {
        return Custom.of(
                Support.integersFrom(0),
                (k, p) -> Functions.log1p(p.get(0).unaryMinus())
                        .times(k)
                        .plus(p.get(0).log()),
                (key, p, shape) -> Functions.floor(key.uniform(shape)
                                .log()
                                .div(Functions.log1p(p.get(0).unaryMinus())))
                        .cast(DType.I64),
                0.3);
    }

    @Test
    void custom_distributions_conform() {
        for (Distribution d : List.of(logistic(), rayleigh(), geometric())) {
            assertEquals(List.of(), LawConformance.of(d).failures());
        }
    }

    @Test
    void outside_of_its_support_a_custom_density_is_nothing_whatever_its_function_says() {
        assertArrayEquals(
                new double[] {-INF, -INF, Math.log(2) - 2}, Laws.logp(rayleigh().law(Shape.of(3)), -1, 0, 2), 1e-15);
    }

    @Test
    void parameters_may_be_random_and_functions_of_draws_have_laws() {
        Var mu = Normal.of(0, 1).draw("mu");
        Var y = laplace(mu, 2).draw("y", 2).times(3);
        var joint = Joint.empty()
                .observe("mu", mu, Laws.c(1.0))
                .observe("y", y, Var.constant(3.0, 9.0))
                .derive();
        double expected = -0.9189385332046727 - 0.5 - 2 * Math.log(4) - 1 - 2 * Math.log(3);
        assertEquals(expected, joint.totalWithoutJacobians().eval().item(), 1e-13);
    }

    private static void refused(String message, Runnable program) {
        PplException e = assertThrows(PplException.class, program::run);
        assertEquals(message, e.getMessage());
    }

    @Test
    void what_a_custom_distribution_cannot_do_is_refused_with_a_reason() {
        Distribution silent = Custom.of((x, p) -> x.square().unaryMinus());
        refused(
                "cannot draw 'x' float64[2]: Custom was given its log-density only, and no way to draw; give custom(...) a"
                        + " function that draws, or give the variable a value",
                () -> silent.draw("x", 2).eval());
        refused(
                "Custom was given its log-density only, and no way to draw; give custom(...) a function that draws, or give"
                        + " the variable a value",
                () -> silent.law(Shape.of(2)).draw(KeyVar.of(RandomKey.of(1))));
        refused(
                "[VALUE_TYPE]: the log-density of Custom must be a float for each element of its value float64, but it gives"
                        + " bool\n  to fix: leave sums over elements out of it, and cast whole numbers",
                () -> Custom.of((x, p) -> x.gt(0)));
        refused(
                "[EVENT_AXES_MISMATCH]: Custom takes a distribution of single numbers, but {x >= 0 with sum 1} is a set of"
                        + " vectors\n  to fix: give a set of numbers, or write a MultivariateFamily",
                () -> Custom.of(new Simplex(), (x, p) -> x));
        refused(
                "[NO_EVENT_PROBABILITY]: truncation needs the probability of the interval, which of Custom() is not available:"
                        + " Custom is given by its log-density, which says no probability of an interval",
                () -> Truncated.of(silent, 0, 1));
    }
}
