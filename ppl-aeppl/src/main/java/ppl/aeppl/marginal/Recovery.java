package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/**
 * Draws what was summed out: the element summed out last from its own weights, and each one before it from the weights that are left
 * where its neighbours have their values. So all together are a draw from their joint distribution given everything else.
 */
final class Recovery {

    private final Elements elements;
    private final KeyVar key;
    private final @Nullable Drawn[] drawn;

    /** Numbers of values, of which one is an element's. */
    private record Drawn(Var numbers, int position) {}

    private Recovery(Elements elements, KeyVar key) {
        this.elements = elements;
        this.key = key;
        this.drawn = new Drawn[elements.count()];
    }

    /** The values of all variables, by their stand-ins. */
    static Map<Var, Var> draw(Elements elements, Elimination elimination, KeyVar key) {
        Recovery r = new Recovery(elements, key);
        elimination.steps().reversed().forEach(r::draw);
        Map<Var, Var> values = new IdentityHashMap<>();
        for (Latent z : elements.latents()) {
            int[] own = IntStream.range(z.first(), z.end()).toArray();
            Var numbers = own.length == 0 ? Functions.arange(0) : r.numbers(own);
            values.put(
                    z.standIn(), z.value(Functions.reshape(numbers, z.standIn().shape())));
        }
        return values;
    }

    private void draw(Elimination.Step step) {
        int n = step.elements().length;
        Var weights = Functions.softmax(given(step, n), 0);
        int first = step.elements()[0];
        Latent z = elements.of(first);
        KeyVar own = key.fold(z.name()).fold(first - z.first());
        Var numbers = Variates.categorical(own, Functions.transpose(weights), Shape.of(n));
        for (int i = 0; i < n; i++) {
            drawn[step.elements()[i]] = new Drawn(numbers, i);
        }
    }

    /** The log-weights of the values where the neighbours have theirs: {@code [values, rows]}. */
    private Var given(Elimination.Step step, int n) {
        if (step.neighbours().isEmpty()) {
            return step.joined();
        }
        int values = step.joined().shape().size(0);
        Var place = Var.constant(0L);
        for (int m = 0; m < step.neighbours().size(); m++) {
            place = place.times(step.joined().shape().size(m + 1))
                    .plus(numbers(step.neighbours().get(m)));
        }
        Var flat = Functions.reshape(step.joined(), values, -1);
        return Functions.take(flat, place.times(n).plus(Functions.arange(n)), 1);
    }

    /** The numbers drawn for elements. */
    private Var numbers(int[] of) {
        Map<Var, Integer> starts = new IdentityHashMap<>();
        List<Var> parts = new ArrayList<>();
        int end = 0;
        int[] positions = new int[of.length];
        for (int i = 0; i < of.length; i++) {
            Drawn d = drawn[of[i]];
            if (d == null) {
                throw new AssertionError("drawn before its neighbours: " + elements.label(of[i]));
            }
            Integer start = starts.get(d.numbers);
            if (start == null) {
                start = end;
                starts.put(d.numbers, end);
                parts.add(d.numbers);
                end += d.numbers.shape().size(0);
            }
            positions[i] = start + d.position;
        }
        return Table.pick(Functions.concat(parts, 0), 0, positions);
    }
}
