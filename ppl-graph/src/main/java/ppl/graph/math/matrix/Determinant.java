package ppl.graph.math.matrix;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.function.LuFactors;
import ppl.graph.function.Reductions;
import ppl.graph.function.Triangles;
import ppl.graph.op.RichOp;

/**
 * Determinants of matrices {@code [.., n, n]}, or their sign and the log of their magnitude, by the pivots of {@link
 * ppl.graph.op.Lu}; of no rows it is 1. The derivatives are solves by the same factors.
 *
 * <p><b>Numerics</b>: the value has the relative error of the pivots, a small multiple of {@code n} ulp times the condition number.
 * A singular matrix has the sign 0 and the log −∞ if a pivot is 0 to the bit.
 */
public record Determinant(Part part) implements RichOp {

    /** What of it. */
    public enum Part {
        /** The determinant. */
        VALUE,
        /** Its sign: −1, 0 or 1. */
        SIGN,
        /** The log of its magnitude. */
        LOG
    }

    /** The part of the determinants of matrices. */
    public static Var of(Part part, Var a) {
        return Var.of(new Determinant(part), a);
    }

    @Override
    public String name() {
        return part == Part.VALUE ? "det" : "det_" + part.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(List<Var> inputs) {
        Var a = Squares.only("det", inputs);
        return a.type().with(a.shape().slice(0, a.rank() - 2));
    }

    /** The same: leading axes are those of a stack of matrices. */
    @Override
    public RichOp withLeadingAxes(int count) {
        return this;
    }

    @Override
    public Var expand(List<Var> inputs) {
        LuFactors factors = LuFactors.of(inputs.getFirst());
        Var pivots = factors.pivots();
        return switch (part) {
            case VALUE -> Reductions.prod(pivots, -1).times(factors.sign());
            case SIGN -> Reductions.prod(signs(pivots), -1).times(factors.sign());
            case LOG -> Reductions.sum(pivots.abs().log(), -1);
        };
    }

    private static Var signs(Var x) {
        Var one = Var.constant(x.dtype(), 1);
        Var ofPositive = Elementwise.where(x.gt(0), one, x.abs()); // 0 and NaN stay what they are
        return Elementwise.where(x.lt(0), one.unaryMinus(), ofPositive);
    }

    @Override
    public List<@Nullable Var> vjp(Var output, List<Var> inputs, Var cotangent) {
        Var a = inputs.getFirst();
        return switch (part) {
            case VALUE -> List.of(inverseTransposed(a, cotangent.times(output)));
            case SIGN -> Collections.singletonList(null);
            case LOG -> List.of(inverseTransposed(a, cotangent));
        };
    }

    /** The inverse transposed, times a number for each matrix. */
    private static Var inverseTransposed(Var a, Var factor) {
        return Var.of(new LuSolve(true), a, Triangles.multipleOfIdentity(a, factor));
    }
}
