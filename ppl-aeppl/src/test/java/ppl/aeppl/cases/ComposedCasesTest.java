package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;

import java.util.List;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.composed.Censored;
import ppl.aeppl.family.composed.Hurdle;
import ppl.aeppl.family.composed.Mixture;
import ppl.aeppl.family.composed.Truncated;
import ppl.aeppl.family.composed.ZeroInflated;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.Functions;
import ppl.graph.Var;

/** Distributions made of others, of each other too, and functions of their draws; numbers are from 50-digit arithmetic. */
final class ComposedCasesTest implements CaseTable {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Var WEIGHTS = Var.constant(0.3, 0.7);
    private static final Distribution NORMAL = Normal.of(0, 1);
    private static final Distribution EXPONENTIAL = Truncated.of(Exponential.of(1.5), 1, 3);

    private static Distribution mixture() {
        return Mixture.of(WEIGHTS, Normal.of(-1, 0.5), Normal.of(2, 1.5));
    }

    private static Distribution binomial() {
        return Binomial.of(c(8L), 0.3);
    }

    @Override
    public List<Case> cases() {
        double log2 = Math.log(2);
        return List.of(
                Case.of("truncated(normal, 39, 40)", n -> Truncated.of(NORMAL, 39, 40)
                                .draw("x", n))
                        .at(39.5, -15.960781968827128331, 1e-10)
                        .never(38.9, 40.1)
                        .withoutDraws(), // halving intervals takes long here; TruncatedTest compares some
                Case.of(
                                "log(truncated(normal, 10, 11))",
                                n -> Truncated.of(NORMAL, 10, 11).draw("x", n).log())
                        .at(Math.log(10.3), -0.73262830762154788 + Math.log(10.3), 1e-10)
                        .never(2, 2.5),
                Case.of(
                                "-truncated(exponential, 1, 3)",
                                n -> EXPONENTIAL.draw("x", n).unaryMinus())
                        .at(-2, -1.0434657109491340315)
                        .never(-0.5, 2),
                Case.of(
                                "min(truncated(normal, -1, 2), 1)",
                                n -> Functions.minimum(
                                        Truncated.of(NORMAL, -1, 2).draw("x", n), 1))
                        .at(1, -1.7956319748562928)
                        .at(0.5, -0.8437722388801802)
                        .never(-1.5, 1.5),
                Case.of("exp(mixture)", n -> mixture().draw("x", n).exp())
                        .at(Math.exp(0.5), -2.1578028993730382 - 0.5)
                        .never(-1),
                Case.of("2 mixture + 1", n -> mixture().draw("x", n).times(2).plus(1))
                        .at(2, -2.1578028993730382 - log2)
                        .at(-79, -393.6810785852515695 - log2),
                Case.of("max(mixture, 0)", n -> Functions.maximum(mixture().draw("x", n), 0))
                        .at(0, -1.0299555938559745)
                        .at(2, -1.6810785656701672)
                        .never(-1),
                Case.of("truncated(mixture, 0, 3)", n -> Truncated.of(mixture(), 0, 3)
                                .draw("x", n))
                        .at(2, -0.9180075293064686)
                        .never(-1, 4)
                        .withoutDraws(),
                Case.of("censored(mixture, -1, 2)", n -> Censored.of(mixture(), -1, 2)
                                .draw("x", n))
                        .at(-1, -1.7962188432908159)
                        .at(0.5, -2.1578028993730382)
                        .at(2, -1.0498221236530311)
                        .never(-2, 3),
                Case.of("mixture(mixture, normal)", n -> Mixture.of(Var.constant(0.5, 0.5), mixture(), Normal.of(9, 1))
                                .draw("x", n))
                        .at(2, -2.3742257461810467),
                Case.of("mixture(poisson, binomial) + 3", n -> Mixture.of(
                                        Var.constant(0.25, 0.75), Poisson.of(3), Binomial.of(c(5L), 0.4))
                                .draw("x", n)
                                .plus(c(3L)))
                        .at(5, -1.1545147619230323)
                        .never(2),
                Case.of("hurdle(0.6, binomial)", n -> Hurdle.of(0.6, binomial()).draw("x", n))
                        .at(0, Math.log(0.4))
                        .at(2, -1.6672399740952448),
                Case.of("zeroInflated(0.6, truncated(binomial, 1, inf))", n -> ZeroInflated.of(
                                        0.6, Truncated.of(binomial(), 1, INF))
                                .draw("x", n))
                        .at(0, Math.log(0.4))
                        .at(2, -1.6672399740952448),
                Case.of("2 zeroInflated(0.6, exponential)", n -> ZeroInflated.of(0.6, Exponential.of(1.5))
                                .draw("x", n)
                                .times(2))
                        .at(0, Math.log(0.4))
                        .at(4, Math.log(0.9) - 3 - log2)
                        .never(-1));
    }
}
