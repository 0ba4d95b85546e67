package ppl.tests.rewrite;

import java.util.function.DoubleBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.ScatterAdd;

/** What the rules fire on, and where old and new may differ. */
final class RewritePatterns {

    private RewritePatterns() {}

    /** Which of the hostile numbers x and s are meant. */
    @FunctionalInterface
    interface Points {
        boolean contain(double x, double s);
    }

    private static final Points NONE = (x, s) -> false;
    /** Where exponentials and squares overflow or vanish. */
    private static final Points FAR = (x, s) -> Math.abs(x) >= 800 && Double.isFinite(x);

    private static final Points ABOVE = (x, s) -> x >= 800;
    /** log P(Z < -800) of a standard normal Z. */
    private static final double LOG_NDTR = -320007.60355182335;

    /**
     * @param mixed true if the values are the same for arrays of different hostile numbers too
     * @param differs the hostile points where old and new may differ, all elements being the same
     * @param meaning what is right there: the value over the real numbers
     */
    record Pattern(String rule, UnaryOperator<Var> of, boolean mixed, Points differs, DoubleBinaryOperator meaning) {
        Pattern(String rule, UnaryOperator<Var> of, boolean mixed) {
            this(rule, of, mixed, NONE, (x, s) -> Double.NaN);
        }

        @Override
        public String toString() {
            return rule;
        }
    }

    static final Var X = Var.input("x", 3, 4);
    static final Var S = Var.input("s", 3);

    private static Var column() {
        return S.reshape(3, 1).broadcastTo(Shape.of(3, 4));
    }

    private static Var byGroup(Var x) {
        Var groups = Var.constant(Tensor.of(new int[] {0, 1, 1, 0}));
        return Var.of(new ScatterAdd(1, Shape.of(2).extent(0)), x, groups);
    }

