package ppl.examples.compound;

import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.discreteUniform;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.uniform;
import static ppl.graph.Functions.broadcastTo;
import static ppl.graph.Functions.concat;
import static ppl.graph.Functions.cumsum;
import static ppl.graph.Functions.matmul;
import static ppl.graph.Functions.reshape;
import static ppl.graph.Functions.sort;
import static ppl.graph.Functions.sum;
import static ppl.graph.Functions.take;
import static ppl.graph.Functions.transpose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ppl.api.ModelBuilder;
import ppl.graph.DType;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Small models with whole numbers called {@code z}: some whose elements never meet in a term, and some whose elements do. */
final class WholeNumberModels {

    private static final double[] Y = {0.3, -1.2, 2.1, 0.8, 1.9, -0.4};
    private static final Var ROWS = Var.constant(Tensor.of(new double[] {1, 2, 0.5, -1, 0, 3, 2, 2, 1, -2, 0.5, 1}, 6, 2));

    private WholeNumberModels() {}

    private static Var repeated(Var x, int... sizes) {
        return broadcastTo(x, Shape.of(sizes));
    }

    /** Independent given all else. */
    static Map<String, Consumer<ModelBuilder>> apart() {
        Map<String, Consumer<ModelBuilder>> all = new LinkedHashMap<>();
        all.put("latent classes", m -> {
            Var z = m.sample("z", bernoulli(repeated(m.sample("p", beta(1, 1)), 6)));
            Var mu = m.sample("mu", normal(Var.constant(-1.0, 1.0), 1));
            m.observe("y", normal(take(mu, z, 0), 1), Y);
        });
        all.put("classes with scales that are checked", m -> {
            Var z = m.sample("z", categorical(Var.constant(Tensor.of(new double[18], 6, 3)).plus(1.0 / 3)));
            Var mu = m.sample("mu", normal(Var.constant(-1.0, 1.0, 4.0), 1));
            Var s = m.sample("s", normal(Var.constant(0.5, 1.0, 2.0), 1));
            m.observe("y", normal(take(mu, z, 0), take(s, z, 0)), Y);
        });
        all.put("classes of rows", m -> {
            Var z = m.sample("z", categorical(repeated(Var.constant(0.3, 0.7), 3, 2)));
            Var mu = m.sample("mu", normal(Var.constant(Tensor.of(new double[] {0, 1, 2, 3}, 2, 2)), 1));
            m.observe("y", normal(take(mu, z, 0), 1), Tensor.of(Y, 3, 2));
        });
        all.put("groups out of order, one of them without data", m -> {
            Var z = m.sample("z", bernoulli(repeated(Var.constant(0.4), 4)));
            Var mu = m.sample("mu", normal(Var.constant(-1.0, 1.0), 1));
            Var group = Var.constant(Tensor.of(new long[] {3, 0, 0, 3, 1, 3}));
            m.observe("y", normal(take(take(mu, z, 0), group, 0), 1), Y);
        });
        all.put("counts of sites, seen several times", m -> {
            Var rate = m.sample("rate", halfNormal(5));
            Var z = m.sample("z", poisson(repeated(rate, 3)));
            Var p = m.sample("p", beta(2, 2));
            m.observe(
                    "y",
                    binomial(repeated(reshape(z, 3, 1), 3, 2), p),
                    Tensor.of(new long[] {1, 2, 0, 1, 3, 3}, 3, 2));
        });
        all.put("a table the other way round", m -> {
            Var z = m.sample("z", discreteUniform(repeated(Var.constant(0L), 3, 2), 2));
            Var mu = m.sample("mu", normal(0, 1));
            m.observe(
                    "y",
                    normal(transpose(z, 1, 0).cast(DType.F64).times(mu), 1),
                    Tensor.of(Y, 2, 3));
        });
        all.put("bounds of a real variable", m -> {
            Var z = m.sample("z", discreteUniform(repeated(Var.constant(1L), 6), 3));
            Var x = m.sample("x", uniform(0, z.cast(DType.F64)));
            m.observe("y", normal(x, 1), Y);
        });
        all.put("pieces put together", m -> {
            Var z = m.sample("z", binomial(3, repeated(Var.constant(0.4), 6)));
            Var x = z.cast(DType.F64);
            Var turned = concat(
                    List.of(x.get(Index.range(3, 6)), x.get(Index.range(0, 2)).square()), 0);
            m.potential("turned", turned.times(Var.constant(1.0, -1, 0.5, 2, -0.3)));
            m.potential("summed", sum(x.times(Var.constant(Y))).times(-0.25).minus(x.get(5).exp()));
        });
        return all;
    }

    /** Tied to each other. */
    static Map<String, Consumer<ModelBuilder>> tied() {
        Map<String, Consumer<ModelBuilder>> all = new LinkedHashMap<>();
        all.put("neighbours", m -> {
            Var z = m.sample("z", bernoulli(repeated(Var.constant(0.4), 6)));
            Var x = z.cast(DType.F64);
            m.potential("pairs", x.get(Index.range(0, 5)).times(x.get(Index.range(1, 6))));
        });
        all.put("indicators of a regression", m -> {
            Var z = m.sample("z", bernoulli(repeated(Var.constant(0.4), 2)));
            Var b = m.sample("b", normal(repeated(Var.constant(0.0), 2), 1));
            m.observe("y", normal(matmul(ROWS, reshape(z.cast(DType.F64).times(b), 2, 1)).get(Index.all(), Index.at(0)), 1), Y);
        });
        all.put("a sum that is seen", m -> {
            Var z = m.sample("z", bernoulli(repeated(Var.constant(0.4), 6)));
            m.observe("y", normal(sum(z).cast(DType.F64), 1), 3);
        });
        all.put("in order", m -> {
            Var z = m.sample("z", binomial(3, repeated(Var.constant(0.4), 6)));
            m.observe("y", normal(sort(z.cast(DType.F64), 0), 1), Y);
        });
        all.put("added up along the way", m -> {
            Var z = m.sample("z", binomial(3, repeated(Var.constant(0.4), 6)));
            m.observe("y", normal(cumsum(z.cast(DType.F64), 0), 1), Y);
        });
        all.put("an index into itself", m -> {
            Var z = m.sample("z", discreteUniform(repeated(Var.constant(0L), 6), 5));
            m.observe("y", normal(take(z.cast(DType.F64), z, 0), 1), Y);
        });
        return all;
    }
}
