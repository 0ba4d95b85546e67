package ppl.aeppl.cases;

import static ppl.aeppl.Laws.c;
import static ppl.graph.Functions.concat;
import static ppl.graph.Functions.cumprod;
import static ppl.graph.Functions.cumsum;
import static ppl.graph.Functions.dot;
import static ppl.graph.Functions.maximum;
import static ppl.graph.Functions.minimum;
import static ppl.graph.Functions.solve;
import static ppl.graph.Functions.sort;
import static ppl.graph.Functions.stack;
import static ppl.graph.Functions.where;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import ppl.aeppl.family.composed.Mixture;
import ppl.aeppl.family.composed.OrderedSample;
import ppl.aeppl.family.composed.Truncated;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Vectors of random numbers that may depend on each other: draws in boxes against the integral of the derived joint density. */
final class VectorCasesTest {

    private static final Var COVARIANCE = Var.constant(Tensor.of(new double[][] {
        {1.0, 0.6, 0.3},
        {0.6, 2.0, -0.5},
        {0.3, -0.5, 1.5}
    }));

    private static final Var SQUARE = Var.constant(Tensor.of(new double[][] {{2, 1}, {-1, 1.5}}));

    private static final Var WIDE = Var.constant(Tensor.of(new double[][] {{1, -1, 0.5}, {0, 2, 1}}));

    private static Var normal(double mu, double sigma, int... shape) {
        return Normal.of(mu, sigma).draw("x", shape);
    }

    private static Var normal(String name, Number mu, Number sigma) {
        return Normal.of(mu, sigma).draw(name);
    }

    private static Var exponential(String name, double rate, int... shape) {
        return Exponential.of(rate).draw(name, shape);
    }

    private static Var counts(String name, double rate, int... shape) {
        return Poisson.of(rate).draw(name, shape);
    }

    private static Var gaussian() {
        return MvNormal.of(Var.constant(1.0, -1.0, 0.0), COVARIANCE).draw("mv");
    }

