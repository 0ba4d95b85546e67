package ppl.api.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;

class ReportTest {
    private static final int CHAINS = 4;
    private static final int DRAWS = 500;
    private static final List<String> SAMPLED = List.of("chain", "draw");
    private static final int[] SHAPE = {CHAINS, DRAWS};
    private static final String HOSTILE = "mu <script>alert('&\"')</script>";

    private static double[] normal(long seed) {
        Random random = new Random(seed);
        double[] out = new double[CHAINS * DRAWS];
        Arrays.setAll(out, i -> random.nextGaussian());
        return out;
    }

    private static InferenceData healthy(int variables) {
        Dataset.Builder posterior = Dataset.builder();
        for (int v = 0; v < variables; v++) {
            posterior.variable(v == 0 ? HOSTILE : "theta_" + v, SAMPLED, SHAPE, normal(v));
        }
        return InferenceData.of(
                        Group.POSTERIOR,
                        posterior.attribute("sampling_time", 2.0).build())
                .with(
                        Group.SAMPLE_STATS,
                        Dataset.builder()
                                .variable("energy", SAMPLED, SHAPE, normal(-1))
                                .variable("diverging", SAMPLED, SHAPE, new boolean[CHAINS * DRAWS])
                                .build());
    }

    /** Chain 2 is elsewhere in mu, and draws with a small tau diverged. */
    private static InferenceData ill() {
        double[] mu = normal(1);
        double[] tau = normal(2);
        boolean[] diverging = new boolean[CHAINS * DRAWS];
        double[] energy = new double[CHAINS * DRAWS];
        for (int i = 0; i < mu.length; i++) {
            mu[i] += i / DRAWS == 2 ? 1 : 0;
            tau[i] = Math.exp(tau[i]);
            diverging[i] = tau[i] < 0.1;
            energy[i] = (i == 0 ? 0 : energy[i - 1] * 0.99) + mu[i] / 10;
        }
        return InferenceData.of(
                        Group.POSTERIOR,
                        Dataset.builder()
                                .variable("mu", SAMPLED, SHAPE, mu)
                                .variable("tau", SAMPLED, SHAPE, tau)
                                .attribute("interrupted", 1L)
                                .build())
                .with(
                        Group.SAMPLE_STATS,
                        Dataset.builder()
                                .variable("energy", SAMPLED, SHAPE, energy)
                                .variable("diverging", SAMPLED, SHAPE, diverging)
                                .variable("reached_max_treedepth", SAMPLED, SHAPE, diverging.clone())
                                .build());
    }

    @Test
    void a_healthy_run_has_nothing_to_look_at_first() {
        String html = Report.of(healthy(3)).html();
        assertTrue(html.contains("Nothing stands out"));
        assertFalse(html.contains("class=\"warn\""));
    }

    @Test
    void what_is_wrong_comes_first_with_its_place_and_remedy() {
        String html = Report.of(ill()).html();
        assertTrue(
                html.contains("diverged, at small <code>tau</code>: the posterior may be biased there"),
                html.substring(0, 6000));
        assertTrue(html.contains("<b>Chains disagree</b>: R-hat is up to "));
        assertTrue(html.contains("(<code>mu</code>), most of all because of chain 2"), html.substring(0, 6000));
        assertTrue(html.contains("<b>Low E-BFMI</b>"));
        assertTrue(html.contains("<b>Few effective draws</b>"));
        assertTrue(html.contains("<b>Greatest tree depth reached</b>"));
        assertTrue(html.contains("<li><b>Run interrupted</b>"));
        assertTrue(html.indexOf("Look here first") < html.indexOf("<table"));
    }

    @Test
    void a_broken_gradient_comes_first() {
        Dataset statistics = Dataset.builder()
                .attribute("gradients_not_finite", 12L)
                .attribute("gradient_not_finite_along", "x[<3>]")
                .build();
        Dataset posterior = Dataset.builder()
                .variable("x", List.of("chain", "draw"), new int[] {2, 4}, new double[] {1, 2, 3, 4, 2, 1, 4, 3})
                .build();
        String html = Report.of(InferenceData.of(Group.POSTERIOR, posterior).with(Group.SAMPLE_STATS, statistics))
                .html();
        assertTrue(html.contains("<li><b>Gradient not finite</b>: along <code>x[&lt;3&gt;]</code> at 12 points"));
    }

