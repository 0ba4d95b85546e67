package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ppl.backend.spi.fuse.Item.Kind;
import ppl.graph.op.Reduce;

/**
 * Cuts the items of each space and level into loops. A loop combines over one set of axes only, and additions at
 * computed places need row-major order: what does not fit goes to a loop of its own that reads stored values. Long
 * bodies are cut, since compilers give up on them.
 */
final class Drafts {

    /** Items in one loop body: about ten bytes of code each, and compilers give up on methods of more than 8000. */
    static final int LONGEST = 360;

    private final List<Draft> drafts = new ArrayList<>();

    private Drafts() {}

    static List<Draft> of(List<Item> items) {
        TreeMap<Integer, Map<Space, List<Item>>> levels = new TreeMap<>();
        for (Item item : items) {
            levels.computeIfAbsent(item.level, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(item.space, _ -> new ArrayList<>())
                    .add(item);
        }
        Drafts result = new Drafts();
        levels.values().forEach(spaces -> spaces.forEach(result::cut));
        return result.drafts;
    }

    private void cut(Space space, List<Item> group) {
        Set<Integer> main = mainPattern(space, group);
        List<Item> together = new ArrayList<>();
        Map<Set<Integer>, List<Item>> apart = new LinkedHashMap<>();
        for (Item item : group) {
            Set<Integer> pattern = pattern(item);
            if (pattern.isEmpty() || pattern.equals(main)) {
                together.add(item);
            } else {
                apart.computeIfAbsent(pattern, _ -> new ArrayList<>()).add(item);
            }
        }
        add(space, main, together);
        apart.forEach((pattern, items) -> add(space, pattern, items));
    }

    private void add(Space space, Set<Integer> pattern, List<Item> items) {
        for (int from = 0; from < items.size(); from += LONGEST) {
            List<Item> part = items.subList(from, Math.min(items.size(), from + LONGEST));
            boolean folds = part.stream().anyMatch(i -> !pattern(i).isEmpty());
            Draft draft = new Draft(drafts.size(), space, folds ? pattern : Set.of(), List.copyOf(part));
            drafts.add(draft);
            part.forEach(i -> i.draft = draft.number());
        }
    }

    /**
     * The axes over which most values of the group are combined. Where the group adds at computed places only trailing axes
     * count, since any others would change the order of additions.
     */
    private static Set<Integer> mainPattern(Space space, List<Item> group) {
        boolean scatters = group.stream().anyMatch(i -> i.kind == Kind.SCATTER);
        Map<Set<Integer>, Integer> counts = new LinkedHashMap<>();
        for (Item item : group) {
            Set<Integer> pattern = pattern(item);
            if (!pattern.isEmpty()
                    && (!scatters || isTrailing(pattern, space.sizes().size()))) {
                counts.merge(pattern, 1, Integer::sum);
            }
        }
        Set<Integer> main = Set.of();
        int best = 0;
        for (Map.Entry<Set<Integer>, Integer> e : counts.entrySet()) {
            if (e.getValue() > best) {
                main = e.getKey();
                best = e.getValue();
            }
        }
        return main;
    }

    private static boolean isTrailing(Set<Integer> pattern, int rank) {
        for (int k = 1; k <= pattern.size(); k++) {
            if (!pattern.contains(rank - k)) {
                return false;
            }
        }
        return true;
    }

    /** The axes of the item's space that it combines; none if it combines nothing. */
    static Set<Integer> pattern(Item item) {
        if (item.kind != Kind.FOLD) {
            return Set.of();
        }
        Set<Integer> pattern = new TreeSet<>();
        if (item.node.op() instanceof Reduce reduce) {
            int place = 0;
            for (int a = 0; a < item.domain.length; a++) {
                if (item.domain[a] != 1) {
                    if (reduce.axes().contains(a)) {
                        pattern.add(place);
                    }
                    place++;
                }
            }
        }
        return pattern;
    }
}
