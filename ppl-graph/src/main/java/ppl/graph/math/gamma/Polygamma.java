package ppl.graph.math.gamma;

import static ppl.graph.math.kernel.Exact.add;
import static ppl.graph.math.kernel.Exact.c;
import static ppl.graph.math.kernel.Exact.fma;
import static ppl.graph.math.kernel.Exact.lt;
import static ppl.graph.math.kernel.Exact.mul;
import static ppl.graph.math.kernel.Exact.poly;
import static ppl.graph.math.kernel.Exact.reciprocal;
import static ppl.graph.math.kernel.Exact.select;

import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Var;
import ppl.graph.math.Univariate;

/**
 * The derivative of digamma of an order from 2 to 12, at x > 0: {@code (-1)^(n+1) n! zeta(n + 1, x)}, the zeta function
 * by Euler and Maclaurin's formula after {@code 10 + n} terms. All its large terms have one sign.
 *
 * <p><b>Numerics</b>: relative error below 2e-15 for orders up to 4, 1e-14 beyond; infinite at 0, NaN below. Meant for
 * second and third derivatives of densities, so many divisions are no matter.
 *
 * @param order n, how often digamma is differentiated
 */
public record Polygamma(int order) implements Univariate {

    private static final int MOST = 12;

    /** B(2j) / (2j)! for j = 1, 2 ... */
    private static final double[] BERNOULLI = {
        1.0 / 12,
        -1.0 / 720,
        1.0 / 30240,
        -1.0 / 1209600,
        1.0 / 47900160,
        -691.0 / 1307674368000.0,
        1.0 / 74724249600.0,
        -3617.0 / 10670622842880000.0,
        43867.0 / 5109094217170944000.0
    };

    /**
     * Checks the order.
     *
     * @throws GraphException ({@link GraphCode#VALUE}) if it is below 2 or too high
     */
    public Polygamma {
        if (order < 2 || order > MOST) {
            throw new GraphException(
                    GraphCode.VALUE,
                    "polygamma of order " + order + " is not defined here: orders go from 2 to " + MOST
                            + "; use lgamma, digamma or trigamma below");
        }
    }

    /** The {@code order}-th derivative of digamma at {@code x > 0}. */
    public static Var of(int order, Var x) {
        return Univariate.at(new Polygamma(order), x);
    }

    @Override
    public String name() {
        return "polygamma" + order;
    }

    @Override
    public Var value(Var x) {
        int s = order + 1;
        int terms = 10 + order;
        Var v = reciprocal(add(x, terms));
        double[] correction = new double[BERNOULLI.length];
        double rising = s;
        for (int j = 0; j < correction.length; j++) {
            correction[j] = BERNOULLI[j] * rising;
            rising *= (s + 2 * j + 1) * (double) (s + 2 * j + 2);
        }
        Var vs = power(v, order);
        Var remainder = mul(fma(mul(v, v), poly(mul(v, v), correction), fma(v, 0.5, c(1.0 / order))), vs);
        Var sum = power(reciprocal(add(x, terms - 1)), s);
        for (int i = terms - 2; i >= 0; i--) {
            sum = add(sum, power(reciprocal(add(x, i)), s));
        }
        double factorial = 1;
        for (int i = 2; i <= order; i++) {
            factorial *= i;
        }
        Var y = mul(add(sum, remainder), order % 2 == 0 ? -factorial : factorial);
        return x.range().isNonNegative() ? y : select(lt(x, 0), Double.NaN, y);
    }

    private static Var power(Var x, int n) {
        Var y = x;
        for (int bit = Integer.highestOneBit(n) >> 1; bit > 0; bit >>= 1) {
            y = mul(y, y);
            y = (n & bit) != 0 ? mul(y, x) : y;
        }
        return y;
    }

    @Override
    public Var slope(Var x, Var y) {
        return of(order + 1, x);
    }

    @Override
    public Interval bounds(Interval x) {
        return order % 2 == 0 ? Interval.NON_POSITIVE : Interval.NON_NEGATIVE;
    }
}
