package ppl.api;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the positions of a dim with new labels come from among those with the old labels: what was fitted for a label is that of the
 * label, wherever it stands.
 *
 * @param before the dim as it was
 * @param after the dim as it is now
 */
public record Relabelling(Dim before, Dim after) {

    /** For each new position the old one of its label; −1 for a label that is new. A number and its text are one label. */
    public int[] sources() {
        Map<Object, Integer> positions = HashMap.newHashMap(before.size());
        for (int i = 0; i < before.size(); i++) {
            positions.put(label(before, i), i);
        }
        for (int i = 0; i < before.size(); i++) {
            positions.putIfAbsent(before.coord().label(i), i);
        }
        return IntStream.range(0, after.size()).map(i -> source(positions, i)).toArray();
    }

    private int source(Map<Object, Integer> positions, int i) {
        Integer same = positions.get(label(after, i));
        return same != null ? same : positions.getOrDefault(after.coord().label(i), -1);
    }

    /** Numbers of one value are one label, whole or not. */
    private static Object label(Dim dim, int position) {
        return dim.coord().value(position) instanceof Number number
                ? number.doubleValue()
                : dim.coord().value(position);
    }
}
