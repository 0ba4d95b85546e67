package ppl.api.sample;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import ppl.aeppl.joint.Factor;
import ppl.api.spi.Block;

/** Says which factor makes a log-density unusable at a point, and why. */
final class StartDiagnosis {

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

    String explain(double logp, double[] gradient, Purpose purpose, int number, int tries) {
        List<FactorLine> lines = new ArrayList<>(FactorLine.of(model.at(point)));
        Set<String> culprits = new LinkedHashSet<>();
        for (FactorLine line : lines) {
            if (line.reason() != null) {
                String change = line.reason().change();
                culprits.add(change == null ? culprit(line.factor()) : change);
            }
        }
        List<String[]> rows = new ArrayList<>();
        if (Double.isFinite(logp)) {
            rows.add(new String[] {"gradient", FactorLine.number(Double.NaN), steepest(gradient)});
        }
        FactorLine.badFirst(lines).forEach(line -> rows.add(line.row()));
        String what = Double.isFinite(logp) ? "the gradient of logp is not finite" : "logp is " + logp;
        StringBuilder text =
                new StringBuilder(purpose.failure + ": " + what + " at the initial point (" + purpose.numbered + " "
                        + number + ", " + tries + " of " + tries + (tries == 1 ? " try" : " jittered tries") + ").");
        text.append(FactorLine.table(rows));
        String change = culprits.isEmpty() ? "the model" : String.join(" and ", culprits);
        return text + "\nChange " + change + "; or give start values with start(...).";
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
