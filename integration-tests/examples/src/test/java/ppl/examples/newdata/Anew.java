package ppl.examples.newdata;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.NewData;
import ppl.api.inference.Coord;
import ppl.api.spi.LogDensity;
import ppl.graph.Graph;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;
import ppl.graph.random.RandomKey;

/** A model with other data beside one that was built with them: the same in every bit. */
final class Anew {

    private Anew() {}

    /** Gives a model all data, observed values and labels of another. */
    static Model with(Model model, Model other) {
        return model.with(d -> give(d, model, other));
    }

    private static void give(NewData d, Model model, Model other) {
        for (Dim dim : other.dims()) {
            if (!dim.name().endsWith("_bis")) {
                label(d, dim);
            }
        }
        other.data().forEach(x -> d.set(x.name(), x.value()));
        other.observed().forEach(o -> d.observe(o.name(), o.value()));
    }

    private static void label(NewData d, Dim dim) {
        if (dim.coord() instanceof Coord.Strings strings) {
            d.dim(dim.name(), strings.values());
        } else {
            d.dim(dim.name(), dim.size());
        }
    }

    /** Compares what there is, draws of all of it, and the density with its gradient. */
    static void same(Model expected, Model actual) {
        assertEquals(expected.dims(), actual.dims());
        assertEquals(expected.toString(), actual.toString());
        assertEquals(drawn(expected), drawn(actual));
        assertEquals(
                expected.observed().stream().map(Model.Observed::value).toList(),
                actual.observed().stream().map(Model.Observed::value).toList());
        sameDensity(expected, actual);
    }

    /** The values of all that a model names, by one key: a draw depends on its name. None where a law has no draws. */
    static List<Object> drawn(Model model) {
        boolean improper = model.free().stream()
                .anyMatch(v -> v.node().op() instanceof RandomOp r && r.family().whyNoDraws() != null);
        if (improper) {
            return List.of();
        }
        List<Var> nodes = new ArrayList<>();
        model.data().forEach(d -> nodes.add(d.node()));
        model.free().forEach(v -> nodes.add(v.node()));
        model.summed().forEach(z -> nodes.add(z.node()));
        model.observed().forEach(o -> nodes.add(o.node()));
        model.deterministics().forEach(d -> nodes.add(d.node()));
        model.potentials().forEach(p -> nodes.add(p.node()));
        return List.copyOf(new Graph(List.of(), nodes).eval(RandomKey.of(3)));
    }

    private static void sameDensity(Model expected, Model actual) {
        try (LogDensity a = expected.infer().backend("interp").density();
                LogDensity b = actual.infer().backend("interp").density()) {
            assertEquals(a.dimension(), b.dimension());
            for (int k = 0; k < 2; k++) {
                int seed = k;
                double[] at = IntStream.range(0, a.dimension())
                        .mapToDouble(i -> Math.sin(1.3 * i + seed) * 0.7)
                        .toArray();
                double[] slopes = new double[at.length];
                double[] others = new double[at.length];
                assertEquals(
                        a.evaluator().logpAndGradient(at, slopes), b.evaluator().logpAndGradient(at, others));
                assertArrayEquals(slopes, others);
            }
        }
    }
}
