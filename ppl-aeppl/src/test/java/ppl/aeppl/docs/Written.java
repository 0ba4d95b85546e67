package ppl.aeppl.docs;

import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gamma;
import ppl.aeppl.family.continuous.LogNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** The expressions of the page of derivations, as it writes them. */
final class Written {

    static final Map<String, Supplier<Var>> EXPRESSIONS = Map.ofEntries(
            Map.entry(
                    "min(poisson(3), 5)",
                    () -> Functions.minimum(Poisson.of(c(3.0)).draw("k"), 5)),
            Map.entry(
                    "abs(poisson(3) - 2)",
                    () -> Poisson.of(c(3.0)).draw("k").minus(2).abs()),
            Map.entry(
                    "x.at(1).set(2.5), x of normal(0, 1), shape 3",
                    () -> Normal.of(c(0), c(1)).draw("x", 3).at(1).set(2.5)),
            Map.entry("normal(1, 2)", () -> Normal.of(c(1), c(2)).draw("x")),
            Map.entry(
                    "sum(x), x of normal(0.3, 1.7), shape 3",
                    () -> Normal.of(c(0.3), c(1.7)).draw("x", 3).sum()),
            Map.entry("stack(x + y, x - y), of normal(0, 1), normal(0, 2)", () -> {
                Var x = normal("x");
                Var y = Normal.of(c(0), c(2)).draw("y");
                return Functions.vector(x.plus(y), x.minus(y));
            }),
            Map.entry("broadcast(exponential(3), shape 3)", () -> exponential().broadcastTo(Shape.of(3))),
            Map.entry("gamma(1.5, 1.5) + gamma(1, 1.5)", () -> Gamma.of(c(1.5), c(1.5))
                    .draw("x")
                    .plus(Gamma.of(c(1), c(1.5)).draw("y"))),
            Map.entry("lognormal(0.2, 0.5) * lognormal(-0.1, 1.2)", () -> LogNormal.of(c(0.2), c(0.5))
                    .draw("x")
                    .times(LogNormal.of(c(-0.1), c(1.2)).draw("y"))),
            Map.entry(
                    "cumsum(normal(0, 1), shape 3)",
                    () -> Functions.cumsum(Normal.of(c(0), c(1)).draw("x", 3), 0)),
            Map.entry(
                    "scan(0.5, e, (x, e) -> 0.8 x + e), e of normal(0, 1), shape 3",
                    () -> Functions.scan(0.5, Normal.of(c(0), c(1)).draw("e", 3), (x, e) -> x.times(0.8)
                            .plus(e))),
            Map.entry("[[2, 1], [1, 3]] @ exponential(3), shape 2", () -> Var.constant(
                            Tensor.of(new double[][] {{2, 1}, {1, 3}}))
                    .dot(Exponential.of(c(3)).draw("x", 2))),
            Map.entry("exp(normal(1, 2))", () -> Normal.of(c(1), c(2)).draw("x").exp()),
            Map.entry("max(normal(0, 1), 0)", () -> Functions.maximum(normal("x"), 0)),
            Map.entry("abs(normal(0, 1))", () -> normal("x").abs()),
            Map.entry("rint(normal(0, 1))", () -> Functions.rint(normal("x"))),
            Map.entry("toFloat(normal(0.25, 1.5) > 1)", () -> Functions.toFloat(wide().gt(1))),
            Map.entry("toFloat(-1 < x and x < 2), x of normal(0.25, 1.5)", () -> {
                Var x = wide();
                return Functions.toFloat(Functions.and(Functions.less(-1, x), x.lt(2)));
            }),
            Map.entry(
                    "argsort(normal(0, 1), shape 3)",
                    () -> Functions.argsort(Normal.of(c(0), c(1)).draw("x", 3), 0)),
            Map.entry(
                    "sort(normal(0, 1), shape 2)",
                    () -> Functions.sort(Normal.of(c(0), c(1)).draw("x", 2), 0)),
            Map.entry(
                    "max(normal(0, 1), shape 1000)",
                    () -> Functions.max(Normal.of(c(0), c(1)).draw("x", 1000))),
            Map.entry(
                    "median(normal(0.25, 1.5), shape 5)",
                    () -> Functions.median(Normal.of(c(0.25), c(1.5)).draw("x", 5))),
            Map.entry(
                    "normal([0, 3], 1)[1]",
                    () -> Normal.of(Var.constant(0.0, 3), c(1)).draw("x").get(1)),
            Map.entry("stack(x, normal(x, 1)), x of normal(0, 1)", () -> {
                Var x = normal("x");
                return Functions.vector(x, Normal.of(x, c(1)).draw("y"));
            }),
            Map.entry(
                    "stack(normal(0, 1), exponential(3))[bernoulli(0.3)]",
                    () -> Functions.take(
                            Functions.vector(normal("x"), exponential()),
                            Bernoulli.of(c(0.3)).draw("i"),
                            0)),
            Map.entry("where(bernoulli(0.3) = 1, normal(0, 1), 0)", () -> Functions.where(coin(), normal("x"), 0)),
            Map.entry("cond(bernoulli(0.3) = 1, 2 * normal(0, 1), exponential(3))", () -> {
                Var x = normal("x");
                Var y = exponential();
                return Functions.cond(coin(), () -> x.times(2), () -> y);
            }),
            Map.entry(
                    "stack(x, y, z)[categorical(0.3, 0.3, 0.4), shape 3], of normal(0, 1), exponential(3), normal(5, 2)",
                    () -> Functions.take(
                            Functions.vector(
                                    normal("x"),
                                    exponential(),
                                    Normal.of(c(5), c(2)).draw("z")),
                            Categorical.of(0.3, 0.3, 0.4).draw("i", 3),
                            0)));

    private Written() {}

    private static Var normal(String name) {
        return Normal.of(c(0), c(1)).draw(name);
    }

    private static Var wide() {
        return Normal.of(c(0.25), c(1.5)).draw("x");
    }

    private static Var exponential() {
        return Exponential.of(c(3)).draw("y");
    }

    private static Var coin() {
        return Bernoulli.of(c(0.3)).draw("i").cast(DType.BOOL);
    }

    static List<String> all() {
        return EXPRESSIONS.keySet().stream().sorted().toList();
    }
}
