package ppl.graph.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.CumulativeSum;
import ppl.graph.op.Op;
import ppl.graph.op.Reduce;
import ppl.graph.op.ScatterAdd;
import ppl.graph.op.Unary;

/**
 * Keeps arithmetic on known whole numbers exact: a result that its integer type does not hold is refused where it is
 * written, instead of wrapping around. Integers that only a run tells wrap around, as the primitives do.
 *
 * <p>Decided by the values of constants, and by the bounds of what is computed from them; operands without bounds pass.
 */
public final class WholeNumbers {

    private WholeNumbers() {}

    /**
     * Checks an op that is about to be applied to operands of one type and shape; anything but integer arithmetic passes.
     *
     * @throws GraphException naming the operands, the element and its values if a result is certain to be lost, or if
     *     bounded operands may lose it
     */
    public static void check(Op op, List<Var> operands) {
        Var x = operands.isEmpty() ? null : operands.getFirst();
        if (x == null || !x.dtype().isInteger()) {
            return;
        }
        switch (op) {
            case Binary(Binary.Fn fn) when isArithmetic(fn) -> pairs(fn, op, x, operands.get(1));
            case Binary(Binary.Fn fn)
            when fn == Binary.Fn.FLOOR_DIV || fn == Binary.Fn.FLOOR_MOD -> divisors(fn, op, x, operands.get(1));
            case Unary(Unary.Fn fn) when fn == Unary.Fn.NEG || fn == Unary.Fn.ABS -> signs(op, x);
            case Reduce reduce when reduce.fn() == Reduce.Fn.SUM || reduce.fn() == Reduce.Fn.PROD -> groups(reduce, x);
            case CumulativeSum(int axis, boolean reverse)
            when !reverse -> prefixes(Var.expression(op, List.of(x)), x, axis, true);
            case ScatterAdd scatter -> places(scatter, x, operands.get(1));
            default -> {}
        }
    }

    private static boolean isArithmetic(Binary.Fn fn) {
        return fn == Binary.Fn.ADD || fn == Binary.Fn.SUB || fn == Binary.Fn.MUL;
    }

    private static void pairs(Binary.Fn fn, Op op, Var x, Var y) {
        if (holds(x.dtype(), exactRange(fn, x, y))) {
            return;
        }
        Tensor a = x.constantValue();
        Tensor b = y.constantValue();
        if (a == null || b == null) {
            if (isBounded(x.range()) && isBounded(y.range())) {
                throw mayLeave(Var.expression(op, List.of(x, y)), x, y);
            }
            return;
        }
        for (int i = 0; i < a.length(); i++) {
            BigInteger p = BigInteger.valueOf(a.longAt(i));
            BigInteger q = BigInteger.valueOf(b.longAt(i));
            BigInteger r =
                    switch (fn) {
                        case ADD -> p.add(q);
                        case SUB -> p.subtract(q);
                        default -> p.multiply(q);
                    };
            if (!holds(x.dtype(), r)) {
                String sign = fn == Binary.Fn.ADD ? " + " : fn == Binary.Fn.SUB ? " - " : " * ";
                throw leaves(Var.expression(op, List.of(x, y)), x, a, i, p + sign + q + " = " + r);
            }
        }
    }

    /** A known divisor is not 0, and does not take the least integer out of the range. */
    private static void divisors(Binary.Fn fn, Op op, Var x, Var y) {
        Tensor a = x.constantValue();
        Tensor b = y.constantValue();
        for (int i = 0; b != null && i < b.length(); i++) {
            if (b.longAt(i) == 0) {
                throw new GraphException(
                        GraphCode.VALUE,
                        "'" + Var.expression(op, List.of(x, y)) + "' divides by 0"
                                + (b.rank() == 0 ? "" : " at element " + i)
                                + ", which whole numbers do not: replace the divisor where it is 0, or cast(DType.F64) for"
                                + " infinities and NaN");
            }
            if (a != null && fn == Binary.Fn.FLOOR_DIV) {
                BigInteger p = BigInteger.valueOf(a.longAt(i));
                if (b.longAt(i) == -1 && !holds(x.dtype(), p.negate())) {
                    throw leaves(Var.expression(op, List.of(x, y)), x, a, i, p + " // -1 = " + p.negate());
                }
            }
        }
    }

