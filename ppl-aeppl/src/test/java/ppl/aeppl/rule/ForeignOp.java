package ppl.aeppl.rule;

import static ppl.graph.Functions.where;

import java.util.function.UnaryOperator;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log1p;

/** Functions that others have written. */
public final class ForeignOp {

    private ForeignOp() {}

    /** A function of which no more is known than its values. */
    record Unknown(String name, UnaryOperator<Var> function) implements Univariate {
        @Override
        public Var value(Var x) {
            return function.apply(x);
        }

        @Override
        public Var slope(Var x, Var y) {
            return x;
        }

        @Override
        public Interval bounds(Interval x) {
            return Interval.ALL;
        }
    }

    /** A function without a rule: {@code x |x|}. */
    public static Var wiggle(Var x) {
        return Univariate.at(new Unknown("wiggle", z -> z.times(z.abs())), x);
    }

    /** {@code 2 x + 1}, under the name of another function. */
    record Line() implements Univariate, Monotone {
        @Override
        public String name() {
            return "exp";
        }

        @Override
        public Var value(Var x) {
            return x.times(2).plus(1);
        }

        @Override
        public Var slope(Var x, Var y) {
            return Var.constant(2.0);
        }

        @Override
        public Interval bounds(Interval x) {
            return Interval.ALL;
        }

        @Override
        public Support image() {
            return Support.reals();
        }

        @Override
        public boolean isIncreasing() {
            return true;
        }

        @Override
        public Var inverse(Value y) {
            return y.var().minus(1).div(2);
        }

        @Override
        public Var logSlope(Value y) {
            return Var.constant(-Math.log(2));
        }
    }

    /** The probability of survival {@code exp(-exp(x))}, which falls from 1 to 0. */
    record Survival() implements Univariate, Monotone {
        @Override
        public String name() {
            return "survival";
        }

        @Override
        public Var value(Var x) {
            return x.exp().unaryMinus().exp();
        }

        @Override
        public Var slope(Var x, Var y) {
            return x.minus(x.exp()).exp().unaryMinus();
        }

        @Override
        public Interval bounds(Interval x) {
            return new Interval(0, 1);
        }

        @Override
        public Support image() {
            return Support.between(Var.constant(0.0), Var.constant(1.0));
        }

        @Override
        public boolean isIncreasing() {
            return false;
        }

        /** {@code log(-log y)}: near 1, however near, from the log of the distance d to it, as {@code log d + log(-log1p(-d) / d)}. */
        @Override
        public Var inverse(Value y) {
            Var d = y.log1m().exp();
            Var some = where(d.gt(0), d, Var.constant(0.5));
            Var ratio = Log1p.of(some.unaryMinus()).unaryMinus().div(some);
            Var near = y.log1m().plus(where(d.gt(0), ratio, Var.constant(1.0)).log());
            return where(y.var().gt(0.5), near, y.log().unaryMinus().log());
        }

        @Override
        public Var logSlope(Value y) {
            return y.log().plus(inverse(y)).unaryMinus();
        }
    }

    /** A square root of what lies above 1: not defined elsewhere. */
    record Excess() implements Univariate, Monotone {
        @Override
        public String name() {
            return "excess";
        }

        @Override
        public Var value(Var x) {
            return x.minus(1).sqrt();
        }

        @Override
        public Var slope(Var x, Var y) {
            return Var.constant(0.5).div(y);
        }

        @Override
        public Interval bounds(Interval x) {
            return Interval.NON_NEGATIVE;
        }

        @Override
        public Interval domain() {
            return new Interval(1, Double.POSITIVE_INFINITY);
        }

        @Override
        public Support image() {
            return Support.positive();
        }

        @Override
        public boolean isIncreasing() {
            return true;
        }

        @Override
        public Var inverse(Value y) {
            return y.var().square().plus(1);
        }

        @Override
        public Var logSlope(Value y) {
            return y.log().plus(Math.log(2));
        }

        /** The difference of two squares, from that of their roots. */
        @Override
        public Var logDistance(Value y, Var logGap, End end) {
            return logGap.plus(y.var().plus(end.image()).log());
        }
    }

    /** The complementary log-log link, the inverse of the complement of {@link Survival}. */
    record Cloglog() implements Univariate, Monotone {
        @Override
        public String name() {
            return "cloglog";
        }

        @Override
        public Var value(Var x) {
            return Log1p.of(x.unaryMinus()).unaryMinus().log();
        }

        @Override
        public Var slope(Var x, Var y) {
            return Var.constant(1.0).div(Var.constant(1.0).minus(x)).div(y.exp());
        }

        @Override
        public Interval bounds(Interval x) {
            return Interval.ALL;
        }

        @Override
        public Interval domain() {
            return new Interval(0, 1);
        }

        @Override
        public Support image() {
            return Support.reals();
        }

        @Override
        public boolean isIncreasing() {
            return true;
        }

        @Override
        public Var inverse(Value y) {
            return Expm1.of(y.var().exp().unaryMinus()).unaryMinus();
        }

        @Override
        public Var logSlope(Value y) {
            return y.var().minus(y.var().exp());
        }
    }
}
