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
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Event;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/** The greatest, the least and the ordered among independent variables. Normal values in 50 digits. */
final class OrderCasesTest implements CaseTable {

    private static Var normal(int n) {
        return Normal.of(c(0.25), c(1.5)).draw("x", n);
    }

    private static Var other(int n) {
        return Normal.of(c(-1), c(2)).draw("y", n);
    }

    private static Var rows(int n, int of) {
        return Normal.of(c(0.25), c(1.5)).draw("x", n, of);
    }

    private static Var exponentials(int n) {
        return Exponential.of(Var.constant(1.0, 2.0, 3.5)).draw("e", n, 3);
    }

    private static Var uniforms(int n, int of) {
        return Uniform.of(c(0), c(1)).draw("u", n, of);
    }

    private static Var rank(Var x, int k) {
        return Functions.sort(x, -1).get(Index.all(), k);
    }

    /** The second of exponential variables of rates 1, 2 and 3.5: one of them is there, one has come and one is to come. */
    private static double second(double y) {
        double[] rates = {1, 2, 3.5};
        double sum = 0;
        for (int here = 0; here < 3; here++) {
            for (int before = 0; before < 3; before++) {
                int after = 3 - here - before;
                if (before != here) {
                    sum += rates[here] * -Math.expm1(-rates[before] * y) * Math.exp(-(rates[here] + rates[after]) * y);
                }
            }
        }
        return Math.log(sum);
    }

