package ppl.graph.grad;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * Which elements of a node its users take: those that any of them takes. Conditions on pieces are laid down together, as
 * cotangents are.
 */
final class Conditions {

    private final Shape shape;
    private final List<Piece> open = new ArrayList<>(); // what is not yet part of the whole
    private @Nullable Var whole;

    Conditions(Shape shape) {
        this.shape = shape;
    }

    /** Takes a condition on the node. */
    void add(Var condition) {
        whole = whole == null ? condition : Bools.or(whole, condition);
    }

    /** Takes a condition on some elements of the node. */
    void add(Piece piece) {
        if (whole != Bools.ALWAYS) {
            open.add(piece);
        }
    }

    /** The elements taken by what has come up to now, one condition or more. */
    Var any() {
        if (whole != Bools.ALWAYS && !open.isEmpty()) {
            lay();
        }
        open.clear();
        return Objects.requireNonNull(whole);
    }

    private void lay() {
        List<Piece> certain =
                open.stream().filter(p -> p.part() == Bools.ALWAYS).toList();
        if (!certain.isEmpty()) {
            add(Bools.known(mask(certain)));
        }
        List<Piece> computed =
                open.stream().filter(p -> p.part() != Bools.ALWAYS).toList();
        if (whole != Bools.ALWAYS && !computed.isEmpty()) {
            TensorType type = new TensorType(DType.BOOL, shape);
            Layers.of(shape, computed).forEach(layer -> add(Mosaic.of(type, layer)));
        }
    }

    private Var mask(List<Piece> pieces) {
        boolean[] used = new boolean[shape.elements()];
        for (Piece p : pieces) {
            for (int i : p.elements(shape)) {
                used[i] = true;
            }
        }
        return Var.constant(Tensor.wrap(used, shape.sizes()));
    }
}
