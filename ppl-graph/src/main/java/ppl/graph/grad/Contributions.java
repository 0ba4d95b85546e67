package ppl.graph.grad;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * The cotangents that users of a node hand back, added in the order in which they come. Pieces that come one after the other are
 * laid down together, so that a loop over the elements of a vector costs no more than the vector. The bits are those of
 * adding each piece in zeros of its own, but that a sum of one negative zero stays one.
 */
final class Contributions {

    private final TensorType type;
    private final List<Piece> pieces = new ArrayList<>(); // that came after the total
    private @Nullable Var total;

    Contributions(TensorType type) {
        this.type = type;
    }

    /** Takes a cotangent of the whole node. */
    void add(Var part) {
        lay();
        total = plus(part);
    }

    /** Takes a cotangent of some elements of the node. */
    void add(Piece piece) {
        pieces.add(piece);
    }

    /** What has come up to now, one contribution or more. */
    Var total() {
        lay();
        return Objects.requireNonNull(total);
    }

    private void lay() {
        if (!pieces.isEmpty()) {
            for (List<Piece> layer : Layers.of(type.shape(), pieces)) {
                total = plus(Mosaic.of(type, layer));
            }
            pieces.clear();
        }
    }

    private Var plus(Var part) {
        return total == null ? part : total.plus(part);
    }
}
