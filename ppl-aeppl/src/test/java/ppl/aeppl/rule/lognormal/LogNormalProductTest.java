package ppl.aeppl.rule.lognormal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.cases.Case;
import ppl.aeppl.cases.CaseTable;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Joint;
import ppl.graph.Functions;
import ppl.graph.Var;

/** Products of lognormal variables, which may share draws. */
class LogNormalProductTest implements CaseTable {

    private static Var lognormal(String name, double mu, double sigma, int... shape) {
        return LogNormal.of(c(mu), c(sigma)).draw(name, shape);
    }

    private static double logp(double x, double mu, double variance) {
        double z = Math.log(x) - mu;
        return -0.5 * z * z / variance - 0.5 * Math.log(2 * Math.PI * variance) - Math.log(x);
    }

    @Override
    public List<Case> cases() {
        return List.of(
                Case.of("X Y", n -> lognormal("x", 0.2, 0.5, n).times(lognormal("y", -0.1, 1.2, n)))
                        .at(2, logp(2, 0.1, 0.25 + 1.44))
                        .at(1e200, logp(1e200, 0.1, 0.25 + 1.44))
                        .never(0, -1),
                Case.of("X / Y", n -> lognormal("x", 0.2, 0.5, n).div(lognormal("y", -0.1, 1.2, n)))
                        .at(2, logp(2, 0.3, 0.25 + 1.44)),
                Case.of("X X", n -> {
                            Var x = lognormal("x", 0.2, 0.5, n);
                            return x.times(x);
                        })
                        .at(2, logp(2, 0.4, 1)),
                Case.of("X (X / Y)", n -> {
                            Var x = lognormal("x", 0.2, 0.5, n);
                            return x.times(x.div(lognormal("y", -0.1, 1.2, n)));
                        })
                        .at(2, logp(2, 0.5, 1 + 1.44)),
                Case.of("3 X exp(N)", n -> lognormal("x", 0.2, 0.5, n)
                                .times(3)
                                .times(Normal.of(c(1), c(0.3)).draw("n", n).exp()))
                        .at(2, logp(2, 1.2 + Math.log(3), 0.25 + 0.09)),
                Case.of("products of 3", n -> Functions.prod(lognormal("x", 0.2, 0.5, n, 3), 1))
                        .at(2, logp(2, 0.6, 0.75)),
                Case.of("log(X Y) + 1", n -> lognormal("x", 0.2, 0.5, n)
                                .times(lognormal("y", -0.1, 1.2, n))
                                .log()
                                .plus(1))
                        .at(2, logp(Math.E, 0.1, 1.69) + 1));
    }

    private static void refuses(DensityCode code, String why, Var node) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertTrue(e.getMessage().contains(why), e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void other_products_are_refused() {
        Var x = lognormal("x", 0, 1);
        refuses(DensityCode.DEGENERATE, "its random parts cancel", x.div(x));
        refuses(
                DensityCode.NO_RULE,
                "the product of two random variables has no closed law here",
                x.times(Exponential.of(c(1)).draw("e")));
    }
}
