package ppl.tests.aeppl.exact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Elementary functions of decimal numbers, to a number of significant digits. */
final class Real {

    /** A number is too large to be held. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final BigDecimal ZERO = BigDecimal.ZERO;
    static final BigDecimal ONE = BigDecimal.ONE;
    static final BigDecimal TWO = BigDecimal.TWO;

    private static final double LARGEST_EXPONENT = 1e8;
    private static final int HALVINGS = 12;
    private static final int[][] STIRLING = {{1, 12}, {-1, 360}, {1, 1260}, {-1, 1680}, {1, 1188}, {-691, 360360}};

    private final MathContext mc;
    private final BigDecimal tiny;
    private final BigDecimal ln10;
    final BigDecimal pi;

    private static final Map<Integer, Real> KNOWN = new ConcurrentHashMap<>();

    static Real of(int digits) {
        return KNOWN.computeIfAbsent((digits + 9) / 10 * 10, Real::new);
    }

    private Real(int digits) {
        this.mc = new MathContext(digits + 20, RoundingMode.HALF_EVEN);
        this.tiny = ONE.scaleByPowerOfTen(-digits - 15);
        this.ln10 = times(arcs(31, true), num(46))
                .add(times(arcs(49, true), num(34)), mc)
                .add(times(arcs(161, true), num(20)), mc);
        this.pi = minus(times(arcs(5, false), num(16)), times(arcs(239, false), num(4)));
    }

    static BigDecimal num(double x) {
        return new BigDecimal(x);
    }

    BigDecimal plus(BigDecimal x, BigDecimal y) {
        return x.add(y, mc);
    }

    BigDecimal minus(BigDecimal x, BigDecimal y) {
        return x.subtract(y, mc);
    }

    BigDecimal times(BigDecimal x, BigDecimal y) {
        return x.multiply(y, mc);
    }

    BigDecimal div(BigDecimal x, BigDecimal y) {
        if (y.signum() == 0) {
            throw new TooLarge(); // the divisor is less than the digits can tell
        }
        return x.divide(y, mc);
    }

    BigDecimal sqrt(BigDecimal x) {
        return x.sqrt(mc);
    }

    /** The area tangent, or the arc tangent, of 1 / n. */
    private BigDecimal arcs(int n, boolean area) {
        BigDecimal square = num((double) n * n);
        BigDecimal power = ONE.divide(num(n), mc);
        BigDecimal sum = power;
        for (int k = 3; power.compareTo(tiny) > 0; k += 2) {
            power = power.divide(square, mc);
            BigDecimal term = power.divide(num(k), mc);
            sum = area || k % 4 == 1 ? sum.add(term, mc) : sum.subtract(term, mc);
        }
        return sum;
    }

    BigDecimal exp(BigDecimal x) {
        if (x.abs().doubleValue() > LARGEST_EXPONENT) {
            throw new TooLarge();
        }
        int tens = (int) Math.rint(x.doubleValue() / Math.log(10));
        MathContext wide = new MathContext(mc.getPrecision() + 15);
        BigDecimal rest = x.subtract(ln10.multiply(num(tens)), wide);
        BigDecimal r = rest.divide(num(1 << HALVINGS), wide);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int k = 1; term.signum() != 0 && term.abs().compareTo(tiny) > 0; k++) {
            term = term.multiply(r, wide).divide(num(k), wide);
            sum = sum.add(term, wide);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, wide);
        }
        return sum.scaleByPowerOfTen(tens).round(mc);
    }

    /** By Halley's iteration, which triples the number of digits. */
    BigDecimal log(BigDecimal x) {
        if (x.signum() == 0) {
            throw new TooLarge();
        }
        int tens = x.precision() - x.scale() - 1;
        BigDecimal m = x.scaleByPowerOfTen(-tens);
        BigDecimal y = num(Math.log(m.doubleValue()));
        for (int digits = 15; digits < mc.getPrecision() * 2; digits *= 3) {
            BigDecimal e = exp(y);
            y = plus(y, times(TWO, div(minus(m, e), plus(m, e))));
        }
        return plus(y, times(ln10, num(tens)));
    }

    /** The log as a double; −∞ of 0. */
    double log0(BigDecimal x) {
        return x.signum() == 0 ? Double.NEGATIVE_INFINITY : log(x).doubleValue();
    }

    /** By the product; from 5,000 on by Stirling's series, whose first term left out is less than 1e-49 then. */
    BigDecimal logFactorial(int n) {
        if (n < 5000) {
            BigDecimal product = ONE;
            for (int k = 2; k <= n; k++) {
                product = times(product, num(k));
            }
            return log(product);
        }
        BigDecimal x = num(n);
        BigDecimal series = ZERO;
        BigDecimal power = x;
        for (int[] term : STIRLING) {
            series = plus(series, div(num(term[0]), times(num(term[1]), power)));
            power = times(power, times(x, x));
        }
        BigDecimal half = num(0.5);
        BigDecimal log = minus(times(plus(x, half), log(x)), x);
        return plus(plus(log, times(half, log(times(TWO, pi)))), series);
    }

    BigDecimal atan(BigDecimal x) {
        BigDecimal t = x;
        for (int i = 0; i < 4; i++) {
            t = div(t, plus(ONE, sqrt(plus(ONE, times(t, t)))));
        }
        BigDecimal square = times(t, t);
        BigDecimal power = t;
        BigDecimal sum = t;
        for (int k = 3; power.abs().compareTo(tiny.multiply(t.abs())) > 0; k += 2) {
            power = times(power, square).negate();
            sum = plus(sum, div(power, num(k)));
        }
        return times(sum, num(16));
    }

    /** The probability that a standard normal variable is below z, relative to its own size. */
    BigDecimal ndtr(BigDecimal z) {
        BigDecimal half = num(0.5);
        BigDecimal density = div(exp(times(times(z, z), half).negate()), sqrt(times(TWO, pi)));
        if (z.signum() < 0 && z.doubleValue() < -6) {
            return times(density, mills(z.negate()));
        }
        return plus(half, times(density, series(z)));
    }

    /** {@code z + z^3 / 3 + z^5 / 15 + …}: what is missing to one half, over the density. */
    private BigDecimal series(BigDecimal z) {
        BigDecimal square = times(z, z);
        BigDecimal term = z;
        BigDecimal sum = z;
        for (int k = 3; term.abs().compareTo(tiny.multiply(sum.abs())) > 0; k += 2) {
            term = div(times(term, square), num(k));
            sum = plus(sum, term);
        }
        return sum;
    }

    /** Laplace's continued fraction of the upper tail over the density. */
    private BigDecimal mills(BigDecimal z) {
        double needed = 2.4 * mc.getPrecision() / z.doubleValue();
        BigDecimal f = z;
        for (int k = 20 + (int) (needed * needed / 2); k >= 1; k--) {
            f = plus(z, div(num(k), f));
        }
        return div(ONE, f);
    }
}
