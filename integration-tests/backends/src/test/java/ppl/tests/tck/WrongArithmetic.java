package ppl.tests.tck;

import static ppl.graph.DType.F32;
import static ppl.graph.DType.F64;
import static ppl.graph.DType.I32;
import static ppl.graph.DType.I64;
import static ppl.graph.Functions.bitcast;
import static ppl.graph.Functions.floor;
import static ppl.graph.Functions.fma;
import static ppl.graph.Functions.isNaN;
import static ppl.graph.Functions.not;
import static ppl.graph.Functions.or;
import static ppl.graph.Functions.where;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Bitcast;
import ppl.graph.op.Cast;
import ppl.graph.op.Compare;
import ppl.graph.op.Fma;
import ppl.graph.op.Op;
import ppl.graph.op.Select;
import ppl.graph.op.Unary;

/** Single operations gone wrong as they do in real backends. Each is a rule of substitution on a program. */
final class WrongArithmetic {

    private WrongArithmetic() {}

    private static boolean is(Op op, Binary.Fn fn, Var x) {
        return op instanceof Binary(Binary.Fn f) && f == fn && x.dtype().isFloat();
    }

    private static boolean is(Op op, Unary.Fn fn) {
        return op instanceof Unary(Unary.Fn f) && f == fn;
    }

    private static Var like(Var x, double value) {
        return Var.constant(x.dtype(), value).broadcastTo(x.shape());
    }

    static @Nullable Var sumsInFloat32(Var node, Op op, List<Var> in) {
        return op instanceof Binary(Binary.Fn f) && f == Binary.Fn.ADD && node.dtype() == F64
                ? in.get(0).cast(F32).plus(in.get(1).cast(F32)).cast(F64)
                : null;
    }

    static @Nullable Var fmaRoundedTwice(Var node, Op op, List<Var> in) {
        return op instanceof Fma ? in.get(0).times(in.get(1)).plus(in.get(2)) : null;
    }

    static @Nullable Var fma32In64(Var node, Op op, List<Var> in) {
        return op instanceof Fma && node.dtype() == F32
                ? fma(in.get(0).cast(F64), in.get(1).cast(F64), in.get(2).cast(F64))
                        .cast(F32)
                : null;
    }

    static @Nullable Var contractedToFma(Var node, Op op, List<Var> in) {
        if (!is(op, Binary.Fn.ADD, node)) {
            return null;
        }
        Var product = in.getFirst();
        return is(product.op(), Binary.Fn.MUL, product)
                ? fma(product.inputs().get(0), product.inputs().get(1), in.get(1))
                : null;
    }

    static @Nullable Var divisionByReciprocal(Var node, Op op, List<Var> in) {
        return is(op, Binary.Fn.DIV, node)
                ? in.get(0).times(Functions.onesLike(in.get(1)).div(in.get(1)))
                : null;
    }

    static @Nullable Var rootThroughFloat32(Var node, Op op, List<Var> in) {
        return is(op, Unary.Fn.SQRT) && node.dtype() == F64
                ? in.getFirst().cast(F32).sqrt().cast(F64)
                : null;
    }

    static @Nullable Var rintByFloor(Var node, Op op, List<Var> in) {
        return is(op, Unary.Fn.RINT) ? floor(in.getFirst().plus(0.5)) : null;
    }

    static @Nullable Var minusZeroLost(Var node, Op op, List<Var> in) {
        return is(op, Unary.Fn.NEG) && node.dtype().isFloat()
                ? where(
                        Functions.equal(in.getFirst(), like(in.getFirst(), 0)),
                        in.getFirst().abs(),
                        Var.of(op, in))
                : null;
    }

    static @Nullable Var maxIgnoresNaN(Var node, Op op, List<Var> in) {
        return is(op, Binary.Fn.MAX, node)
                ? where(isNaN(in.get(0)), in.get(1), where(isNaN(in.get(1)), in.get(0), Var.of(op, in)))
                : null;
    }

    static @Nullable Var minByComparison(Var node, Op op, List<Var> in) {
        return is(op, Binary.Fn.MIN, node) ? where(in.get(0).lt(in.get(1)), in.get(0), in.get(1)) : null;
    }

    static @Nullable Var selectByProducts(Var node, Op op, List<Var> in) {
        if (!(op instanceof Select) || !node.dtype().isFloat()) {
            return null;
        }
        Var c = in.get(0).cast(node.dtype());
        return c.times(in.get(1)).plus(Functions.onesLike(c).minus(c).times(in.get(2)));
    }

