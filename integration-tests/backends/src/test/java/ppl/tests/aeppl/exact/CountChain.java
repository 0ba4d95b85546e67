package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.ZERO;
import static ppl.tests.aeppl.exact.Real.num;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * Steps applied to a draw of a family of whole numbers.
 *
 * @param parameters of the family
 * @param steps the innermost first
 */
record CountChain(CountFamily family, double[] parameters, List<CountStep> steps) implements Expression {

    /** Up to here all values are looked at one by one. */
    private static final int FEW = 64;

    /** A log-probability, or its derivative, and the sum of the absolute values of the summands. */
    record Sum(double value, double terms) {}

    @Override
    public Var node(DoubleFunction<Var> number, Shape shape) {
        List<Var> p = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            boolean trials = parameters.length == 2 && family.slopeParameter() == 1 && i == 0;
            p.add(trials ? Var.constant((long) parameters[i]) : number.apply(parameters[i]));
        }
        return of(p, number, shape);
    }

    /** With one parameter as it is given. */
    Var node(Var parameter, Shape shape) {
        List<Var> p = new ArrayList<>();
        for (int i = 0; i < parameters.length; i++) {
            p.add(i == family.slopeParameter() ? parameter : Var.constant((long) parameters[i]));
        }
        return of(p, Var::constant, shape);
    }

    private Var of(List<Var> p, DoubleFunction<Var> number, Shape shape) {
        Var x = family.of(p).draw("x", shape);
        for (CountStep step : steps) {
            x = step.node(x, number);
        }
        return x;
    }

    double forward(double x) {
        double y = x;
        for (CountStep step : steps) {
            y = step.forward(y);
        }
        return y;
    }

    BigDecimal image(BigDecimal x) {
        BigDecimal y = x;
        for (CountStep step : steps) {
            y = step.image(y);
        }
        return y;
    }

    /** True if it is cast to doubles, or computed with them. */
    boolean becomesDouble() {
        return node(Var::constant, Shape.of()).dtype().isFloat();
    }

    /** True unless the parameter is a probability of 0 or 1, or a mean of 0. */
    boolean isInsideRange() {
        double p = parameters[family.slopeParameter()];
        return switch (family) {
            case BERNOULLI, BINOMIAL -> p > 0 && p < 1;
            case POISSON -> p > 0;
            default -> true;
        };
    }

    boolean isFinite() {
        return family.most(parameters) <= FEW;
    }

    /** The draws that give a value exactly. */
    List<Integer> draws(BigDecimal y) {
        List<Integer> found = new ArrayList<>();
        if (isFinite()) {
            for (int k = 0; k <= family.most(parameters); k++) {
                if (image(num(k)).compareTo(y) == 0) {
                    found.add(k);
                }
            }
            return found;
        }
        BigDecimal start = image(ZERO);
        boolean falls = image(Real.ONE).compareTo(start) < 0;
        BigDecimal k = falls ? start.subtract(y) : y.subtract(start);
        boolean whole = k.signum() >= 0 && k.stripTrailingZeros().scale() <= 0;
        if (whole && k.compareTo(num(family.most(parameters))) <= 0) {
            found.add(k.intValueExact());
        }
        return found;
    }

    /** The exact log-probability of draws together; {@link Double#NEGATIVE_INFINITY} for none. */
    Sum logp(Real r, List<Integer> draws) {
        List<BigDecimal> p = exactParameters();
        BigDecimal probability = ZERO;
        BigDecimal log = null;
        double terms = 0;
        for (int k : draws) {
            try {
                List<BigDecimal> parts = family.parts(r, k, p);
                log = parts.stream().reduce(ZERO, r::plus);
                terms = Math.max(terms, absolute(parts));
                probability = draws.size() == 1 ? probability : r.plus(probability, r.exp(log));
            } catch (Family.Nothing _) {
                terms = Math.max(terms, 0);
            }
        }
        if (log == null) {
            return new Sum(Double.NEGATIVE_INFINITY, 0);
        }
        return new Sum(
                draws.size() == 1 ? log.doubleValue() : r.log(probability).doubleValue(), terms);
    }

    /** The exact derivative of the log-probability of draws in a parameter, which lies inside its range. */
    Sum slope(Real r, List<Integer> draws) {
        BigDecimal probability = ZERO;
        BigDecimal sum = ZERO;
        double terms = 0;
        for (int k : draws) {
            List<BigDecimal> slopes = slopes(r, k);
            BigDecimal weight = draws.size() == 1
                    ? Real.ONE
                    : r.exp(family.parts(r, k, exactParameters()).stream().reduce(ZERO, r::plus));
            probability = r.plus(probability, weight);
            sum = r.plus(sum, r.times(weight, slopes.stream().reduce(ZERO, r::plus)));
            terms = Math.max(terms, absolute(slopes));
        }
        return new Sum(r.div(sum, probability).doubleValue(), terms);
    }

    private List<BigDecimal> slopes(Real r, int k) {
        int at = family.slopeParameter();
        BigDecimal h = num(parameters[at] == 0 ? 1 : parameters[at]).abs().scaleByPowerOfTen(-40);
        List<BigDecimal> p = new ArrayList<>(exactParameters());
        p.set(at, num(parameters[at]).add(h));
        List<BigDecimal> above = family.parts(r, k, p);
        p.set(at, num(parameters[at]).subtract(h));
        List<BigDecimal> below = family.parts(r, k, p);
        List<BigDecimal> slopes = new ArrayList<>();
        for (int i = 0; i < above.size(); i++) {
            slopes.add(r.div(r.minus(above.get(i), below.get(i)), r.times(Real.TWO, h)));
        }
        return slopes;
    }

    private static double absolute(List<BigDecimal> parts) {
        return parts.stream().mapToDouble(part -> Math.abs(part.doubleValue())).sum();
    }

    private List<BigDecimal> exactParameters() {
        return Arrays.stream(parameters).mapToObj(Real::num).toList();
    }

    @Override
    public String toString() {
        return family + Arrays.toString(parameters) + " " + steps;
    }
}