    static Stream<Pattern> patterns() {
        return Stream.of(
                new Pattern("arithmetic.x_plus_x", x -> x.plus(x), true),
                new Pattern("arithmetic.merge_constants", x -> x.times(2).times(8), true),
                new Pattern("arithmetic.lift_negation", x -> x.unaryMinus().times(column()), true),
                new Pattern("arithmetic.lift_negation", x -> x.unaryMinus().div(column().unaryMinus()), false),
                new Pattern("arithmetic.sqrt_of_square", x -> x.square().sqrt(), false, FAR, (x, s) -> Math.abs(x)),
                new Pattern("arithmetic.abs_of_non_negative", x -> x.exp().abs(), true),
                new Pattern("math.log_of_exp", x -> x.exp().log(), false, FAR, (x, s) -> x),
                new Pattern("math.exp_of_log", x -> x.square().log().exp(), true),
                new Pattern(
                        "math.log_of_sigmoid", x -> Functions.sigmoid(x).log(), false, FAR, (x, s) -> Math.min(x, 0)),
                new Pattern("math.log_of_one_plus", x -> x.square().plus(1).log(), true),
                new Pattern(
                        "math.log_of_one_plus",
                        x -> Functions.onesLike(x).minus(Functions.tanh(x)).log(),
                        true),
                new Pattern(
                        "math.log_of_one_plus", x -> Functions.log1p(x.exp()), false, FAR, (x, s) -> Math.max(x, 0)),
                new Pattern(
                        "link.log",
                        x -> x.exp().times(column().square()).log(),
                        false,
                        FAR,
                        (x, s) -> s == 0 ? Double.NEGATIVE_INFINITY : x + 2 * Math.log(Math.abs(s))),
                new Pattern(
                        "link.log",
                        x -> x.exp().times(column()).log(),
                        false,
                        (x, s) -> !(Math.abs(x) < 800),
                        (x, s) -> x + Math.log(s)),
                new Pattern(
                        "link.log",
                        x -> Functions.ndtr(x).log(),
                        false,
                        FAR,
                        (x, s) -> x == -800 ? LOG_NDTR : Double.NaN),
                new Pattern("link.log", x -> x.exp().sum(1).log(), false, FAR, (x, s) -> x + Math.log(4)),
                new Pattern(
                        "link.log",
                        x -> Functions.where(x.gt(0), Functions.sigmoid(x), x.square())
                                .log(),
                        true),
                new Pattern(
                        "link.log1p", x -> Functions.log1p(Functions.sigmoid(x).times(-0.5)), true),
                new Pattern(
                        "link.log1p",
                        x -> Functions.log1p(
                                Functions.clip(Functions.ndtr(x), 0.1, 0.9).unaryMinus()),
                        true),
                new Pattern(
                        "link.log1mexp",
                        x -> Functions.log1mexp(x.exp().unaryMinus()),
                        false,
                        FAR,
                        (x, s) -> Math.min(x, 0)),
                new Pattern(
                        "link.xlogy",
                        x -> Functions.xlogy(column(), Functions.sigmoid(x)),
                        false,
                        FAR,
                        (x, s) -> x * s),
                new Pattern(
                        "link.xlogy",
                        x -> Functions.xlog1py(column(), Functions.sigmoid(x).unaryMinus()),
                        false,
                        FAR,
                        (x, s) -> -x * s),
                new Pattern(
                        "link.quantile_of_probability",
                        x -> Functions.logit(Functions.sigmoid(x)),
                        false,
                        FAR,
                        (x, s) -> x),
                new Pattern(
                        "link.quantile_of_probability",
                        x -> Functions.ndtri(Functions.ndtr(x)),
                        false,
                        FAR,
                        (x, s) -> x),
                new Pattern(
                        "link.quantile_of_probability",
                        x -> Functions.logit(Functions.ndtr(x)),
                        false,
                        FAR,
                        (x, s) -> Math.signum(x) * -LOG_NDTR),
                new Pattern("probability.complement", x -> Functions.onesLike(x).minus(Functions.sigmoid(x)), true),
                new Pattern("probability.complement", x -> Functions.onesLike(x).minus(Functions.ndtr(x)), true),
                new Pattern("probability.complement", x -> Functions.expm1(x).plus(1), true),
                new Pattern(
                        "probability.share_of_exponentials",
                        x -> x.exp().div(x.exp().plus(2)),
                        false,
                        ABOVE,
                        (x, s) -> 1),
                new Pattern(
                        "probability.share_of_exponentials",
                        x -> x.exp().div(x.exp().sum(1).reshape(3, 1).broadcastTo(Shape.of(3, 4))),
                        false,
                        FAR,
                        (x, s) -> Math.abs(x) == 800 ? 0.25 : 1),
                new Pattern(
                        "probability.share_of_exponentials",
                        x -> x.div(x.exp().unaryMinus().unaryMinus().plus(1)),
                        true),
                new Pattern(
                        "probability.distribution_function",
                        x -> Functions.tanh(x).plus(1).div(2),
                        true),
                new Pattern(
                        "probability.distribution_function",
                        x -> Functions.erf(x).plus(1).div(2),
                        true),
                new Pattern(
                        "probability.distribution_function",
                        x -> Functions.erfc(x).times(0.5),
                        true),
                new Pattern(
                        "probability.distribution_function",
                        x -> Functions.atan(x).div(Math.PI).plus(0.5),
                        true),
                new Pattern("scale.quotient_by_exponential", x -> column().div(x.exp()), true),
                new Pattern(
                        "scale.product_of_exponentials",
                        x -> x.exp().times(column().exp()),
                        false,
                        FAR,
                        (x, s) -> Math.exp(x + s)),
                new Pattern("scale.power_of_exponential", x -> x.exp().sqrt(), false, FAR, (x, s) -> Math.exp(x / 2)),
                new Pattern("scale.exponential_of_double", x -> x.times(2).exp(), true),
                new Pattern("scale.power_of_exponential", x -> Functions.pow(x.exp(), 1.5), true),
                new Pattern(
                        "scale.compare_with_bound",
                        x -> Functions.where(x.exp().le(1), x, column()),
                        false,
                        (x, s) -> x == 1e-310,
                        (x, s) -> s),
                new Pattern(
                        "scale.compare_with_bound",
                        x -> Functions.where(Functions.sigmoid(x).lt(1), x, column()),
                        true),
                new Pattern(
                        "scale.compare_with_bound",
                        x -> Functions.where(x.exp().times(column()).gt(0), x, column()),
                        false,
                        FAR,
                        (x, s) -> x),
                new Pattern("math.exp_minus_one", x -> x.exp().minus(1), true),
                new Pattern("math.exp_minus_one", x -> Functions.onesLike(x).minus(x.exp()), true),
                new Pattern("broadcast.after_elementwise", x -> x.plus(column().exp()), true),
                new Pattern(
                        "broadcast.after_elementwise",
                        x -> Functions.maximum(column(), column().times(2)).plus(x),
                        true),
                new Pattern("broadcast.divide_by_repeated", x -> x.div(column()), false),
                new Pattern(
                        "broadcast.gather_of_repeated",
                        x -> x.sum(1)
                                .plus(S.broadcastTo(Shape.of(5, 3))
                                        .get(Var.constant(Tensor.of(new long[] {4, 0})))
                                        .max(0)),
                        true),
                new Pattern("sum.of_repeated", x -> column().sum(1).plus(x.sum(1)), true),
                new Pattern("sum.of_negated", x -> x.unaryMinus().sum(1), true),
                new Pattern("sum.of_scaled", x -> x.times(column()).sum(1), false),
                new Pattern("sum.of_scaled", x -> x.times(3).sum(), true),
                new Pattern("sum.of_scaled", x -> x.times(column()).times(x.exp()).sum(1), false),
                new Pattern("sum.of_scaled", x -> x.times(column()).square().sum(1), false),
                new Pattern("sum.of_scaled_by_group", x -> byGroup(x.times(column())), false),
                new Pattern("sum.of_scaled_by_group", x -> byGroup(x.unaryMinus()), false),
                new Pattern("sum.of_shifted", x -> x.plus(column()).sum(1), false),
                new Pattern("sum.of_shifted", x -> x.minus(0.5).sum(0), false));
    }
}
