package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import ppl.backend.spi.fuse.Item.Kind;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;

/**
 * Cuts the items of each space and level into loops. A loop combines over one set of axes only, and the rows of
 * a sum by group stay in their order: what does not fit goes to a loop of its own that reads stored values. Long
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
     * The axes over which most values of the group are combined. They go inside, and the rows of a sum by group must still
     * come in their order, in which each accumulator takes its members: of its rows' axes only the last may move inside.
     */
    private static Set<Integer> mainPattern(Space space, List<Item> group) {
        List<Set<Integer>> rows = group.stream()
                .filter(i -> i.kind == Kind.SCATTER)
                .map(Drafts::rows)
                .distinct()
                .toList();
        Map<Set<Integer>, Integer> counts = new LinkedHashMap<>();
        for (Item item : group) {
            Set<Integer> pattern = pattern(item);
            if (!pattern.isEmpty() && rows.stream().allMatch(r -> keepsOrder(r, pattern))) {
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

    /** True if no axis that stays outside follows one that moves inside. */
    private static boolean keepsOrder(Set<Integer> rows, Set<Integer> inside) {
        boolean moved = false;
        for (int axis : rows) {
            boolean moves = inside.contains(axis);
            if (moved && !moves) {
                return false;
            }
            moved |= moves;
        }
        return true;
    }

    /** The axes of the space along which the index of a sum by group runs, ascending. */
    private static Set<Integer> rows(Item item) {
        int first = ((ScatterAdd) item.node.op()).axis();
        int covered = item.node.inputs().get(1).rank();
        return places(item, a -> first <= a && a < first + covered);
    }

    /** The axes of the item's space that it combines; none if it combines nothing. */
    static Set<Integer> pattern(Item item) {
        if (item.kind != Kind.FOLD) {
            return Set.of();
        }
        return item.node.op() instanceof Reduce reduce ? places(item, reduce.axes()::contains) : Set.of();
    }

    private static Set<Integer> places(Item item, IntPredicate axes) {
        Set<Integer> places = new TreeSet<>();
        int place = 0;
        for (int a = 0; a < item.domain.length; a++) {
            if (item.domain[a] != 1) {
                if (axes.test(a)) {
                    places.add(place);
                }
                place++;
            }
        }
        return places;
    }
}
