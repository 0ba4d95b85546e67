package ppl.aeppl.rule.order;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import ppl.aeppl.law.Rearrangement;
import ppl.graph.Shape;

/**
 * The places that are picked of lines along an axis: the same of each line, and each element once.
 *
 * @param axis of what is picked, along which the places of a line lie; −1 if one place is picked of each
 * @param of the places, all different, by where they lie
 */
record Places(int axis, int[] of) {

    /**
     * The places of elements; empty if it is not so, or not known before a run.
     *
     * @param along the axis of the lines
     */
    static Optional<Places> of(Rearrangement by, int along) {
        Supplier<int[]> known = by.origins();
        if (known == null) {
            return Optional.empty();
        }
        int[] origins = known.get();
        int[] places = new int[origins.length];
        int[] lines = new int[origins.length];
        for (int i = 0; i < origins.length; i++) {
            int[] at = by.from().position(origins[i]);
            places[i] = at[along];
            at[along] = 0;
            lines[i] = by.from().element(at);
        }
        if (origins.length == 0 || IntStream.of(origins).distinct().count() < origins.length) {
            return Optional.empty();
        }
        if (IntStream.of(places).distinct().count() == 1) {
            return Optional.of(new Places(-1, new int[] {places[0]}));
        }
        return IntStream.range(0, by.to().rank())
                .mapToObj(axis -> lying(axis, by.to(), places, lines))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Row-major, the first line of what is picked is met before the others: it says which places all have. */
    private static Optional<Places> lying(int axis, Shape to, int[] places, int[] lines) {
        int[] of = new int[to.size(axis)];
        for (int i = 0; i < places.length; i++) {
            int[] at = to.position(i);
            int along = at[axis];
            at[axis] = 0;
            int start = to.element(at);
            if (start == 0) {
                of[along] = places[i];
            }
            if (lines[i] != lines[start] || places[i] != of[along]) {
                return Optional.empty();
            }
        }
        return Optional.of(new Places(axis, of));
    }
}