    /** Bounds of the result without a limit. */
    private static Interval exactRange(Binary.Fn fn, Var x, Var y) {
        return switch (fn) {
            case ADD -> x.range().plus(y.range());
            case SUB -> x.range().plus(y.range().negate());
            default -> x == y ? x.range().square() : x.range().times(y.range());
        };
    }

    private static void signs(Op op, Var x) {
        Tensor a = x.constantValue();
        for (int i = 0; a != null && i < a.length(); i++) {
            BigInteger r = BigInteger.valueOf(a.longAt(i)).negate();
            if (!holds(x.dtype(), r)) {
                throw leaves(Var.expression(op, List.of(x)), x, a, i, "it would be " + r);
            }
        }
    }

    private static void groups(Reduce reduce, Var x) {
        boolean sum = reduce.fn() == Reduce.Fn.SUM;
        if (fits(x, groupLength(reduce, x.shape()), sum)) {
            return;
        }
        String text = Var.expression(reduce, List.of(x));
        Tensor a = x.constantValue();
        if (a == null) {
            requireUnbounded(text, x);
            return;
        }
        int[] sizes = a.sizes();
        Totals totals = new Totals(reduce.kept(x.shape()).elements(), sum);
        for (int i = 0; i < a.length(); i++) {
            totals.take(group(reduce, sizes, i), a.longAt(i));
        }
        require(totals, text, x, a);
    }

    private static void places(ScatterAdd scatter, Var x, Var positions) {
        if (fits(x, length(x.shape().extents()), true)) {
            return;
        }
        String text = Var.expression(scatter, List.of(x, positions));
        Tensor a = x.constantValue();
        Tensor at = positions.constantValue();
        if (a == null || at == null || !(scatter.size() instanceof Extent.Known(int n))) {
            requireUnbounded(text, x);
            return;
        }
        int inner = 1;
        for (int axis = scatter.axis() + positions.rank(); axis < a.rank(); axis++) {
            inner *= a.sizes()[axis];
        }
        Totals totals = new Totals(a.length() / Math.max(1, at.length()) * n, true);
        for (int i = 0; i < a.length(); i++) {
            int outer = i / inner / at.length();
            long place = at.longAt(i / inner % at.length());
            if (place >= 0 && place < n) { // others are dropped
                totals.take((outer * n + (int) place) * inner + i % inner, a.longAt(i));
            }
        }
        require(totals, text, x, a);
    }

    /**
     * Checks the products along an axis up to each element.
     *
     * @throws GraphException as {@link #check}
     */
    public static void checkProducts(Var x, int axis) {
        if (x.dtype().isInteger()) {
            prefixes("cumprod(" + x.label() + ")", x, axis, false);
        }
    }

    /** Sums or products along an axis up to each element. */
    private static void prefixes(String text, Var x, int axis, boolean sum) {
        if (fits(x, length(List.of(x.shape().extent(axis))), sum)) {
            return;
        }
        Tensor a = x.constantValue();
        if (a == null) {
            requireUnbounded(text, x);
            return;
        }
        int step = x.shape().slice(axis + 1, x.rank()).elements();
        BigInteger[] totals = new BigInteger[a.length()];
        for (int i = 0; i < totals.length; i++) {
            BigInteger value = BigInteger.valueOf(a.longAt(i));
            boolean first = i / step % x.shape().size(axis) == 0;
            totals[i] = first ? value : sum ? totals[i - step].add(value) : totals[i - step].multiply(value);
            if (!holds(x.dtype(), totals[i])) {
                throw leaves(text, x, a, i, "it would be " + totals[i]);
            }
        }
    }

