package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.joint.Factor;
import ppl.graph.Tensor;

/**
 * A factor of a log-density at a point.
 *
 * @param factor the factor
 * @param logp its value
 * @param element the first of its elements that is not finite; −1 if there is none, or a parameter violates its constraint
 * @param shape the shape of its elements
 * @param reason why it is of no use; null if it is
 */
record FactorLine(Factor factor, double logp, int element, int[] shape, FactorDiagnosis.@Nullable Reason reason) {

    private static final double LONG = 1e6;

    /** The factors, in their order. */
    static List<FactorLine> of(PointValues at) {
        List<Factor> factors = at.joint().factors();
        List<Tensor> values =
                at.evaluate(factors.stream().map(Factor::elementwise).toList());
        List<FactorLine> lines = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            lines.add(of(factors.get(i), values.get(i), new FactorDiagnosis(at)));
        }
        return lines;
    }

    private static FactorLine of(Factor f, Tensor elements, FactorDiagnosis reasons) {
        double total = 0;
        for (double v : elements.toDoubles()) {
            total += v;
        }
        FactorDiagnosis.Reason violation = reasons.violation(f);
        boolean finite = Double.isFinite(total);
        FactorDiagnosis.Reason reason = violation != null || finite ? violation : reasons.of(f, elements);
        int element = finite || violation != null ? -1 : FactorDiagnosis.first(elements, x -> !Double.isFinite(x));
        return new FactorLine(f, total, element, elements.sizes(), reason);
    }

    /** Whether a parameter violates its constraint. */
    boolean isViolated() {
        return reason != null && element < 0;
    }

    /** Those with a reason before the others. */
    static List<FactorLine> badFirst(List<FactorLine> lines) {
        List<FactorLine> sorted = new ArrayList<>(lines);
        sorted.sort((a, b) -> Boolean.compare(b.reason() != null, a.reason() != null));
        return sorted;
    }

    /** As a row of a {@link #table}. */
    String[] row() {
        return new String[] {label(), number(logp), reason == null ? "" : reason.text()};
    }

    /** The factor's name, and what it is unless it is the density of a variable without a value. */
    String label() {
        return switch (factor.kind()) {
            case PRIOR -> factor.name();
            case LIKELIHOOD -> factor.name() + " (observed)";
            case JACOBIAN -> factor.name() + " (Jacobian)";
            case MARGINAL -> factor.name() + " (summed out)";
            case POTENTIAL -> factor.name() + " (potential)";
        };
    }

    /** Rows of a factor, its log-density and a reason, below a head, each on a new line. */
    static String table(List<String[]> rows) {
        int width = Math.max(6, rows.stream().mapToInt(r -> r[0].length()).max().orElse(0));
        StringBuilder text = new StringBuilder("\n").append(row(width, "factor", "logp", "why"));
        rows.forEach(r -> text.append('\n').append(row(width, r[0], r[1], r[2])));
        return text.toString();
    }

    private static String row(int width, String factor, String logp, String why) {
        return String.format(Locale.ROOT, "  %-" + width + "s  %10s  %s", factor, logp, why)
                .stripTrailing();
    }

    static String number(double x) {
        return Math.abs(x) < LONG ? String.format(Locale.ROOT, "%.2f", x) : Double.toString(x);
    }
}
