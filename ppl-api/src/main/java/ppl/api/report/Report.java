package ppl.api.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.Draws;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Element;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

/**
 * A page about a run: what to look at first, the table, and the plots that show whether to trust it.
 *
 * <p>The page is one file that needs no network and no script, in light and dark; names are escaped. Scalars and short vectors come
 * before long vectors, in the table and in the plots. With many elements the table has the first thousand, and the plots show the
 * most doubtful ones and at least one of every variable, as far as there is room, so that the page stays small.
 *
 * <p><b>Errors.</b> Data without a posterior and a filter that matches nothing are {@link ResultException}s.
 *
 * {@snippet :
 * Report.of(fit).withTitle("radon").write(Path.of("radon.html"));
 * }
 */
public final class Report {
    static final int MOST_TRACES = 20;
    static final int MOST_IN_FOREST = 60;
    private static final int MOST_RANKS = 9;
    private static final int MOST_PAIRED = 12;
    private static final int MOST_PAIRS = 6;

    private final InferenceData data;
    private final String title;
    private final String[] filters;

    private Report(InferenceData data, String title, String[] filters) {
        this.data = data;
        this.title = title;
        this.filters = filters;
    }

    /** A report on the variables that the filters choose; see {@link Dataset#filter}. */
    public static Report of(InferenceData data, String... filters) {
        Object model = data.posterior().attributes().get("model_name");
        return new Report(data, model == null ? "Posterior" : model.toString(), filters.clone());
    }

    /** The same under another title. */
    public Report withTitle(String newTitle) {
        return new Report(data, newTitle, filters);
    }

    /** The page. */
    public String html() {
        Run run = new Run(data, filters);
        return new HtmlPage(run, title, plots(run)).html();
    }

    /** Writes the page, and the folders above it that are missing. An existing file is replaced. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, html());
    }

    /**
     * Each plot by name, such as {@code density/a[AITKIN]}, as an SVG picture that stands alone.
     */
    public Map<String, String> svg() {
        Map<String, String> standing = new LinkedHashMap<>();
        plots(new Run(data, filters)).forEach((name, svg) -> {
            int body = svg.indexOf('>') + 1;
            standing.put(name, svg.substring(0, body) + "<style>" + Styles.plots() + "</style>" + svg.substring(body));
        });
        return Collections.unmodifiableMap(standing);
    }

    /** A plot that is drawn when it is asked for. */
    private record Plot(String name, Supplier<String> drawing) {}

    private Map<String, String> plots(Run run) {
        List<Plot> plots = new ArrayList<>();
        Divergences divergences = run.divergences();
        for (Element e : run.shown(MOST_TRACES)) {
            plots.add(new Plot("density/" + e.label(), () -> ElementPlots.density(e, divergences)));
            plots.add(new Plot("trace/" + e.label(), () -> ElementPlots.trace(e, divergences)));
        }
        if (run.drawsPerChain() >= 4) {
            List<Element> looked = run.varying(MOST_RANKS);
            looked.forEach(e -> plots.add(new Plot("ranks/" + e.label(), () -> RankPlot.of(e))));
            looked.forEach(
                    e -> plots.add(new Plot("autocorrelation/" + e.label(), () -> ElementPlots.autocorrelation(e))));
            looked.forEach(e -> plots.add(new Plot("ess/" + e.label(), () -> ElementPlots.evolution(e))));
        }
        if (!run.elements().isEmpty()) {
            List<String> forests = Forest.of(run.shown(MOST_IN_FOREST));
            for (int i = 0; i < forests.size(); i++) {
                String forest = forests.get(i);
                plots.add(new Plot(i == 0 ? "forest" : "forest/" + (i + 1), () -> forest));
            }
        }
        @Nullable Draws energy = run.statistic("energy");
        if (energy != null && energy.length() > 1) {
            plots.add(new Plot("energy", () -> RunPlots.energy(energy)));
        }
        for (Dependence pair : Dependence.strongest(run.varying(MOST_PAIRED), divergences, MOST_PAIRS)) {
            plots.add(new Plot(
                    "pair/" + pair.across().label() + " × " + pair.up().label(),
                    () -> RunPlots.pair(pair.across(), pair.up(), divergences)));
        }
        addPrior(plots, run);
        addPredictive(plots);
        return drawn(plots);
    }

    /** Of every variable that was observed and predicted. */
    private void addPredictive(List<Plot> plots) {
        for (Predicted predicted : Predicted.of(data)) {
            String name = predicted.name();
            plots.add(new Plot(
                    "predictive/" + name,
                    () -> Rootogram.suits(predicted) ? Rootogram.of(predicted) : PredictiveDensity.of(predicted)));
            if (predicted.observed().size() > 1) {
                PredictiveStatistic.ALL.forEach(statistic -> plots.add(
                        new Plot("statistic/" + name + " " + statistic.words(), () -> statistic.picture(predicted))));
                GroupedMeans.of(data, predicted)
                        .forEach(groups -> plots.add(new Plot("groups/" + groups.name(), groups::picture)));
            }
            // The place of a count in its prediction is uniform for no model.
            if (!predicted.counts()
                    && data.find(Group.LOG_LIKELIHOOD)
                            .filter(d -> d.contains(name)
                                    && d.get(name).eventSize()
                                            == predicted.observed().size())
                            .isPresent()) {
                plots.add(new Plot("pit/" + name, () -> PitPlot.of(name, data.looPit(name))));
            }
        }
    }

    /** Of every element that is shown and has been drawn from the prior too. */
    private void addPrior(List<Plot> plots, Run run) {
        Dataset prior = data.find(Group.PRIOR).orElse(Dataset.empty());
        for (Element element : run.varying(MOST_TRACES)) {
            String name = element.variable().name();
            if (prior.contains(name)
                    && prior.get(name).isSampled()
                    && prior.get(name).size() > 0
                    && prior.get(name).eventSize() == element.variable().eventSize()) {
                double[] draws = prior.get(name)
                        .eventDraws(element.position(), 1)
                        .getFirst()
                        .toArray();
                plots.add(new Plot("prior/" + element.label(), () -> PriorPlot.of(element, draws)));
            }
        }
    }

    /** Draws by several threads; the order of the plots does not depend on them. */
    private static Map<String, String> drawn(List<Plot> plots) {
        List<String> pictures =
                plots.parallelStream().map(plot -> plot.drawing().get()).toList();
        Map<String, String> drawn = new LinkedHashMap<>();
        for (int i = 0; i < pictures.size(); i++) {
            drawn.put(plots.get(i).name(), pictures.get(i));
        }
        return drawn;
    }
}
