package ppl.graph.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * What nodes are called in a text: by their name, if that is an identifier which no other node has taken, else by the last such name above and
 * a number. So a node more or less changes few of the other lines.
 */
final class Ids {

    /** Those of the graph or body that is written, which are last, and of those around it. */
    private final Deque<Map<Var, String>> levels = new ArrayDeque<>(List.of(new IdentityHashMap<>()));

    private final Written written;
    private final Map<Var, String> constants = new IdentityHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final boolean isNumbered;
    private String last = "";
    private int count;

    /**
     * None yet.
     *
     * @param isNumbered true if names are left out
     */
    Ids(Written written, boolean isNumbered) {
        this.written = written;
        this.isNumbered = isNumbered;
    }

    /** The id of a node that was given one; null if it was not. */
    @Nullable
    String of(Var node) {
        return level(node).get(node);
    }

    /**
     * Gives a node an id.
     *
     * @param name its name; null if it has none
     */
    String give(Var node, @Nullable String name) {
        String id = name != null && isIdentifier(name) && !isNumbered && taken.add(name) ? named(name) : next();
        level(node).put(node, id);
        return id;
    }

    /** A parameter stands for something else in each body, and so do nodes that are computed from it; constants do not. */
    private Map<Var, String> level(Var node) {
        return written.isShared(node) ? constants : levels.element();
    }

    void enter() {
        levels.push(new IdentityHashMap<>());
    }

    void leave() {
        levels.pop();
    }

    private String named(String name) {
        last = name + ".";
        count = 0;
        return name;
    }

    /** An id that is no name. */
    String next() {
        count++;
        return last + count;
    }

    /** True if a text can be the id of a node that is called so. */
    static boolean isIdentifier(String name) {
        boolean is = !name.isEmpty() && !Character.isDigit(name.charAt(0));
        for (int i = 0; is && i < name.length(); i++) {
            char c = name.charAt(i);
            is = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        }
        return is;
    }
}