    @Test
    void divergences_anywhere_are_not_laid_to_one_of_many_elements() {
        Random random = new Random(21);
        boolean[] diverging = new boolean[CHAINS * DRAWS];
        for (int k = 0; k < 7; k++) {
            diverging[random.nextInt(diverging.length)] = true;
        }
        InferenceData scattered = healthy(200)
                .with(
                        Group.SAMPLE_STATS,
                        Dataset.builder()
                                .variable("diverging", SAMPLED, SHAPE, diverging)
                                .build());
        assertTrue(Report.of(scattered)
                .html()
                .contains("<b>Divergences</b>: 7 draws after warm-up diverged: the posterior may be biased"));
    }

    @Test
    void names_are_text_wherever_they_stand() {
        Report report = Report.of(healthy(2)).withTitle("</title><script>alert(1)</script>");
        String html = report.html();
        assertFalse(html.contains("<script>alert"));
        assertTrue(html.contains("mu &lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;"));
    }

    @Test
    void the_page_asks_for_nothing_from_elsewhere() {
        String html = Report.of(healthy(3)).html().replace("http://www.w3.org/2000/svg", "");
        assertFalse(html.contains("http:") || html.contains("https:"), "a link");
        assertFalse(html.contains("url("), "a style from elsewhere");
        assertFalse(html.contains(" src="), "a source");
        assertTrue(html.contains("default-src 'none'"));
    }

    @Test
    void every_plot_stands_alone_as_well_formed_svg_with_a_text_alternative() {
        Map<String, String> svg = Report.of(ill()).svg();
        Set<String> kinds =
                svg.keySet().stream().map(n -> n.replaceAll("/.*", "")).collect(Collectors.toSet());
        assertEquals(Set.of("density", "trace", "ranks", "autocorrelation", "ess", "forest", "energy", "pair"), kinds);
        svg.forEach((name, picture) -> {
            assertTrue(picture.contains("role=\"img\"") && picture.contains("aria-label=\""), name);
            assertDoesNotThrow(() -> parse(picture), name);
        });
        Report.of(healthy(1)).svg().forEach((name, picture) -> assertDoesNotThrow(() -> parse(picture), name));
    }

