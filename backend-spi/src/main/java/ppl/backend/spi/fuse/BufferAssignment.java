package ppl.backend.spi.fuse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel;
import ppl.graph.DType;

/**
 * Gives each buffer of the arena its place. A buffer is alive from the first kernel that touches it to the last, and what a branch
 * or a loop touches all through it; places of dead buffers are used again by buffers of the same rounded length.
 */
final class BufferAssignment {

    /** Longer buffers start at multiples of this many elements, 64 bytes of float64. */
    private static final int ALIGNMENT = 8;

    private BufferAssignment() {}

    /** The buffers with the offsets of those in the arena set. */
    static List<Buffer> assign(List<Kernel> kernels, List<Buffer> buffers) {
        int[] first = new int[buffers.size()];
        int[] last = new int[buffers.size()];
        java.util.Arrays.fill(first, -1);
        for (int k = 0; k < kernels.size(); k++) {
            for (int named : kernels.get(k).buffers()) {
                for (int id : buffers.get(named).touched()) {
                    first[id] = first[id] < 0 ? k : first[id];
                    last[id] = k;
                }
            }
        }
        List<List<Buffer>> born = lists(kernels.size());
        List<List<Buffer>> dying = lists(kernels.size());
        for (Buffer b : buffers) {
            if (b.place() instanceof Buffer.Place.Arena && first[b.id()] >= 0) {
                born.get(first[b.id()]).add(b);
                dying.get(last[b.id()]).add(b);
            }
        }
        List<Buffer> placed = new ArrayList<>(buffers);
        Map<DType, Arena> arenas = new EnumMap<>(DType.class);
        for (int k = 0; k < kernels.size(); k++) {
            for (Buffer b : born.get(k)) {
                Arena arena = arenas.computeIfAbsent(b.dtype(), _ -> new Arena());
                int offset = arena.take(b.length());
                placed.set(b.id(), new Buffer(b.id(), b.dtype(), b.length(), new Buffer.Place.Arena(offset)));
            }
            for (Buffer b : dying.get(k)) {
                if (placed.get(b.id()).place() instanceof Buffer.Place.Arena(int offset)) {
                    arenas.computeIfAbsent(b.dtype(), _ -> new Arena()).giveBack(offset, b.length());
                }
            }
        }
        return placed;
    }

    private static List<List<Buffer>> lists(int n) {
        List<List<Buffer>> lists = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            lists.add(new ArrayList<>(2));
        }
        return lists;
    }

    private static final class Arena {
        private int length;
        private final Map<Integer, Deque<Integer>> free = new HashMap<>();

        int take(int n) {
            Deque<Integer> places = free.get(rounded(n));
            if (places != null && !places.isEmpty()) {
                return places.pop();
            }
            int start = n < ALIGNMENT ? length : Math.ceilDiv(length, ALIGNMENT) * ALIGNMENT;
            length = Math.addExact(start, rounded(n));
            return start;
        }

        void giveBack(int offset, int n) {
            free.computeIfAbsent(rounded(n), _ -> new ArrayDeque<>()).push(offset);
        }

        private static int rounded(int n) {
            return n < ALIGNMENT ? n : Math.multiplyExact(Math.ceilDiv(n, ALIGNMENT), ALIGNMENT);
        }
    }
}
