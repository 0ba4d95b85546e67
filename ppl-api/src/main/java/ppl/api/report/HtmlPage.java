package ppl.api.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import ppl.api.diagnostics.Bfmi;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Hdi;
import ppl.api.inference.Element;

/** The page: headline, what to look at first, table, plots. */
final class HtmlPage {
    private static final String DENSITIES = "Densities and draws";

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Run run;
    private final String title;
    private final Map<String, String> plots;
    private final List<Element> shown;
    private final List<Section> sections;

    HtmlPage(Run run, String title, Map<String, String> plots) {
        this.run = run;
        this.title = title;
        this.plots = plots;
        this.shown = run.shown(Report.MOST_TRACES);
        this.sections = sections();
    }

    String html() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'unsafe-inline';")
                .append("script-src 'unsafe-inline';img-src data:\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" href=\"data:,\"><title>")
                .append(Text.escaped(title))
                .append("</title><style>")
                .append(Styles.page())
                .append("</style></head><body><main><h1>")
                .append(Text.escaped(title))
                .append("</h1><p class=\"sub\">")
                .append(subtitle())
                .append("</p>");
        tiles();
        look();
        contents();
        heading("Summary", "");
        HtmlTable.write(out, run);
        if (!shown.isEmpty()) {
            densitiesAndTraces();
        }
        sections.forEach(this::wall);
        out.append(
                        "<p class=\"foot\">Rank-normalised split R̂, bulk and tail ESS after Vehtari et al. (2021). Trust R̂ up to 1.01 and at ")
                .append(
                        "least 100 effective draws per chain. Intervals are the narrowest that hold 94% of the draws.</p></main><script>")
                .append(HtmlTable.SCRIPT)
                .append("</script></body></html>\n");
        return out.toString();
    }

    private String subtitle() {
        List<String> parts = new ArrayList<>();
        Object tuning = run.note("tuning_steps");
        parts.add(run.chains() + (run.chains() == 1 ? " chain × " : " chains × ") + run.drawsPerChain() + " draws"
                + (tuning == null ? "" : " (" + Text.escaped(tuning.toString()) + " warm-up)"));
        for (String note : List.of("sampler", "backend")) {
            Object value = run.note(note);
            if (value != null) {
                parts.add(note + " <b>" + Text.escaped(value.toString()) + "</b>");
            }
        }
        String metric = run.metric();
        if (metric != null) {
            parts.add("metric <b>" + metric + "</b>");
        }
        if (!Double.isNaN(run.seconds())) {
            parts.add(Text.figure(run.seconds()) + " s");
        }
        Object seed = run.note("seed");
        if (seed != null) {
            parts.add("seed " + Text.escaped(seed.toString()));
        }
        Object created = run.note("created_at");
        if (created != null) {
            parts.add(Text.escaped(created.toString()));
        }
        return String.join(" · ", parts);
    }

    private void tiles() {
        out.append("<ul class=\"tiles\">");
        int divergences = run.count("diverging");
        if (divergences >= 0) {
            tile(Integer.toString(divergences), "divergences", divergences > 0);
        }
        run.elements().stream()
                .filter(e -> !Double.isNaN(e.statistics().rHat()))
                .max((a, b) ->
                        Double.compare(a.statistics().rHat(), b.statistics().rHat()))
                .ifPresent(worst -> tile(
                        Text.fixed(worst.statistics().rHat(), 3),
                        "worst R̂ (" + Text.escaped(Text.shortened(worst.label(), 24)) + ")",
                        worst.disagrees()));
        double bfmi = run.leastBfmi();
        if (!Double.isNaN(bfmi)) {
            tile(Text.fixed(bfmi, 2), "E-BFMI min", bfmi < Bfmi.LOW);
        }
        int hits = run.count("reached_max_treedepth");
        if (hits >= 0) {
            tile(Integer.toString(hits), "max tree depth hits", hits > 0);
        }
        double acceptance = run.meanOf("acceptance_rate");
        if (!Double.isNaN(acceptance)) {
            plainTile(Text.fixed(acceptance, 2), "mean acceptance");
        }
        double ess = run.leastEss();
        if (!Double.isNaN(ess)) {
            tile(Text.fixed(ess, 0), "least ESS", ess < Ess.ENOUGH_PER_CHAIN * run.chains());
            if (run.seconds() > 0) {
                plainTile(Text.figure(ess / run.seconds()), "least ESS per second");
            }
        }
        if (!Double.isNaN(run.seconds())) {
            plainTile(String.format(Locale.ROOT, "%s s", Text.figure(run.seconds())), "sampling time");
        }
        out.append("</ul>");
    }

    private void tile(String figure, String label, boolean bad) {
        out.append("<li class=\"tile\"><b class=\"")
                .append(bad ? "warn" : "fine")
                .append("\">")
                .append(figure)
                .append("</b><span>")
                .append(label)
                .append("</span></li>");
    }

    private void plainTile(String figure, String label) {
        out.append("<li class=\"tile\"><b>")
                .append(figure)
                .append("</b><span>")
                .append(label)
                .append("</span></li>");
    }

    private void look() {
        List<String> warnings = WarningItems.of(run);
        if (warnings.isEmpty()) {
            out.append(
                    "<div class=\"look\"><b>Nothing stands out.</b> The chains agree, and there are enough effective draws.</div>");
            return;
        }
        out.append("<div class=\"look some\"><b>Look here first</b><ul>");
        warnings.forEach(warning -> out.append("<li>").append(warning).append("</li>"));
        out.append("</ul></div>");
    }

    private static String percent() {
        return Math.round(100 * Hdi.DEFAULT_PROBABILITY) + "%";
    }

    /** Says which part of all elements is shown, if not all are. */
    private String part(int shown) {
        int all = run.elements().size();
        return shown == all
                ? ""
                : " Shown are " + shown + " of " + all
                        + " elements: scalars and short vectors first, of long ones those most in doubt.";
    }

    /** Plots under a heading: those whose names have this prefix. */
    private record Section(String heading, String prefix, String words) {}

    /** The sections of which there are plots. */
    private List<Section> sections() {
        return Stream.of(
                        new Section(
                                "Forest",
                                "forest",
                                "Thick: 50% interval; thin: " + percent() + "; ring: mean."
                                        + part(run.shown(Report.MOST_IN_FOREST).size())),
                        new Section(
                                "Ranks",
                                "ranks/",
                                "How many draws of each chain lie in each twentieth of all, above or below its share."
                                        + " Chains that agree stay inside the band, but for one bar in twenty or so."),
                        new Section(
                                "Autocorrelation",
                                "autocorrelation/",
                                "By lag, for each chain; the band is what chance allows."),
                        new Section(
                                "Effective sample size along the run",
                                "ess/",
                                "It should grow in proportion to the draws; the band is too few."),
                        new Section("Energy", "energy", "Steps much narrower than the marginal mean slow tails."),
                        new Section(
                                "Pairs",
                                "pair/",
                                "Those that depend most on each other, and where divergent draws gather. Orange: every divergent draw."),
                        new Section("Prior and posterior", "prior/", "What the data have changed."),
                        new Section(
                                "Predictions",
                                "predictive/",
                                "Dark: the data; faint: data sets drawn from the posterior."
                                        + " Of counts: bars are the data, bands hold 94% of the data sets drawn."),
                        new Section(
                                "Predicted statistics",
                                "statistic/",
                                "Dark: of the data; p: the share of data sets drawn from the posterior with a greater value. Near 0 or 1, the model"
                                        + " misses something."),
                        new Section(
                                "Predicted groups",
                                "groups/",
                                "Rings: means of the data, of so many observations; bars: of data sets drawn from the posterior. The worst come first."),
                        new Section(
                                "LOO-PIT",
                                "pit/",
                                "Where each observation lies in what the others predict for it. Outside the faint lines is more than chance: a wave that"
                                        + " rises first means predictions too narrow, one that falls first too wide, a bow to one side a bias."))
                .filter(s -> plots.keySet().stream().anyMatch(name -> name.startsWith(s.prefix())))
                .toList();
    }

    /** Links to what follows. */
    private void contents() {
        out.append("<nav aria-label=\"Sections\">");
        link("Summary");
        if (!shown.isEmpty()) {
            link(DENSITIES);
        }
        sections.forEach(section -> link(section.heading()));
        out.append("</nav>");
    }

    private void link(String heading) {
        out.append("<a href=\"#")
                .append(anchor(heading))
                .append("\">")
                .append(heading)
                .append("</a> ");
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private void heading(String heading, String words) {
        out.append("<h2 id=\"")
                .append(anchor(heading))
                .append("\">")
                .append(heading)
                .append("</h2>");
        if (!words.isEmpty()) {
            out.append("<p class=\"sub\">").append(words).append("</p>");
        }
    }

    private void densitiesAndTraces() {
        heading(
                DENSITIES,
                "Grey: all draws; bar: " + percent() + " interval; ring: mean; orange ticks: every divergent draw."
                        + part(shown.size()));
        out.append("<p class=\"sub\">");
        for (int c = 0; c < Math.min(run.chains(), Styles.COLOURS); c++) {
            out.append("<span class=\"key\"><i class=\"k")
                    .append(c)
                    .append("\"></i>chain ")
                    .append(c)
                    .append("</span>");
        }
        out.append(run.chains() > Styles.COLOURS ? "and so on, from the first colour</p>" : "</p>");
        for (Element element : shown) {
            out.append("<div class=\"pair\"><figure>")
                    .append(plots.get("density/" + element.label()))
                    .append("</figure><figure>")
                    .append(plots.get("trace/" + element.label()))
                    .append("</figure></div>");
        }
    }

    private void wall(Section section) {
        heading(section.heading(), section.words());
        boolean broad = section.prefix().equals("forest");
        // What is too broad for a small screen can be scrolled sideways, also by keys.
        out.append(
                broad
                        ? "<div class=\"broad\" tabindex=\"0\" role=\"region\" aria-label=\"Forest\">"
                        : "<div class=\"wall\">");
        plots.forEach((name, svg) -> {
            if (name.startsWith(section.prefix())) {
                out.append("<figure>").append(svg).append("</figure>");
            }
        });
        out.append("</div>");
    }
}
