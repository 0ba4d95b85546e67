package ppl.graph.text;

import static ppl.graph.text.Field.choice;
import static ppl.graph.text.Field.integer;
import static ppl.graph.text.Field.integers;
import static ppl.graph.text.Field.truth;

import java.util.List;
import java.util.stream.Stream;
import ppl.graph.grad.StopGradient;
import ppl.graph.grad.TakenCotangent;
import ppl.graph.math.elementary.Acosh;
import ppl.graph.math.elementary.Asinh;
import ppl.graph.math.elementary.Atan;
import ppl.graph.math.elementary.Atanh;
import ppl.graph.math.elementary.CauchyCdf;
import ppl.graph.math.elementary.Cos;
import ppl.graph.math.elementary.Cosh;
import ppl.graph.math.elementary.Exp;
import ppl.graph.math.elementary.Expm1;
import ppl.graph.math.elementary.Log;
import ppl.graph.math.elementary.Log1p;
import ppl.graph.math.elementary.Log1pMinus;
import ppl.graph.math.elementary.LogCauchyCdf;
import ppl.graph.math.elementary.Pow;
import ppl.graph.math.elementary.Sin;
import ppl.graph.math.elementary.Sinh;
import ppl.graph.math.elementary.Tanh;
import ppl.graph.math.elementary.Trunc;
import ppl.graph.math.gamma.Digamma;
import ppl.graph.math.gamma.DigammaDifference;
import ppl.graph.math.gamma.Lbeta;
import ppl.graph.math.gamma.Lgamma;
import ppl.graph.math.gamma.Polygamma;
import ppl.graph.math.gamma.Trigamma;
import ppl.graph.math.incomplete.BetaQuantile;
import ppl.graph.math.incomplete.BetaTailSlope;
import ppl.graph.math.incomplete.GammaQuantile;
import ppl.graph.math.incomplete.GammaTailSlope;
import ppl.graph.math.incomplete.LogBetaTail;
import ppl.graph.math.incomplete.LogGammaTail;
import ppl.graph.math.logistic.Log1mexp;
import ppl.graph.math.logistic.LogAddExp;
import ppl.graph.math.logistic.LogDiffExp;
import ppl.graph.math.logistic.LogSoftmax;
import ppl.graph.math.logistic.LogSumExp;
import ppl.graph.math.logistic.Logit;
import ppl.graph.math.logistic.Sigmoid;
import ppl.graph.math.logistic.Softmax;
import ppl.graph.math.logistic.Softplus;
import ppl.graph.math.logistic.XLog1pY;
import ppl.graph.math.logistic.XLogY;
import ppl.graph.math.matrix.CholeskySolve;
import ppl.graph.math.matrix.Determinant;
import ppl.graph.math.matrix.LuSolve;
import ppl.graph.math.matrix.QuadraticForm;
import ppl.graph.math.matrix.SpdInverse;
import ppl.graph.math.matrix.SpdLogDeterminant;
import ppl.graph.math.normal.Erf;
import ppl.graph.math.normal.Erfc;
import ppl.graph.math.normal.Erfcx;
import ppl.graph.math.normal.InverseMills;
import ppl.graph.math.normal.LogNdtr;
import ppl.graph.math.normal.Ndtr;
import ppl.graph.math.normal.Ndtri;
import ppl.graph.math.normal.NdtriExp;
import ppl.graph.math.normal.NormalDensity;
import ppl.graph.math.order.ArgExtreme;
import ppl.graph.math.order.Sort;
import ppl.graph.math.running.CumulativeProduct;
import ppl.graph.op.Reduce;
import ppl.graph.random.Philox;

/** The words of the functions: of all rich operations of this module, package by package. */
final class FunctionWords {

    private FunctionWords() {}

    static List<Word<?>> all() {
        return Stream.of(
                        elementary(),
                        logistic(),
                        gamma(),
                        incomplete(),
                        normal(),
                        matrix(),
                        orders(),
                        running(),
                        others())
                .flatMap(words -> words)
                .toList();
    }

    private static Stream<Word<?>> elementary() {
        return Stream.of(
                Word.of("acosh", new Acosh()),
                Word.of("asinh", new Asinh()),
                Word.of("atan", new Atan()),
                Word.of("atanh", new Atanh()),
                Word.of("cauchy_cdf", new CauchyCdf()),
                Word.of("cos", new Cos()),
                Word.of("cosh", new Cosh()),
                Word.of("exp", new Exp()),
                Word.of("expm1", new Expm1()),
                Word.of("log", new Log()),
                Word.of("log1p", new Log1p()),
                Word.of("log1p_minus", new Log1pMinus()),
                Word.of("log_cauchy_cdf", new LogCauchyCdf()),
                Word.of("pow", new Pow()),
                Word.of("sin", new Sin()),
                Word.of("sinh", new Sinh()),
                Word.of("tanh", new Tanh()),
                Word.of("trunc", new Trunc()).taking(1));
    }

