package ppl.graph.grad;

import java.util.IdentityHashMap;
import java.util.Map;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.math.elementary.Asinh;
import ppl.graph.math.elementary.Atan;
import ppl.graph.math.elementary.Cosh;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Sinh;
import ppl.graph.math.elementary.Tanh;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.math.normal.NormalDensity;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Fma;
import ppl.graph.op.Gather;
import ppl.graph.op.Input;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.Pad;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Select;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.Unary;

/**
 * What is proved to be finite, so that a product with 0 is 0: constants, and bounded functions of what cannot be NaN.
 * Inputs count as finite, and sums and products of them as numbers; where these overflow, what is bounded still is.
 */
final class ProvedFinite {

    private static final int DEEPEST = 100;
    private static final double SMALLEST = 1e-290;

    private final Map<Var, Boolean> numbers = new IdentityHashMap<>();

    /** True if a part of a gradient is 0 where the cotangent that it is made of is. */
    boolean keepsZero(Var part, Var cotangent) {
        if (part == cotangent || part.isSplat(0)) {
            return true;
        }
        return switch (part.op()) {
            case Unary(Unary.Fn fn)
            when fn == Unary.Fn.NEG -> keepsZero(part.inputs().getFirst(), cotangent);
            case Cast _, Reshape _, Transpose _, Broadcast _, Slice _, Pad _, ScatterAdd _, CumulativeSum _ ->
                keepsZero(part.inputs().getFirst(), cotangent);
            case Reduce(Reduce.Fn fn, var _)
            when fn == Reduce.Fn.SUM -> keepsZero(part.inputs().getFirst(), cotangent);
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.MUL -> {
                Var a = part.inputs().get(0);
                Var b = part.inputs().get(1);
                yield (keepsZero(a, cotangent) && is(b)) || (keepsZero(b, cotangent) && is(a));
            }
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.DIV ->
                keepsZero(part.inputs().get(0), cotangent)
                        && isAwayFromZero(part.inputs().get(1));
            case Select _ ->
                keepsZero(part.inputs().get(1), cotangent)
                        && keepsZero(part.inputs().get(2), cotangent);
            case MatMul _ -> {
                Var a = part.inputs().get(0);
                Var b = part.inputs().get(1);
                yield (keepsZero(a, cotangent) && is(b)) || (keepsZero(b, cotangent) && is(a));
            }
            default -> false;
        };
    }

    /** True if every element is proved to be finite. */
    boolean is(Var x) {
        return is(x, 0);
    }

    private boolean is(Var x, int depth) {
        if (x.op() instanceof Constant(Tensor t)) {
            return allFinite(t);
        }
        if (depth > DEEPEST) {
            return false;
        }
        boolean bounded = x.range().lo() > Double.NEGATIVE_INFINITY && x.range().hi() < Double.POSITIVE_INFINITY;
        if (bounded && isNumber(x, depth)) {
            return true;
        }
        return switch (x.op()) {
            case Unary(Unary.Fn fn) when fn == Unary.Fn.NEG || fn == Unary.Fn.ABS -> all(x, depth);
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.ADD || fn == Binary.Fn.SUB || fn == Binary.Fn.MUL -> all(x, depth);
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.DIV ->
                is(x.inputs().get(0), depth + 1) && isAwayFromZero(x.inputs().get(1));
            case Select _ -> is(x.inputs().get(1), depth + 1) && is(x.inputs().get(2), depth + 1);
            case Cast _, Reshape _, Transpose _, Broadcast _, Slice _, Concat _ -> all(x, depth);
            default -> false;
        };
    }

    private boolean all(Var x, int depth) {
        return x.inputs().stream().allMatch(operand -> is(operand, depth + 1));
    }

    private boolean isAwayFromZero(Var x) {
        boolean away = x.range().lo() >= SMALLEST || x.range().hi() <= -SMALLEST;
        return away && isNumber(x, 0);
    }

    /** True if no element can be NaN, but for sums of infinities of both signs that come from overflow. */
    private boolean isNumber(Var x, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        Boolean known = numbers.get(x);
        if (known == null) {
            known = decide(x, depth + 1);
            numbers.put(x, known);
        }
        return known;
    }

    private boolean decide(Var x, int depth) {
        Op op = x.op();
        return switch (op) {
            case Input _ -> true;
            case Constant(Tensor t) -> allFinite(t);
            case Gather _ ->
                x.inputs().get(1).constantValue() != null && isNumber(x.inputs().get(0), depth);
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.DIV || fn == Binary.Fn.FLOOR_DIV || fn == Binary.Fn.FLOOR_MOD ->
                isNumber(x.inputs().get(0), depth) && isAwayFromZero(x.inputs().get(1));
            case Unary(Unary.Fn fn)
            when fn == Unary.Fn.SQRT ->
                x.inputs().getFirst().range().isNonNegative()
                        && isNumber(x.inputs().getFirst(), depth);
            case Select _ ->
                isNumber(x.inputs().get(1), depth) && isNumber(x.inputs().get(2), depth);
            case Exp _ ->
                x.range().hi() < Double.POSITIVE_INFINITY && isNumber(x.inputs().getFirst(), depth);
            case Unary _, Binary _, Fma _, Cast _, Reduce _, MatMul _, ScatterAdd _, CumulativeSum _, Pad _ ->
                numbers(x, depth);
            case Reshape _, Transpose _, Broadcast _, Slice _, Concat _ -> numbers(x, depth);
            case Sigmoid _, Softplus _, Tanh _, Sinh _, Cosh _, Asinh _, Atan _, Ndtr _, NormalDensity _ ->
                numbers(x, depth);
            default -> false;
        };
    }

    private boolean numbers(Var x, int depth) {
        return x.inputs().stream().allMatch(operand -> !operand.dtype().isFloat() || isNumber(operand, depth));
    }

    private static boolean allFinite(Tensor t) {
        for (int i = 0; i < t.length(); i++) {
            if (!Double.isFinite(t.doubleAt(i))) {
                return false;
            }
        }
        return true;
    }
}
