package ppl.api.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Bfmi;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Ranks;
import ppl.api.inference.Warning.Kind;
import ppl.api.work.Deadline;

/** Finds what a careful statistician would say about a run before its draws are used: first how it went, then what it drew. */
final class Warnings {
    /** From this R-hat on, chains are in different places. */
    private static final double FAR_APART = 1.1;

    private final Dataset posterior;
    private final Dataset statistics;
    private final Deadline deadline;
    private final List<Warning> found = new ArrayList<>();

    private Warnings(Dataset posterior, Dataset statistics, Deadline deadline) {
        this.posterior = posterior;
        this.statistics = statistics;
        this.deadline = deadline;
    }

    /** The warnings of a posterior and the statistics of its sampler, gravest first. The last one counts what the deadline left out. */
    static List<Warning> of(Dataset posterior, Dataset statistics, Deadline deadline) {
        Warnings warnings = new Warnings(posterior, statistics, deadline);
        Map<String, Object> notes = new HashMap<>(statistics.attributes());
        notes.putAll(posterior.attributes());
        if (ApproximationWarnings.isMode(notes)) {
            return ApproximationWarnings.ofMode(notes);
        }
        int unknown = posterior.diagnose(deadline);
        List<Element> elements =
                posterior.elements().stream().filter(Element::isDiagnosed).toList();
        warnings.end();
        warnings.found.addAll(ApproximationWarnings.ofDraws(notes, posterior.chains() * posterior.draws()));
        warnings.gradient();
        warnings.divergences(elements);
        warnings.funnel();
        warnings.stuck();
        warnings.disagreement(elements);
        warnings.energy();
        warnings.effectiveDraws(elements);
        warnings.depth();
        warnings.finiteness(elements);
        warnings.tails(elements);
        warnings.oneChain();
        warnings.fewDraws();
        warnings.notJudged(unknown, elements.size() + unknown);
        return List.copyOf(warnings.found);
    }

