package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import ppl.aeppl.family.Family;
import ppl.aeppl.joint.Factor;
import ppl.aeppl.joint.FactorKind;
import ppl.api.Model;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/** Says which factor makes a log-density unusable at a point, and why. */
final class Blame {

    private final CompiledModel model;

    Blame(CompiledModel model) {
        this.model = model;
    }

    private record Line(String factor, double logp, String why) {}

    String explain(double[] point, double logp, int chain, int tries) {
        List<Factor> factors = model.joint().factors();
        List<Tensor> values = model.evaluate(factors.stream().map(Factor::elementwise).toList(), point);
        List<Line> lines = new ArrayList<>();
        List<String> culprits = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            Factor f = factors.get(i);
            double total = 0;
            for (double v : values.get(i).toDoubles()) {
                total += v;
            }
            if (!Double.isFinite(total)) {
                culprits.add(f.name());
            }
            lines.add(new Line(label(f), total, Double.isFinite(total) ? "" : why(f, values.get(i))));
        }
        lines.sort((a, b) -> Boolean.compare(Double.isFinite(a.logp()), Double.isFinite(b.logp())));
        String what = Double.isFinite(logp) ? "the gradient of logp is not finite" : "logp is " + logp;
        StringBuilder text = new StringBuilder("Cannot start sampling: " + what + " at the initial point (chain " + chain
                + ", " + tries + " of " + tries + (tries == 1 ? " try" : " jittered tries") + ").");
        int width = Math.max(6, lines.stream().mapToInt(l -> l.factor().length()).max().orElse(0));
        text.append('\n').append(row(width, "factor", "logp", "why"));
        lines.forEach(l -> text.append('\n').append(row(width, l.factor(), number(l.logp()), l.why())));
        String names = culprits.isEmpty() ? "the model" : String.join(", ", culprits);
        return text + "\nChange the data or the distribution of " + names + "; or give start values with start(...).";
    }

    private static String row(int width, String factor, String logp, String why) {
        return String.format(Locale.ROOT, "  %-" + width + "s  %10s  %s", factor, logp, why).stripTrailing();
    }

    private static String number(double x) {
        return Double.isFinite(x) ? String.format(Locale.ROOT, "%.2f", x) : Double.toString(x);
    }

    private static String label(Factor f) {
        return switch (f.kind()) {
            case PRIOR -> f.name();
            case LIKELIHOOD -> f.name() + " (observed)";
            case JACOBIAN -> f.name() + " (Jacobian)";
            case POTENTIAL -> f.name() + " (potential)";
        };
    }

    private String why(Factor f, Tensor elements) {
        int worst = 0;
        while (worst < elements.length() - 1 && Double.isFinite(elements.doubleAt(worst))) {
            worst++;
        }
        String place = elements.rank() == 0 ? "" : index(elements.sizes(), worst);
        if (f.kind() != FactorKind.LIKELIHOOD) {
            return f.name() + place + " gives " + elements.doubleAt(worst);
        }
        Model.Observed o = model.model().observed().stream()
                .filter(v -> v.name().equals(f.name()))
                .findFirst()
                .orElseThrow();
        String value = o.value().length() == elements.length()
                ? o.name() + place + " = " + shown(o.value(), worst)
                : "event " + o.name() + place;
        return value + (outside(o) ? " is outside the support of " : " has logp " + elements.doubleAt(worst) + " under ")
                + law(o.node());
    }

    private static boolean outside(Model.Observed o) {
        if (!(o.node().op() instanceof RandomOp(Family family, var _, var _))) {
            return false;
        }
        return family.range(o.node().inputs()).lo() > min(o.value()) || family.range(o.node().inputs()).hi() < max(o.value());
    }

    private static double min(Tensor t) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < t.length(); i++) {
            least = Math.min(least, t.doubleAt(i));
        }
        return least;
    }

    private static double max(Tensor t) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < t.length(); i++) {
            greatest = Math.max(greatest, t.doubleAt(i));
        }
        return greatest;
    }

    private static String law(Var node) {
        return node.op() instanceof RandomOp(Family family, var _, var _)
                ? family.name() + " (" + family.support(node.inputs()) + ")"
                : node.op().name();
    }

    private static String shown(Tensor value, int i) {
        return value.dtype().isFloat() ? Double.toString(value.doubleAt(i)) : Long.toString(value.longAt(i));
    }

    private static String index(int[] sizes, int flat) {
        List<String> parts = new ArrayList<>();
        int rest = flat;
        for (int a = sizes.length - 1; a >= 0; a--) {
            parts.addFirst(Integer.toString(rest % sizes[a]));
            rest /= sizes[a];
        }
        return "[" + String.join(", ", parts) + "]";
    }
}
