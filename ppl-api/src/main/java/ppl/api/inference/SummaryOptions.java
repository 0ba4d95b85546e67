package ppl.api.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import ppl.api.diagnostics.Hdi;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/**
 * Which columns a {@link Summary} has.
 *
 * {@snippet :
 * SummaryOptions robust = SummaryOptions.defaults()
 *         .withFocus(SummaryOptions.Focus.MEDIAN)
 *         .withProbability(0.5)
 *         .withFunction("positive", draws -> Arrays.stream(draws).filter(x -> x > 0).count() / (double) draws.length);
 * System.out.println(fit.summary(robust, "~a"));
 * }
 *
 * @param style the names and order of the columns, the interval, and how figures are rounded as text
 * @param kind statistics of the quantity, diagnostics of the run, or both
 * @param focus what statistics and diagnostics are around
 * @param probability the share of draws in the interval
 * @param functions further columns by name: each from the draws of all chains, chain after chain. They are called by one thread.
 * @param columns the columns to keep, in this order; empty for all
 */
public record SummaryOptions(
        Style style,
        Kind kind,
        Focus focus,
        double probability,
        Map<String, ToDoubleFunction<double[]>> functions,
        List<String> columns) {

    /** After which table it is made. */
    public enum Style {
        /** That of ArviZ up to 0.23, which PyMC users know: highest density intervals, errors first. */
        CLASSIC,
        /**
         * That of ArviZ 1: {@code mean, sd, eti89_lb, eti89_ub, ess_bulk, ess_tail, r_hat, mcse_mean, mcse_sd}, with equal-tailed
         * intervals. As text, figures end in the digit in which their Monte Carlo error shows, and errors have two digits.
         */
        ARVIZ_1
    }

    /** What is told: of the quantity, of how well the run found it, or both. */
    public enum Kind {
        ALL,
        STATS,
        DIAGNOSTICS
    }

    /** What it is told around. */
    public enum Focus {
        /** {@code mean, sd, hdi_…%} and {@code mcse_mean, mcse_sd, ess_bulk, ess_tail, r_hat}. */
        MEAN,
        /** {@code median, mad, eti_…%} and {@code mcse_median, ess_median, ess_tail, r_hat}. */
        MEDIAN
    }

    private static final SummaryOptions DEFAULTS =
            new SummaryOptions(Style.CLASSIC, Kind.ALL, Focus.MEAN, Hdi.DEFAULT_PROBABILITY, Map.of(), List.of());

    /**
     * Checks what can be checked without the draws.
     *
     * <p><b>Errors.</b> A share outside (0, 1] and a function without a name are {@link ResultException}s.
     *
     * @throws ResultException with code OPTION if the share of draws is not in (0, 1]; with code NAME if a function has a blank
     *     name
     */
    public SummaryOptions {
        if (!(probability > 0 && probability <= 1)) {
            throw new ResultException(
                    ResultCode.OPTION, "the share of draws in the interval is " + probability + "; give one in (0, 1]");
        }
        functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
        functions.keySet().forEach(name -> {
            if (name.isBlank()) {
                throw new ResultException(
                        ResultCode.NAME, "a function of the summary has a blank name; name its column");
            }
        });
        columns = List.copyOf(columns);
    }

    /** Mean, sd, the interval of 94 % and all diagnostics. */
    public static SummaryOptions defaults() {
        return DEFAULTS;
    }

    /** The table of ArviZ 1, with its interval of 89 %. */
    public static SummaryOptions arviz1() {
        return new SummaryOptions(Style.ARVIZ_1, Kind.ALL, Focus.MEAN, 0.89, Map.of(), List.of());
    }

    /** The table of a style, with its interval. */
    public static SummaryOptions of(Style style) {
        return switch (style) {
            case CLASSIC -> defaults();
            case ARVIZ_1 -> arviz1();
        };
    }

    public SummaryOptions withKind(Kind newKind) {
        return new SummaryOptions(style, newKind, focus, probability, functions, columns);
    }

    public SummaryOptions withFocus(Focus newFocus) {
        return new SummaryOptions(style, kind, newFocus, probability, functions, columns);
    }

    public SummaryOptions withProbability(double newProbability) {
        return new SummaryOptions(style, kind, focus, newProbability, functions, columns);
    }

    /** The same with one more function, as the last column. */
    public SummaryOptions withFunction(String name, ToDoubleFunction<double[]> function) {
        Map<String, ToDoubleFunction<double[]>> more = new LinkedHashMap<>(functions);
        more.put(name, function);
        return new SummaryOptions(style, kind, focus, probability, more, columns);
    }

    /** The same with these columns only, in this order. */
    public SummaryOptions withColumns(String... names) {
        return new SummaryOptions(style, kind, focus, probability, functions, List.of(names));
    }
}
