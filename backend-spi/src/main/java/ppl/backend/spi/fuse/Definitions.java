package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Var;

/** The items that together compute a node: none for what is given, several for a concatenation. */
final class Definitions {

    private final Map<Var, List<Item>> items = new IdentityHashMap<>();

    void add(Var node, Item item) {
        items.computeIfAbsent(node, _ -> new ArrayList<>(1)).add(item);
    }

    List<Item> of(Var node) {
        return items.getOrDefault(node, List.of());
    }
}
