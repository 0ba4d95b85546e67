package ppl.graph.grad;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import ppl.graph.Shape;

/**
 * Pieces of one tensor in layers: in a layer no two overlap, and of two pieces that overlap the one that came first is in an
 * earlier layer. So adding layer by layer adds to each element in the order in which the pieces came.
 */
final class Layers {

    /** As many times the elements given may be laid before pieces are cut. */
    private static final int WASTE = 4;

    private final Shape shape;
    private final int[] covered; // for each element the number of layers up to the last that covers it
    private final List<List<Piece>> layers = new ArrayList<>();

    private Layers(Shape shape, List<Piece> pieces) {
        this.shape = shape;
        this.covered = new int[shape.elements()];
        pieces.forEach(this::add);
    }

    /**
     * The layers, first to last, found in about as many steps as the tensor and the pieces have elements. Pieces each of which
     * overlaps the next, as windows that move along a series, would need a layer each: these are cut where others begin and end,
     * and then there are no more layers than pieces over one element.
     */
    static List<List<Piece>> of(Shape shape, List<Piece> pieces) {
        if (pieces.size() == 1) {
            return List.of(List.copyOf(pieces));
        }
        List<List<Piece>> layers = new Layers(shape, pieces).layers;
        long given = shape.elements();
        for (Piece p : pieces) {
            given += p.elements(shape).length;
        }
        if ((long) layers.size() * shape.elements() <= WASTE * given) {
            return layers;
        }
        List<Piece> cells = pieces;
        for (int axis = 0; axis < shape.rank(); axis++) {
            cells = cut(cells, axis);
        }
        return new Layers(shape, cells).layers;
    }

    private void add(Piece piece) {
        int below = 0;
        int[] elements = piece.elements(shape);
        for (int i : elements) {
            below = Math.max(below, covered[i]);
        }
        for (int i : elements) {
            covered[i] = below + 1;
        }
        if (below == layers.size()) {
            layers.add(new ArrayList<>());
        }
        layers.get(below).add(piece);
    }

    private static List<Piece> cut(List<Piece> pieces, int axis) {
        TreeSet<Integer> ends = new TreeSet<>();
        for (Piece p : pieces) {
            ends.add(p.start(axis));
            ends.add(p.end(axis));
        }
        List<Piece> cells = new ArrayList<>();
        for (Piece p : pieces) {
            int from = p.start(axis);
            for (int to : ends.subSet(from, false, p.end(axis), true)) {
                cells.add(p.between(axis, from, to));
                from = to;
            }
        }
        return cells;
    }
}
