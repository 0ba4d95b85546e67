package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.fuse.Item.Kind;
import ppl.backend.spi.fuse.Item.Operand;

/**
 * Decides what may share a loop: items of one space and level do. The level of an item is the greatest over its
 * operands, plus one where an operand comes from another space or through a combination, a scatter or a call. So the
 * forward and the backward part of one space meet in one loop. Items that nobody waits for then move down to a later
 * loop of their space, which saves loops and values kept between them.
 */
final class Levels {

    private final Items items;
    private int last;

    private Levels(Items items) {
        this.items = items;
    }

    static void assign(Items items) {
        Levels levels = new Levels(items);
        levels.earliest();
        levels.delayPoints();
        levels.delayComponents();
        levels.delayValues();
    }

    private void earliest() {
        for (Item item : items.all()) {
            item.level = item.earliest(items.definitions());
            last = Math.max(last, item.level);
        }
    }

    /** Scalar work costs the same anywhere: done late, it holds nobody else back. */
    private void delayPoints() {
        for (Item item : items.all().reversed()) {
            if (item.space.isPoint()) {
                item.level = item.latest(last);
            }
        }
    }

    /** Items of a loop that hang together move as one to the last loop of their space that still is in time. */
    private void delayComponents() {
        Map<Space, TreeSet<Integer>> loops = new HashMap<>();
        for (Item item : items.all()) {
            if (item.space.call() == null && !item.space.isPoint()) {
                loops.computeIfAbsent(item.space, _ -> new TreeSet<>()).add(item.level);
            }
        }
        loops.values().removeIf(levels -> levels.size() < 2);
        List<List<Item>> components = components(loops);
        components.sort((a, b) -> Integer.compare(b.getFirst().level, a.getFirst().level));
        for (List<Item> component : components) {
            Item any = component.getFirst();
            Integer to = loops.getOrDefault(any.space, new TreeSet<>()).floor(latest(component));
            if (to != null && to > any.level) {
                component.forEach(item -> item.level = to);
            }
        }
    }

    private int latest(List<Item> component) {
        Map<Item, Boolean> members = new IdentityHashMap<>();
        component.forEach(item -> members.put(item, true));
        int latest = last;
        for (Item item : component) {
            for (Item user : item.users) {
                if (!members.containsKey(user)) {
                    latest = Math.min(latest, user.level - (user.fusesWith(item) ? 0 : 1));
                }
            }
        }
        return latest;
    }

    private List<List<Item>> components(Map<Space, TreeSet<Integer>> loops) {
        Map<Item, Item> parents = new IdentityHashMap<>();
        for (Item item : items.all()) {
            if (loops.containsKey(item.space)) {
                parents.put(item, item);
            }
        }
        for (Item item : parents.keySet()) {
            for (Operand o : item.operands) {
                if (o.fused() != null && o.fused().level == item.level) {
                    parents.put(root(parents, item), root(parents, o.fused()));
                }
            }
        }
        Map<Item, List<Item>> byRoot = new IdentityHashMap<>();
        List<List<Item>> components = new ArrayList<>();
        for (Item item : items.all()) {
            if (parents.containsKey(item)) {
                byRoot.computeIfAbsent(root(parents, item), _ -> {
                            List<Item> fresh = new ArrayList<>();
                            components.add(fresh);
                            return fresh;
                        })
                        .add(item);
            }
        }
        return components;
    }

    private static Item root(Map<Item, Item> parents, Item item) {
        Item at = item;
        for (Item up = parents.get(at); up != null && up != at; up = parents.get(at)) {
            Item next = parents.get(up);
            if (next != null) {
                parents.put(at, next);
            }
            at = up;
        }
        return at;
    }

    /** A value that only one later loop reads is computed there, unless that would keep more values than it saves. */
    private void delayValues() {
        for (Item item : items.all().reversed()) {
            Integer to = item.kind == Kind.VALUE && !item.space.isPoint() ? onlyReader(item) : null;
            if (to != null && to > item.level && keptByMoving(item) <= 1) {
                item.level = to;
            }
        }
    }

    private @Nullable Integer onlyReader(Item item) {
        Integer level = null;
        for (Item user : item.users) {
            boolean other = level != null && level != user.level;
            if (other || !user.fusesWith(item)) {
                return null;
            }
            level = user.level;
        }
        return level;
    }

    private int keptByMoving(Item item) {
        int kept = 0;
        for (Operand o : item.operands) {
            Item source = o.fused();
            if (source != null && source.level == item.level && !isKept(source)) {
                kept++;
            }
        }
        return kept;
    }

    private boolean isKept(Item source) {
        return items.outputOf(source.node) != null || isReadElsewhere(source);
    }

    private static boolean isReadElsewhere(Item source) {
        for (Item user : source.users) {
            if (user.level != source.level || !user.fusesWith(source)) {
                return true;
            }
        }
        return false;
    }
}
