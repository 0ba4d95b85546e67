package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;

import java.util.List;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Elements of random tensors, taken out one by one. */
final class ViewCasesTest implements CaseTable {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

    private static Var normals(int... shape) {
        return Normal.of(c(1), c(2)).draw("x", shape);
    }

    private static Var column(int n) {
        return Normal.of(Var.constant(0.0, 3.0, -2.0), Var.constant(1.0, 0.5, 4.0))
                .draw("x", n, 3);
    }

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_2PI;
    }

    @Override
    public List<Case> cases() {
        return List.of(
                Case.of("x[:, 1]", n -> column(n).get(Index.range(0, n), Index.at(1)))
                        .at(3.25, normal(3.25, 3, 0.5))
                        .at(40, normal(40, 3, 0.5)),
                Case.of("x[:, 2] of the transpose", n -> Functions.transpose(column(n))
                                .get(2))
                        .at(-2.5, normal(-2.5, -2, 4)),
                Case.of("x[::-1]", n -> normals(n).get(Index.range(0, n)).get(Index.range(0, n, 1)))
                        .at(0.5, normal(0.5, 1, 2)),
                Case.of("reshape(x, n, 2)[:, 0]", n -> Functions.reshape(normals(2 * n), n, 2)
                                .get(Index.range(0, n), Index.at(0)))
                        .at(0.5, normal(0.5, 1, 2)),
                Case.of("expandDims and squeeze", n -> Functions.squeeze(Functions.expandDims(normals(n), 0), 0))
                        .at(0.5, normal(0.5, 1, 2)),
                Case.of("exp(x[:, 1])", n -> column(n)
                                .get(Index.range(0, n), Index.at(1))
                                .exp())
                        .at(20, normal(Math.log(20), 3, 0.5) - Math.log(20))
                        .never(0, -1),
                Case.of("exp(x)[:, 1] + 1", n -> column(n)
                                .exp()
                                .get(Index.range(0, n), Index.at(1))
                                .plus(1))
                        .at(21, normal(Math.log(20), 3, 0.5) - Math.log(20))
                        .never(1, -1),
                Case.of("max(x, c)[:, 1] with bounds by column", n -> Functions.maximum(
                                        column(n), Var.constant(0.0, 3.0, 0.0))
                                .get(Index.range(0, n), Index.at(1)))
                        .at(3, -Math.log(2))
                        .at(4, normal(4, 3, 0.5))
                        .never(2.9),
                Case.of(
                                "take(x, [2], 1)",
                                n -> Functions.reshape(
                                        Functions.take(column(n), Var.constant(Tensor.of(new long[] {2})), 1),
                                        Shape.of(n)))
                        .at(-2.5, normal(-2.5, -2, 4)),
                Case.of("counts x[:, 1]", n -> Poisson.of(Var.constant(1.0, 4.0))
                                .draw("x", n, 2)
                                .get(Index.range(0, n), Index.at(1)))
                        .at(3, -4 + 3 * Math.log(4) - Math.log(6))
                        .never(-1),
                Case.of("categories by row, x[:, 1]", n -> Categorical.of(
                                        Var.constant(Tensor.of(new double[][] {{0.2, 0.8}, {0.5, 0.5}})))
                                .draw("x", n, 2)
                                .get(Index.range(0, n), Index.at(0)))
                        .at(1, Math.log(0.8))
                        .never(2),
                Case.of("log of an exponential, transposed twice", n -> Functions.transpose(
                                        Functions.transpose(Functions.reshape(
                                                Exponential.of(c(2))
                                                        .draw("x", n)
                                                        .log(),
                                                n,
                                                1)))
                                .get(Index.range(0, n), Index.at(0)))
                        .at(0.5, Math.log(2) - 2 * Math.exp(0.5) + 0.5));
    }
}
