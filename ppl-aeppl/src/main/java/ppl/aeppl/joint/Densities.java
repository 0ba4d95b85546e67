package ppl.aeppl.joint;

import java.util.List;
import java.util.function.BiFunction;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Quantile;
import ppl.aeppl.law.Value;
import ppl.aeppl.rule.builtin.BuiltinRules;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;
import ppl.graph.rewrite.Rewriter;

/**
 * Log-densities and probabilities of any expression of draws, without a model; draws inside of it are summed or
 * integrated out. Of a distribution they are those given its parameters, so they can be terms of a model.
 *
 * {@snippet :
 * Var x = Normal.of(0, 1).draw("x");
 * Var spent = maximum(x, 0);                                 // half of it is 0
 * double atZero = Densities.logp(spent, 0).eval().item();     // log 1/2
 * double above = Densities.logsf(spent, 1.5).eval().item();   // log P(x > 1.5)
 * String how = Densities.explainDerivation(spent);
 * }
 *
 * <p><b>Shapes:</b> a value has the shape of the expression, or one that broadcasts to it. Log-densities have the shape of the expression
 * without the axes along which its elements have a joint density; probabilities and quantiles have its shape.
 *
 * <p><b>Errors:</b> {@link LogDensityException} with the code of the rule that refused, OVERDETERMINED if the expression is not random,
 * VALUE_TYPE for a value of another type or shape. Where a parameter that is known only in a run violates its constraint, results are
 * −∞ (of quantiles NaN).
 */
public final class Densities {

    private static final Var NEVER = Var.constant(Double.NEGATIVE_INFINITY);

    private Densities() {}

    /**
     * The log-density of an expression at a value; at a point with a probability of its own the log of that.
     *
     * @throws LogDensityException with the code of the rule that refused, such as NO_RULE or DEPENDENT_OPERANDS; OVERDETERMINED if the
     *     expression is not random, VALUE_TYPE for a value that does not fit, PARAMETER for a constant out of range
     */
    public static Var logp(Var expression, Number value) {
        return logp(Subject.of(expression), value);
    }

    /**
     * The log-density of a distribution at a value, given its parameters, which may be random variables of a model: a term for a potential.
     * They broadcast with the value, whose last axes are those of vectors or matrices, if it is a distribution of these.
     *
     * @throws LogDensityException with code VALUE_TYPE for a value that does not fit, PARAMETER for a constant out of range
     */
    public static Var logp(Distribution distribution, Number value) {
        return logp(Subject.of(distribution, value), value);
    }

    private static Var logp(Subject subject, Number value) {
        Value at = Value.of(fitted(subject.draw(), value));
        return guarded(subject.law().checks(at), subject.law().logDensity(at).elementwise(), NEVER);
    }

    /**
     * The log of the distribution function, {@code log P(expression <= value)}.
     *
     * @throws LogDensityException with code NO_EVENT_PROBABILITY if its law has no probabilities of intervals; as {@link #logp}
     *     VALUE_TYPE, PARAMETER, OVERDETERMINED or that of the rule that refused
     */
    public static Var logcdf(Var expression, Number value) {
        return probability(Subject.of(expression), value, EventProbability::logcdf, "the distribution function");
    }

    /**
     * The log of the distribution function of a distribution, given its parameters, as {@link #logp(Distribution, Number)} takes them.
     *
     * @throws LogDensityException with code NO_EVENT_PROBABILITY if probabilities of intervals are not known, VALUE_TYPE for a value that does
     *     not fit, PARAMETER for a constant out of range
     */
    public static Var logcdf(Distribution distribution, Number value) {
        return probability(
                Subject.of(distribution, value), value, EventProbability::logcdf, "the distribution function");
    }

    /**
     * The log of the survival function, {@code log P(expression > value)}: right far out, where one minus the distribution function is 0.
     *
     * @throws LogDensityException with code NO_EVENT_PROBABILITY if its law has no probabilities of intervals; as {@link #logp}
     *     VALUE_TYPE, PARAMETER, OVERDETERMINED or that of the rule that refused
     */
    public static Var logsf(Var expression, Number value) {
        return probability(Subject.of(expression), value, EventProbability::logsf, "the survival function");
    }

    /**
     * The log of the survival function of a distribution, given its parameters, as {@link #logp(Distribution, Number)} takes them: the
     * term of what is known to be longer than a value.
     *
     * @throws LogDensityException with code NO_EVENT_PROBABILITY if probabilities of intervals are not known, VALUE_TYPE for a value that does
     *     not fit, PARAMETER for a constant out of range
     */
    public static Var logsf(Distribution distribution, Number value) {
        return probability(Subject.of(distribution, value), value, EventProbability::logsf, "the survival function");
    }

