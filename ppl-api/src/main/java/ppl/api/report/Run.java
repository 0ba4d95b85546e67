package ppl.api.report;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Bfmi;
import ppl.api.diagnostics.Draws;
import ppl.api.inference.Dataset;
import ppl.api.inference.Element;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.RunNotes;
import ppl.api.inference.Variable;
import ppl.api.inference.Warning;

/** What the page is about, computed once: the elements with their statistics, and the sampler's figures. */
final class Run {
    private final InferenceData data;
    private final List<Warning> warnings;
    private final List<Element> elements;

    Run(InferenceData data, String... filters) {
        this.data = data;
        // Of all the statistics that this takes, it is the first to ask for them: by several threads.
        this.warnings = data.warnings(filters);
        this.elements = data.posterior().filter(filters).elements().stream()
                .filter(e -> e.variable().size() > 0)
                .toList();
    }

    InferenceData data() {
        return data;
    }

    List<Warning> warnings() {
        return warnings;
    }

    List<Element> elements() {
        return elements;
    }

    int chains() {
        return data.posterior().chains();
    }

    int drawsPerChain() {
        return data.posterior().draws();
    }

    /** Up to so many elements: the first ones, but not without the ones that are most in doubt. */
    List<Element> shown(int most) {
        if (elements.size() <= most) {
            return elements;
        }
        Set<Element> chosen = new LinkedHashSet<>(worst(most / 2));
        for (Element element : elements) {
            if (chosen.size() < most) {
                chosen.add(element);
            }
        }
        return elements.stream().filter(chosen::contains).toList();
    }

    /** The elements most in doubt, worst first. */
    List<Element> worst(int most) {
        return elements.stream()
                .filter(e -> !Double.isNaN(e.statistics().essBulk()))
                .sorted(Comparator.comparingDouble(Run::doubt).reversed())
                .limit(most)
                .toList();
    }

    private static double doubt(Element element) {
        double rHat = element.statistics().rHat();
        double excess = Double.isNaN(rHat) ? 0 : Math.min(rHat - 1, 1e6);
        return excess + element.chains() / Math.max(element.statistics().leastEss(), 1e-9);
    }

    /** A statistic of the sampler, by chain and draw. */
    @Nullable
    Draws statistic(String name) {
        Dataset statistics = data.find(Group.SAMPLE_STATS).orElse(Dataset.empty());
        if (!statistics.contains(name)) {
            return null;
        }
        Variable variable = statistics.get(name);
        return variable.isSampled() && variable.rank() == 2 && variable.size() > 0 ? variable.draws() : null;
    }

    /** How many draws have a flag; −1 where the sampler does not report it. */
    int count(String flag) {
        Draws flags = statistic(flag);
        if (flags == null) {
            return -1;
        }
        int count = 0;
        for (double value : flags.toArray()) {
            count += value != 0 ? 1 : 0;
        }
        return count;
    }

    /** The energy fraction of the chain where it is lowest; NaN without energies. */
    double leastBfmi() {
        Draws energy = statistic("energy");
        double least = Double.NaN;
        if (energy != null) {
            for (double bfmi : Bfmi.of(energy)) {
                least = bfmi >= least ? least : bfmi;
            }
        }
        return least;
    }

    double meanOf(String name) {
        Draws values = statistic(name);
        double sum = 0;
        if (values == null) {
            return Double.NaN;
        }
        for (double value : values.toArray()) {
            sum += value;
        }
        return sum / values.size();
    }

    /** A note on the run, from whichever group has it. */
    @Nullable
    Object note(String name) {
        Map<String, Object> posterior = data.posterior().attributes();
        if (posterior.containsKey(name)) {
            return posterior.get(name);
        }
        Object ofStatistics = data.find(Group.SAMPLE_STATS)
                .orElse(Dataset.empty())
                .attributes()
                .get(name);
        return ofStatistics != null ? ofStatistics : data.attributes().get(name);
    }

    double seconds() {
        return note(RunNotes.SAMPLING_TIME) instanceof Number seconds ? seconds.doubleValue() : Double.NaN;
    }

    double leastEss() {
        return elements.stream()
                .mapToDouble(e -> e.statistics().leastEss())
                .filter(e -> !Double.isNaN(e))
                .min()
                .orElse(Double.NaN);
    }
}