    static @Nullable Var zeroTimesAnythingIsZero(Var node, Op op, List<Var> in) {
        if (!is(op, Binary.Fn.MUL, node)) {
            return null;
        }
        Var zero = like(node, 0);
        Var any = or(Functions.equal(in.get(0), zero), Functions.equal(in.get(1), zero));
        return where(any, zero, Var.of(op, in));
    }

    static @Nullable Var lessAsNotGreaterOrEqual(Var node, Op op, List<Var> in) {
        return op instanceof Compare(Compare.Fn f) && f == Compare.Fn.LT
                ? not(in.get(0).ge(in.get(1)))
                : null;
    }

    static @Nullable Var subnormalsFlushed(Var node, Op op, List<Var> in) {
        boolean arithmetic = op instanceof Binary || op instanceof Unary || op instanceof Fma;
        if (!arithmetic || node.dtype() != F64) {
            return null;
        }
        Var y = Var.of(op, in);
        return where(y.abs().lt(Double.MIN_NORMAL), y.times(like(y, 0)), y);
    }

    static @Nullable Var shiftKeepsSign(Var node, Op op, List<Var> in) {
        if (!(op instanceof Binary(Binary.Fn f)) || f != Binary.Fn.SHR) {
            return null;
        }
        Var x = in.get(0);
        Var negative = not(Binary.Fn.SHR.of(not(x), in.get(1)));
        return where(x.lt(0), negative, Var.of(op, in));
    }

    static @Nullable Var largeShiftGivesZero(Var node, Op op, List<Var> in) {
        if (!(op instanceof Binary(Binary.Fn f)) || f != Binary.Fn.SHL) {
            return null;
        }
        Var n = in.get(1);
        Var large = or(n.lt(0), n.ge(node.dtype().bytes() * 8));
        return where(large, Functions.zerosLike(node), Var.of(op, in));
    }

    static @Nullable Var integersSaturate(Var node, Op op, List<Var> in) {
        if (!(op instanceof Binary(Binary.Fn f)) || f != Binary.Fn.ADD || node.dtype() != I32) {
            return null;
        }
        return in.get(0).cast(F64).plus(in.get(1).cast(F64)).cast(I32);
    }

    static @Nullable Var castWrapsToInt32(Var node, Op op, List<Var> in) {
        return op instanceof Cast(DType to)
                        && to == I32
                        && in.getFirst().dtype().isFloat()
                ? in.getFirst().cast(I64).cast(I32)
                : null;
    }

    static @Nullable Var nanCastsToLeast(Var node, Op op, List<Var> in) {
        if (!(op instanceof Cast(DType to))
                || to != I64
                || !in.getFirst().dtype().isFloat()) {
            return null;
        }
        Var least = Var.constant(Long.MIN_VALUE).broadcastTo(node.shape());
        return where(isNaN(in.getFirst()), least, Var.of(op, in));
    }

    static @Nullable Var castRoundsTwice(Var node, Op op, List<Var> in) {
        return op instanceof Cast(DType to) && to == F32 && in.getFirst().dtype() == I64
                ? in.getFirst().cast(F64).cast(F32)
                : null;
    }

    static @Nullable Var castRoundsDown(Var node, Op op, List<Var> in) {
        return op instanceof Cast(DType to) && to == I64 && in.getFirst().dtype() == F64
                ? Var.of(op, floor(in.getFirst()))
                : null;
    }

    static @Nullable Var bitcastConverts(Var node, Op op, List<Var> in) {
        return op instanceof Bitcast(DType to) ? in.getFirst().cast(to) : null;
    }

    static @Nullable Var integersComparedAsFloats(Var node, Op op, List<Var> in) {
        // integers compared as float64, which cannot tell the two greatest int64 apart
        return op instanceof Compare(Compare.Fn f) && in.getFirst().dtype() == I64
                ? f.of(in.get(0).cast(F64), in.get(1).cast(F64))
                : null;
    }

    static @Nullable Var absByBits(Var node, Op op, List<Var> in) {
        // the sign bit cleared for positive and negative numbers, but set for zeros
        if (!is(op, Unary.Fn.ABS) || node.dtype() != F64) {
            return null;
        }
        Var x = in.getFirst();
        Var signed = Binary.Fn.OR.of(bitcast(x, I64), Var.constant(Tensor.scalar(Long.MIN_VALUE)));
        return where(Functions.equal(x, like(x, 0)), bitcast(signed, F64), Var.of(op, in));
    }
}
