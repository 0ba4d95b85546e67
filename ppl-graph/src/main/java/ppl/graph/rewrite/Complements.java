package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.function.Elementwise;
import ppl.graph.math.elementary.CauchyCdf;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.LogCauchyCdf;
import ppl.graph.math.elementary.Pow;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.op.Binary;
import ppl.graph.op.Unary;

/** {@code 1 - p} and its logarithm by what p is computed from, where p may have rounded to 1. */
final class Complements {

    private final LogForms logs;
    private final Memo<Var> complements;
    private final Memo<Var> logarithms;

    Complements(LogForms logs, Memo.Nesting nesting) {
        this.logs = logs;
        complements = new Memo<>(nesting, Movement::operands, this::complement);
        logarithms = new Memo<>(nesting, Complements::asked, this::logarithm);
    }

    /** {@code 1 - p} without p; null where there is no such form. */
    @Nullable
    Var of(Var p) {
        return complements.of(p);
    }

    /** {@code log(1 - p)}; null where there is no better form. */
    @Nullable
    Var log(Var p) {
        return logarithms.of(p);
    }

    private @Nullable Var complement(Var p) {
        return switch (p.op()) {
            case Sigmoid _ -> Sigmoid.of(left(p).unaryMinus());
            case Ndtr _ -> Ndtr.of(left(p).unaryMinus());
            case CauchyCdf _ -> CauchyCdf.of(left(p).unaryMinus());
            default -> {
                Var q = takenFromOne(p);
                yield q != null
                        ? q
                        : Movement.through(
                                p, this::of, x -> Creation.onesLike(x).minus(x));
            }
        };
    }

    private static List<Var> asked(Var p) {
        boolean bound =
                (is(p, Binary.Fn.MAX) || is(p, Binary.Fn.MIN)) && p.dtype().isFloat();
        return bound ? p.inputs() : Movement.operands(p);
    }

    /** The q of p = 1 - q. */
    private static @Nullable Var takenFromOne(Var p) {
        if (is(p, Binary.Fn.SUB) && left(p).isSplat(1)) {
            return right(p);
        }
        return is(p, Unary.Fn.NEG) && left(p).op() instanceof Expm1 ? Exp.of(left(left(p))) : null;
    }

    private @Nullable Var logarithm(Var p) {
        return switch (p.op()) {
            case Sigmoid _ -> Softplus.of(left(p)).unaryMinus();
            case Ndtr _ -> LogNdtr.of(left(p).unaryMinus());
            case CauchyCdf _ -> LogCauchyCdf.of(left(p).unaryMinus());
            case Exp _, Pow _ -> byLog(p);
            default -> {
                Var q = takenFromOne(p);
                if (q != null) {
                    Var log = logs.log(q);
                    yield log == null ? q.log() : log;
                }
                yield p.op() instanceof Binary(Binary.Fn fn)
                        ? ofBinary(fn, p)
                        : is(p, Unary.Fn.SQRT) || is(p, Unary.Fn.ABS)
                                ? byLog(p)
                                : Movement.through(p, this::log, Complements::plain);
            }
        };
    }

    private static Var plain(Var p) {
        return Log1p.of(p.unaryMinus());
    }

    private @Nullable Var byLog(Var p) {
        Var log = logs.positive(p);
        return log == null ? null : Log1mexp.of(log);
    }

    private @Nullable Var ofBinary(Binary.Fn fn, Var p) {
        Var x = left(p);
        Var y = right(p);
        return switch (fn) {
            case MUL, DIV -> {
                boolean known = hasLog(x) && hasLog(y);
                yield known ? byLog(p) : null;
            }
            case ADD -> {
                Var mixed = mixed(x, y);
                yield mixed != null ? mixed : mixed(y, x);
            }
            case MIN, MAX -> bound(fn, x, y);
            default -> null;
        };
    }

    private boolean hasLog(Var x) {
        return LogForms.isPositive(x) || logs.positive(x) != null;
    }

    /** {@code c + (1 - c) s}, a probability with a floor: its complement is (1 - c)(1 - s). */
    private @Nullable Var mixed(Var c, Var term) {
        if (!is(term, Binary.Fn.MUL)) {
            return null;
        }
        boolean first = isComplement(left(term), c);
        if (!first && !isComplement(right(term), c)) {
            return null;
        }
        Var rest = first ? left(term) : right(term);
        if (!LogForms.isNotNegative(rest)) {
            return null; // c may be more than 1 and 1 - s negative: their product has a logarithm, they have none
        }
        Var log = log(first ? right(term) : left(term));
        Var logRest = logs.log(rest);
        return log == null ? null : (logRest == null ? rest.log() : logRest).plus(log);
    }

    private boolean isComplement(Var rest, Var c) {
        Double a = Match.scalarConstant(rest);
        Double b = Match.scalarConstant(c);
        boolean constants = a != null && b != null && a + b == 1 && a >= 0 && b >= 0;
        Var q = of(c);
        return constants || takenFromOne(rest) == c || (q != null && q == rest);
    }

    /**
     * Of the greater of two the lesser complement, and the other way round. Where one may be more than 1, which has none,
     * the lesser is looked for first.
     */
    private @Nullable Var bound(Binary.Fn fn, Var x, Var y) {
        boolean bounded = x.range().hi() <= 1 && y.range().hi() <= 1;
        boolean chosen = fn == Binary.Fn.MIN && !bounded;
        if (chosen && y.constantValue() == null) {
            return null;
        }
        Var logX = log(x);
        Var logY = log(y);
        if (logX == null && logY == null) {
            return null;
        }
        Var first = logX == null ? plain(x) : logX;
        Var second = logY == null ? plain(y) : logY;
        if (chosen) {
            return Elementwise.where(x.gt(y), second, first);
        }
        return (fn == Binary.Fn.MIN ? Binary.Fn.MAX : Binary.Fn.MIN).of(first, second);
    }
}
