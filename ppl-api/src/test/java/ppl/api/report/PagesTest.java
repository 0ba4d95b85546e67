package ppl.api.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import ppl.api.diagnostics.Draws;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/** What every page keeps, whatever the model. The pages stay in target/report-pages, to be looked at. */
class PagesTest {
    private static final Map<String, InferenceData> PAGES = Pages.all();
    private static final Map<String, Map<String, String>> PICTURES = new ConcurrentHashMap<>();
    private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

    private static InferenceData page(String name) {
        InferenceData data = PAGES.get(name);
        assertTrue(data != null, name);
        return data;
    }

    private static Map<String, String> svg(String page) {
        return PICTURES.computeIfAbsent(page, name -> Report.of(page(name)).svg());
    }

    private static String html(String page) {
        return TEXTS.computeIfAbsent(page, name -> Report.of(page(name)).html());
    }

    private static List<String> plots(String page, String kind) {
        return svg(page).keySet().stream()
                .filter(name -> name.startsWith(kind))
                .map(name -> name.substring(kind.length()))
                .toList();
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(m -> m.group(m.groupCount()))
                .toList();
    }

    @Test
    void a_page_of_any_size_stays_below_a_megabyte() throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        Path folder = Files.createDirectories(Path.of("target", "report-pages"));
        for (String page : PAGES.keySet()) {
            Path file = Files.writeString(folder.resolve(page + ".html"), html(page));
            sizes.put(page, Files.size(file));
        }
        assertTrue(sizes.values().stream().allMatch(s -> s < 1_000_000), sizes::toString);
        assertTrue(sizes.getOrDefault("1", 0L) < 60_000, sizes::toString);
    }

    @Test
    void radon_shows_its_five_scalars_first_and_both_vectors_after() {
        List<String> densities = plots("175", "density/");
        assertEquals(20, densities.size());
        assertEquals(List.of("mu_a", "sigma_a", "mu_b", "sigma_b", "eps"), densities.subList(0, 5));
        assertTrue(densities.stream().anyMatch(name -> name.startsWith("a[")));
        assertTrue(densities.stream().anyMatch(name -> name.startsWith("b[")));
        assertEquals(densities, plots("175", "trace/"));
        List<String> ranks = plots("175", "ranks/");
        assertTrue(ranks.containsAll(densities.subList(0, 5)), ranks::toString);
    }

    @Test
    void the_table_has_all_elements_scalars_first() {
        List<String> rows = all("<th scope=\"row\" class=\"mono\">(.*?)</th>", html("175"));
        assertEquals(175, rows.size());
        assertEquals(
                List.of("mu_a", "sigma_a", "mu_b", "sigma_b", "eps", "a[COUNTY 0]", "a[COUNTY 1]"), rows.subList(0, 7));
    }

    @Test
    void every_variable_is_shown_where_there_are_fewer_than_places() {
        Map<String, Integer> shown = new HashMap<>();
        plots("1000", "density/").forEach(name -> shown.merge(name.replaceAll("\\[.*", ""), 1, Integer::sum));
        assertEquals(9, shown.size(), shown::toString);
        assertEquals(6, shown.get("beta"), "a short vector is shown whole");
        assertTrue(shown.get("gp") > 5, "most in doubt, so most often: " + shown);
    }

    @Test
    void of_a_thousand_scalars_the_one_in_doubt_is_shown() {
        List<String> densities = plots("1000-scalars", "density/");
        assertEquals(20, densities.size());
        assertTrue(densities.containsAll(List.of("theta_0", "theta_777")), densities::toString);
        assertTrue(plots("1000-scalars", "ranks/").contains("theta_777"));
    }

    @Test
    void every_divergent_draw_has_a_tick_under_density_and_trace() {
        InferenceData data = page("6");
        boolean[] diverging = data.sampleStats().get("diverging").toBooleans();
        Map<String, String> svg = svg("6");
        double[] mu = data.posterior().get("mu").toDoubles();
        double low = Arrays.stream(mu).min().orElseThrow();
        double high = Arrays.stream(mu).max().orElseThrow();
        int count = 0;
        for (int i = 0; i < diverging.length; i++) {
            if (diverging[i]) {
                count++;
                assertTicked(svg.getOrDefault("trace/mu", ""), 44 + i % 1000 / 1000.0 * (570 - 44 - 14));
                assertTicked(svg.getOrDefault("density/mu", ""), 8 + (mu[i] - low) / (high - low) * (380 - 8 - 14));
            }
        }
        assertTrue(count > 100, count + " divergences");
    }

    /** That a mark of what is wrong covers a place. */
    private static void assertTicked(String svg, double place) {
        Matcher ticks = Pattern.compile("M([-.\\d]+) [.\\d]+v-7h([.\\d]+)v7z")
                .matcher(all("class=\"bad\" d=\"(.*?)\"", svg).getFirst());
        boolean covered = false;
        while (ticks.find()) {
            double from = Double.parseDouble(ticks.group(1));
            covered |= from <= place + 0.1 && place <= from + Double.parseDouble(ticks.group(2)) + 0.1;
        }
        assertTrue(covered, "a tick at " + place);
    }

    @Test
    void ticks_apart_are_one_each_and_those_that_overlap_are_one_mark() {
        Canvas canvas = Canvas.open("t", "d", 100, 50, 0, new Axis(0, 86), new Axis(0, 1));
        String svg = canvas.ticks("bad", new double[] {80, 10, 40, 41, 42, 60}).close();
        List<String> widths = all("h([.\\d]+)v7z", svg);
        assertEquals(List.of("1.6", "3.6", "1.6", "1.6"), widths);
    }

    @Test
    void every_divergent_draw_is_a_point_of_a_pair() {
        InferenceData data = page("6");
        boolean[] diverging = data.sampleStats().get("diverging").toBooleans();
        String pair = svg("6").getOrDefault("pair/tau × sigma", "");
        String points = all("class=\"ptbad\" d=\"(.*?)\"", pair).getFirst();
        Axis x = Axis.over(data.posterior().get("tau").toDoubles()).padded(0.03);
        Axis y = Axis.over(data.posterior().get("sigma").toDoubles()).padded(0.03);
        int count = 0;
        for (int i = 0; i < diverging.length; i++) {
            if (diverging[i]) {
                count++;
                double across = 44 + x.share(data.posterior().get("tau").toDoubles()[i]) * (320 - 44 - 14);
                double up = 240 - 22 - y.share(data.posterior().get("sigma").toDoubles()[i]) * (240 - 24 - 22);
                assertTrue(Pattern.compile("M([.\\d]+) ([.\\d]+)h0")
                        .matcher(points)
                        .results()
                        .anyMatch(m -> Math.abs(Double.parseDouble(m.group(1)) - across) < 0.2
                                && Math.abs(Double.parseDouble(m.group(2)) - up) < 0.2));
            }
        }
        assertTrue(pair.contains(count + " of them diverged"), pair);
    }

    @Test
    void a_funnel_is_among_the_pairs() {
        List<String> pairs = plots("6", "pair/");
        assertTrue(pairs.contains("tau × theta_choate"), pairs::toString);
        assertEquals(6, pairs.size());
        assertFalse(pairs.contains("mu × sigma"), "neither tells of the other: " + pairs);
    }

    @Test
    void constants_have_no_ranks_and_no_pairs() {
        assertTrue(plots("1000", "density/").contains("fixed"));
        assertFalse(plots("1000", "ranks/").contains("fixed"));
        assertFalse(plots("1000", "pair/").toString().contains("fixed"));
    }

    @Test
    void eight_tiles_fit_in_one_row_of_a_window_of_1280() {
        String html = html("175");
        int tiles = all("<li class=\"(tile)\">", html).size();
        assertEquals(8, tiles);
        double least = Double.parseDouble(
                all("\\.tiles\\{display:grid;grid-template-columns:repeat\\(auto-fit,minmax\\((\\d+)px,1fr\\)\\)", html)
                        .getFirst());
        double gap = Double.parseDouble(
                all("minmax\\(\\d+px,1fr\\)\\);gap:(\\d+)px", html).getFirst());
        double main = Double.parseDouble(all("main\\{max-width:(\\d+)px", html).getFirst());
        double margins =
                2 * Double.parseDouble(all("padding:28px (\\d+)px", html).getFirst());
        assertTrue(main + margins <= 1280 - 16, "a window of 1280 with a scroll bar");
        assertTrue(tiles * least + (tiles - 1) * gap <= main, tiles + " tiles of " + least + " in " + main);
    }

    @Test
    void the_forest_is_as_wide_as_the_page() {
        String html = html("175");
        String forest = html.substring(html.indexOf("<h2 id=\"forest\">"));
        assertTrue(
                forest.contains("<div class=\"broad\" tabindex=\"0\" role=\"region\" aria-label=\"Forest\"><figure>"));
        assertTrue(html.contains("svg.plot{width:100%}"));
        assertFalse(html.matches("(?s).*\\.broad\\{[^}]*max-width.*"), "nothing narrows it");
        assertEquals("60", all("Shown are (\\d+) of 175 elements", forest).getFirst());
    }

    @Test
    void variables_of_other_scales_have_a_forest_of_their_own() {
        Map<String, String> svg = svg("1000");
        assertTrue(svg.getOrDefault("forest", "").contains(">intercept<"));
        assertFalse(svg.getOrDefault("forest", "").contains(">learning_rate<"));
        assertTrue(svg.getOrDefault("forest/2", "").contains(">learning_rate<"));
        String third = svg.getOrDefault("forest/3", "");
        assertTrue(third.contains(">beta[COVARIATE 0]<") && third.contains(">gp[TIME 271]<"), third);
        assertEquals(List.of(""), plots("175", "forest"));
    }

    /** A bar leaves the band once in twenty times or so where chains agree, however much they remember. */
    @Test
    void bars_of_ranks_stay_in_the_band_where_chains_agree() {
        for (String name : List.of("beta", "season", "gp")) {
            Variable variable = page("1000").posterior().get(name);
            double share = variable.eventDraws(0, Math.min(40, variable.eventSize())).stream()
                    .mapToDouble(PagesTest::shareOutside)
                    .average()
                    .orElse(1);
            assertTrue(share > 0.03 && share < 0.12, name + ": " + share);
        }
    }

    @Test
    void bars_of_ranks_leave_the_band_where_a_chain_is_elsewhere() {
        assertTrue(shareOutside(draws("sigma")) > 0.2, "outside: " + shareOutside(draws("sigma")));
        for (double[] chain : RankPlot.deviations(draws("sigma"))) {
            assertEquals(0, Arrays.stream(chain).sum(), 1e-9, "about the expectation");
        }
    }

    private static Draws draws(String name) {
        return page("6").posterior().get(name).draws();
    }

    private static double shareOutside(Draws draws) {
        double[][] deviations = RankPlot.deviations(draws);
        double[] sd = RankPlot.standardDeviations(draws);
        int outside = 0;
        for (double[] chain : deviations) {
            for (int b = 0; b < chain.length; b++) {
                outside += Math.abs(chain[b]) > 2 * sd[b] ? 1 : 0;
            }
        }
        return outside / (double) (deviations.length * sd.length);
    }

    @Test
    void ranks_of_equal_draws_are_of_no_chain_more_than_of_another() {
        double[] coin = new double[4000];
        Arrays.setAll(coin, i -> i % 2);
        for (double[] chain : RankPlot.deviations(Draws.of(coin, 4, 1000))) {
            assertTrue(Arrays.stream(chain).allMatch(d -> d == 0), () -> Arrays.toString(chain));
        }
    }

    @Test
    void whole_numbers_have_a_bar_for_each() {
        String density = svg("1000").getOrDefault("density/changepoint", "");
        long values = Arrays.stream(page("1000").posterior().get("changepoint").toDoubles())
                .distinct()
                .count();
        assertEquals(values, all("class=\"(whole)\"", density).size());
        assertEquals(4 * values, all("class=\"(level) c\\d\"", density).size());
    }

    @Test
    void links_lead_to_sections_and_what_scrolls_can_be_reached_by_keys() {
        for (String page : PAGES.keySet()) {
            String html = html(page);
            assertEquals(all("<h2 id=\"(.*?)\"", html), all("<a href=\"#(.*?)\"", html), page);
            assertEquals(
                    all("(<svg )", html).size(),
                    all("role=\"img\" viewBox=\"[ .\\d]+\" aria-label=\"[^\"]+\"><title>([^<]+)</title>", html)
                            .size());
            assertEquals(9, all("<th scope=\"(col)\"", html).size());
        }
    }

    @Test
    void numbers_far_from_zero_keep_the_digits_that_differ() {
        Axis x = new Axis(1.7e9 - 3, 1.7e9 + 3);
        List<String> labels = x.ticks(5).stream().map(t -> x.label(t, 5)).toList();
        assertEquals(labels.size(), labels.stream().distinct().count(), labels::toString);
        assertTrue(labels.stream().allMatch(l -> l.length() < 5), labels::toString);
        assertEquals(1.7e9, x.offset(5), 100);
        Axis millions = new Axis(1.19e6, 1.21e6);
        assertEquals("1.195e6", millions.label(1.195e6, 4));
        assertEquals("1e-7", new Axis(0, 3e-7).label(1e-7, 3));
    }

    @Test
    void a_long_name_keeps_its_index() {
        assertEquals("effect_of_…hood 382]", Text.shortened("effect_of_the_neighbourhood_on[neighbourhood 382]", 20));
    }
}
