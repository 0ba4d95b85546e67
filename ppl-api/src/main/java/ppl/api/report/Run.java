package ppl.api.report;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

/** The content of the page, computed once: the elements with their statistics, and the figures of the sampler. */
final class Run {
    private final InferenceData data;
    private final List<Warning> warnings;
    private final Selection selection;

    Run(InferenceData data, String... filters) {
        this.data = data;
        // This comes first, because several threads then compute the statistics of the elements.
        this.warnings = data.warnings(filters);
        this.selection = Selection.of(data.posterior().filter(filters).elements().stream()
                .filter(e -> e.variable().size() > 0)
                .toList());
    }

    InferenceData data() {
        return data;
    }

    List<Warning> warnings() {
        return warnings;
    }

    /** All elements, in reading order: scalars and short vectors first. */
    List<Element> elements() {
        return selection.elements();
    }

    int chains() {
        return data.posterior().chains();
    }

    int drawsPerChain() {
        return data.posterior().draws();
    }

    /** Up to so many elements, in reading order; see {@link Selection#shown}. */
    List<Element> shown(int most) {
        return selection.shown(most);
    }

    /** Up to so many elements whose draws are finite and differ, chosen in the same way. */
    List<Element> varying(int most) {
        return selection.varying().shown(most);
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

    Divergences divergences() {
        return Divergences.of(statistic("diverging"));
    }

    /** How many draws have a flag; −1 if the sampler does not report it. */
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

    /** The lowest E-BFMI of a chain; NaN without energies. */
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

    /** The metric that warm-up has chosen, chain by chain where they differ; null if the sampler does not report it. */
    @Nullable
    String metric() {
        Draws ranks = statistic("metric_rank");
        if (ranks == null) {
            return null;
        }
        List<String> chains = IntStream.range(0, ranks.chains())
                .mapToObj(c -> Text.fixed(ranks.get(c, ranks.length() - 1), 0))
                .toList();
        List<String> distinct = chains.stream().distinct().toList();
        String trajectories = count("rotating") > 0 ? ", rotating" : "";
        return distinct.equals(List.of("0"))
                ? "diagonal" + trajectories
                : "with " + String.join(", ", distinct.size() == 1 ? distinct : chains)
                        + (distinct.equals(List.of("1")) ? " direction" : " directions")
                        + trajectories;
    }

    double seconds() {
        return note(RunNotes.SAMPLING_TIME) instanceof Number seconds ? seconds.doubleValue() : Double.NaN;
    }

    double leastEss() {
        return elements().stream()
                .mapToDouble(e -> e.statistics().leastEss())
                .filter(e -> !Double.isNaN(e))
                .min()
                .orElse(Double.NaN);
    }
}