    @Override
    public List<Case> cases() {
        return List.of(
                Case.of("the second of three unlike exponentials", n -> rank(exponentials(n), 1))
                        .at(0.3, second(0.3))
                        .at(1e-5, second(1e-5), 1e-10)
                        .at(60, second(60))
                        .never(-0.1),
                Case.of(
                                "the third of three unlike counts",
                                n -> rank(
                                        Poisson.of(Var.constant(0.5, 1.0, 2.0)).draw("n", n, 3), 2))
                        .at(0, -3.5)
                        .never(0.5, -1),
                Case.of("max(X, Y)", n -> Functions.maximum(normal(n), other(n)))
                        .at(0.5, -1.2444479283834001)
                        .at(9, -14.097583689920291)
                        .at(-20, -140.32974850163355),
                Case.of("min(X, Y)", n -> Functions.minimum(normal(n), other(n)))
                        .at(0.5, -2.0813478044517807)
                        .at(20, -145.93913651667628),
                Case.of(
                                "max of 1000 normals",
                                n -> Functions.max(Normal.of(c(0), c(1)).draw("z", n, 1000), 1))
                        .at(9, -34.511183254222536)
                        .at(2, -19.001079673857061)
                        .withoutDraws(),
                Case.of("max of 4 uniforms", n -> Functions.max(uniforms(n, 4), 1))
                        .at(0.5, Math.log(4) + 3 * Math.log(0.5))
                        .at(1e-100, Math.log(4) - 300 * Math.log(10))
                        .never(-0.1, 1.1),
                Case.of("min of exponentials, which is exponential", n -> Functions.min(exponentials(n), 1))
                        .at(0.25, Math.log(6.5) - 6.5 * 0.25)
                        .at(100, Math.log(6.5) - 650)
                        .never(-1),
                Case.of("max of exponentials", n -> Functions.max(exponentials(n), 1))
                        .at(100, Math.log(Math.exp(-100) + 2 * Math.exp(-200)), 1e-12),
                Case.of("median of 5", n -> Functions.median(rows(n, 5), 1))
                        .at(0.5, -0.74503689448828940)
                        .at(20, -264.96950155382031),
                Case.of("rank 1 of 4", n -> rank(rows(n, 4), 1)).at(0.5, -1.0924911654485620),
                Case.of("rank 2 of 3 uniforms", n -> rank(uniforms(n, 3), 2)).at(0.5, Math.log(0.75)),
                Case.of("exp of rank 0 of 3", n -> rank(rows(n, 3), 0).exp()),
                Case.of("max(|X|, |Y|)", n -> Functions.maximum(normal(n).abs(), other(n).abs()))
                        .never(-1),
                Case.of("max(max(X, 0), Y)", n -> Functions.maximum(Functions.maximum(normal(n), c(0)), other(n))),
                Case.of("max over 3 of max(X, 0)", n -> Functions.max(Functions.maximum(rows(n, 3), c(0)), 1)),
                Case.of("min over 3 of min(max(X, 0), 1)", n -> Functions.min(Functions.clip(rows(n, 3), 0, 1), 1)),
                Case.of(
                                "max of two counts",
                                n -> Functions.maximum(
                                        Binomial.of(c(2L), c(0.5)).draw("k", n),
                                        Binomial.of(c(1L), c(0.25)).draw("m", n)))
                        .at(0, Math.log(0.25 * 0.75))
                        .at(1, Math.log(0.75 - 0.25 * 0.75))
                        .at(2, Math.log(0.25))
                        .never(3, -1),
                Case.of(
                                "least of three counts",
                                n -> Functions.min(Binomial.of(c(2L), c(0.5)).draw("k", n, 3), 1))
                        .at(2, 3 * Math.log(0.25))
                        .at(0, Math.log(1 - 0.75 * 0.75 * 0.75)),
                Case.of(
                                "greatest of counts of their own",
                                n -> Functions.max(
                                        Binomial.of(Var.constant(1L, 2L), c(0.5))
                                                .draw("k", n, 2),
                                        1))
                        .at(0, Math.log(0.125))
                        .at(2, Math.log(0.25)),
                Case.of("one place in an order", n -> Functions.argsort(rows(n, 4), 1)
                                .get(Index.all(), 2))
                        .at(3, -Math.log(4))
                        .never(4, -1, 0.5),
                Case.of("the rank of one of 3", n -> Functions.argsort(Functions.argsort(rows(n, 3), 1), 1)
                                .get(Index.all(), 0))
                        .at(0, -Math.log(3))
                        .never(3),
                Case.of("argmax of 3", n -> Functions.argmax(rows(n, 3), 1))
                        .at(0, -Math.log(3))
                        .at(2, -Math.log(3))
                        .never(3, -1),
                Case.of("argmin of 2", n -> Functions.argmin(uniforms(n, 2), 1)).at(1, -Math.log(2)),
                Case.of("max of 3 rounded", n -> Functions.max(Functions.floor(rows(n, 3)), 1)),
                Case.of("floor of the max of 3", n -> Functions.floor(Functions.max(rows(n, 3), 1))));
    }

