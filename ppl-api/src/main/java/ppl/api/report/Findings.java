package ppl.api.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Bfmi;
import ppl.api.diagnostics.Draws;
import ppl.api.inference.Element;

/** What a reader should look at first, as sentences that say where it is and what to do. Names are escaped. */
final class Findings {
    private static final double EXTREME = 0.2;
    private static final double FALSE_ALARM = 0.05;

    private final Run run;
    private final List<String> sentences = new ArrayList<>();

    private Findings(Run run) {
        this.run = run;
    }

    static List<String> of(Run run) {
        Findings findings = new Findings(run);
        findings.interruption();
        findings.brokenGradients();
        findings.divergences();
        findings.disagreement();
        findings.energy();
        findings.effectiveDraws();
        findings.depth();
        findings.numbers();
        return List.copyOf(findings.sentences);
    }

    private static String code(String name) {
        return "<code>" + Text.escaped(name) + "</code>";
    }

    private void interruption() {
        if (run.note("failed") != null) {
            sentences.add("The run <b>failed</b> before its end: these are the draws up to there.");
        } else if (run.note("interrupted") != null) {
            sentences.add("The run was <b>interrupted</b>: these are the draws up to there.");
        }
    }

    private void brokenGradients() {
        Object points = run.note("gradients_not_finite");
        if (points != null) {
            sentences.add("The <b>gradient is not finite</b> along "
                    + code(String.valueOf(run.note("gradient_not_finite_along"))) + " at "
                    + Text.escaped(points.toString())
                    + " points of finite density: the draws are biased. Mend this before all else: a function has an"
                    + " infinite slope there, such as " + code("sqrt") + " at 0.");
        }
    }

    private void divergences() {
        int count = run.count("diverging");
        if (count <= 0) {
            return;
        }
        Draws diverging = run.statistic("diverging");
        StringBuilder sentence =
                new StringBuilder("<b>" + count + (count == 1 ? " divergence" : " divergences") + "</b>");
        String where = diverging == null ? null : whereTheyLie(diverging);
        sentence.append(where == null ? "" : " " + where)
                .append(
                        ". The posterior may be biased there: write the variables involved in non-centred form, or raise ")
                .append(code("targetAccept"))
                .append('.');
        sentences.add(sentence.toString());
    }

    /** The element in whose draws the divergent ones have the most extreme ranks, if they have them by more than chance. */
    private @Nullable String whereTheyLie(Draws diverging) {
        double[] flags = diverging.toArray();
        double mostExtreme = EXTREME;
        String where = null;
        for (Element element : run.elements()) {
            double[] values = element.draws().toArray();
            if (values.length != flags.length) {
                continue;
            }
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double ranks = 0;
            int count = 0;
            for (int i = 0; i < values.length; i++) {
                if (flags[i] != 0) {
                    ranks += Math.abs(Arrays.binarySearch(sorted, values[i])) / (double) sorted.length;
                    count++;
                }
            }
            double offCentre = ranks / count - 0.5;
            if (Math.abs(offCentre) > Math.max(mostExtreme, byChance(count))) {
                mostExtreme = Math.abs(offCentre);
                where = "sit at " + (offCentre < 0 ? "small " : "large ") + code(element.label());
            }
        }
        return where;
    }

    /**
     * How far the mean of so many uniform ranks lies off the centre in one of all elements with a probability of at most
     * {@link #FALSE_ALARM}: a uniform rank is sub-Gaussian with its own variance 1/12, and the elements share the probability.
     */
    private double byChance(int count) {
        return Math.sqrt(Math.log(2 * run.elements().size() / FALSE_ALARM) / (6.0 * count));
    }

    private void disagreement() {
        List<Element> disagreeing = run.elements().stream()
                .filter(Element::disagrees)
                .sorted((a, b) ->
                        Double.compare(b.statistics().rHat(), a.statistics().rHat()))
                .toList();
        if (disagreeing.isEmpty()) {
            return;
        }
        Element worst = disagreeing.getFirst();
        sentences.add("The <b>chains disagree</b> on " + code(worst.label())
                + (disagreeing.size() > 1 ? " and " + (disagreeing.size() - 1) + " more" : "") + " (R̂ up to "
                + Text.fixed(worst.statistics().rHat(), 3) + ", most of all chain " + oddChain(worst.draws())
                + "). Run longer; if they stay apart, look for several modes or a variable the data do not determine.");
    }

    /** The chain whose mean is farthest from that of the others. */
    private static int oddChain(Draws draws) {
        int odd = 0;
        double farthest = -1;
        double total = Arrays.stream(draws.toArray()).sum();
        for (int c = 0; c < draws.chains(); c++) {
            double own = Arrays.stream(draws.chain(c)).sum();
            double others = (total - own) / Math.max(1, draws.size() - draws.length());
            double distance = Math.abs(own / draws.length() - others);
            if (distance > farthest) {
                farthest = distance;
                odd = c;
            }
        }
        return odd;
    }

    private void energy() {
        double least = run.leastBfmi();
        if (least < Bfmi.LOW) {
            sentences.add(
                    "<b>Low E-BFMI</b> (" + Text.fixed(least, 2)
                            + "): the sampler moves slowly through the tails. Reparameterise heavy-tailed or hierarchical scales.");
        }
    }

    private void effectiveDraws() {
        List<Element> few =
                run.elements().stream().filter(Element::fewEffectiveDraws).toList();
        if (few.isEmpty()) {
            return;
        }
        Element least = few.stream()
                .min((a, b) ->
                        Double.compare(a.statistics().leastEss(), b.statistics().leastEss()))
                .orElseThrow();
        sentences.add("<b>Few effective draws</b>: "
                + Text.fixed(least.statistics().leastEss(), 0) + " of " + code(least.label())
                + (few.size() > 1 ? " and too few of " + (few.size() - 1) + " more" : "")
                + ". Run longer before you use its quantiles.");
    }

    private void depth() {
        int hits = run.count("reached_max_treedepth");
        if (hits > 0) {
            sentences.add("<b>" + hits
                    + " draws hit the greatest tree depth</b>: slow, not wrong. Rescale the parameters, or raise "
                    + code("max_treedepth") + ".");
        }
    }

    private void numbers() {
        List<String> bad = run.elements().stream()
                .filter(e -> !Double.isFinite(e.statistics().mean()))
                .map(Element::label)
                .toList();
        if (!bad.isEmpty()) {
            sentences.add("<b>Draws that are not finite</b> in " + code(bad.getFirst())
                    + (bad.size() > 1 ? " and " + (bad.size() - 1) + " more" : "")
                    + ": their diagnostics have no value. Look for a division by zero or a logarithm of one.");
        }
    }
}
