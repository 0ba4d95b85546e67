package ppl.aeppl.marginal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Functions;
import ppl.graph.Scan;
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
        switch (step) {
            case Elimination.Alike alike -> draw(alike);
            case Elimination.Chain chain -> draw(chain);
        }
    }

    /** The key of a step: that of its first element. */
    private KeyVar key(int first) {
        Latent z = elements.of(first);
        return key.fold(z.name()).fold(first - z.first());
    }

    /** Backwards, each element given the one after it, by inversion as {@link Variates#categorical} does. */
    private void draw(Elimination.Chain chain) {
        int n = chain.elements().length;
        Var uniform = key(chain.elements()[0]).uniform(Shape.of(n));
        Var after = Functions.reshape(numbers(new int[] {chain.next()}), Shape.scalar());
        Var numbers = Scan.over(chain.joined(), uniform)
                .backward()
                .from(after)
                .run(t -> {
                    Var weights = Functions.softmax(Functions.take(t.element(0), t.state(), 1), 0);
                    Var cumulative = Functions.cumsum(weights, 0);
                    Var mark = t.element(1).times(cumulative.max());
                    return t.next(Functions.sum(mark.gt(cumulative)));
                })
                .states();
        for (int i = 0; i < n; i++) {
            drawn[chain.elements()[i]] = new Drawn(numbers, i);
        }
    }

    private void draw(Elimination.Alike step) {
        int n = step.elements().length;
        Var weights = Functions.softmax(given(step, n), 0);
        int first = step.elements()[0];
        Var numbers = Variates.categorical(key(first), Functions.transpose(weights), Shape.of(n));
        for (int i = 0; i < n; i++) {
            drawn[step.elements()[i]] = new Drawn(numbers, i);
        }
    }

    /** The log-weights of the values where the neighbours have theirs: {@code [values, rows]}. */
    private Var given(Elimination.Alike step, int n) {
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
