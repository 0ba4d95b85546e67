package ppl.api.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ppl.api.diagnostics.Psis;
import ppl.api.inference.Warning.Kind;

/** What is to be said of results that no sampler made: a mode, or draws around one. */
final class ApproximationWarnings {

    private ApproximationWarnings() {}

    /** Whether it is a mode, which is no sample. */
    static boolean isMode(Map<String, Object> notes) {
        return RunNotes.MAP.equals(notes.get(RunNotes.METHOD));
    }

    /** Those of a mode that is none. */
    static List<Warning> ofMode(Map<String, Object> notes) {
        Object why = notes.get(RunNotes.NO_MAXIMUM);
        if (why == null) {
            return List.of();
        }
        double slope = notes.get("largest_slope") instanceof Number number ? number.doubleValue() : Double.NaN;
        return List.of(new Warning(
                Kind.NO_MAXIMUM,
                null,
                slope,
                "these values are no mode: " + why,
                "Give start values, a prior that rules this out, or more iterations; or sample the model."));
    }

    /**
     * Those of draws of an approximation.
     *
     * @param draws how many there are
     */
    static List<Warning> ofDraws(Map<String, Object> notes, int draws) {
        List<Warning> found = new ArrayList<>();
        if (notes.get(RunNotes.ELSEWHERE) instanceof Number number && number.doubleValue() > RunNotes.MOST_ELSEWHERE) {
            double share = number.doubleValue();
            found.add(poor(
                    share,
                    String.format(
                            Locale.ROOT,
                            "it is around one maximum, and %.0f %% of the probability is around others that were found",
                            100 * share),
                    "Sample the model instead, or give start values or a prior that leave one maximum."));
        }
        double good = Psis.goodK(draws);
        if (notes.get(RunNotes.PARETO_K) instanceof Number number && !(number.doubleValue() <= good)) {
            double k = number.doubleValue();
            found.add(poor(
                    k,
                    String.format(
                            Locale.ROOT,
                            "the importance weights of its draws have a Pareto k of %.2f, above %.2f",
                            k,
                            good),
                    "Sample the model instead, or write it in variables whose posterior is nearer to a normal law."));
        }
        return found;
    }

    private static Warning poor(double number, String message, String remedy) {
        return new Warning(Kind.POOR_APPROXIMATION, null, number, message, remedy);
    }
}
