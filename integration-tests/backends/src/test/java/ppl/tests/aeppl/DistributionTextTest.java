package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.Sources;
import ppl.aeppl.law.Value;
import ppl.api.Distributions;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;
import ppl.graph.op.RandomOp;
import ppl.graph.random.RandomKey;
import ppl.tests.backends.RoundTrip;

/** Every distribution that can be written, as text: its draws, its density and the slopes of that. */
class DistributionTextTest {

    private static final RandomKey KEY = RandomKey.of(3);

    private static Map<String, Distribution> all() {
        Map<String, Distribution> all = new TreeMap<>();
        int number = 0;
        for (LawCase law : LawCase.ALL) {
            all.put(law.name() + " " + number++, law.distribution());
        }
        VectorFamiliesTest.EXAMPLES.forEach(
                (name, parameters) -> all.put(name, Factory.named(name).of(parameters)));
        all.putAll(VectorTableTest.EXAMPLES);
        all.putAll(MatrixFamiliesTest.EXAMPLES);
        all.putAll(ComposedFamiliesTest.EXAMPLES);
        all.remove("custom");
        return all;
    }

    private static Var draw(Distribution d, String name) {
        return name.equals("ordered") ? d.draw(name, 3) : d.draw(name);
    }

    /** Drawn of one in eight: each is a graph to compile. */
    @Test
    void draws_of_every_distribution_are_the_same_after_a_text() {
        Map<String, Distribution> all = all();
        assertTrue(all.size() >= 60, () -> all.keySet().toString());
        int[] drawn = {0};
        all.forEach((name, d) -> {
            Var x = draw(d, name);
            Graph read = RoundTrip.of(Graph.of(x));
            if (d.family().whyNoDraws() == null && drawn[0]++ % 8 == 0) {
                Tensor expected = x.eval(KEY);
                assertTrue(expected.sameBits(read.outputs().getFirst().eval(KEY)), name);
            }
        });
    }

    @Test
    void densities_and_slopes_of_every_distribution_are_the_same_after_a_text() {
        all().forEach((name, d) -> {
            List<Var> parameters = new ArrayList<>();
            for (Var p : d.parameters()) {
                parameters.add(p.dtype().isFloat() ? Var.input("p" + parameters.size(), p.type()) : p);
            }
            Family family = d.family();
            Var x = Var.input("x", draw(d, name).type());
            Var logp = family.law(
                            parameters,
                            draw(d, name).op() instanceof RandomOp r ? r.batch() : x.shape(),
                            Sources.none())
                    .logDensity(Value.of(x))
                    .total();
            List<Var> outputs = new ArrayList<>(List.of(logp));
            List<Var> by = new ArrayList<>(parameters);
            by.add(x);
            by.removeIf(v -> !v.dtype().isFloat() || !Graph.order(List.of(logp)).contains(v));
            outputs.addAll(Gradient.of(logp, by));
            RoundTrip.of(Graph.of(outputs.toArray(Var[]::new)));
        });
    }

    @Test
    void a_distribution_of_lambdas_is_refused_by_name_and_origin() {
        Var x = ComposedFamiliesTest.EXAMPLES.get("custom").draw("mine");
        Var y = Functions.exp(x);
        GraphException e = assertThrows(GraphException.class, () -> RoundTrip.of(Graph.of(y)));
        assertEquals(GraphCode.VOCABULARY, e.code());
        assertTrue(e.getMessage().startsWith("cannot write 'mine' float64 (made at DistributionTextTest.java:"), e::getMessage);
        assertTrue(e.getMessage().contains("the family 'Custom' has no word"), e::getMessage);
    }

    @Test
    void two_equal_draws_stay_two_and_one_draw_stays_one() {
        Distribution normal = Distributions.normal(0, 1);
        Var x = normal.draw("x");
        Var y = normal.draw("x");
        Graph read = RoundTrip.of(Graph.of(x.minus(y), x.minus(Functions.exp(x))));
        assertEquals(
                2, read.order().stream().filter(v -> v.op() instanceof RandomOp).count());
        double[] difference = read.outputs().getFirst().eval(KEY).toDoubles();
        assertArrayEquals(x.minus(y).eval(KEY).toDoubles(), difference);
        assertTrue(difference[0] != 0);
    }

    @Test
    void one_draw_with_two_shapes_keeps_its_identity() {
        Var x = Distributions.normal(0, 1).draw("x");
        RandomOp op = (RandomOp) x.op();
        Var longer = Var.of(new RandomOp(op.family(), op.site(), Shape.of(3)), x.inputs());
        Graph read = RoundTrip.of(Graph.of(x, longer));
        RandomOp first = (RandomOp) read.outputs().getFirst().op();
        RandomOp second = (RandomOp) read.outputs().getLast().op();
        assertSame(first.site(), second.site());
    }
}