    private static EventProbability events(Var node) {
        return Joint.law(node).events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "tails");
    }

    @Test
    void the_greatest_of_a_thousand_has_both_tails_and_its_slope() {
        Var z = Functions.max(Normal.of(c(0), c(1)).draw("z", 1000));
        assertEquals(-36.720393834349979, events(z).logsf(c(9)).eval().item(), 1e-11);
        assertEquals(-758.17540128539541, events(z).logsf(c(39)).eval().item(), 1e-10);
        Var x = Var.input("x");
        Var logp = Joint.law(z).logDensity(Value.of(x)).total();
        assertEquals(-34.511183254222536, logp.eval(x.with(9)).item(), 1e-10);
        assertEquals(-8.9999999999999990, Gradient.of(logp, x).eval(x.with(9)).item(), 1e-10);
        assertEquals(53.192614816310969, Gradient.of(logp, x).eval(x.with(2)).item(), 1e-10);
        Var unlike = Functions.max(
                Normal.of(Functions.zerosLike(Functions.arange(1000)).times(0.0), c(1))
                        .draw("z"));
        assertEquals(-758.17540128539541, events(unlike).logsf(c(39)).eval().item(), 1e-10);
    }

    @Test
    void elements_in_order_have_all_permutations() {
        Law law = Joint.law(Functions.sort(rows(2, 3), 1));
        Law base = Joint.law(rows(2, 3));
        Var in = Var.constant(Tensor.of(new double[][] {{-1, 0.5, 2}, {0, 0, 1}}));
        Var want = base.logDensity(Value.of(in)).elementwise().sum(1).plus(Math.log(6));
        double[] got = law.logDensity(Value.of(in)).elementwise().eval().toDoubles();
        double[] expected = want.eval().toDoubles();
        assertEquals(expected[0], got[0], 1e-13);
        assertEquals(expected[1], got[1], 1e-13);
        Var out = Var.constant(Tensor.of(new double[][] {{0.5, -1, 2}, {0, 1, 0.999}}));
        double[] never = law.logDensity(Value.of(out)).elementwise().eval().toDoubles();
        assertEquals(Double.NEGATIVE_INFINITY, never[0]);
        assertEquals(Double.NEGATIVE_INFINITY, never[1]);
    }

    @Test
    void events_between_two_numbers_are_taken_in_the_lesser_tail() {
        Var m = rank(rows(1, 3), 1);
        double above = events(m).logsf(Var.constant(new double[] {12})).eval().doubleAt(0);
        double between = events(m)
                .logProb(new Event(Var.constant(new double[] {12}), false, Var.constant(new double[] {40}), true))
                .eval()
                .doubleAt(0);
        assertEquals(above, between, 1e-12);
        assertTrue(above < -60 && above > -70, "" + above);
    }

    @Test
    void an_extreme_and_a_rank_use_every_element_that_they_are_of() {
        Var x = Normal.of(c(0), c(1)).draw("x", 3);
        for (Var one :
                List.of(Functions.max(x), Functions.sort(x, 0).get(1), Functions.median(x), Functions.argmax(x))) {
            for (int i = 0; i < 3; i++) {
                Joint joint = Joint.empty().observe("y", one, c(1)).observe("element", x.get(i), c(0));
                if (one.dtype().isInteger()) {
                    joint = Joint.empty().observe("y", one, c(1L)).observe("element", x.get(i), c(0));
                }
                LogDensityException e = assertThrows(LogDensityException.class, joint::derive);
                assertSame(DensityCode.SOURCE_CONSUMED_TWICE, e.code(), e.getMessage());
            }
        }
    }

    private static void refused(DensityCode code, Var node, String... words) {
        LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(node));
        assertSame(code, e.code(), e.getMessage());
        Arrays.stream(words).forEach(w -> assertTrue(e.getMessage().contains(w), e::getMessage));
    }

    @Test
    void what_depends_or_has_no_closed_law_is_refused() {
        Var x = Normal.of(c(0), c(1)).draw("x");
        Var k = Binomial.of(c(3L), c(0.5)).draw("k");
        refused(
                DensityCode.DEPENDENT_OPERANDS,
                Functions.maximum(x, x.square()),
                "order.extreme          refused: max has a rule for independent operands only, but both depend on ['x']");
        refused(DensityCode.NO_RULE, Functions.maximum(x, k), "max of a discrete and a continuous variable");
        Var cov = Var.constant(Tensor.of(new double[][] {{2, 0.3}, {0.3, 1}}));
        refused(
                DensityCode.EVENT_AXES_MISMATCH,
                Functions.max(MvNormal.of(Var.constant(0.0, 1), cov).draw("v")),
                "max works on single elements");
        refused(
                DensityCode.NO_RULE,
                Functions.sort(Normal.of(Functions.arange(9), c(1)).draw("u"), 0),
                "sort has a rule for elements of one law, or at most 8",
                "are not known to be alike");
        refused(
                DensityCode.NO_RULE,
                Functions.argmax(Binomial.of(c(3L), c(0.5)).draw("k", 4)),
                "has points of positive probability, which may tie");
        refused(
                DensityCode.EVENT_AXES_MISMATCH,
                Functions.sort(Normal.of(c(0), c(1)).draw("z", 3), 0).get(new int[] {2, 0}),
                "only the same ranks of each line");
    }
}
