package ppl.graph.grad;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Axes;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;

/**
 * A tensor of pieces that do not overlap, zeros between them. They are joined in the order of their positions, axis by axis, so
 * that as many pieces as there are elements cost no more than the tensor. One piece is padded.
 */
final class Mosaic {

    private Mosaic() {}

    /** The tensor of some pieces, one or more. */
    static Var of(TensorType type, List<Piece> pieces) {
        if (pieces.size() == 1) {
            return pieces.getFirst().in(type.shape());
        }
        for (int axis = 0; axis < type.shape().rank(); axis++) {
            List<Band> bands = Band.along(axis, pieces);
            if (bands.size() > 1) {
                return joined(type, axis, bands);
            }
        }
        BinaryOperator<Var> both = type.dtype() == DType.BOOL ? Elementwise::or : Elementwise::add;
        return pieces.stream().map(p -> p.in(type.shape())).reduce(both).orElseThrow();
    }

    private static Var joined(TensorType type, int axis, List<Band> bands) {
        List<Var> parts = new ArrayList<>();
        int at = 0;
        for (Band band : bands) {
            gap(type, axis, band.start() - at, parts);
            parts.add(of(along(type, axis, band.end() - band.start()), band.within(axis)));
            at = band.end();
        }
        gap(type, axis, type.shape().size(axis) - at, parts);
        return Axes.concat(parts, axis);
    }

    private static void gap(TensorType type, int axis, int size, List<Var> parts) {
        if (size > 0) {
            parts.add(Creation.zeros(along(type, axis, size)));
        }
    }

    private static TensorType along(TensorType type, int axis, int size) {
        Shape shape = type.shape().with(axis, Extent.of(size));
        return type.with(shape);
    }

    /** Pieces that share positions of an axis, directly or through others. */
    private record Band(int start, int end, List<Piece> pieces) {

        static List<Band> along(int axis, List<Piece> pieces) {
            List<Piece> sorted = new ArrayList<>(pieces);
            sorted.sort(Comparator.comparingInt(p -> p.start(axis)));
            List<Band> bands = new ArrayList<>();
            int from = 0;
            int end = sorted.getFirst().end(axis);
            for (int i = 1; i <= sorted.size(); i++) {
                if (i == sorted.size() || sorted.get(i).start(axis) >= end) {
                    bands.add(new Band(sorted.get(from).start(axis), end, sorted.subList(from, i)));
                    from = i;
                }
                end = i == sorted.size() ? end : Math.max(end, sorted.get(i).end(axis));
            }
            return bands;
        }

        /** The pieces, their positions on the axis counted from where the band starts. */
        List<Piece> within(int axis) {
            List<Piece> moved = new ArrayList<>();
            for (Piece p : pieces) {
                List<Integer> starts = new ArrayList<>(p.starts());
                starts.set(axis, starts.get(axis) - start);
                moved.add(new Piece(starts, p.sizes(), p.part()));
            }
            return moved;
        }
    }
}
