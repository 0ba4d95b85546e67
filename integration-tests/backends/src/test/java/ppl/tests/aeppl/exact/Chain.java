package ppl.tests.aeppl.exact;

import static ppl.tests.aeppl.exact.Real.num;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import ppl.graph.Shape;
import ppl.graph.Var;

/**
 * Steps applied to a draw of a family.
 *
 * @param parameters of the family
 * @param steps the innermost first
 */
record Chain(Family family, double[] parameters, List<Step> steps) implements Expression {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public Var node(DoubleFunction<Var> number, Shape shape) {
        Var x = family.of(Arrays.stream(parameters).mapToObj(number::apply).toList())
                .draw("x", shape);
        for (Step step : steps) {
            x = step.node(x, number);
        }
        return x;
    }

    /** In doubles, as a user computes data. */
    double forward(double x, int from) {
        double y = x;
        for (Step step : steps.subList(from, steps.size())) {
            y = step.forward(y);
        }
        return y;
    }

    /** True if values may gather at a number: the image of a bound, in doubles. */
    boolean mayGatherAt(double y) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Clip clip && forward(clip.c(), i + 1) == y) {
                return true;
            }
        }
        return false;
    }

    /** The exact evaluation to so many digits, in which one intermediate value may be moved by a little. */
    final class At {

        private final Real r;
        private final int moved;
        private final int direction;
        private final boolean toEnds;
        private final List<BigDecimal> p;
        private final List<BigDecimal> parts = new ArrayList<>();
        private boolean endMet;
        private boolean outside;

        /**
         * An evaluation.
         *
         * @param moved which value to move: that after so many steps; −1 for none
         * @param direction 1 or −1
         * @param toEnds whether to move it by less where it lies near an end
         */
        At(Real r, int moved, int direction, boolean toEnds) {
            this.toEnds = toEnds;
            this.r = r;
            this.moved = moved;
            this.direction = direction;
            this.p = Arrays.stream(parameters).mapToObj(Real::num).toList();
        }

        /** True if the last value is none of the variable, so that its density is 0. */
        boolean outside() {
            return outside;
        }

        /** The sum of the absolute values of the parts of the last log-density. */
        double terms() {
            return parts.stream()
                    .mapToDouble(part -> Math.abs(part.doubleValue()))
                    .sum();
        }

        /** The summands of the last log-density if that was a finite one and not the log of an atom's mass. */
        List<BigDecimal> parts() {
            return List.copyOf(parts);
        }

        /** True if an intermediate value fell on an end exactly. */
        boolean endMet() {
            return endMet;
        }

        /** The log-density of the value after the first {@code after} steps. */
        double logp(BigDecimal value, int after) {
            BigDecimal slope = BigDecimal.ONE;
            BigDecimal y = value;
            parts.clear();
            outside = false;
            for (int i = after; i > 0; i--) {
                y = moved(y, i);
                Step step = steps.get(i - 1);
                if (step instanceof Step.Clip clip) {
                    int side = clip.side(y);
                    double mass = side == 0 ? r.log0(prob(num(clip.c()), i - 1, !clip.lower())) : -INF;
                    outside |= side < 0;
                    if (side < 0 || mass > -INF) {
                        return mass;
                    }
                    continue;
                }
                if (!step.reaches(y)) {
                    endMet |= y.signum() == 0 || y.abs().compareTo(Real.ONE) == 0;
                    outside = true;
                    return -INF;
                }
                for (BigDecimal factor : step.factors(r, y)) {
                    parts.add(r.log(factor));
                    slope = r.times(slope, factor);
                }
                y = step.inverse(r, y);
            }
            return base(moved(y, 0), slope);
        }

        private double base(BigDecimal x, BigDecimal slope) {
            double lo = family.lo(parameters);
            double hi = family.hi(parameters);
            int low = lo == -INF ? 1 : x.compareTo(num(lo));
            int high = hi == INF ? -1 : x.compareTo(num(hi));
            endMet |= low == 0 || high == 0;
            if (low < 0 || high > 0 || (low == 0 && family == Family.LOG_NORMAL)) {
                outside = true;
                return -INF;
            }
            try {
                BigDecimal logf = family.logp(r, x, p);
                parts.add(logf);
                return r.plus(logf, r.log(slope)).doubleValue();
            } catch (Family.Pole _) {
                return INF;
            } catch (Family.Nothing _) {
                return -INF;
            }
        }

        /** True unless nothing gathers at the bound of a clip. */
        boolean hasMass(int clip) {
            Step.Clip c = (Step.Clip) steps.get(clip);
            return prob(num(c.c()), clip, !c.lower()).signum() != 0;
        }

        /** The probability that the value after so many steps is at most, or at least, a number. */
        private BigDecimal prob(BigDecimal number, int after, boolean atLeast) {
            BigDecimal c = number;
            boolean above = atLeast;
            for (int i = after; i > 0; i--) {
                c = moved(c, i);
                Step step = steps.get(i - 1);
                if (step instanceof Step.Clip clip) {
                    int side = clip.side(c);
                    if (side < 0 || (side == 0 && clip.lower() == above)) {
                        return clip.lower() == above ? Real.ONE : Real.ZERO;
                    }
                    continue;
                }
                if (!step.reaches(c)) {
                    return beyond(step, c) == above ? Real.ZERO : Real.ONE;
                }
                c = step.inverse(r, c);
                above = step.increasing() == above;
            }
            c = moved(c, 0);
            double lo = family.lo(parameters);
            double hi = family.hi(parameters);
            if (lo > -INF && c.compareTo(num(lo)) <= 0) {
                return above ? Real.ONE : Real.ZERO;
            }
            if (hi < INF && c.compareTo(num(hi)) >= 0) {
                return above ? Real.ZERO : Real.ONE;
            }
            BigDecimal found = family.below(r, c, p, above);
            if (found == null) {
                throw new AssertionError(family + " has no probabilities");
            }
            return found;
        }

        /** True if a number that a step does not reach lies above its values. */
        private static boolean beyond(Step step, BigDecimal c) {
            return switch (step) {
                case Step.Named n -> n == Step.Named.SIGMOID && c.signum() > 0;
                case Step.WithNumber w -> w.c() < 0;
                case Step.Clip _ -> throw new AssertionError();
            };
        }

        private BigDecimal moved(BigDecimal y, int level) {
            return level == moved ? r.plus(y, r.times(reach(y, level), num(direction * 0x1p-50))) : y;
        }

        /** The distance of a value to 0, or to an end of the support that a double holds exactly if that is nearer. */
        private BigDecimal reach(BigDecimal y, int level) {
            BigDecimal reach = y.abs();
            if (!toEnds) {
                return reach;
            }
            for (double end : new double[] {family.lo(parameters), family.hi(parameters)}) {
                BigDecimal at = Double.isInfinite(end) ? null : end(num(end), level);
                if (at != null) {
                    BigDecimal gap = r.minus(y, at).abs();
                    reach = gap.compareTo(reach) < 0 ? gap : reach;
                }
            }
            return reach;
        }

        /** The image of an end if it is exactly a double on the way; otherwise null. */
        private @Nullable BigDecimal end(BigDecimal end, int level) {
            BigDecimal at = end;
            for (int i = 0; i < level; i++) {
                Step step = steps.get(i);
                boolean pole = at.signum() == 0
                        && (step == Step.Named.LOG
                                || (step instanceof Step.WithNumber w && w.op() == Step.WithNumber.Op.RECIPROCAL));
                if (pole || (step == Step.Named.LOG1P && at.compareTo(Real.ONE.negate()) <= 0)) {
                    return null;
                }
                at = step.image(r, at);
                if (at.subtract(num(at.doubleValue())).signum() != 0) {
                    return null;
                }
            }
            return at;
        }
    }

    @Override
    public String toString() {
        return family + Arrays.toString(parameters) + " " + steps;
    }
}
