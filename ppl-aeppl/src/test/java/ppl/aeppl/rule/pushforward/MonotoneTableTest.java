package ppl.aeppl.rule.pushforward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.aeppl.numeric.LogMinusLog1mexp;
import ppl.aeppl.numeric.LogSoftplus;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.Monotone;
import ppl.graph.DType;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Acosh;
import ppl.graph.math.elementary.Asinh;
import ppl.graph.math.elementary.Atan;
import ppl.graph.math.elementary.Atanh;
import ppl.graph.math.elementary.Cos;
import ppl.graph.math.elementary.Cosh;
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
import ppl.graph.math.normal.NormalDensity;
import ppl.graph.op.Binary;
import ppl.graph.op.Cast;
import ppl.graph.op.Op;
import ppl.graph.op.Unary;

/**
 * What every row of the table owes to those before and after it: the distances of an inverse image to both ends of the
 * support, also where they are far below what digits can tell. A new row needs a line here.
 */
class MonotoneTableTest {

    private static final double LO = 0.25;
    private static final double HI = 0.75;
    private static final double TINY = -800;

    /** A function that nobody has registered: {@code 2 exp(-x)}. */
    record Decay() implements Univariate, Monotone {
        @Override
        public String name() {
            return "decay";
        }

        @Override
        public Var value(Var x) {
            return x.unaryMinus().exp().times(2);
        }

        @Override
        public Var slope(Var x, Var y) {
            return y.unaryMinus();
        }

        @Override
        public Interval bounds(Interval x) {
            return Interval.NON_NEGATIVE;
        }

        @Override
        public Support image() {
            return Support.positive();
        }

        @Override
        public boolean isIncreasing() {
            return false;
        }

        @Override
        public Var inverse(Value y) {
            return y.log().minus(Math.log(2)).unaryMinus();
        }

        @Override
        public Var logSlope(Value y) {
            return y.log().unaryMinus();
        }

        @Override
        public Var logDistance(Value y, Var logGap, End end) {
            Var share = logGap.minus(end.image().log());
            return end.isLower() ? LogMinusLog1mexp.of(share) : LogSoftplus.of(share);
        }
    }

    private static Row shifted(Op op, MonotoneMap map, double by) {
        return new Row(op, map, by);
    }

    /**
     * A map and an op that is this function in the table.
     *
     * @param shift where the support on which it is tested begins, less a quarter
     */
    record Row(Op op, MonotoneMap map, double shift) {

        private Row(Op op, MonotoneMap map) {
            this(op, map, 0);
        }

        private double lo() {
            return LO + shift;
        }

        private double hi() {
            return HI + shift;
        }

        private Support base() {
            return Support.between(c(lo()), c(hi()));
        }

        private Ends ends() {
            return Ends.of(map, base(), map.image(base()));
        }

        double image(double x) {
            return map.forward(c(x)).eval().item();
        }

        /** The inverse image of a value of which a distance may be known beside its digits. */
        Value inverse(double y, boolean aboveLo, double logDistance) {
            Ends ends = ends();
            Var end = aboveLo ? ends.atLo() : ends.atHi();
            assertNotNull(end, op.name() + " takes the ends of a support to the ends of its image");
            var distance = new Value.Distance(end, c(logDistance));
            boolean over = aboveLo == map.increasing().isSplat(1);
            return map.inverse(new Value(c(y), false, over ? distance : null, over ? null : distance), ends);
        }

        Value inverse(double y) {
            return map.inverse(Value.of(c(y)), ends());
        }

        /** The log of the slope of the inverse where x is, from differences. */
        double logSlope(double x) {
            double h = 1e-4;
            double near = image(x + h) - image(x - h);
            double far = image(x + 2 * h) - image(x - 2 * h);
            return -Math.log(Math.abs(8 * near - far) / (12 * h));
        }

        @Override
        public String toString() {
            return op.name() + " as " + map;
        }
    }

