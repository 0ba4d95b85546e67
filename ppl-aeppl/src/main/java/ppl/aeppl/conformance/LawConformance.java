package ppl.aeppl.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.law.Law;
import ppl.graph.Shape;
import ppl.graph.random.RandomKey;

/**
 * Checks of a univariate distribution whose parameters are constants: that its parts agree with each other. Each failure
 * is a sentence that says what was compared, where and by how much it is off.
 *
 * <ul>
 *   <li>mass: the density integrates (or sums) to 1 within 1e-8
 *   <li>tails: probabilities add to 1, the distribution function's derivative is the density, quantiles invert it
 *   <li>moments: mean and variance are those of the density
 *   <li>draws: a χ² test of draws against the density; one false alarm in a million
 *   <li>gradients: by the value and every parameter, against 4th-order differences
 *   <li>outside the support: exactly −∞, and no NaN in gradients
 * </ul>
 *
 * <p>An improper distribution, which has no draws, gets the last two only.
 *
 * {@snippet :
 * LawConformance.of(Normal.of(Var.constant(1.5), Var.constant(0.25))).requirePassed();
 * }
 */
public final class LawConformance {

    private static final RandomKey KEY = RandomKey.of(20260101);
    /** A derived law looks at the inverse image, which rounding may move across the end of the support. */
    private static final double DERIVED_MARGIN = 1e-12;

    private final String name;
    private final List<String> failures = new ArrayList<>();

    private LawConformance(String name) {
        this.name = name;
    }

    /** All checks that apply to a distribution, with draws from a fixed key. */
    public static LawConformance of(Distribution distribution) {
        return of(distribution, KEY);
    }

    /** All checks that apply to a distribution. */
    public static LawConformance of(Distribution distribution, RandomKey key) {
        IntFunction<Law> laws = n -> distribution.law(Shape.of(n));
        LawConformance run = distribution.family().whyNoDraws() == null
                ? of(distribution.toString(), laws, key, 0)
                : improper(distribution.toString(), laws);
        new GradientChecks(distribution, run).all();
        return run;
    }

    private static LawConformance improper(String name, IntFunction<Law> laws) {
        LawConformance run = new LawConformance(name);
        new ContinuousChecks(new Scalars(laws), run, 0).density();
        return run;
    }

    /** All checks that apply to any law of single numbers, such as a derived one; gradients by parameters are left out. */
    public static LawConformance of(String name, IntFunction<Law> laws) {
        return of(name, laws, KEY);
    }

    /**
     * All checks that apply to any law of single numbers.
     *
     * @param name for messages
     * @param laws makes the law of a vector of so many independent elements
     * @param key for the draws
     */
    public static LawConformance of(String name, IntFunction<Law> laws, RandomKey key) {
        return of(name, laws, key, DERIVED_MARGIN);
    }

    private static LawConformance of(String name, IntFunction<Law> laws, RandomKey key, double margin) {
        LawConformance run = new LawConformance(name);
        Scalars scalars = new Scalars(laws);
        if (laws.apply(1).type().measure().isContinuous()) {
            new ContinuousChecks(scalars, run, margin).all(key);
        } else {
            new DiscreteChecks(scalars, run).all(key);
        }
        return run;
    }

    /** What is wrong; empty if nothing is. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * Throws if a check failed.
     *
     * @throws AssertionError with all failures, one a line
     */
    public void requirePassed() {
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures));
        }
    }

    /** Notes a failure unless two numbers agree within a tolerance, relative for numbers above 1. */
    void agree(String what, double expected, double actual, double tolerance) {
        double scale = Math.max(1, Math.max(Math.abs(expected), Math.abs(actual)));
        boolean close =
                expected == actual || (Double.isFinite(scale) && Math.abs(expected - actual) <= tolerance * scale);
        require(close, what + " is " + actual + " instead of " + expected);
    }

    void require(boolean holds, String sentence) {
        if (!holds) {
            failures.add(String.format(Locale.ROOT, "%s: %s", name, sentence));
        }
    }
}