    private static Stream<Word<?>> logistic() {
        return Stream.of(
                Word.of("log1mexp", new Log1mexp()),
                Word.of("logaddexp", new LogAddExp()),
                Word.of("logdiffexp", new LogDiffExp()),
                Word.of("logit", new Logit()),
                Word.of("sigmoid", new Sigmoid()),
                Word.of("softplus", new Softplus()),
                Word.of("xlog1py", new XLog1pY()),
                Word.of("xlogy", new XLogY()),
                Word.of("log_softmax", LogSoftmax.class, integer("axis", LogSoftmax::axis), LogSoftmax::new)
                        .taking(1),
                Word.of("logsumexp", LogSumExp.class, integers("axes", LogSumExp::axes), LogSumExp::new)
                        .taking(1),
                Word.of("softmax", Softmax.class, integer("axis", Softmax::axis), Softmax::new)
                        .taking(1));
    }

    private static Stream<Word<?>> gamma() {
        return Stream.of(
                Word.of("digamma", new Digamma()),
                Word.of("digamma_difference", new DigammaDifference()),
                Word.of("lbeta", new Lbeta()),
                Word.of("lgamma", new Lgamma()),
                Word.of("trigamma", new Trigamma()),
                Word.of("polygamma", Polygamma.class, integer("order", Polygamma::order), Polygamma::new));
    }

    private static Stream<Word<?>> incomplete() {
        return Stream.of(
                Word.of(
                        "beta_quantile",
                        BetaQuantile.class,
                        truth("upper", BetaQuantile::upper),
                        truth("log", BetaQuantile::isLog),
                        BetaQuantile::new),
                Word.of(
                        "log_beta_tail_slope",
                        BetaTailSlope.class,
                        truth("upper", BetaTailSlope::upper),
                        choice("by", BetaTailSlope::argument, BetaTailSlope.Argument.values()),
                        BetaTailSlope::new),
                Word.of(
                        "gamma_quantile",
                        GammaQuantile.class,
                        truth("upper", GammaQuantile::upper),
                        truth("log", GammaQuantile::isLog),
                        GammaQuantile::new),
                Word.of(
                        "log_gamma_tail_slope",
                        GammaTailSlope.class,
                        truth("upper", GammaTailSlope::upper),
                        truth("by_shape", GammaTailSlope::byShape),
                        GammaTailSlope::new),
                Word.of("log_beta_tail", LogBetaTail.class, truth("upper", LogBetaTail::upper), LogBetaTail::new),
                Word.of("log_gamma_tail", LogGammaTail.class, truth("upper", LogGammaTail::upper), LogGammaTail::new));
    }

    private static Stream<Word<?>> normal() {
        return Stream.of(
                Word.of("erf", new Erf()),
                Word.of("erfc", new Erfc()),
                Word.of("erfcx", new Erfcx()),
                Word.of("inverse_mills", new InverseMills()),
                Word.of("log_ndtr", new LogNdtr()),
                Word.of("ndtr", new Ndtr()),
                Word.of("ndtri", new Ndtri()),
                Word.of("ndtri_exp", new NdtriExp()),
                Word.of("normal_density", new NormalDensity()));
    }

    private static Stream<Word<?>> matrix() {
        return Stream.of(
                Word.of("solve_spd", new CholeskySolve()).taking(2),
                Word.of("inverse_spd", new SpdInverse()).taking(1),
                Word.of("logdet_spd", new SpdLogDeterminant()).taking(1),
                Word.of(
                                "quadratic_form",
                                QuadraticForm.class,
                                truth("inverse", QuadraticForm::inverse),
                                QuadraticForm::new)
                        .taking(2),
                Word.of(
                                "determinant",
                                Determinant.class,
                                choice("part", Determinant::part, Determinant.Part.values()),
                                Determinant::new)
                        .taking(1),
                Word.of("solve", LuSolve.class, truth("transposed", LuSolve::transposed), LuSolve::new)
                        .taking(2));
    }

    private static Stream<Word<?>> orders() {
        return Stream.of(
                Word.of(
                                "argextreme",
                                ArgExtreme.class,
                                choice("fn", ArgExtreme::fn, Reduce.Fn.MAX, Reduce.Fn.MIN),
                                integer("axis", ArgExtreme::axis),
                                ArgExtreme::new)
                        .taking(1),
                Word.of("sort", Sort.class, integer("axis", Sort::axis), Sort::new)
                        .taking(1));
    }

    private static Stream<Word<?>> running() {
        return Stream.of(Word.of(
                        "cumprod",
                        CumulativeProduct.class,
                        integer("axis", CumulativeProduct::axis),
                        CumulativeProduct::new)
                .taking(1));
    }

    private static Stream<Word<?>> others() {
        return Stream.of(
                Word.of("stop_gradient", new StopGradient()).taking(1),
                Word.of("taken_cotangent", new TakenCotangent()).taking(2),
                Word.of(
                                "philox",
                                Philox.class,
                                integer("domain", Philox::domain),
                                truth("upper", Philox::upper),
                                Philox::new)
                        .taking(2));
    }
}