    private static Var c(double x) {
        return Var.constant(x);
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row(new Unary(Unary.Fn.NEG), AffineMap.negation()),
                new Row(new Exp(), new ExpMap()),
                new Row(new Log(), new LogMap()),
                new Row(new Unary(Unary.Fn.SQRT), new SqrtMap(false)),
                new Row(new Tanh(), new TanhMap()),
                new Row(new Sinh(), new SinhMap()),
                new Row(new Asinh(), new AsinhMap()),
                new Row(new Atanh(), new AtanhMap()),
                new Row(new Atan(), new AtanMap()),
                new Row(new Logit(), new LogitMap()),
                new Row(new Erf(), new ErfMap()),
                new Row(new Erfc(), new ErfcMap()),
                new Row(new Ndtr(), new NdtrMap()),
                new Row(new Ndtri(), new NdtriMap()),
                new Row(new LogNdtr(), new LogNdtrMap()),
                new Row(new Pow(), new PowerMap(c(2.5), false)),
                new Row(new Pow(), new PowerMap(c(-1.5), false)),
                new Row(new Pow(), new PowerMap(c(2), false)),
                new Row(new Pow(), new OddPowerMap(3, false)),
                new Row(new Pow(), new ExponentialMap(c(3))),
                new Row(new Pow(), new ExponentialMap(c(0.2))),
                new Row(new Sin(), new CircleMap(false)),
                new Row(new Cos(), new CircleMap(true)),
                new Row(new Cosh(), new CoshMap(false)),
                new Row(new NormalDensity(), new NormalDensityMap()),
                shifted(new Acosh(), new AcoshMap(), 1),
                shifted(new Log1mexp(), new Log1mexpMap(), -1),
                shifted(new NdtriExp(), new NdtriExpMap(), -1),
                new Row(new Log1p(), new Log1pMap()),
                new Row(new Expm1(), new Expm1Map()),
                new Row(new Sigmoid(), new SigmoidMap()),
                new Row(new Softplus(), new SoftplusMap()),
                new Row(new Decay(), new OpMap(new Decay())),
                new Row(new Cast(DType.F64), new WideningMap(DType.F64, DType.F64)),
                new Row(new Binary(Binary.Fn.ADD), new AffineMap(c(-3), null)),
                new Row(new Binary(Binary.Fn.SUB), new AffineMap(c(7), c(-1))),
                new Row(new Binary(Binary.Fn.MUL), new AffineMap(null, c(5))),
                new Row(new Binary(Binary.Fn.MUL), new AffineMap(null, c(-5))),
                new Row(new Binary(Binary.Fn.DIV), new QuotientMap(c(8))),
                new Row(new Binary(Binary.Fn.DIV), new QuotientMap(c(-0.2))),
                new Row(new Binary(Binary.Fn.DIV), new ReciprocalMap(c(3))),
                new Row(new Binary(Binary.Fn.DIV), new ReciprocalMap(c(-3))));
    }

    @Test
    void every_row_is_tested() {
        List<Claim> untested = MonotoneTable.claims().stream()
                .filter(claim -> rows().noneMatch(row -> claim.covers(row.op())))
                .toList();
        assertEquals(List.of(), untested);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void digits_tell_the_distances_to_both_ends(Row row) {
        for (double part : new double[] {0.26, 0.4, 0.5, 0.7499}) {
            double x = part + row.shift();
            Value found = row.inverse(row.image(x));
            assertEquals(x, found.var().eval().item(), 1e-14);
            assertEquals(Math.log(x - row.lo()), aboveLo(row, found), 1e-10, "above at " + x);
            assertEquals(Math.log(row.hi() - x), belowHi(row, found), 1e-10, "below at " + x);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_distance_below_all_digits_is_handed_on(Row row) {
        Value low = row.inverse(row.image(row.lo()), true, TINY);
        assertEquals(TINY + row.logSlope(row.lo()), aboveLo(row, low), 1e-9);
        Value high = row.inverse(row.image(row.hi()), false, TINY);
        assertEquals(TINY + row.logSlope(row.hi()), belowHi(row, high), 1e-9);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_slope_is_that_of_the_function(Row row) {
        for (double part : new double[] {0.3, 0.5, 0.7}) {
            double x = part + row.shift();
            Var slope = row.map().logSlope(Value.of(c(row.image(x))));
            assertEquals(row.logSlope(x), slope == null ? 0 : slope.eval().item(), 1e-9);
        }
    }

    private static double aboveLo(Row row, Value x) {
        return row.map() instanceof WideningMap && x.above() == null
                ? x.logAbove(c(row.lo())).eval().item()
                : distance(row, x.above(), row.lo());
    }

    private static double belowHi(Row row, Value x) {
        return row.map() instanceof WideningMap && x.below() == null
                ? x.logBelow(c(row.hi())).eval().item()
                : distance(row, x.below(), row.hi());
    }

    private static double distance(Row row, Value.Distance known, double end) {
        assertNotNull(known, row + " hands on no distance to the end at " + end);
        assertEquals(end, known.end().eval().item(), row + " hands on a distance to another end");
        return known.log().eval().item();
    }
}