    /**
     * The least value x with {@code P(expression <= x) >= p}.
     *
     * @param p from 0 to 1
     * @throws LogDensityException with code NO_EVENT_PROBABILITY if its law has no quantile function; as {@link #logp} VALUE_TYPE,
     *     PARAMETER, OVERDETERMINED or that of the rule that refused
     */
    public static Var quantile(Var expression, Number p) {
        Law law = Joint.law(expression);
        Capability<Quantile> quantile = law.quantile();
        Var at = Functions.broadcastTo(Functions.toFloat(fitting(expression, Var.of(p))), expression.shape());
        Var x = quantile.orElseThrow(
                        DensityCode.NO_EVENT_PROBABILITY, "the quantile function of " + expression.expression())
                .of(at);
        return x.dtype().isFloat() ? guarded(law.checks(), x, Var.constant(Double.NaN)) : x;
    }

    /**
     * The rules that were asked on the way to the law of an expression, or to why it has none: a line for each rule and random node,
     * operands indented below.
     */
    public static String explainDerivation(Var expression) {
        return new Assembly(BuiltinRules.andProvided()).derivation(expression);
    }

    private static Var probability(
            Subject subject, Number value, BiFunction<EventProbability, Var, Var> f, String what) {
        EventProbability events = subject.law()
                .events()
                .orElseThrow(
                        DensityCode.NO_EVENT_PROBABILITY,
                        what + " of " + subject.draw().expression());
        return guarded(subject.law().checks(), f.apply(events, fitted(subject.draw(), value)), NEVER);
    }

    /**
     * What is asked about.
     *
     * @param draw the expression, or a draw of the distribution
     */
    private record Subject(Var draw, Law law) {

        static Subject of(Var expression) {
            return new Subject(expression, Joint.law(expression));
        }

        /** As many draws as the value has events. */
        static Subject of(Distribution distribution, Number value) {
            Shape own = distribution.family().batch(distribution.parameters());
            Var draw = distribution.draw(distribution.family().name(), own);
            Shape given = Var.of(value).shape();
            int events = draw.rank() - own.rank();
            Shape event = draw.shape().slice(own.rank(), draw.rank());
            int before = given.rank() - events;
            if (before < 0 || !isOf(event, given.slice(before, given.rank()))) {
                throw unfit(
                        draw,
                        Var.of(value),
                        "give it the last axes " + event + " of a draw: values are not repeated along these");
            }
            Shape batch = Shape.common(own, given.slice(0, before));
            return new Subject(distribution.draw(distribution.family().name(), batch), distribution.law(batch));
        }
    }

    /** False where a known length differs, one of 1 too, which elsewhere is repeated. */
    private static boolean isOf(Shape event, Shape given) {
        return event.fits(given) && given.fits(event);
    }

    private static Var fitted(Var expression, Number given) {
        Var value = fitting(expression, Var.of(given));
        DType have = value.dtype();
        DType want = expression.dtype();
        boolean widens = have == want || DType.promote(have, want) == want || want.isFloat();
        boolean whole = !want.isFloat() && want != DType.BOOL && have.isFloat();
        if (!widens && !whole) {
            throw unfit(expression, value, "cast it to " + want.label());
        }
        return Functions.broadcastTo(whole ? value : Functions.cast(value, want), expression.shape());
    }

    private static Var fitting(Var expression, Var value) {
        Shape shape = expression.shape();
        if (value.rank() > shape.rank() || !value.shape().fits(shape)) {
            throw unfit(expression, value, "give it the shape of the expression");
        }
        return value;
    }

    private static LogDensityException unfit(Var expression, Var value, String fix) {
        return new LogDensityException(
                DensityCode.VALUE_TYPE,
                "the value of " + expression.expression() + " must be " + expression.type() + ", but "
                        + value.describe() + " was given\n  to fix: " + fix);
    }

    /** Constants out of range are refused here; others make the result what is said. */
    private static Var guarded(List<ParameterCheck> checks, Var result, Var otherwise) {
        Var holds = Var.constant(true);
        for (ParameterCheck check : checks) {
            String violation = check.violation();
            if (violation != null) {
                throw new LogDensityException(DensityCode.PARAMETER, violation);
            }
            if (!check.holds().isSplat(1)) {
                holds = Functions.and(holds, Functions.all(check.holds()));
            }
        }
        Var guarded = holds.isSplat(1) ? result : Functions.where(holds, result, otherwise);
        return Rewriter.stabilising().apply(guarded);
    }
}