    /** True if no sum or product of so many elements of known bounds leaves the type. */
    private static boolean fits(Var x, double count, boolean sum) {
        double size = Math.max(Math.abs(x.range().lo()), Math.abs(x.range().hi()));
        double limit = x.dtype() == DType.I64 ? 0x1p62 : 0x1p30;
        return size == 0 || (sum ? size * count < limit : size <= 1 || count * log2(size) < log2(limit));
    }

    private static int log2(double size) {
        return Math.getExponent(size) + 1;
    }

    private static double groupLength(Reduce reduce, Shape shape) {
        return length(reduce.axes().stream().map(shape::extent).toList());
    }

    /** The number of elements; infinite where a run decides. */
    private static double length(List<Extent> extents) {
        return extents.stream()
                .mapToDouble(e -> e instanceof Extent.Known(int n) ? n : Double.POSITIVE_INFINITY)
                .reduce(1, (a, b) -> a == 0 || b == 0 ? 0 : a * b);
    }

    private static void requireUnbounded(String text, Var x) {
        if (isBounded(x.range())) {
            throw mayLeave(text, x);
        }
    }

    private static void require(Totals totals, String text, Var x, Tensor a) {
        int lost = totals.firstLoss(x.dtype());
        if (lost >= 0) {
            int element = totals.count() == 1 ? -1 : lost;
            throw leaves(text, x, a, element, "it would be " + totals.describe(lost));
        }
    }

    /** The place in the result to which element {@code i} goes. */
    private static int group(Reduce reduce, int[] sizes, int i) {
        int group = 0;
        int stride = 1;
        int rest = i;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            if (!reduce.axes().contains(axis)) {
                group += rest % sizes[axis] * stride;
                stride *= sizes[axis];
            }
            rest /= sizes[axis];
        }
        return group;
    }

    /**
     * Checks whole numbers that are about to become float64 because they meet a float.
     *
     * @throws GraphException if a known value has more than 53 bits, so that it would be rounded
     */
    public static void checkAsFloat(Var x) {
        if (x.dtype() != DType.I64 || Math.max(-x.range().lo(), x.range().hi()) < 0x1p53) {
            return;
        }
        Tensor a = x.constantValue();
        if (a == null) {
            return;
        }
        int lost = Exactness.firstLoss(a, DType.F64);
        if (lost >= 0) {
            throw new GraphException(
                    GraphCode.VALUE,
                    x.describe() + " meets float64, which does not hold its "
                            + (a.rank() == 0 ? "value " : "element " + lost + ", ") + a.elementToString(lost)
                            + ": beyond 2^53 whole numbers are rounded; subtract an offset from it first, or cast(DType.F64) if the"
                            + " nearest float64 will do");
        }
    }

    private static boolean isBounded(Interval x) {
        return Double.isFinite(x.lo()) && Double.isFinite(x.hi());
    }

    private static boolean holds(DType dtype, Interval x) {
        double limit = dtype == DType.I64 ? 0x1.fffffffffffp62 : Integer.MAX_VALUE;
        return x.lo() >= -limit && x.hi() <= limit;
    }

    static boolean holds(DType dtype, BigInteger x) {
        return x.bitLength() < 8 * dtype.bytes();
    }

    private static GraphException leaves(String what, Var x, Tensor value, int element, String result) {
        boolean scalar = element < 0 || value.rank() == 0;
        return new GraphException(
                GraphCode.VALUE,
                "'" + what + "' leaves the range of "
                        + x.dtype().label()
                        + (scalar ? "" : " at element " + element) + ": " + result
                        + "; cast(DType.F64) first, or give the data as doubles");
    }

    private static GraphException mayLeave(String what, Var... operands) {
        String bounds = Arrays.stream(operands)
                .map(x -> "'" + x.label() + "' is between " + x.range().lo() + " and "
                        + x.range().hi())
                .collect(Collectors.joining(", "));
        return new GraphException(
                GraphCode.VALUE,
                "'" + what + "' may leave the range of " + operands[0].dtype().label() + ": " + bounds
                        + "; cast(DType.F64) " + (operands.length == 1 ? "it" : "one of them") + " first");
    }
}
