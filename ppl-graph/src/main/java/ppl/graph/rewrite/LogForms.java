package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.CauchyCdf;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.LogCauchyCdf;
import ppl.graph.math.elementary.Pow;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.math.logistic.LogDiffExp;
import ppl.graph.math.logistic.LogSoftmax;
import ppl.graph.math.logistic.LogSumExp;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softmax;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.logistic.XLogY;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.op.Binary;
import ppl.graph.op.Reduce;
import ppl.graph.op.Unary;

/**
 * The logarithm of a node by what the node is computed from, where that keeps digits which the node itself loses: the log
 * of {@code exp(a) * sigmoid(b)} is {@code a - softplus(-b)}, whatever over- or underflows. Null where nothing is gained.
 * One instance serves one question: it remembers what it has answered.
 */
final class LogForms {

    /** Below this, log(1 + exp(x)) and 1 - exp(-exp(x)) are exp(x) to the last bit of their logarithm. */
    static final double LOW = -40;

    private final Memo.Nesting nesting = new Memo.Nesting();
    private final Memo<Var> known = new Memo<>(nesting, LogForms::asked, this::derive);
    private final Exponentials exponentials = new Exponentials(nesting);
    private final Complements complements = new Complements(this, nesting);

    /** The logarithm of a node; null where there is no better way than to take it of the value. */
    @Nullable
    Var log(Var x) {
        return known.of(x);
    }

    /** {@code log(1 - x)}; null where there is no better way. */
    @Nullable
    Var log1m(Var x) {
        return complements.log(x);
    }

    /** {@code 1 - x} without x; null where there is no such form. */
    @Nullable
    Var complement(Var x) {
        return complements.of(x);
    }

    /** What is known of exponentials. */
    Exponentials exponentials() {
        return exponentials;
    }

    /** The operands that the logarithm of a node is derived from. */
    private static List<Var> asked(Var x) {
        return switch (x.op()) {
            case Binary _, Unary _, Reduce _ ->
                x.dtype().isFloat()
                        ? x.inputs().stream().filter(LogForms::isNotNegative).toList()
                        : List.of();
            default -> Movement.operands(x);
        };
    }

    private @Nullable Var derive(Var x) {
        return switch (x.op()) {
            case Exp _ -> left(x);
            case Sigmoid _ -> Softplus.of(left(x).unaryMinus()).unaryMinus();
            case Softmax(int axis) -> LogSoftmax.of(left(x), axis);
            case Ndtr _ -> LogNdtr.of(left(x));
            case CauchyCdf _ -> LogCauchyCdf.of(left(x));
            case Softplus _ -> ofSoftplus(left(x));
            case Expm1 _ -> left(x).plus(Log1mexp.of(left(x).unaryMinus()));
            case Pow _ -> ofPower(left(x), right(x));
            case Unary(Unary.Fn fn) -> ofUnary(fn, left(x));
            case Binary(Binary.Fn fn) -> ofBinary(fn, left(x), right(x));
            case Reduce(Reduce.Fn fn, List<Integer> axes) -> ofReduction(fn, axes, left(x));
            default -> Movement.through(x, this::log, Var::log);
        };
    }

    /** The log of softplus(x): x itself far below 0, where softplus(x) is exp(x). */
    private static @Nullable Var ofSoftplus(Var x) {
        if (x.range().lo() >= LOW) {
            return null;
        }
        Var above = Elementwise.maximum(x, Var.constant(x.dtype(), LOW));
        return Elementwise.where(x.lt(LOW), x, Softplus.of(above).log());
    }

    private @Nullable Var ofUnary(Unary.Fn fn, Var x) {
        return switch (fn) {
            case NEG -> x.op() instanceof Expm1 ? Log1mexp.of(left(x)) : null;
            case SQRT -> halved(positive(x));
            case ABS -> positive(x);
            default -> null;
        };
    }

    private static @Nullable Var halved(@Nullable Var log) {
        return log == null ? null : log.times(0.5);
    }

    private @Nullable Var ofBinary(Binary.Fn fn, Var x, Var y) {
        Var logX = positive(x);
        Var logY = positive(y);
        boolean none = logX == null && logY == null;
        return switch (fn) {
            case MUL -> none ? null : or(logX, x).plus(or(logY, y));
            case DIV -> none ? null : or(logX, x).minus(or(logY, y));
            case ADD -> ofSum(x, y);
            case SUB -> x.isSplat(1) ? log1m(y) : logX == null || logY == null ? null : LogDiffExp.of(logX, logY);
            case MIN, MAX -> none || !isNotNegative(x) || !isNotNegative(y) ? null : fn.of(or(logX, x), or(logY, y));
            default -> null;
        };
    }

    /** Of two terms that may both over- or underflow; beside a constant only the one matters. */
    private @Nullable Var ofSum(Var x, Var y) {
        Var logX = positive(x);
        Var logY = positive(y);
        if (logX != null && logY != null) {
            return LogAddExp.of(logX, logY);
        }
        if (logX != null && isUnbounded(x) && isPositive(y)) {
            return beside(y, logX);
        }
        return logY != null && isUnbounded(y) && isPositive(x) ? beside(x, logY) : null;
    }

    private static Var beside(Var constant, Var log) {
        return constant.isSplat(1) ? Softplus.of(log) : LogAddExp.of(constant.log(), log);
    }

    private @Nullable Var ofPower(Var x, Var y) {
        return isNotNegative(x) ? power(y, or(log(x), x)) : null;
    }

    /** The logarithm {@code y log x} of a power: 0 where y is 0, whatever x is. */
    static Var power(Var y, Var log) {
        return XLogY.byLog(y, log, Elementwise.not(log.abs().lt(Double.POSITIVE_INFINITY)));
    }

    private @Nullable Var ofReduction(Reduce.Fn fn, List<Integer> axes, Var x) {
        Var log = positive(x);
        return log == null
                ? null
                : switch (fn) {
                    case SUM -> exponentials.include(x) ? LogSumExp.of(log, axes) : null;
                    case PROD -> Var.of(new Reduce(Reduce.Fn.SUM, axes), log);
                    case MAX, MIN -> Var.of(new Reduce(fn, axes), log);
                    case ALL, ANY -> null;
                };
    }

    /** The log of a node that has a form and is proved not to be negative; null otherwise. */
    @Nullable
    Var positive(Var x) {
        return isNotNegative(x) ? log(x) : null;
    }

    private static Var or(@Nullable Var log, Var x) {
        return log == null ? x.log() : log;
    }

    static boolean isNotNegative(Var x) {
        return x.range().isNonNegative();
    }

    static boolean isUnbounded(Var x) {
        return x.range().hi() == Double.POSITIVE_INFINITY;
    }

    /** True for constants greater than 0, without NaN. */
    static boolean isPositive(Var x) {
        Tensor value = x.range().isPositive() ? x.constantValue() : null; // most are settled without a look at the data
        for (int i = 0; value != null && i < value.length(); i++) {
            if (Double.isNaN(value.doubleAt(i))) {
                return false;
            }
        }
        return value != null;
    }
}