    private static void parse(String svg) throws Exception {
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void two_hundred_variables_stay_below_a_megabyte_and_the_table_has_all() {
        String html = Report.of(healthy(200)).html();
        assertTrue(html.getBytes(StandardCharsets.UTF_8).length < 1_000_000, "bytes: " + html.length());
        assertEquals(200, html.split("<tr><th scope=\"row\"", -1).length - 1);
    }

    @Test
    void the_worst_element_is_plotted_however_many_there_are() {
        double[] odd = normal(77);
        for (int i = 0; i < DRAWS; i++) {
            odd[i] += 3;
        }
        Dataset posterior = healthy(100).posterior().toBuilder()
                .variable("odd", SAMPLED, SHAPE, odd)
                .build();
        Map<String, String> svg =
                Report.of(InferenceData.of(Group.POSTERIOR, posterior)).svg();
        assertTrue(svg.containsKey("density/odd"));
        assertTrue(svg.containsKey("ranks/odd"));
        assertFalse(svg.containsKey("density/theta_99"));
    }

    @Test
    void divergences_are_marked_in_traces_and_pairs() {
        Map<String, String> svg = Report.of(ill()).svg();
        assertTrue(svg.get("trace/mu").contains("class=\"bad\" d=\"M"));
        String pair = svg.entrySet().stream()
                .filter(e -> e.getKey().startsWith("pair/"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertTrue(pair.contains("class=\"ptbad\" d=\"M"));
    }

    @Test
    void observations_are_drawn_over_predictions() {
        double[] predicted = normal(5);
        InferenceData data = healthy(1)
                .with(
                        Group.POSTERIOR_PREDICTIVE,
                        Dataset.builder()
                                .variable("y", List.of("chain", "draw", "obs"), new int[] {4, 10, 50}, predicted)
                                .build())
                .with(
                        Group.OBSERVED_DATA,
                        Dataset.builder()
                                .variable("y", List.of("obs"), new int[] {50}, Arrays.copyOf(normal(6), 50))
                                .build());
        String plot = Report.of(data).svg().get("predictive/y");
        assertEquals(25, plot.split("class=\"faint\"", -1).length - 1);
        assertEquals(1, plot.split("class=\"ln strong\"", -1).length - 1);
    }

    @Test
    void short_constant_and_broken_runs_have_a_page_too() {
        for (int draws : new int[] {1, 2, 3, 5}) {
            for (int chains : new int[] {1, 2}) {
                double[] broken = new double[chains * draws];
                broken[0] = Double.NaN;
                broken[broken.length - 1] = Double.POSITIVE_INFINITY;
                int[] shape = {chains, draws};
                InferenceData data = InferenceData.of(
                                Group.POSTERIOR,
                                Dataset.builder()
                                        .variable("constant", SAMPLED, shape, new double[chains * draws])
                                        .variable("broken", SAMPLED, shape, broken)
                                        .build())
                        .with(
                                Group.SAMPLE_STATS,
                                Dataset.builder()
                                        .variable("energy", SAMPLED, shape, new double[chains * draws])
                                        .build());
                String html = Report.of(data).html();
                assertTrue(html.contains("<b>Draws not finite</b>: in <code>broken</code>"), chains + " × " + draws);
                Report.of(data).svg().forEach((name, picture) -> {
                    assertDoesNotThrow(() -> parse(picture), name);
                    assertFalse(picture.contains("NaN") || picture.contains("Infinity"), name);
                });
            }
        }
    }

    @Test
    void without_a_posterior_there_is_no_report() {
        InferenceData data = InferenceData.of(Group.PRIOR, Dataset.empty());
        assertThrows(ResultException.class, () -> Report.of(data));
    }

    /** Web Content Accessibility Guidelines 2.1, 1.4.3. */
    @Test
    void text_has_a_contrast_of_at_least_4_5_in_light_and_dark() {
        Matcher themes = Pattern.compile(":root\\{([^}]*)\\}").matcher(Styles.plots());
        int checked = 0;
        while (themes.find()) {
            Map<String, String> colours = Arrays.stream(themes.group(1).split(";"))
                    .map(rule -> rule.split(":"))
                    .collect(Collectors.toMap(rule -> rule[0], rule -> rule[1]));
            for (String text : List.of("--ink", "--soft", "--bad", "--good")) {
                for (String ground : List.of("--page", "--card")) {
                    double contrast = contrast(colours.get(text), colours.get(ground));
                    assertTrue(contrast >= 4.5, text + " on " + ground + ": " + contrast);
                    checked++;
                }
            }
        }
        assertEquals(24, checked);
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    @Test
    void ticks_are_round_numbers_inside_the_axis() {
        assertEquals(List.of(-2.0, 0.0, 2.0), new Axis(-3.9, 3.9).ticks(4));
        assertEquals("0.05", new Axis(0, 0.2).label(0.05, 4));
        assertEquals("150", new Axis(0, 400).label(150, 8));
        assertEquals(List.of(), new Axis(0, 0).ticks(4));
    }

    @Test
    void a_draw_between_two_that_are_not_finite_does_not_end_the_line_of_its_chain() {
        double[] values = new double[2 * 40];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 40 == 0 || i % 40 == 2 ? Double.NaN : Math.sin(i);
        }
        Dataset posterior = Dataset.builder()
                .variable("x", List.of("chain", "draw"), new int[] {2, 40}, values)
                .build();
        String trace =
                Report.of(InferenceData.of(Group.POSTERIOR, posterior)).svg().get("trace/x");
        assertFalse(trace.contains("lM") || trace.contains("l\""), trace);
        assertTrue(trace.contains("l"), trace);
    }

    @Test
    void a_mean_that_may_not_exist_is_explained_beneath_the_table() {
        Random random = new Random(6);
        double[] values = new double[CHAINS * DRAWS];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian() / random.nextGaussian();
        }
        Dataset cauchy = Dataset.builder().variable("x", SAMPLED, SHAPE, values).build();
        String html = Report.of(InferenceData.of(Group.POSTERIOR, cauchy)).html();
        assertTrue(html.contains("Means in colour: a tail is so heavy (Pareto k of 0.7 or more)"), html);
        assertFalse(Report.of(healthy(3)).html().contains("Means in colour"));
    }
}
