package ppl.graph;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.graph.op.Op;

/**
 * Shares equal nodes: a weak table from (op, inputs) to the one node of that content. The table holds nothing but weak
 * references, so a graph that nobody uses is freed at once, however deep it is.
 */
final class Interner {

    private static final ConcurrentHashMap<Object, Entry> NODES = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Var> DEAD = new ReferenceQueue<>();

    private Interner() {}

    static Var intern(Op op, List<Var> inputs, TensorType type) {
        return noted(shared(op, inputs, () -> new Var(op, inputs, type)));
    }

    /** A constant that is told from others by what it was computed from, not by its value. */
    static Var folded(Op op, List<Var> inputs, Tensor value) {
        return noted(shared(op, inputs, () -> Var.folded(op, inputs, value)));
    }

    private static Var noted(Var node) {
        Recording.note(node);
        return node;
    }

    private static Var shared(Op op, List<Var> inputs, Supplier<Var> making) {
        removeDead();
        Probe probe = new Probe(op, inputs);
        Var known = live(NODES.get(probe));
        if (known != null) {
            return known;
        }
        Var made = making.get();
        Entry entry = new Entry(made, probe.hash);
        while (true) {
            // Of two threads that make one node, the first to put it in wins. A dead entry equals nothing.
            Entry before = NODES.putIfAbsent(entry, entry);
            if (before == null) {
                return made;
            }
            Var other = before.get();
            if (other != null) {
                return other;
            }
        }
    }

    private static @Nullable Var live(@Nullable Entry entry) {
        return entry == null ? null : entry.get();
    }

    private static void removeDead() {
        for (Reference<? extends Var> r = DEAD.poll(); r != null; r = DEAD.poll()) {
            NODES.remove(r);
        }
    }

    /** Inputs are interned already, so they are compared by identity and hashing never walks the graph. */
    private static boolean same(Op op, List<Var> inputs, Var known) {
        Var node = known.unfolded();
        if (node.inputs().size() != inputs.size() || !node.op().equals(op)) {
            return false;
        }
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) != node.inputs().get(i)) {
                return false;
            }
        }
        return true;
    }

    /** A node in the table: equal to another of its content while both live, and always to itself. */
    private static final class Entry extends WeakReference<Var> {
        final int hash;

        Entry(Var node, int hash) {
            super(node, DEAD);
            this.hash = hash;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object o) {
            if (this == o) {
                return true;
            }
            Var node = get();
            return node != null
                    && o instanceof Entry e
                    && e.hash == hash
                    && e.get() instanceof Var other
                    && same(node.unfolded().op(), node.unfolded().inputs(), other);
        }
    }

    /** Asks the table for a content before there is a node of it. */
    private static final class Probe {
        final Op op;
        final List<Var> inputs;
        final int hash;

        Probe(Op op, List<Var> inputs) {
            this.op = op;
            this.inputs = inputs;
            int h = op.hashCode();
            for (Var x : inputs) {
                h = h * 31 + System.identityHashCode(x);
            }
            this.hash = h;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Entry e && e.hash == hash && e.get() instanceof Var node && same(op, inputs, node);
        }
    }
}
