package ppl.aeppl.rule.pushforward;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.Monotone;
import ppl.aeppl.rule.copies.Shared;
import ppl.graph.Var;
import ppl.graph.math.elementary.Acosh;
import ppl.graph.math.elementary.Asinh;
import ppl.graph.math.elementary.Atan;
import ppl.graph.math.elementary.Atanh;
import ppl.graph.math.elementary.Cos;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.Pow;
import ppl.graph.math.elementary.Sin;
import ppl.graph.math.elementary.Sinh;
import ppl.graph.math.elementary.Tanh;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.normal.Erf;
import ppl.graph.math.normal.Erfc;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.math.normal.NdtriExp;
import ppl.graph.op.Binary;
import ppl.graph.op.Cast;
import ppl.graph.op.Op;
import ppl.graph.op.Unary;

/**
 * The monotone functions of one random operand, with the other operands fixed, by their op. A new one is a {@link MonotoneMap} and a
 * row here; a rich op that implements {@link Monotone} needs neither.
 */
final class MonotoneTable {

    /**
     * A function.
     *
     * @param claim the ops that are this function
     * @param map the function, where one operand is random
     */
    private record Row(Claim claim, Made map) {}

    /** Makes the map of an application. */
    private interface Made {
        /**
         * The map.
         *
         * @param position which operand is random
         */
        MonotoneMap of(Application at, int position);
    }

    private static final List<Row> ROWS = List.of(
            new Row(Claim.one(new Unary(Unary.Fn.NEG)), (_, _) -> AffineMap.negation()),
            new Row(Claim.one(new Unary(Unary.Fn.SQRT)), (at, _) -> new SqrtMap(isDiscrete(at))),
            new Row(Claim.one(new Exp()), (_, _) -> new ExpMap()),
            new Row(Claim.one(new Log()), (_, _) -> new LogMap()),
            new Row(Claim.one(new Log1p()), (_, _) -> new Log1pMap()),
            new Row(Claim.one(new Expm1()), (_, _) -> new Expm1Map()),
            new Row(Claim.one(new Sigmoid()), (_, _) -> new SigmoidMap()),
            new Row(Claim.one(new Softplus()), (_, _) -> new SoftplusMap()),
            new Row(Claim.one(new Tanh()), (_, _) -> new TanhMap()),
            new Row(Claim.one(new Sinh()), (_, _) -> new SinhMap()),
            new Row(Claim.one(new Asinh()), (_, _) -> new AsinhMap()),
            new Row(Claim.one(new Acosh()), (_, _) -> new AcoshMap()),
            new Row(Claim.one(new Atanh()), (_, _) -> new AtanhMap()),
            new Row(Claim.one(new Atan()), (_, _) -> new AtanMap()),
            new Row(Claim.one(new Logit()), (_, _) -> new LogitMap()),
            new Row(Claim.one(new Log1mexp()), (_, _) -> new Log1mexpMap()),
            new Row(Claim.one(new Erf()), (_, _) -> new ErfMap()),
            new Row(Claim.one(new Erfc()), (_, _) -> new ErfcMap()),
            new Row(Claim.one(new Ndtr()), (_, _) -> new NdtrMap()),
            new Row(Claim.one(new Ndtri()), (_, _) -> new NdtriMap()),
            new Row(Claim.one(new LogNdtr()), (_, _) -> new LogNdtrMap()),
            new Row(Claim.one(new NdtriExp()), (_, _) -> new NdtriExpMap()),
            new Row(Claim.one(new Sin()), (_, _) -> new CircleMap(false)),
            new Row(Claim.one(new Cos()), (_, _) -> new CircleMap(true)),
            new Row(Claim.one(new Pow()), MonotoneTable::power),
            new Row(Claim.kind(Cast.class), (at, _) -> cast(at)),
            new Row(
                    Claim.kind(Monotone.class),
                    (at, _) -> new OpMap((Monotone) at.node().op())),
            new Row(Claim.one(new Binary(Binary.Fn.ADD)), (at, i) -> new AffineMap(other(at, i), null)),
            new Row(Claim.one(new Binary(Binary.Fn.SUB)), MonotoneTable::difference),
            new Row(Claim.one(new Binary(Binary.Fn.MUL)), (at, i) -> new AffineMap(null, other(at, i))),
            new Row(Claim.one(new Binary(Binary.Fn.DIV)), MonotoneTable::quotient));

    private static final Set<Claim> CLAIMS = ROWS.stream().map(Row::claim).collect(Collectors.toUnmodifiableSet());

    private MonotoneTable() {}

    static Set<Claim> claims() {
        return CLAIMS;
    }

    /**
     * The function that an application with exactly one random operand is.
     *
     * @param position which operand is random
     */
    static MonotoneMap of(Op op, Application at, int position) {
        for (Row row : ROWS) {
            if (row.claim().covers(op)) {
                return row.map().of(at, position);
            }
        }
        throw new AssertionError(op.name() + " is not in the table");
    }

    private static Var other(Application at, int position) {
        return Shared.of(at.fixed(1 - position));
    }

    private static MonotoneMap difference(Application at, int position) {
        Var other = other(at, position);
        return position == 0 ? new AffineMap(other.unaryMinus(), null) : new AffineMap(other, Var.constant(-1.0));
    }

    private static MonotoneMap quotient(Application at, int position) {
        Var other = other(at, position);
        return position == 0 ? new QuotientMap(other) : new ReciprocalMap(other);
    }

    private static MonotoneMap power(Application at, int position) {
        Var other = other(at, position);
        return position == 0 ? new PowerMap(other, isDiscrete(at)) : new ExponentialMap(other);
    }

    private static boolean isDiscrete(Application at) {
        return !at.laws().getFirst().type().measure().isContinuous();
    }

    private static MonotoneMap cast(Application at) {
        return new WideningMap(
                at.node().inputs().getFirst().dtype(), ((Cast) at.node().op()).to());
    }
}