    private void add(Kind kind, @Nullable String element, double number, String message, String remedy) {
        found.add(new Warning(kind, element, number, message, remedy));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** An element as messages name it. */
    private static String name(Element element) {
        return "'" + element.label() + "'";
    }

    private static String andMore(List<?> all) {
        return all.size() > 1 ? " and " + (all.size() - 1) + " more" : "";
    }

    private void end() {
        boolean failed = note(RunNotes.FAILED).isPresent();
        if (failed || note(RunNotes.INTERRUPTED).isPresent()) {
            add(
                    failed ? Kind.FAILED : Kind.INTERRUPTED,
                    null,
                    posterior.draws(),
                    "what was drawn before is kept: " + posterior.chains() + " chains of " + posterior.draws()
                            + " draws",
                    failed
                            ? "Mend the cause and run again."
                            : "The same seed gives the same draws again, and those that are missing.");
        }
        note(RunNotes.IMPRECISE)
                .ifPresent(lacking -> add(
                        Kind.IMPRECISE,
                        null,
                        posterior.draws(),
                        "after " + posterior.draws() + " draws of each chain " + lacking,
                        "Ask for more draws, which are the most that the run makes: draws(...)."));
    }

    private Optional<Object> note(String name) {
        return Optional.ofNullable(posterior.attributes().get(name))
                .or(() -> Optional.ofNullable(statistics.attributes().get(name)));
    }

    /** A file of other software may have anything under this name. */
    private Optional<Double> brokenGradients() {
        return note(RunNotes.BROKEN_GRADIENTS).filter(Number.class::isInstance).map(points -> ((Number) points)
                .doubleValue());
    }

    private void gradient() {
        brokenGradients().ifPresent(points -> {
            String along = note(RunNotes.BROKEN_ALONG).orElse("?").toString();
            add(
                    Kind.GRADIENT_NOT_FINITE,
                    along,
                    points,
                    "along '" + along + "' at " + Digits.fixed(points, 0)
                            + " points where logp is finite: chains cannot go on there, so the draws are biased",
                    "A function has an infinite slope there, such as sqrt at 0: keep its argument away from it, or write that"
                            + " part of the model without it.");
        });
    }

    private void divergences(List<Element> elements) {
        boolean[] diverging = flags("diverging");
        int count = count(diverging);
        if (count == 0) {
            return;
        }
        Optional<DivergencePlace> place = DivergencePlace.of(elements, diverging, deadline);
        String where = place.map(p -> ", at " + (p.offCentre() < 0 ? "small " : "large ") + name(p.element()))
                .orElse("");
        add(
                Kind.DIVERGENCES,
                place.map(p -> p.element().label()).orElse(null),
                count,
                count + (count == 1 ? " draw" : " draws") + " after warm-up diverged" + where
                        + ": the posterior may be biased there",
                brokenGradients().isPresent()
                        ? "Mend the gradient first."
                        : note(RunNotes.FUNNEL).isPresent()
                                ? "Write the variable of the funnel in non-centred form."
                                : "Write the variables involved in non-centred form, or raise targetAccept.");
    }

    private void funnel() {
        Optional<Object> variable = note(RunNotes.FUNNEL);
        if (variable.isPresent() && note(RunNotes.FUNNEL_RATIO).orElse(null) instanceof Number ratio) {
            String scale = note(RunNotes.FUNNEL_SCALE).orElse("?").toString();
            add(
                    Kind.FUNNEL,
                    variable.get().toString(),
                    ratio.doubleValue(),
                    format(
                            "the scale of '%s' is %s, and the log-density is %.0f times as curved along '%s' where that is small as where"
                                    + " it is large: no step size fits both, and no metric",
                            variable.get(), scale, ratio.doubleValue(), variable.get()),
                    "Write it in non-centred form: "
                            + note(RunNotes.FUNNEL_FORM).orElse("?") + ".");
        }
    }

    private boolean[] flags(String name) {
        if (!statistics.contains(name) || !statistics.get(name).isSampled()) {
            return new boolean[0];
        }
        return statistics.get(name).toBooleans();
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    private void disagreement(List<Element> elements) {
        if (posterior.draws() < Ess.FEWEST_DRAWS) {
            return; // R-hat of so few draws is often large by chance
        }
        List<Element> disagreeing = elements.stream()
                .filter(Element::disagrees)
                .sorted(Comparator.comparingDouble((Element e) -> e.statistics().rHat())
                        .reversed())
                .toList();
        if (disagreeing.isEmpty()) {
            return;
        }
        Element worst = disagreeing.getFirst();
        double rHat = worst.statistics().rHat();
        add(
                Kind.DISAGREEMENT,
                worst.label(),
                rHat,
                format(
                        "R-hat is up to %s (%s%s), most of all because of chain %s",
                        Digits.fixed(rHat, 3),
                        name(worst),
                        andMore(disagreeing),
                        posterior.coord(Dataset.CHAIN).label(oddChain(worst.draws()))),
                "Run longer; if they stay apart, look for several modes or a variable that the data do not determine.");
    }

    /** The chain whose mean rank is farthest from the middle: R-hat compares ranks. */
    private static int oddChain(Draws draws) {
        double[] ranks = Ranks.centred(draws.toArray());
        int odd = 0;
        double farthest = -1;
        for (int c = 0; c < draws.chains(); c++) {
            double distance = Math.abs(Arrays.stream(ranks, c * draws.length(), (c + 1) * draws.length())
                    .sum());
            if (distance > farthest) {
                farthest = distance;
                odd = c;
            }
        }
        return odd;
    }

    /**
     * A chain is stuck if its log-density and all its draws are constant. R-hat and the effective sample size do not show this,
     * since some quantities are constants. The log-density alone does not show it either: both sides of a fair coin have the same one.
     */
    private void stuck() {
        if (posterior.draws() < Ess.FEWEST_DRAWS
                || !statistics.contains("lp")
                || !statistics.get("lp").isSampled()
                || statistics.get("lp").rank() != 2) {
            return;
        }
        Draws lp = statistics.get("lp").draws();
        List<String> stuck = new ArrayList<>();
        for (int c = 0; c < lp.chains(); c++) {
            double[] chain = lp.chain(c);
            int at = c;
            if (isConstant(chain)
                    && posterior.elements().stream()
                            .allMatch(e ->
                                    e.chains() <= at || isConstant(e.draws().chain(at)))) {
                stuck.add(statistics.coord(Dataset.CHAIN).label(c));
            }
        }
        if (!stuck.isEmpty()) {
            add(
                    Kind.STUCK,
                    null,
                    stuck.size(),
                    (stuck.size() > 1 ? "chains " : "chain ") + String.join(", ", stuck)
                            + " did not move: all draws there are one point",
                    "Centre and scale the variables, or their data, to sizes around 1, or start elsewhere.");
        }
    }

    private static boolean isConstant(double[] values) {
        return Double.isFinite(values[0]) && Arrays.stream(values).allMatch(x -> x == values[0]);
    }

    private void oneChain() {
        if (posterior.chains() == 1
                && posterior.draws() > 0
                && !posterior.sampled().isEmpty()) {
            add(Kind.ONE_CHAIN, null, 1, "whether others would find the same cannot be told", "Run four or more.");
        }
    }

    private void energy() {
        if (!statistics.contains("energy") || !statistics.get("energy").isSampled()) {
            return;
        }
        double[] fractions = Bfmi.of(statistics.get("energy").draws());
        int least = -1;
        int low = 0;
        for (int c = 0; c < fractions.length; c++) {
            if (fractions[c] < Bfmi.LOW) {
                low++;
                least = least < 0 || fractions[c] < fractions[least] ? c : least;
            }
        }
        if (low > 0) {
            add(
                    Kind.LOW_BFMI,
                    null,
                    fractions[least],
                    format(
                            "%.2f in chain %s%s, below %.1f: energies are explored slowly, the tails may be missed",
                            fractions[least],
                            statistics.coord(Dataset.CHAIN).label(least),
                            low > 1 ? " and low in " + (low - 1) + " more" : "",
                            Bfmi.LOW),
                    "Reparameterise heavy-tailed or hierarchical scales, or run longer.");
        }
    }

    private void effectiveDraws(List<Element> elements) {
        List<Element> few = elements.stream()
                .filter(Element::fewEffectiveDraws)
                .sorted(Comparator.comparingDouble(e -> e.statistics().leastEss()))
                .toList();
        if (!few.isEmpty()) {
            Element least = few.getFirst();
            add(
                    Kind.FEW_EFFECTIVE_DRAWS,
                    least.label(),
                    least.statistics().leastEss(),
                    format(
                            "%.0f of %s%s, fewer than %.0f a chain",
                            least.statistics().leastEss(), name(least), andMore(few), Ess.ENOUGH_PER_CHAIN),
                    "Run longer before you trust quantiles.");
        }
    }

    private void depth() {
        int saturated = count(flags("reached_max_treedepth"));
        if (saturated > 0) {
            add(
                    Kind.TREE_DEPTH,
                    null,
                    saturated,
                    "by " + saturated + (saturated == 1 ? " draw" : " draws")
                            + (found.stream().anyMatch(w -> w.kind() == Kind.DISAGREEMENT || w.kind() == Kind.STUCK)
                                    ? ": trajectories are too short to cross the posterior"
                                    : ": sampling is slow, not wrong"),
                    "Rescale the parameters, or raise max_treedepth.");
        }
    }

    private void finiteness(List<Element> elements) {
        List<Element> bad = elements.stream()
                .filter(e ->
                        e.draws().size() > 0 && !Double.isFinite(e.statistics().mean()))
                .toList();
        if (!bad.isEmpty()) {
            add(
                    Kind.NOT_FINITE,
                    bad.getFirst().label(),
                    bad.size(),
                    "in " + name(bad.getFirst()) + andMore(bad) + ": their diagnostics have no value",
                    "Look for a division by zero or a logarithm of it, or for values that the file lacks.");
        }
    }

    /** A heavy tail means that no mean exists only if the chains roughly agree: a chain that is far off makes a heavy tail too. */
    private void tails(List<Element> elements) {
        List<Element> heavy = elements.stream()
                .filter(e -> e.statistics().heavyTailed() && !(e.statistics().rHat() > FAR_APART))
                .toList();
        if (heavy.isEmpty()) {
            return;
        }
        Element worst = Collections.max(
                heavy, Comparator.comparingDouble(e -> e.statistics().heavyTail()));
        double most = worst.statistics().heavyTail();
        add(
                Kind.HEAVY_TAIL,
                worst.label(),
                most,
                format(
                        "of %s (Pareto k = %.2f)%s: the mean may not exist, and its error is not known",
                        name(worst), most, andMore(heavy)),
                "Report the median and quantiles instead.");
    }

    private void fewDraws() {
        int draws = posterior.draws();
        if (draws < Ess.FEWEST_DRAWS && !posterior.sampled().isEmpty()) {
            add(
                    Kind.FEW_DRAWS,
                    null,
                    draws,
                    draws + " a chain: below " + Ess.FEWEST_DRAWS
                            + " there is no effective sample size and no Monte Carlo error",
                    "Draw more.");
        }
    }

    private void notJudged(int unknown, int all) {
        if (unknown > 0) {
            add(
                    Kind.NOT_JUDGED,
                    null,
                    unknown,
                    "the draws of " + unknown + " of " + all + " elements were not looked at in the time there was",
                    "Ask for warnings() of the result, which looks at all.");
        }
    }
}
