package ppl.examples.newdata;

import static ppl.api.Distributions.*;
import static ppl.graph.Functions.*;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.graph.Index;
import ppl.graph.Scan;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Models in which it is not plain what depends on a length, each for any number of rows. */
final class HardCases {

    private final Map<String, BiConsumer<ModelBuilder, Integer>> bodies = new LinkedHashMap<>();

    private HardCases() {
        regressions();
        groups();
        series();
        laws();
        shapes();
        values();
    }

    /** Their names. */
    static List<String> names() {
        return List.copyOf(new HardCases().bodies.keySet());
    }

    /** A model for a number of rows. */
    static Model model(String name, int rows) {
        return Model.build(m -> new HardCases().bodies.get(name).accept(m, rows));
    }

    private void add(String name, BiConsumer<ModelBuilder, Integer> body) {
        bodies.put(name, body);
    }

    /** Numbers that differ from place to place, from row count to row count and from stream to stream. */
    static double[] numbers(int stream, int... sizes) {
        int n = IntStream.of(sizes).reduce(1, (a, b) -> a * b);
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.sin(i * 1.7 + stream * 2.3 + n * 0.6))
                .toArray();
    }

    private static double[] positive(int stream, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> 0.6 + Math.abs(Math.sin(i * 1.1 + stream + n)))
                .toArray();
    }

    private static int[] positions(int n, int groups) {
        return IntStream.range(0, n).map(i -> (i * 3 + n) % groups).toArray();
    }

    private static List<String> labels(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + (i + n)).toList();
    }

    private void regressions() {
        add("interactions of standardised data", (m, n) -> {
            Dim obs = m.dim("obs", n);
            Var a = m.data("a", numbers(1, n), obs);
            Var b = m.data("b", numbers(2, n), obs);
            Var za = a.minus(a.mean()).div(sampleStd(a).plus(0.1));
            Var beta = m.sample("beta", normal(0, 1));
            Var gamma = m.sample("gamma", normal(0, 1));
            Var mu = m.deterministic("mu", za.times(beta).plus(za.times(b).times(gamma)), obs);
            m.observe("y", normal(mu, 1), numbers(3, n), obs);
        });
        add("a matrix of covariates", (m, n) -> {
            Dim obs = m.dim("obs", n);
            Dim covariate = m.dim("covariate", "age", "income", "height");
            Var x = m.data("x", Tensor.of(numbers(1, n, 3), n, 3), obs, covariate);
            Var centred = x.minus(x.mean(0));
            Var beta = m.sample("beta", normal(0, 2), covariate);
            m.observe("y", bernoulliLogit(centred.dot(beta)), new int[n], obs);
        });
        add("more covariates", (m, n) -> {
            Dim obs = m.dim("obs", 4);
            Dim covariate = m.dim("covariate", labels("c", n));
            Var x = m.data("x", Tensor.of(numbers(1, 4, n), 4, n), obs, covariate);
            Var beta = m.sample("beta", normal(0, divide(1, x.mean(0).abs().plus(0.1))), covariate);
            m.observe("y", normal(x.dot(beta), 1), numbers(2, 4), obs);
        });
        add("a mean and a variance in the law", (m, n) -> {
            Dim obs = m.dim("obs", n);
            Var x = m.data("x", numbers(1, n), obs);
            Var effect = m.sample("effect", normal(0, 1), obs);
            m.potential("soft", effect.mean().square().times(-10));
            m.potential("size", variance(x).times(effect.sum()));
            m.observe("y", normal(effect.minus(effect.mean()), 1), numbers(2, n), obs);
        });
    }

    private void groups() {
        add("groups by index", (m, n) -> {
            Dim county = m.dim("county", labels("county ", n / 2 + 2));
            Dim obs = m.dim("obs", n);
            Var idx = m.data("idx", positions(n, n / 2 + 2), obs);
            Var a = m.sample("a", normal(0, 1), county);
            m.observe("y", normal(a.get(idx), 1), numbers(1, n), obs);
        });
        add("two dims of one length", (m, n) -> {
            int counties = n == 5 ? 5 : n + 4;
            Dim county = m.dim("county", labels("county ", counties));
            Dim obs = m.dim("obs", n);
            Var idx = m.data("idx", positions(n, counties), obs);
            Var mu = m.sample("mu", normal(0, 1));
            Var a = m.sample("a", normal(mu, 1), county);
            Var ofCounty = a.times(2).plus(mu.times(3));
            m.deterministic("of_county", ofCounty, county);
            m.deterministic("steps", arange(n).times(0.5).plus(m.data("x", numbers(1, n), obs)), obs);
            m.deterministic("ranks", arange(counties).times(0.5).plus(a), county);
            m.observe("y", normal(ofCounty.get(idx).plus(mu.times(3)), 1), numbers(2, n), obs);
        });
        add("one node along two dims", (m, n) -> {
            int others = n == 5 ? 5 : n - 1;
            Dim obs = m.dim("obs", n);
            Dim other = m.dim("other", others);
            Var x = m.data("x", numbers(1, n), obs);
            Var z = m.data("z", numbers(2, others), other);
            Var mu = m.sample("mu", normal(0, 1));
            m.deterministic("a", mu.broadcastTo(Shape.of(n)).exp(), obs);
            m.deterministic("b", mu.broadcastTo(Shape.of(others)).exp(), other);
            m.deterministic("c", arange(n).times(2), obs);
            m.deterministic("d", arange(others).times(2), other);
            m.observe("y", normal(x.plus(mu.broadcastTo(Shape.of(n)).exp()), 1), numbers(3, n), obs);
            m.observe("w", normal(z.plus(mu.broadcastTo(Shape.of(others)).exp()), 1), numbers(4, others), other);
        });
        add("two indices", (m, n) -> {
            Dim one = m.dim("one", labels("o", 3));
            Dim other = m.dim("other", labels("t", n));
            Dim obs = m.dim("obs", n + 1);
            Var i = m.data("i", positions(n + 1, 3), obs);
            Var j = m.data("j", positions(n + 1, n), obs);
            Var table = m.sample("table", normal(0, 1), one, other);
            m.observe("y", normal(table.get(i, j), 1), numbers(1, n + 1), obs);
        });
        add("effects that vary together", (m, n) -> {
            Dim group = m.dim("group", labels("g", n));
            Dim effect = m.dim("effect", labels("e", n / 2 + 2));
            Var sd = m.sample("sd", halfNormal(1), effect);
            Var factor = m.sample("L", lkjCholesky(2, n / 2 + 2), effect, effect);
            Var z = m.sample("z", normal(0, 1), group, effect);
            Var b = m.deterministic("b", matmul(z, expandDims(sd, -1).times(factor).transpose()), group, effect);
            m.observe("y", normal(b, 1), Tensor.of(numbers(1, n, n / 2 + 2), n, n / 2 + 2), group, effect);
        });
        add("sums by group", (m, n) -> {
            Dim obs = m.dim("obs", n);
            Dim group = m.dim("group", "a", "b");
            Var idx = m.data("idx", positions(n, 2), obs);
            Var x = m.sample("x", normal(0, 1), obs);
            m.observe("total", normal(scatterAdd(x, idx, 0, 2), 1), new double[] {1, 2}, group);
        });
    }

    private void series() {
        add("a cumulative sum", (m, n) -> {
            Dim t = m.dim("t", n);
            Var step = m.sample("step", normal(0, 1), t);
            m.observe("y", normal(cumsum(step, 0), 0.5), numbers(1, n), t);
        });
        add("a scan over rows", (m, n) -> {
            Dim t = m.dim("t", n);
            Dim k = m.dim("k", "u", "v");
            Var x = m.data("x", Tensor.of(numbers(1, n, 2), n, 2), t, k);
            Var w = m.data("w", numbers(2, n), t);
            Var phi = m.sample("phi", uniform(-1, 1), k);
            Var state = scan(zerosLike(phi), x, (s, e) -> s.times(phi).plus(e).plus(w.mean()));
            m.observe("y", normal(state, 1), Tensor.of(numbers(3, n, 2), n, 2), t, k);
        });
        add("a scan with wide states", (m, n) -> {
            Dim unit = m.dim("unit", labels("u", n));
            Var x = m.data("x", numbers(1, n), unit);
            Var rate = m.sample("rate", halfNormal(1), unit);
            Var last = Scan.times(4).from(x).run(t -> t.next(t.state().times(rate).plus(t.state().sum()))).last();
            m.observe("y", normal(last, 1), numbers(2, n), unit);
        });
        add("a path of noise", (m, n) -> {
            Dim day = m.dim("day", n);
            Var mu = m.sample("mu", normal(0, 10));
            Var phi = m.sample("phi", uniform(-1, 1));
            Var noise = normal(0, 1).draw("noise", n);
            Var path = scan(mu, noise, (y, e) -> mu.plus(phi.times(y.minus(mu))).plus(e));
            m.observe("returns", path, numbers(1, n), day);
        });
        add("a random walk and an autoregression", (m, n) -> {
            Dim t = m.dim("t", n);
            Var level = m.sample("level", gaussianRandomWalk(0.3, normal(0, 1), n), t);
            Var rho = m.sample("rho", uniform(-1, 1));
            Var ar = m.sample("ar", ar(vector(rho), 0, 1, normal(0, 1), n), t);
            m.observe("y", normal(level.plus(ar), 1), numbers(1, n), t);
        });
        add("lags", (m, n) -> {
            Dim t = m.dim("t", n);
            Var x = m.data("x", numbers(1, n), t);
            Var phi = m.sample("phi", uniform(-1, 1));
            Var later = x.get(Index.to(-1)).times(phi).plus(x.get(Index.from(1))).plus(x.get(Index.range(1, -1)).sum());
            Var mu = concat(List.of(vector(x.get(0).plus(x.get(-1))), later), 0);
            m.observe("y", normal(mu.plus(x.get(Index.from(-2)).mean()), 1), numbers(2, n), t);
        });
        add("a backward loop", (m, n) -> {
            Dim t = m.dim("t", n);
            Var x = m.data("x", numbers(1, n), t);
            Var phi = m.sample("phi", uniform(-1, 1));
            Var ahead = Scan.over(x).from(0.0).backward().run(s -> s.next(s.element().plus(phi.times(s.state())))).states();
            m.observe("y", normal(ahead, 1), numbers(2, n), t);
        });
        add("a loop until it is large", (m, n) -> {
            Dim t = m.dim("t", n);
            Var x = m.sample("x", halfNormal(1), t);
            m.observe("y", normal(whileLoop(x, 20, s -> s.sum().lt(9), s -> s.times(1.5).plus(0.1)), 1), numbers(1, n), t);
        });
        add("a branch", (m, n) -> {
            Dim obs = m.dim("obs", n);
            Var x = m.data("x", numbers(1, n), obs);
            Var a = m.sample("a", normal(0, 1));
            Var mu = cond(a.gt(0), () -> x.times(a).plus(x.sum()), () -> x.square().minus(x.mean()));
            m.observe("y", normal(mu, 1), numbers(2, n), obs);
        });
    }

    private void laws() {
        add("a mixture for each row", (m, n) -> {
            Dim obs = m.dim("obs", n);
            Dim component = m.dim("component", "near", "middle", "far");
            Var x = m.data("x", numbers(1, n), obs);
            Var w = m.sample("w", dirichlet(vector(1, 2, 3)), component);
            Var mu = m.sample("mu", ordered(normal(0, 3)), component);
            m.observe("y", mixture(w, normal(mu, 1)), numbers(2, n), obs);
            m.observe("z", mixture(vector(0.3, 0.7), normal(x, 1), normal(0, 3)), numbers(3, n), obs);
        });
        add("components", (m, n) -> {
            Dim obs = m.dim("obs", 4);
            Dim component = m.dim("component", labels("c", n));
            Var alpha = m.data("alpha", positive(1, n), component);
            Var w = m.sample("w", dirichlet(alpha), component);
            Var mu = m.sample("mu", normal(0, 3), component);
            m.observe("y", mixture(w, normal(mu, 1)), numbers(2, 4), obs);
        });
        add("a Gaussian process", (m, n) -> {
            Dim place = m.dim("place", labels("p", n));
            Var x = m.data("x", numbers(1, n), place);
            Var scale = m.sample("scale", halfNormal(1));
            Var distance = expandDims(x, 1).minus(expandDims(x, 0)).square();
            Var kernel = distance.div(scale.square().plus(0.2)).times(-0.5).exp().plus(eye(n).times(0.1));
            Var z = m.sample("z", normal(0, 1), place);
            m.deterministic("f", cholesky(kernel).dot(z), place);
            m.observe("y", mvNormal(zerosLike(x), kernel), numbers(2, n), place);
        });
        add("truncated, censored and ordered", (m, n) -> {
            Dim obs = m.dim("obs", n);
            Var low = m.data("low", numbers(1, n), obs);
            Var end = m.data("end", positive(2, n), obs);
            Var x = m.sample("x", truncated(normal(0, 1), low, Double.POSITIVE_INFINITY), obs);
            Var cut = m.sample("cut", ordered(normal(0, 1)), obs);
            m.observe("y", censored(normal(x.plus(cut), 1), -3, end), end.constantValue(), obs);
        });
        add("summed out", (m, n) -> {
            Dim point = m.dim("point", n);
            Var weight = m.sample("weight", beta(2, 2));
            Var z = m.marginalize("z", bernoulli(weight), point);
            m.observe("y", normal(vector(0, 4).get(z), 1), numbers(1, n), point);
        });
        add("counts of categories", (m, n) -> {
            Dim row = m.dim("row", labels("r", n));
            Dim colour = m.dim("colour", "red", "green", "blue");
            Var total = m.data("total", IntStream.range(0, n).map(i -> 3).toArray(), row);
            Var x = m.data("x", numbers(1, n), row);
            Var beta = m.sample("beta", normal(0, 1), colour);
            Var p = softmax(expandDims(x, 1).times(beta), -1);
            m.observe("eyes", multinomial(total, p), Tensor.of(IntStream.range(0, 3 * n).mapToLong(_ -> 1).toArray(), n, 3), row, colour);
        });
        add("effects that sum to zero", (m, n) -> {
            Dim group = m.dim("group", labels("g", n));
            Var a = m.sample("a", zeroSumNormal(1, n), group);
            m.observe("y", normal(a, 1), numbers(1, n), group);
        });
        add("vectors of every row", (m, n) -> {
            Dim row = m.dim("row", n);
            Dim effect = m.dim("effect", "a", "b");
            Var sd = m.sample("sd", halfNormal(1), effect);
            Var b = m.sample("b", mvNormal(vector(0.0, 1.0), diag(sd.square())), row, effect);
            Var x = m.data("x", numbers(1, n), row);
            m.observe("y", normal(b.get(Index.all(), Index.at(0)).plus(b.get(Index.all(), Index.at(1)).times(x)), 1), numbers(2, n), row);
        });
    }

    private void shapes() {
        add("axes made one and two", (m, n) -> {
            Dim row = m.dim("row", labels("r", n));
            Dim pair = m.dim("pair", "left", "right");
            Dim flat = m.dim("flat", 2 * n);
            Var x = m.data("x", Tensor.of(numbers(1, n, 2), n, 2), row, pair);
            Var w = m.data("w", numbers(2, 2 * n), flat);
            Var beta = m.sample("beta", normal(0, 1), pair);
            m.observe("y", normal(x.times(beta).reshape(2 * n), 1), numbers(3, 2 * n), flat);
            m.deterministic("back", w.reshape(n, 2).times(beta), row, pair);
        });
        add("axes joined and stacked", (m, n) -> {
            Dim a = m.dim("a", labels("a", n));
            Dim b = m.dim("b", labels("b", n + 1));
            Dim both = m.dim("both", 2 * n + 1);
            Var x = m.data("x", numbers(1, n), a);
            Var y = m.data("y", numbers(2, n + 1), b);
            Var mu = m.sample("mu", normal(0, 1));
            Var joined = concat(List.of(x.times(mu), y.plus(mu)), 0);
            Var design = stack(List.of(onesLike(joined), joined, arange(2 * n + 1).cast(ppl.graph.DType.F64)), 1);
            m.observe("z", normal(design.sum(1), 1), numbers(3, 2 * n + 1), both);
        });
        add("turned and repeated", (m, n) -> {
            Dim row = m.dim("row", labels("r", n));
            Dim column = m.dim("column", "a", "b", "c");
            Var x = m.data("x", Tensor.of(numbers(1, n, 3), n, 3), row, column);
            Var mu = m.sample("mu", normal(0, 1));
            Var wide = mu.broadcastTo(Shape.of(3, n)).plus(x.transpose()).transpose();
            Var turned = x.get(Index.reversed()).plus(wide).minus(logsumexp(x, 0)).div(x.max(0).abs().plus(1));
            m.observe("y", normal(turned, 1), Tensor.of(numbers(2, n, 3), n, 3), row, column);
        });
        add("a square that is none later", (m, n) -> {
            int columns = n == 5 ? 5 : n + 2;
            Dim row = m.dim("row", labels("r", n));
            Dim column = m.dim("column", labels("c", columns));
            Var mu = m.sample("mu", normal(0, 1), row);
            Var sd = m.data("sd", positive(1, columns), column);
            Var table = m.sample("table", normal(expandDims(mu, 1), sd), row, column);
            Var vectors = m.sample("vectors", mvNormal(sd, diag(sd).plus(expandDims(sd, 1).times(sd))), row, column);
            Var shares = softmax(table.plus(vectors), -1).plus(cumsum(table, 0)).plus(sort(vectors, 1));
            m.deterministic("turned", shares.transpose().plus(mu), column, row);
            m.observe("y", normal(shares, m.sample("width", gamma(sd, 1), column)), Tensor.of(numbers(2, n, columns), n, columns), row, column);
        });
        add("sorted", (m, n) -> {
            Dim row = m.dim("row", labels("r", n));
            Var x = m.data("x", numbers(1, n), row);
            Var s = m.sample("s", normal(0, 1), row);
            m.observe("y", normal(sort(x, 0).times(sort(s, 0)).plus(argsort(x, 0)), 1), numbers(2, n), row);
        });
        add("no dims", (m, n) -> {
            Var x = m.data("x", numbers(1, n));
            Var beta = m.sample("beta", normal(0, 1));
            m.observe("y", normal(x.times(beta), 1), numbers(2, n));
        });
    }

    private void values() {
        add("data that are all alike at first", (m, n) -> {
            Dim obs = m.dim("obs", n);
            double[] first = new double[n];
            java.util.Arrays.fill(first, 1);
            Var x = m.data("x", n == 5 ? first : numbers(1, n), obs);
            Var none = m.data("none", n == 5 ? new double[n] : numbers(2, n), obs);
            Var a = m.sample("a", normal(0, 1));
            Var b = m.sample("b", normal(0, 1));
            Var mu = a.times(x).plus(none).plus(where(x.gt(0), b, b.square()));
            m.observe("y", normal(mu, x.abs().plus(1)), numbers(3, n), obs);
        });
        add("numbers that were positive", (m, n) -> {
            Dim obs = m.dim("obs", n);
            int[] k = IntStream.range(0, n).map(i -> n == 5 ? i : i - 3).toArray();
            Var x = m.data("x", k, obs);
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(abs(x).times(mu).plus(maximum(x, 0)), 1), numbers(1, n), obs);
        });
        add("a datum beside the rows", (m, n) -> {
            Dim obs = m.dim("obs", n);
            Var scale = m.data("scale", Tensor.scalar(n * 0.3));
            Var x = m.data("x", numbers(1, n), obs);
            Var mu = m.sample("mu", normal(0, scale.times(2)));
            m.observe("y", normal(x.times(mu).div(scale), 1), numbers(2, n), obs);
        });
    }
}
