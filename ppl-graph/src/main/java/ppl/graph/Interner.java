package ppl.graph;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import ppl.graph.op.Op;

/** Shares equal nodes: a weak table from (op, inputs) to the one node of that content. */
final class Interner {

    private static final ConcurrentHashMap<Key, Entry> NODES = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Var> DEAD = new ReferenceQueue<>();

    private Interner() {}

    static Var intern(Op op, List<Var> inputs, TensorType type) {
        removeDead();
        Key key = new Key(op, inputs);
        Var known = live(NODES.get(key));
        if (known != null) {
            return known;
        }
        Var made = new Var(op, inputs, type);
        while (true) {
            Entry entry = new Entry(key, made);
            Entry before = NODES.putIfAbsent(key, entry);
            if (before == null) {
                return made;
            }
            Var other = live(before);
            if (other != null) {
                return other;
            }
            NODES.remove(key, before);
        }
    }

    private static @Nullable Var live(@Nullable Entry entry) {
        return entry == null ? null : entry.get();
    }

    private static void removeDead() {
        for (Reference<? extends Var> r = DEAD.poll(); r != null; r = DEAD.poll()) {
            Entry entry = (Entry) r;
            NODES.remove(entry.key, entry);
        }
    }

    private static final class Entry extends WeakReference<Var> {
        final Key key;

        Entry(Key key, Var node) {
            super(node, DEAD);
            this.key = key;
        }
    }

    /** Inputs are interned already, so they are compared by identity and hashing never walks the graph. */
    private static final class Key {
        final Op op;
        final List<Var> inputs;
        final int hash;

        Key(Op op, List<Var> inputs) {
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
            if (!(o instanceof Key k) || k.hash != hash || k.inputs.size() != inputs.size() || !k.op.equals(op)) {
                return false;
            }
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i) != k.inputs.get(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
