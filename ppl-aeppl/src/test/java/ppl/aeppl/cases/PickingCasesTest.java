package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;

import java.util.List;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Var;

/** What is picked at random. */
final class PickingCasesTest implements CaseTable {

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return Math.exp(-0.5 * z * z) / sigma / Math.sqrt(2 * Math.PI);
    }

    private static Var x(int n) {
        return Normal.of(c(1), c(2)).draw("x", n);
    }

    private static Var y(int n) {
        return Exponential.of(c(3)).draw("y", n);
    }

    private static Var coin(int n) {
        return Bernoulli.of(c(0.3)).draw("i", n);
    }

    /** x[r, i[r]] for each row. */
    private static Var ofRows(Var x, Var i) {
        return Functions.squeeze(Functions.takeAlongAxis(x, Functions.expandDims(i, 1), 1), 1);
    }

    private static Var rows(int n) {
        return Normal.of(Var.constant(0.0, 3.0, -2.0), Var.constant(1.0, 0.5, 4.0))
                .draw("x", n, 3);
    }

    @Override
    public List<Case> cases() {
        double three = 0.2 * normal(2.5, 0, 1) + 0.5 * normal(2.5, 3, 0.5) + 0.3 * normal(2.5, -2, 4);
        return List.of(
                Case.of("stack(x, y)[r, i[r]]", n -> ofRows(Functions.stack(List.of(x(n), y(n)), 1), coin(n)))
                        .at(2.5, Math.log(0.7 * normal(2.5, 1, 2) + 0.3 * 3 * Math.exp(-7.5)))
                        .at(-1, Math.log(0.7 * normal(-1, 1, 2))),
                Case.of(
                                "x[r, i[r]] of three",
                                n -> ofRows(
                                        rows(n), Categorical.of(0.2, 0.5, 0.3).draw("i", n)))
                        .at(2.5, Math.log(three)),
                Case.of("exp(x[r, i[r]])", n -> ofRows(
                                        rows(n), Categorical.of(0.2, 0.5, 0.3).draw("i", n))
                                .exp())
                        .at(Math.exp(2.5), Math.log(three) - 2.5)
                        .never(0, -1),
                Case.of("x[r, i[r]] * 2 + 1 of draws pushed before", n -> ofRows(
                                        rows(n).exp(),
                                        Categorical.of(0.2, 0.5, 0.3).draw("i", n))
                                .times(2)
                                .plus(1))
                        .at(2 * Math.exp(2.5) + 1, Math.log(three) - 2.5 - Math.log(2)),
                Case.of(
                                "max(x[r, i[r]], 0)",
                                n -> Functions.maximum(ofRows(Functions.stack(List.of(x(n), y(n)), 1), coin(n)), 0))
                        .at(0, Math.log(0.7 * 0.30853753872598689637))
                        .at(2.5, Math.log(0.7 * normal(2.5, 1, 2) + 0.3 * 3 * Math.exp(-7.5)))
                        .never(-1),
                Case.of(
                                "a table at a random position",
                                n -> Functions.take(
                                        Var.constant(1.5, -2, 4),
                                        Categorical.of(0.2, 0.5, 0.3).draw("i", n),
                                        0))
                        .at(1.5, Math.log(0.2))
                        .at(4, Math.log(0.3))
                        .never(0),
                Case.of(
                                "a table with equal entries",
                                n -> Functions.take(
                                        Var.constant(1.5, -2, 1.5),
                                        Categorical.of(0.2, 0.5, 0.3).draw("i", n),
                                        0))
                        .at(1.5, Math.log(0.5))
                        .never(4),
                Case.of("where(i == 1, x, y)", n -> Functions.where(coin(n).cast(DType.BOOL), x(n), y(n)))
                        .at(2.5, Math.log(0.3 * normal(2.5, 1, 2) + 0.7 * 3 * Math.exp(-7.5)))
                        .at(-1, Math.log(0.3 * normal(-1, 1, 2))),
                Case.of(
                                "where(i == 1, x, 0): a spike and a slab",
                                n -> Functions.where(coin(n).cast(DType.BOOL), x(n), 0.0))
                        .at(0, Math.log(0.7))
                        .at(1, Math.log(0.3 * normal(1, 1, 2))),
                Case.of(
                                "where(i == 1, count, 0): zero-inflated",
                                n -> Functions.where(
                                        coin(n).cast(DType.BOOL),
                                        Poisson.of(c(2.0)).draw("k", n),
                                        Var.constant(0L)))
                        .at(0, Math.log(0.7 + 0.3 * Math.exp(-2)))
                        .at(3, Math.log(0.3) - 2 + 3 * Math.log(2) - Math.log(6)),
                Case.of("where of a known condition", n -> {
                            boolean[] known = new boolean[n];
                            java.util.Arrays.fill(known, true);
                            return Functions.where(Var.constant(ppl.graph.Tensor.of(known)), x(n), y(n));
                        })
                        .at(2.5, Math.log(normal(2.5, 1, 2))),
                Case.of(
                                "a mixture of mixtures",
                                n -> Functions.where(
                                        Bernoulli.of(c(0.5)).draw("j", n).cast(DType.BOOL),
                                        ofRows(
                                                rows(n),
                                                Categorical.of(0.2, 0.5, 0.3).draw("i", n)),
                                        y(n)))
                        .at(2.5, Math.log(0.5 * three + 0.5 * 3 * Math.exp(-7.5))),
                Case.of(
                                "a position of binomial law",
                                n -> ofRows(rows(n), Binomial.of(c(2L), c(0.25)).draw("i", n)))
                        .at(
                                2.5,
                                Math.log(0.5625 * normal(2.5, 0, 1)
                                        + 0.375 * normal(2.5, 3, 0.5)
                                        + 0.0625 * normal(2.5, -2, 4))));
    }
}
