package ppl.tests.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Input;
import ppl.graph.op.Op;
import ppl.graph.op.RandomOp;
import ppl.graph.text.TextForm;

/** Writes graphs as text, reads them, and compares nodes one by one, by what they are and not by how they are written. */
public final class RoundTrip {

    private RoundTrip() {}

    /** A graph after it was written and read. */
    public static Graph of(Graph graph) {
        TextForm form = TextForm.present();
        String text = form.write(graph);
        Graph again;
        try {
            again = form.read(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
        assertEquals(text, form.write(again));
        assertEquals(form.hash(graph), form.hash(again));
        compare(graph.order(), again.order());
        return again;
    }

    private static void compare(List<Var> written, List<Var> read) {
        assertEquals(written.size(), read.size());
        Map<Var, Var> places = new IdentityHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            Var x = written.get(i);
            Var y = read.get(i);
            places.put(x, y);
            assertEquals(x.inputs().stream().map(places::get).toList(), y.inputs(), x::toString);
            assertEquals(x.range(), y.range(), x::toString);
            assertEquals(x.label(), y.label());
            assertEquals(x.origin(), y.origin(), x::toString);
            if (x.op().shapes().stream().allMatch(Shape::isKnown) && x.shape().isKnown()) {
                assertEquals(x.type(), y.type(), x::toString);
                same(x.op(), y.op());
            }
        }
    }

    private static void same(Op x, Op y) {
        switch (x) {
            case Input a when y instanceof Input b -> {
                assertNotSame(a.slot(), b.slot());
                assertEquals(a.bounds(), b.bounds());
            }
            case RandomOp a when y instanceof RandomOp b -> {
                assertNotSame(a.site(), b.site());
                assertEquals(a.family(), b.family());
            }
            default -> assertEquals(x, y);
        }
    }
}
