package ppl.api.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ppl.api.diagnostics.Bfmi;
import ppl.api.diagnostics.Ess;
import ppl.api.diagnostics.Hdi;

/** The page: headline, what to look at first, table, plots. */
final class HtmlPage {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Run run;
    private final String title;
    private final Map<String, String> plots;

    HtmlPage(Run run, String title, Map<String, String> plots) {
        this.run = run;
        this.title = title;
        this.plots = plots;
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
        out.append("<h2>Summary</h2>");
        HtmlTable.write(out, run.elements());
        densitiesAndTraces();
        wall("Ranks", "ranks/");
        wall("Forest", "forest");
        wall("Autocorrelation", "autocorrelation/");
        wall("Effective sample size along the run", "ess/");
        wall("Energy", "energy");
        wall("Pairs most in doubt", "pair/");
        wall("Predictions", "predictive/");
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
        List<String> findings = Findings.of(run);
        if (findings.isEmpty()) {
            out.append(
                    "<div class=\"look\"><b>Nothing stands out.</b> The chains agree, and there are enough effective draws.</div>");
            return;
        }
        out.append("<div class=\"look some\"><b>Look here first</b><ul>");
        findings.forEach(finding -> out.append("<li>").append(finding).append("</li>"));
        out.append("</ul></div>");
    }

    private void densitiesAndTraces() {
        out.append(
                "<h2>Densities and draws</h2><p class=\"sub\">One colour for each chain. Grey: all draws; black bar: "
                        + Math.round(100 * Hdi.DEFAULT_PROBABILITY)
                        + "% interval; dot: mean; ticks: divergences.</p>");
        plots.forEach((name, svg) -> {
            if (name.startsWith("density/")) {
                String trace = plots.getOrDefault("trace/" + name.substring("density/".length()), "");
                out.append("<div class=\"pair\"><figure>")
                        .append(svg)
                        .append("</figure><figure>")
                        .append(trace)
                        .append("</figure></div>");
            }
        });
        int shown = (int) plots.keySet().stream()
                .filter(name -> name.startsWith("density/"))
                .count();
        if (shown < run.elements().size()) {
            out.append("<p class=\"sub\">Shown are ")
                    .append(shown)
                    .append(" of ")
                    .append(run.elements().size())
                    .append(": the first ones and those most in doubt.</p>");
        }
    }

    private void wall(String heading, String prefix) {
        List<String> chosen = plots.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
        if (!chosen.isEmpty()) {
            out.append("<h2>")
                    .append(heading)
                    .append("</h2><div class=\"")
                    .append(prefix.equals("forest") ? "one" : "wall")
                    .append("\">");
            chosen.forEach(svg -> out.append("<figure>").append(svg).append("</figure>"));
            out.append("</div>");
        }
    }
}
