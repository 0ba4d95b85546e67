package ppl.graph.math.matrix;

import java.util.List;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** What operations on square matrices need of their operands. */
final class Squares {

    private Squares() {}

    /** One operand: float matrices {@code [.., n, n]}. */
    static Var only(String name, List<Var> inputs) {
        Var a = inputs.getFirst();
        if (!isSquare(a)) {
            throw new GraphException(
                    GraphCode.SHAPE, name + " needs square matrices of floats [.., n, n], but got " + a.describe());
        }
        return a;
    }

    /** The type of the solution of {@code a [.., n, n]} for right sides {@code b [.., n, m]}. */
    static TensorType solution(String name, List<Var> inputs) {
        Var a = inputs.get(0);
        Var b = inputs.get(1);
        int r = a.rank();
        boolean fits = isSquare(a)
                && b.rank() == r
                && a.dtype() == b.dtype()
                && a.shape().slice(0, r - 2).equals(b.shape().slice(0, r - 2))
                && a.shape().extent(-1).equals(b.shape().extent(-2));
        if (!fits) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    name
                            + " needs square matrices of floats [.., n, n] and right sides [.., n, m] of one type, or one right"
                            + " side [n], but got " + a.describe() + " and " + b.describe());
        }
        return b.type();
    }

    private static boolean isSquare(Var a) {
        return a.dtype().isFloat()
                && a.rank() >= 2
                && a.shape().extent(-1).equals(a.shape().extent(-2));
    }
}
