package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;

import java.util.List;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Geometric;
import ppl.aeppl.family.discrete.NegativeBinomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Var;

/** Sums that stay in their family, and sums of normal elements; numbers from 50-digit arithmetic. */
final class ConvolutionCasesTest implements CaseTable {

    private static Var poisson(String name, double mu, int... shape) {
        return Poisson.of(c(mu)).draw(name, shape);
    }

    private static Var gamma(String name, double alpha, int... shape) {
        return Gamma.of(c(alpha), c(1.5)).draw(name, shape);
    }

    /** Another draw at each call. */
    private static Var normal(double sigma, int... shape) {
        return Normal.of(c(0), c(sigma)).draw("x", shape);
    }

    private static Var exponential(String name, int... shape) {
        return Exponential.of(c(2)).draw(name, shape);
    }

    private static Var binomial(String name, long n, int... shape) {
        return Binomial.of(c(n), c(0.3)).draw(name, shape);
    }

    private static Var failures(String name, double successes, int... shape) {
        return NegativeBinomial.probability(c(successes), c(0.4)).draw(name, shape);
    }

    private static Var cauchy(String name, double location, double scale, int... shape) {
        return Cauchy.of(c(location), c(scale)).draw(name, shape);
    }

    @Override
    public List<Case> cases() {
        return List.of(
                Case.of("Poisson + Poisson", n -> poisson("a", 2, n).plus(poisson("b", 3, n)))
                        .at(4, -1.7403021806115441)
                        .at(60, -97.061898677625569)
                        .never(-1),
                Case.of("(Poisson + Poisson) + Poisson by their logs", n -> poisson("a", 2, n)
                                .plus(Poisson.log(c(Math.log(2))).draw("b", n))
                                .plus(poisson("d", 1, n)))
                        .at(4, -1.7403021806115441),
                Case.of("sums of 3 Poisson along an axis", n -> poisson("a", 1.5, n, 3)
                                .sum(1))
                        .at(7, -2.4966195836314958)
                        .never(-1),
                Case.of("sums of Poisson of unequal means", n -> Poisson.of(Var.constant(1, 2, 0.5))
                                .draw("a", n, 3)
                                .sum(1))
                        .at(4, -1.6670019563664736),
                Case.of("5 - (Poisson + Poisson)", n -> c(5L).minus(
                                        poisson("a", 2, n).plus(poisson("b", 3, n))))
                        .at(1, -1.7403021806115441)
                        .never(6),
                Case.of("(1 - Poisson) + (4 - Poisson)", n -> c(1L).minus(poisson("a", 2, n))
                                .plus(c(4L).minus(poisson("b", 3, n))))
                        .at(1, -1.7403021806115441)
                        .never(6),
                Case.of("Poisson + Poisson as floats, halved", n -> poisson("a", 2, n)
                                .plus(poisson("b", 3, n))
                                .cast(DType.F64)
                                .plus(0.5))
                        .at(4.5, -1.7403021806115441)
                        .never(4),
                Case.of("Gamma + Gamma of one rate", n -> gamma("a", 1.5, n).plus(gamma("b", 1, n)))
                        .at(2, -1.2312993293625902)
                        .at(60, -83.129503256869357)
                        .never(-1),
                Case.of("-Gamma - Gamma", n -> gamma("a", 1.5, n).unaryMinus().minus(gamma("b", 1, n)))
                        .at(-2, -1.2312993293625902)
                        .never(1),
                Case.of(
                                "sums of squares of 4 normal",
                                n -> normal(1, n, 4).square().sum(1))
                        .at(3, -1.7876820724517809)
                        .at(900, -444.58389959779558)
                        .never(-1),
                Case.of("X^2 + Y^2", n -> normal(1, n).square().plus(Functions.pow(normal(1, n), 2)))
                        .at(0.01, -0.69814718055994531),
                Case.of(
                                "mean squares of 3 normal of scale 2",
                                n -> Functions.mean(normal(2, n, 3).square(), 1))
                        .at(3, -1.9261554975482893),
                Case.of(
                                "the length of a normal vector",
                                n -> normal(1, n, 4).square().sum(1).sqrt())
                        .at(1.5, -0.60175185623545216)
                        .never(-1),
                Case.of("X^2 / 2 + exponential", n -> normal(1, n)
                                .square()
                                .div(2)
                                .plus(Exponential.of(c(1)).draw("e", n)))
                        .at(3, -2.3299116180306999),
                Case.of("squares of standardised normal", n -> Normal.of(Var.constant(1, 2, 3), Var.constant(0.7, 2, 3))
                                .draw("x", n, 3)
                                .minus(Var.constant(1, 2, 3))
                                .div(Var.constant(0.7, 2, 3))
                                .square()
                                .sum(1))
                        .at(3, -1.8696323888706179),
                Case.of("chi squares of 2 and 3", n -> Gamma.of(c(1), c(0.5))
                                .draw("a", n)
                                .plus(Gamma.of(c(1.5), c(0.5)).draw("b", n)))
                        .at(3, -1.8696323888706179),
                Case.of("sums of gamma shapes along an axis", n -> Gamma.of(Var.constant(0.5, 1, 2), c(1.5))
                                .draw("a", n, 3)
                                .sum(1))
                        .at(4, -2.3161098211687723),
                Case.of("3 exponential", n -> exponential("a", n, 3).sum(1))
                        .at(2, -1.2274112777602188)
                        .never(-1),
                Case.of("exponential + gamma", n -> exponential("a", n)
                                .plus(Gamma.of(c(0.75), c(2)).draw("b", n)))
                        .at(2, -2.1827309275796512),
                Case.of("2 (E + E)", n -> exponential("a", n)
                                .plus(exponential("b", n))
                                .times(2))
                        .at(3, -1.9013877113318903),
                Case.of("2 E + 2 E + 1", n -> exponential("a", n)
                                .times(2)
                                .plus(exponential("b", n).times(2))
                                .plus(1))
                        .at(4, -1.9013877113318903)
                        .never(1),
                Case.of("log(E + E)", n -> exponential("a", n)
                                .plus(exponential("b", n))
                                .log())
                        .at(0, Math.log(4) - 2),
                Case.of("Binomial of 4 and 5", n -> binomial("a", 4, n).plus(binomial("b", 5, n)))
                        .at(3, -1.321151277766888636)
                        .never(-1, 10),
                Case.of("5 Bernoulli", n -> Bernoulli.of(c(0.2)).draw("a", n, 5).sum(1))
                        .at(2, -1.5857213858167843)
                        .never(6),
                Case.of("4 Bernoulli and another, sliced", n -> {
                            Var b = Bernoulli.of(c(0.2)).draw("a", n, 5);
                            return b.get(Index.range(0, n), Index.range(0, 4))
                                    .sum(1)
                                    .plus(b.get(Index.range(0, n), Index.at(4)));
                        })
                        .at(2, -1.5857213858167843),
                Case.of("Bernoulli + Binomial by log-odds", n -> Bernoulli.logit(c(-1))
                                .draw("a", n)
                                .plus(Binomial.logit(c(4L), c(-1)).draw("b", n)))
                        .at(0, -5 * Math.log1p(Math.exp(-1))),
                Case.of("negative binomial + negative binomial of one p", n -> failures("a", 2.5, n)
                                .plus(failures("b", 1.5, n)))
                        .at(3, -2.2019075252406012)
                        .at(60, -23.725316847074183)
                        .never(-1),
                Case.of("negative binomial by means in proportion to alpha", n -> NegativeBinomial.of(c(3), c(1.5))
                                .draw("a", n)
                                .plus(NegativeBinomial.of(c(5), c(2.5)).draw("b", n)))
                        .at(5, -2.3964230044781114)
                        .never(-1),
                Case.of("3 negative binomial by the log of the mean", n -> NegativeBinomial.log(c(Math.log(4)), c(1))
                                .draw("a", n, 3)
                                .sum(1))
                        .at(7, -2.8067996580456594),
                Case.of("3 geometric", n -> Geometric.of(c(0.3)).draw("a", n, 3).sum(1))
                        .at(7, -2.3305679876305275)
                        .never(2),
                Case.of("negative binomial + geometric", n -> NegativeBinomial.probability(c(2.5), c(0.3))
                                .draw("a", n)
                                .plus(Geometric.of(c(0.3)).draw("b", n)))
                        .at(3, -2.8635615183065441)
                        .never(0),
                Case.of("Cauchy + Cauchy", n -> cauchy("a", 1, 0.5, n).plus(cauchy("b", 2, 2, n)))
                        .at(2, -2.2094406228418285)
                        .at(1e6, -27.859454269901043),
                Case.of("Cauchy - Cauchy", n -> cauchy("a", 1, 0.5, n).minus(cauchy("b", 2, 2, n)))
                        .at(2, -2.9530186570286657),
                Case.of("2 C - 3 C' + 1", n -> cauchy("a", 1, 0.5, n)
                                .times(2)
                                .minus(cauchy("b", 2, 2, n).times(3))
                                .plus(1))
                        .at(2, -3.5028848299982566),
                Case.of("a mean of Cauchy", n -> cauchy("a", 1, 0.5, n, 7).mean(1))
                        .at(2, -2.0610206177235552),
                Case.of(
                                "a mean of normals",
                                n -> Normal.of(c(1), c(2)).draw("a", n, 4).mean(1))
                        .at(2, -0.5 - 0.5 * Math.log(2 * Math.PI)),
                Case.of("a difference of slices of normals", n -> {
                            Var a = Normal.of(c(1), c(2)).draw("a", 2, n);
                            return a.get(0).minus(a.get(1));
                        })
                        .at(4, -1 - 0.5 * Math.log(2 * Math.PI) - Math.log(2 * Math.sqrt(2))));
    }
}