    @TestFactory
    Stream<DynamicTest> draws_fall_into_boxes_as_the_joint_density_says() {
        return Stream.of(affine(), running(), ordered(), picked(), copied(), placed(), joined(), mixed())
                .flatMap(List::stream)
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c)));
    }

    private static void check(VectorCase c) {
        try (CompiledCase compiled = new CompiledCase(c)) {
            DrawnBoxes.check(compiled);
        }
    }

    private static List<VectorCase> affine() {
        return List.of(
                new VectorCase("A @ x, wide", () -> dot(WIDE, normal(1, 2, 3))),
                new VectorCase("A @ exponentials", () -> dot(SQUARE, exponential("e", 0.7, 2))),
                new VectorCase(
                        "solve(A, t)", () -> solve(SQUARE, StudentT.of(6, 1, 2).draw("t", 2))),
                new VectorCase(
                        "mv[:2] exchanged",
                        () -> gaussian().get(Index.range(0, 2)).get(new int[] {1, 0})),
                new VectorCase("A @ mv + 1", () -> dot(WIDE, gaussian()).plus(1)),
                new VectorCase("x + y, x - 2 y", () -> {
                    Var x = normal("x", 1, 2);
                    Var y = normal("y", 0, 1);
                    return stack(List.of(x.plus(y), x.minus(y.times(2))), 0);
                }),
                new VectorCase("exp of sums that share a draw", () -> {
                    Var x = normal("x", 0, 0.5);
                    return x.plus(normal(0, 0.3, 2)).exp();
                }),
                new VectorCase("successive differences", () -> {
                    Var x = normal(0, 1, 4);
                    return x.get(Index.range(1, 4)).minus(x.get(Index.range(0, 3)));
                }));
    }

    private static List<VectorCase> running() {
        return List.of(
                new VectorCase("cumsum of exponentials", () -> cumsum(exponential("e", 2, 3), 0)),
                new VectorCase("cumsum of counts", () -> cumsum(counts("n", 1.5, 2), 0)),
                new VectorCase("cumprod of gammas", () -> cumprod(Gamma.of(3, 2).draw("g", 2), 0)),
                new VectorCase("exp of cumsum of normals", () -> cumsum(normal(0.1, 0.4, 3), 0)
                        .exp()),
                new VectorCase("cumsum of mv", () -> cumsum(gaussian(), 0).get(Index.range(0, 2))));
    }

    private static List<VectorCase> ordered() {
        return List.of(
                new VectorCase("sort of uniforms", () -> sort(Uniform.of(0, 2).draw("u", 3), 0)),
                new VectorCase("sort of clipped normals", () -> sort(Functions.clip(normal(0, 1, 3), -0.5, 0.7), 0)),
                new VectorCase("sort of counts by column", () -> sort(counts("n", 1, 3, 2), 0)),
                new VectorCase("least and greatest of five", () -> sort(exponential("e", 1, 5), 0)
                        .get(new int[] {0, 4})),
                new VectorCase("ranks 1 and 2 of four by column", () -> sort(normal(0, 1, 4, 2), 0)
                        .get(Index.range(1, 3))),
                new VectorCase(
                        "sort of a normal and a gamma variable",
                        () -> sort(
                                stack(List.of(normal("x", 1, 1), Gamma.of(2, 1).draw("g")), 0), 0)),
                new VectorCase(
                        "sort of unlike uniforms by column",
                        () -> sort(
                                Uniform.of(Var.constant(Tensor.of(new double[][] {{0, 0}, {0.5, -1}})), c(1))
                                        .draw("u"),
                                0)),
                new VectorCase(
                        "sort of unlike counts",
                        () -> sort(Poisson.of(Var.constant(0.5, 1.5, 3.0)).draw("n"), 0)),
                new VectorCase("the second of unlike normals by column", () -> sort(
                                Normal.of(Var.constant(Tensor.of(new double[][] {{0, 1}, {2, -1}, {1, 0}})), c(0.8))
                                        .draw("u"),
                                0)
                        .get(1)),
                new VectorCase("sort of counts", () -> sort(counts("n", 2, 2), 0)),
                new VectorCase("max and min by row", () -> Functions.max(normal(0, 1, 2, 3), 1)),
                new VectorCase(
                        "max(x, y) of two columns",
                        () -> maximum(normal(0, 1, 2), Gamma.of(2, 1).draw("g", 2))),
                new VectorCase("exp(sort(x))", () -> sort(normal(0, 0.5, 2), 0).exp()),
                new VectorCase("min(x, c) by element", () -> minimum(normal(0, 1, 2), Var.constant(0.5, -0.5))),
                new VectorCase("ordered sample", () -> OrderedSample.ordered(Normal.of(0, 1))
                        .draw("o", 3)));
    }

    private static Var shifted(int n) {
        return Normal.of(Var.constant(-1.0, 0.0, 2.0), Var.constant(1.0, 0.5, 2.0))
                .draw("parts", 3)
                .get(Index.range(0, n));
    }

    private static Var position(String name, int... shape) {
        return Categorical.of(Var.constant(0.5, 0.2, 0.3)).draw(name, shape);
    }

    private static List<VectorCase> picked() {
        return List.of(
                new VectorCase("rows[I] with I random", () -> Normal.of(
                                Var.constant(Tensor.of(new double[][] {{-1, 0}, {1, 3}, {0, 0}})), c(0.7))
                        .draw("rows", 3, 2)
                        .get(position("I"))),
                new VectorCase("x[I, J], shared components", () -> shifted(3).get(position("I", 2))),
                new VectorCase("x[[1, 0, 1]]", () -> shifted(3).get(new int[] {1, 0, 1})),
                new VectorCase(
                        "where(b, x, y), b by element",
                        () -> where(
                                Bernoulli.of(0.3).draw("b", 2).cast(DType.BOOL),
                                normal(0, 1, 2),
                                exponential("e", 1, 2))),
                new VectorCase(
                        "where(b, x, y), one b for both",
                        () -> where(
                                Bernoulli.of(0.3).draw("b").cast(DType.BOOL), normal(0, 1, 2), exponential("e", 1, 2))),
                new VectorCase("counts[I]", () -> Poisson.of(Var.constant(1.0, 3.0, 5.0))
                        .draw("n", 3)
                        .get(position("I", 2))));
    }

    private static List<VectorCase> copied() {
        return List.of(
                new VectorCase(
                        "exp of x[[1, 0, 1]]",
                        () -> shifted(3).get(new int[] {1, 0, 1}).exp()),
                new VectorCase(
                        "rint of x[[0, 0, 1]]", () -> Functions.rint(shifted(3).get(new int[] {0, 0, 1}))),
                new VectorCase(
                        "mv[[1, 0, 1]] * 2",
                        () -> gaussian().get(new int[] {1, 0, 1}).times(2)),
                new VectorCase("mv[:, I] with I random", () -> MvNormal.of(Var.constant(1.0, -1.0, 0.0), COVARIANCE)
                        .draw("mv", 2)
                        .get(Index.all(), position("I"))));
    }

    private static List<VectorCase> placed() {
        return List.of(
                new VectorCase(
                        "x.at([2, 0]).set(e)",
                        () -> normal(0, 1, 3).at(new int[] {2, 0}).set(exponential("e", 1, 2))),
                new VectorCase("mv.at(1).set(0.5)", () -> gaussian().at(1).set(0.5)),
                new VectorCase("pad(x, 0.5)", () -> Functions.pad(normal(0, 1, 2), 0, 1, 0, 0.5)));
    }

    private static List<VectorCase> joined() {
        return List.of(
                new VectorCase("stack(x, y of x)", () -> {
                    Var x = normal("x", 1, 0.5);
                    return stack(List.of(x, normal("y", x.times(2), x.abs().plus(0.5))), 0);
                }),
                new VectorCase("stack(exp(x), x + e)", () -> {
                    Var x = normal("x", 0, 0.5);
                    return stack(List.of(x.exp(), x.plus(exponential("e", 1))), 0);
                }),
                new VectorCase("stack(y of x, x), later parts first", () -> {
                    Var x = Gamma.of(3, 1).draw("x");
                    return stack(List.of(normal("y", x, 1), x.log()), 0);
                }),
                new VectorCase(
                        "concat(x, A @ y)",
                        () -> concat(List.of(normal(0, 1, 1), dot(SQUARE, exponential("e", 1, 2))), 0)),
                new VectorCase("stack(count, count of it)", () -> {
                    Var n = counts("n", 3);
                    return stack(List.of(n, Binomial.of(n, 0.4).draw("k")), 0);
                }),
                new VectorCase("stack(clip(x), y of x)", () -> {
                    Var y = normal("y", 0, 1);
                    return stack(List.of(maximum(normal("x", y, 1), 0), y), 0);
                }));
    }

    private static List<VectorCase> mixed() {
        return List.of(
                new VectorCase("clip(x, -1, 1)", () -> Functions.clip(normal(0, 1, 2), -1, 1)),
                new VectorCase("round(x)", () -> Functions.rint(normal(0.3, 1, 2))),
                new VectorCase("abs(x) by element", () -> normal(0.5, 1, 2).abs()),
                new VectorCase("truncated", () -> Truncated.of(Normal.of(0, 1), -0.5, 2)
                        .draw("t", 2)),
                new VectorCase("mixture of vectors", () -> Mixture.of(
                                Var.constant(0.4, 0.6), Normal.of(-1, 0.5), Gamma.of(2, 1))
                        .draw("m", 2)),
                new VectorCase("product of lognormals that share one", () -> {
                    Var x = LogNormal.of(0, 0.3).draw("x");
                    return x.times(LogNormal.of(Var.constant(0.0, 1.0), 0.4).draw("y", 2));
                }));
    }
}
