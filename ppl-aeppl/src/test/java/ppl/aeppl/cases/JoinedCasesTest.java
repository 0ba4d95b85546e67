package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;

import java.util.List;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Elements of tensors that were put together. */
final class JoinedCasesTest implements CaseTable {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

    private static double normal(double x, double mu, double sigma) {
        double z = (x - mu) / sigma;
        return -0.5 * z * z - Math.log(sigma) - HALF_LOG_2PI;
    }

    private static Var x(int n) {
        return Normal.of(c(1), c(2)).draw("x", n);
    }

    private static Var y(int n) {
        return Exponential.of(c(3)).draw("y", n);
    }

    private static Var stacked(int n) {
        return Functions.stack(List.of(x(n), y(n)), 1);
    }

    private static Var column(Var x, int column) {
        return x.get(Index.range(0, x.shape().size(0)), Index.at(column));
    }

    @Override
    public List<Case> cases() {
        return List.of(
                Case.of("stack(x, y)[:, 0]", n -> column(stacked(n), 0)).at(2.5, normal(2.5, 1, 2)),
                Case.of("stack(x, y)[:, 1]", n -> column(stacked(n), 1))
                        .at(2.5, Math.log(3) - 7.5)
                        .never(-1),
                Case.of("exp(stack(x, y)[:, 1])", n -> column(stacked(n), 1).exp())
                        .at(2.5, Math.log(3) - 4 * Math.log(2.5))
                        .never(0.9),
                Case.of(
                                "stack(x, y) * 2 + 1, [:, 1]",
                                n -> column(stacked(n).times(2).plus(1), 1))
                        .at(2.5, Math.log(1.5) - 3 * 0.75)
                        .never(0.9),
                Case.of("stack(stack(x, y), ...)", n -> Functions.stack(
                                        List.of(stacked(n), Functions.zerosLike(stacked(n))), 0)
                                .get(Index.at(0), Index.range(0, n), Index.at(1)))
                        .at(2.5, Math.log(3) - 7.5),
                Case.of("concat(x, y)[n:]", n -> Functions.concat(List.of(x(n), y(n)), 0)
                                .get(Index.range(n, 2 * n)))
                        .at(2.5, Math.log(3) - 7.5),
                Case.of("a gather of concat(x, y)", n -> {
                            long[] at = new long[n];
                            java.util.Arrays.setAll(at, i -> n + i);
                            return Functions.take(
                                    Functions.concat(List.of(x(n), y(n)), 0), Var.constant(Tensor.of(at)), 0);
                        })
                        .at(2.5, Math.log(3) - 7.5),
                Case.of("max(stack(x, y), 1)[:, 1]", n -> column(Functions.maximum(stacked(n), 1), 1))
                        .at(1, Math.log(-Math.expm1(-3)))
                        .at(2.5, Math.log(3) - 7.5),
                Case.of(
                                "stack of counts",
                                n -> column(
                                        Functions.stack(
                                                List.of(
                                                        Poisson.of(c(2.0)).draw("x", n),
                                                        Poisson.of(c(5.0)).draw("y", n)),
                                                1),
                                        1))
                        .at(4, -5 + 4 * Math.log(5) - Math.log(24))
                        .never(-1));
    }
}
