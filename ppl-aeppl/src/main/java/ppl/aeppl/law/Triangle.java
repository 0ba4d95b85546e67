package ppl.aeppl.law;

import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * The elements of the lower triangle of square matrices as vectors, row after row.
 *
 * @param size rows of a matrix
 * @param diagonal true if the diagonal is among them
 */
record Triangle(int size, boolean diagonal) {

    /** The triangle of the matrices that a map makes, along the last two axes of known lengths. */
    static Triangle of(Bijector map, TensorType draw, boolean diagonal) {
        int rank = draw.shape().rank();
        if (rank < 2
                || !(draw.shape().extent(-1) instanceof Extent.Known(int columns))
                || !draw.shape().extent(-2).is(columns)
                || columns < 1) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the map '" + map.name()
                            + "' makes square matrices, of known size 1 or more when the graph is built, but a draw is "
                            + draw + "; give its last two axes one known length");
        }
        return new Triangle(columns, diagonal);
    }

    /** The triangle of so many elements. */
    static Triangle ofElements(int elements, boolean diagonal) {
        int size = 1;
        while (new Triangle(size, diagonal).elements() < elements) {
            size++;
        }
        return new Triangle(size, diagonal);
    }

    int elements() {
        return diagonal ? size * (size + 1) / 2 : size * (size - 1) / 2;
    }

    /** The vectors of matrices with this triangle. */
    TensorType vectors(TensorType matrices) {
        Shape shape = matrices.shape();
        return matrices.with(shape.slice(0, shape.rank() - 2).concat(Shape.of(elements())));
    }

    /** Matrices with these elements, and 0 elsewhere. */
    Var matrices(Var vectors) {
        Shape lead = vectors.shape().slice(0, vectors.rank() - 1);
        Var zero = Functions.zeros(vectors.type().with(lead.concat(Shape.of(1))));
        Var padded = Functions.concat(List.of(vectors, zero), vectors.rank() - 1);
        long[] from = new long[size * size];
        int next = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                from[i * size + j] = j < i || (diagonal && j == i) ? next++ : elements();
            }
        }
        Var flat = Functions.take(padded, Var.constant(Tensor.of(from)), vectors.rank() - 1);
        return Functions.reshape(flat, lead.concat(Shape.of(size, size)));
    }

    /** These elements of matrices. */
    Var vectors(Var matrices) {
        Shape lead = matrices.shape().slice(0, matrices.rank() - 2);
        Var flat = Functions.reshape(matrices, lead.concat(Shape.of(size * size)));
        long[] from = IntStream.range(0, size)
                .flatMap(i -> IntStream.range(0, diagonal ? i + 1 : i).map(j -> i * size + j))
                .asLongStream()
                .toArray();
        return Functions.take(flat, Var.constant(Tensor.of(from)), matrices.rank() - 2);
    }

    /** 1 on the diagonal of a matrix and 0 elsewhere. */
    Var identity() {
        return Functions.eye(size);
    }

    /** For each matrix whether it is 0 above its diagonal and positive on it, or there 0 at least. */
    static Var isLower(Var x, boolean zero) {
        int n = x.shape().size(-1);
        boolean[] above = new boolean[n * n];
        boolean[] on = new boolean[n * n];
        for (int i = 0; i < n; i++) {
            on[i * n + i] = true;
            for (int j = i + 1; j < n; j++) {
                above[i * n + j] = true;
            }
        }
        Var ok = Functions.where(
                Functions.broadcastTo(Var.constant(Tensor.of(above, n, n)), x.shape()),
                Functions.equal(x, Var.constant(0.0)),
                Functions.where(
                        Functions.broadcastTo(Var.constant(Tensor.of(on, n, n)), x.shape()),
                        zero ? x.ge(0) : x.gt(0),
                        x.abs().lt(Double.POSITIVE_INFINITY)));
        return Functions.all(ok, -1, -2);
    }
}
