package ppl.graph;

import java.util.List;

/**
 * All functions of tensors in one place, for one static import. The names are NumPy's where it has the function.
 *
 * {@snippet :
 * Var p = sigmoid(Var.input("x", 3));
 * Var loss = where(p.gt(0.5), 0, log(subtract(1, p))).sum();
 * }
 *
 * <p>A {@link Number} is a node of the graph or a plain number. Beside a node a plain number takes its element type: a fraction
 * makes float64 of integers, and a whole number too wide for int32 makes int64. Alone it is int64 or float64.
 *
 * <p><b>Shapes</b>: operands broadcast as in NumPy, aligned at the last axis; the result has their common shape. An axis below
 * 0 counts from the end. Reductions take all axes where none is named, and drop them.
 *
 * <p><b>Types</b>: operands are promoted to one ({@link DType#promote}); comparisons give bool; what needs floats takes
 * integers as float64. Arithmetic on known whole numbers is exact or an error, and so is a plain number that a float type does not
 * hold: whole and beyond its digits, or one that would become 0 or infinite.
 *
 * <p><b>Units</b>: logarithms are natural, angles in radians.
 *
 * <p><b>Errors</b>: {@link GraphException} on the line that writes it, for shapes that do not go together ({@link
 * GraphCode#SHAPE}), types that do not ({@link GraphCode#TYPE}), positions outside of an axis ({@link GraphCode#INDEX}) and whole
 * numbers that their type does not hold ({@link GraphCode#VALUE}); each names the operands. An argument outside of the domain
 * gives NaN.
 *
 * <p><b>Numerics</b>: everything is written in exactly specified operations, sums in one fixed order, so that every backend
 * gives the same bits. NaN in, NaN out.
 *
 * <p>The functions are written in families: elementwise, creation, axes, indexing, reductions, order, linear algebra, special functions, control
 * flow. This class is made from them when the project is built.
 */
public final class Functions {

    private Functions() {}

    /** A branch of a {@code cond} with one result. */
    @FunctionalInterface
    public interface Branch {
        /** Writes the branch down; called once, when the graph is built. */
        Var result();
    }

    /** A branch of a {@code cond} with several results. */
    @FunctionalInterface
    public interface Branches {
        /** Writes the branch down; called once, when the graph is built. */
        List<Var> results();
    }
}
