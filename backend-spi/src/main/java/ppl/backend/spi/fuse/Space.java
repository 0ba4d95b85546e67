package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * An iteration space: axis lengths without those of 1, which make no difference.
 *
 * @param call the node if the "loop" is a library call, which shares with nobody
 */
record Space(List<Integer> sizes, @Nullable Var call) {

    private static final Space POINT = new Space(List.of(), null);

    static Space of(int[] domain) {
        List<Integer> sizes = new ArrayList<>(domain.length);
        for (int n : domain) {
            if (n != 1) {
                sizes.add(n);
            }
        }
        return sizes.isEmpty() ? POINT : new Space(List.copyOf(sizes), null);
    }

    static Space ofCall(Var node) {
        return new Space(List.of(), node);
    }

    boolean isPoint() {
        return sizes.isEmpty() && call == null;
    }

    boolean isEmpty() {
        return sizes.contains(0);
    }
}
