package ppl.api.sample;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.joint.Factor;
import ppl.api.spi.Block;
import ppl.graph.Tensor;

/** Says which factor makes a log-density unusable at a point, and why. */
final class StartDiagnosis {

    private static final double LONG = 1e6;

    private final CompiledModel model;
    private final double[] point;

    /** What could not start there. */
    enum Purpose {
        /** The chain of a sampler. */
        SAMPLING("Cannot start sampling", "chain"),
        /** A search for a maximum. */
        SEARCH("Cannot start the search for the maximum", "start");

        private final String failure;
        private final String numbered;

        Purpose(String failure, String numbered) {
            this.failure = failure;
            this.numbered = numbered;
        }
    }

    /** About a point in unconstrained space. */
    StartDiagnosis(CompiledModel model, double[] point) {
        this.model = model;
        this.point = point;
    }

    private record Line(String factor, double logp, FactorDiagnosis.@Nullable Reason reason) {
        boolean bad() {
            return reason != null;
        }

        String why() {
            return reason == null ? "" : reason.text();
        }
    }

    String explain(double logp, double[] gradient, Purpose purpose, int number, int tries) {
        List<Factor> factors = model.joint().factors();
        List<Tensor> values =
                model.evaluate(factors.stream().map(Factor::elementwise).toList(), point);
        List<Line> lines = new ArrayList<>();
        Set<String> culprits = new LinkedHashSet<>();
        for (int i = 0; i < factors.size(); i++) {
            Line line = line(factors.get(i), values.get(i));
            lines.add(line);
            if (line.reason() != null) {
                String change = line.reason().change();
                culprits.add(change == null ? culprit(factors.get(i)) : change);
            }
        }
        lines.sort((a, b) -> Boolean.compare(b.bad(), a.bad()));
        if (Double.isFinite(logp)) {
            lines.addFirst(new Line("gradient", Double.NaN, new FactorDiagnosis.Reason(steepest(gradient), null)));
        }
        String what = Double.isFinite(logp) ? "the gradient of logp is not finite" : "logp is " + logp;
        StringBuilder text =
                new StringBuilder(purpose.failure + ": " + what + " at the initial point (" + purpose.numbered + " "
                        + number + ", " + tries + " of " + tries + (tries == 1 ? " try" : " jittered tries") + ").");
        int width = Math.max(
                6, lines.stream().mapToInt(l -> l.factor().length()).max().orElse(0));
        text.append('\n').append(row(width, "factor", "logp", "why"));
        lines.forEach(l -> text.append('\n').append(row(width, l.factor(), number(l.logp()), l.why())));
        String change = culprits.isEmpty() ? "the model" : String.join(" and ", culprits);
        return text + "\nChange " + change + "; or give start values with start(...).";
    }

    private Line line(Factor f, Tensor elements) {
        double total = 0;
        for (double v : elements.toDoubles()) {
            total += v;
        }
        FactorDiagnosis reasons = new FactorDiagnosis(model, point);
        FactorDiagnosis.Reason violation = reasons.violation(f);
        boolean fine = violation != null || Double.isFinite(total);
        return new Line(label(f), total, fine ? violation : reasons.of(f, elements));
    }

    private static String row(int width, String factor, String logp, String why) {
        return String.format(Locale.ROOT, "  %-" + width + "s  %10s  %s", factor, logp, why)
                .stripTrailing();
    }

    private static String number(double x) {
        return Math.abs(x) < LONG ? String.format(Locale.ROOT, "%.2f", x) : Double.toString(x);
    }

    private static String label(Factor f) {
        return switch (f.kind()) {
            case PRIOR -> f.name();
            case LIKELIHOOD -> f.name() + " (observed)";
            case JACOBIAN -> f.name() + " (Jacobian)";
            case MARGINAL -> f.name() + " (summed out)";
            case POTENTIAL -> f.name() + " (potential)";
        };
    }

    private static String culprit(Factor f) {
        return switch (f.kind()) {
            case PRIOR, JACOBIAN -> "the distribution of " + f.name();
            case LIKELIHOOD -> "the data or the distribution of " + f.name();
            case MARGINAL -> "the distribution of " + f.name() + ", or of what depends on it";
            case POTENTIAL -> "the potential " + f.name();
        };
    }

    private String steepest(double[] gradient) {
        return String.join(
                ", ",
                model.blocks().stream().flatMap(b -> notFinite(b, gradient)).toList());
    }

    private Stream<String> notFinite(Block b, double[] gradient) {
        for (int i = b.offset(); i < b.offset() + b.size(); i++) {
            if (!Double.isFinite(gradient[i])) {
                return Stream.of("in the direction of " + model.element(i) + " it is " + gradient[i]);
            }
        }
        return Stream.of();
    }
}
