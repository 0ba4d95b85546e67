package ppl.aeppl.numeric;

import static ppl.aeppl.numeric.Constants.LOG_2;

import ppl.graph.Var;
import ppl.graph.math.logistic.Softplus;

/** Logs of hyperbolic functions, which overflow from 710 on while their logs do not. */
public final class LogHyperbolic {

    private LogHyperbolic() {}

    /** {@code log(cosh(x))}: {@code log(1 + exp(2x)) - x - log 2}; absolute error of an ulp of the larger of 1 and |x|. */
    public static Var logCosh(Var x) {
        return Softplus.of(x.times(2)).minus(x).minus(LOG_2);
    }

    /** {@code log(sinh(x))} for x &gt; 0; −∞ up to 0. */
    public static Var logSinh(Var x) {
        return x.plus(LogMath.log1mExp(x.times(-2))).minus(LOG_2);
    }
}
