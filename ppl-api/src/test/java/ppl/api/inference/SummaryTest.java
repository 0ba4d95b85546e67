package ppl.api.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ppl.api.diagnostics.ChainStatistics;
import ppl.api.diagnostics.CredibleInterval;
import ppl.api.diagnostics.Hdi;
import ppl.api.diagnostics.MedianStatistics;
import ppl.api.diagnostics.ResultException;

class SummaryTest {
    private static final SummaryOptions HALF = SummaryOptions.defaults().withProbability(0.5);

    private static double[] normal(int n, double mean, double sd) {
        Random random = new Random(7);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = mean + sd * random.nextGaussian();
        }
        return out;
    }

    private static InferenceData fit() {
        return InferenceData.of(
                Group.POSTERIOR,
                Dataset.builder()
                        .coord("county", Coord.of("AITKIN", "東京", "Ñandú"))
                        .coord("half", Coord.of(0.5, 1))
                        .variable("mu", List.of("chain", "draw"), new int[] {4, 250}, normal(1000, 1.5, 0.05))
                        .variable(
                                "a",
                                List.of("chain", "draw", "county", "half"),
                                new int[] {4, 250, 3, 2},
                                normal(6000, -2, 1))
                        .variable("tiny", List.of("chain", "draw"), new int[] {4, 250}, normal(1000, 0.001, 1e-4))
                        .variable("fixed", List.of("chain", "draw"), new int[] {4, 250}, new double[1000])
                        .variable("not_sampled", List.of("half"), new int[] {2}, new double[2])
                        .build());
    }

    @Test
    void rows_are_labelled_by_coords() {
        assertEquals(
                List.of(
                        "mu",
                        "a[AITKIN, 0.5]",
                        "a[AITKIN, 1]",
                        "a[東京, 0.5]",
                        "a[東京, 1]",
                        "a[Ñandú, 0.5]",
                        "a[Ñandú, 1]",
                        "tiny",
                        "fixed"),
                fit().summary().rows().stream().map(Summary.Row::label).toList());
    }

    @Test
    void each_row_has_the_statistics_of_its_own_draws() {
        Summary summary = fit().summary();
        ChainStatistics expected = ChainStatistics.of(fit().posterior().get("a").draws(2, 1), 0.94);
        String row = "a[Ñandú, 1]";
        assertEquals(expected.mean(), summary.get(row, "mean"));
        assertEquals(expected.sd(), summary.get(row, "sd"));
        assertEquals(expected.hdi().low(), summary.get(row, "hdi_3%"));
        assertEquals(expected.hdi().high(), summary.get(row, "hdi_97%"));
        assertEquals(expected.mcseMean(), summary.get(row, "mcse_mean"));
        assertEquals(expected.mcseSd(), summary.get(row, "mcse_sd"));
        assertEquals(expected.essBulk(), summary.get(row, "ess_bulk"));
        assertEquals(expected.essTail(), summary.get(row, "ess_tail"));
        assertEquals(expected.rHat(), summary.get(row, "r_hat"));
    }

    @Test
    void statistics_are_computed_once_and_shared_by_filtered_data() {
        InferenceData fit = fit();
        List<Element> all = fit.posterior().elements();
        List<Element> filtered = fit.posterior().filter("a").elements();
        assertEquals(6, filtered.size());
        for (int e = 0; e < 6; e++) {
            assertSame(all.get(1 + e).statistics(), filtered.get(e).statistics());
            assertEquals(all.get(1 + e).label(), filtered.get(e).label());
            assertEquals(
                    ChainStatistics.of(filtered.get(e).draws(), 0.94),
                    filtered.get(e).statistics());
        }
        assertNotSame(
                all.getFirst().statistics(),
                fit.posterior().slice("draw", 0, 100, 1).elements().getFirst().statistics());
    }

    @Test
    void statistics_do_not_depend_on_who_computes_them() {
        double[] values = normal(4 * 50 * 200, 0, 1);
        Dataset many = Dataset.builder()
                .variable("x", List.of("chain", "draw", "i"), new int[] {4, 50, 200}, values)
                .build();
        List<ChainStatistics> statistics = many.get("x").statistics();
        for (int i = 0; i < 200; i++) {
            assertEquals(ChainStatistics.of(many.get("x").draws(i), 0.94), statistics.get(i), "element " + i);
        }
    }

    @Test
    void other_intervals_leave_the_other_columns_as_they_are() {
        Summary usual = fit().summary("a");
        Summary other = fit().summary(HALF, "a");
        CredibleInterval half = Hdi.of(fit().posterior().get("a").draws(0, 0), 0.5);
        assertEquals(half.low(), other.get("a[AITKIN, 0.5]", "hdi_25%"));
        assertEquals(half.high(), other.get("a[AITKIN, 0.5]", "hdi_75%"));
        for (String column : List.of("mean", "sd", "mcse_mean", "ess_tail", "r_hat")) {
            assertEquals(usual.get("a[AITKIN, 0.5]", column), other.get("a[AITKIN, 0.5]", column));
        }
    }

    @Test
    void of_no_draws_all_figures_are_nan() {
        Dataset none = Dataset.builder()
                .variable("x", List.of("chain", "draw"), new int[] {4, 0}, new double[0])
                .build();
        assertEquals(Double.NaN, Summary.of(none).get("x", "hdi_3%"));
        assertEquals(Double.NaN, Summary.of(none, HALF).get("x", "hdi_25%"));
    }

    @Test
    void the_interval_columns_are_named_after_the_probability() {
        assertEquals(
                List.of("hdi_5.5%", "hdi_94.5%"),
                Summary.of(fit().posterior(), SummaryOptions.defaults().withProbability(0.89), "mu")
                        .columns()
                        .subList(2, 4));
        assertEquals(
                List.of("hdi_25%", "hdi_75%"),
                Summary.of(fit().posterior(), HALF, "mu").columns().subList(2, 4));
    }

    @Test
    void kinds_are_statistics_and_diagnostics() {
        SummaryOptions all = SummaryOptions.defaults();
        List<String> statistics =
                fit().summary(all.withKind(SummaryOptions.Kind.STATS)).columns();
        List<String> diagnostics =
                fit().summary(all.withKind(SummaryOptions.Kind.DIAGNOSTICS)).columns();
        assertEquals(List.of("mean", "sd", "hdi_3%", "hdi_97%"), statistics);
        assertEquals(List.of("mcse_mean", "mcse_sd", "ess_bulk", "ess_tail", "r_hat"), diagnostics);
        SummaryOptions robust = all.withFocus(SummaryOptions.Focus.MEDIAN);
        assertEquals(
                List.of("median", "mad", "eti_3%", "eti_97%"),
                fit().summary(robust.withKind(SummaryOptions.Kind.STATS)).columns());
        assertEquals(
                List.of("mcse_median", "ess_median", "ess_tail", "r_hat"),
                fit().summary(robust.withKind(SummaryOptions.Kind.DIAGNOSTICS)).columns());
    }

    @Test
    void around_the_median_each_row_has_the_statistics_of_its_own_draws() {
        Summary summary = fit().summary(HALF.withFocus(SummaryOptions.Focus.MEDIAN));
        MedianStatistics expected =
                MedianStatistics.of(fit().posterior().get("a").draws(2, 1), 0.5);
        String row = "a[Ñandú, 1]";
        assertEquals(expected.median(), summary.get(row, "median"));
        assertEquals(expected.mad(), summary.get(row, "mad"));
        assertEquals(expected.eti().low(), summary.get(row, "eti_25%"));
        assertEquals(expected.eti().high(), summary.get(row, "eti_75%"));
        assertEquals(expected.mcseMedian(), summary.get(row, "mcse_median"));
        assertEquals(expected.essMedian(), summary.get(row, "ess_median"));
        assertEquals(fit().summary().get(row, "ess_tail"), summary.get(row, "ess_tail"));
        assertEquals(fit().summary().get(row, "r_hat"), summary.get(row, "r_hat"));
    }

    @Test
    void functions_of_the_draws_are_further_columns() {
        SummaryOptions options = SummaryOptions.defaults()
                .withKind(SummaryOptions.Kind.STATS)
                .withFunction("most", draws -> Arrays.stream(draws).max().orElseThrow())
                .withFunction("count", draws -> draws.length);
        Summary summary = fit().summary(options);
        assertEquals(List.of("mean", "sd", "hdi_3%", "hdi_97%", "most", "count"), summary.columns());
        assertEquals(
                Arrays.stream(fit().posterior().get("a").draws(1, 0).toArray())
                        .max()
                        .orElseThrow(),
                summary.get("a[東京, 0.5]", "most"));
        assertEquals(1000, summary.get("mu", "count"));
    }

    @Test
    void chosen_columns_come_in_the_chosen_order() {
        SummaryOptions options = SummaryOptions.defaults()
                .withFunction("first", draws -> draws[0])
                .withColumns("r_hat", "first", "mean");
        assertEquals(List.of("r_hat", "first", "mean"), fit().summary(options).columns());
        assertEquals(
                "r_hat first mean",
                String.join(
                        " ",
                        fit().summary(options, "mu")
                                .toString()
                                .lines()
                                .findFirst()
                                .orElseThrow()
                                .trim()
                                .split(" +")));
    }

    @Test
    void options_that_fit_no_table_are_refused() {
        SummaryOptions options = SummaryOptions.defaults();
        assertRefused(
                "there is no column 'rhat'; with these options there are: [mcse_mean, mcse_sd, ess_bulk, ess_tail, r_hat]",
                () -> fit().summary(options.withKind(SummaryOptions.Kind.DIAGNOSTICS)
                        .withColumns("rhat")));
        assertRefused("the table has a column 'sd' of its own; give the function another name", () -> fit().summary(
                        options.withFunction("sd", draws -> 0)));
        assertRefused(
                "a function of the summary has a blank name; name its column",
                () -> options.withFunction(" ", draws -> 0));
        assertRefused(
                "the share of draws in the interval is 94.0; give one in (0, 1]", () -> options.withProbability(94));
        assertRefused(
                "the function of column 'f' failed on the draws of a[AITKIN, 0.5]: "
                        + "java.lang.ArrayIndexOutOfBoundsException: Index 1000 out of bounds for length 1000",
                () -> fit().summary(options.withFunction("f", draws -> draws[1000]), "a"));
    }

    private static void assertRefused(String message, Runnable mistake) {
        assertEquals(message, assertThrows(ResultException.class, mistake::run).getMessage());
    }

    @Test
    void the_text_is_aligned_also_with_wide_characters() {
        String text = fit().summary("mu", "a", "fixed").toString();
        List<String> lines = text.lines().toList();
        assertTrue(lines.get(0).startsWith("                  mean"), text);
        for (String line : lines.subList(1, lines.size())) {
            // Each of the two wide characters takes a column more than it has chars.
            int wide = line.contains("東京") ? 2 : 0;
            int point = line.indexOf('.', 15 - wide);
            assertEquals(18 - wide, point, line);
        }
        assertTrue(lines.getLast().endsWith("NaN      1000      1000    NaN"), text);
    }

    @Test
    void small_numbers_keep_their_digits() {
        String row = fit().summary("tiny").toString().lines().toList().get(1);
        assertTrue(row.startsWith("tiny  0.0010029  0.0000978  0.0008068  0.0011701  0.00000310"), row);
    }

    private static String cellOf(double mean, double sd, SummaryOptions options, int column) {
        Dataset one = Dataset.builder()
                .variable("x", List.of("chain", "draw"), new int[] {4, 250}, normal(1000, mean, sd))
                .build();
        return Summary.of(one, options).toString().lines().toList().get(1).split(" +")[1 + column];
    }

    @Test
    void large_numbers_keep_the_digits_in_which_draws_differ() {
        SummaryOptions classic = SummaryOptions.defaults();
        assertEquals("1700000000.029", cellOf(1.7e9, 1, classic, 0));
        assertEquals("0.978", cellOf(1.7e9, 1, classic, 1));
        assertEquals("1699999998.068", cellOf(1.7e9, 1, classic, 2));
        assertEquals("1700000001.701", cellOf(1.7e9, 1, classic, 3));
        assertEquals("1700002927", cellOf(1.7e9, 1e5, classic, 0));
        assertEquals("1702926847", cellOf(1.7e9, 1e8, classic, 0));
        assertEquals("3000000000000.000", cellOf(3e12, 5e-3, classic, 0));
        assertEquals("2999999999999.990", cellOf(3e12, 5e-3, classic, 2));
        assertEquals("1.000000029e+18", cellOf(1e18, 1e12, classic, 0));
        assertEquals("1.029e+12", cellOf(1e12, 1e12, classic, 0));
        assertEquals("1.000000029e-07", cellOf(1e-7, 1e-13, classic, 0));
        assertEquals("1.003e+300", cellOf(1e300, 1e299, classic, 0), "whose sd is no double");
    }

    @Test
    void the_table_of_arviz_1_has_its_columns_and_its_interval() {
        Summary summary = fit().summary(SummaryOptions.arviz1());
        assertEquals(
                List.of("mean", "sd", "eti89_lb", "eti89_ub", "ess_bulk", "ess_tail", "r_hat", "mcse_mean", "mcse_sd"),
                summary.columns());
        MedianStatistics of = MedianStatistics.of(fit().posterior().get("a").draws(2, 1), 0.89);
        assertEquals(of.eti().low(), summary.get("a[Ñandú, 1]", "eti89_lb"));
        assertEquals(of.eti().high(), summary.get("a[Ñandú, 1]", "eti89_ub"));
        assertEquals(
                List.of("median", "mad", "eti89_lb", "eti89_ub", "ess_median", "ess_tail", "r_hat", "mcse_median"),
                fit().summary(SummaryOptions.arviz1().withFocus(SummaryOptions.Focus.MEDIAN))
                        .columns());
        assertEquals(
                List.of("mean", "sd", "eti92.5_lb", "eti92.5_ub"),
                fit().summary(SummaryOptions.arviz1()
                                .withKind(SummaryOptions.Kind.STATS)
                                .withProbability(0.925))
                        .columns());
    }

    @Test
    void its_figures_end_where_their_monte_carlo_error_shows() {
        SummaryOptions options = SummaryOptions.arviz1();
        // Errors of about 0.0016 of the mean and 0.0011 of the sd, and 1,000 times as much.
        assertEquals("1.501", cellOf(1.5, 0.05, options, 0));
        assertEquals("0.049", cellOf(1.5, 0.05, options, 1));
        assertEquals("0.0016", cellOf(1.5, 0.05, options, 7));
        assertEquals("1501", cellOf(1500, 50, options, 0));
        assertEquals("1.6", cellOf(1500, 50, options, 7));
        assertEquals("1700000000.03", cellOf(1.7e9, 1, options, 0));
    }

    @Test
    void a_mean_that_may_not_exist_is_marked_in_the_text_only() {
        Random random = new Random(11);
        double[] cauchy = new double[4000];
        Arrays.setAll(cauchy, i -> random.nextGaussian() / random.nextGaussian());
        InferenceData fit = InferenceData.of(
                Group.POSTERIOR,
                Dataset.builder()
                        .variable("calm", List.of("chain", "draw"), new int[] {4, 1000}, normal(4000, 0, 1))
                        .variable("wild", List.of("chain", "draw"), new int[] {4, 1000}, cauchy)
                        .build());
        List<String> lines = fit.summary().toString().lines().toList();
        assertTrue(lines.get(1).matches("calm +-?[0-9.]+ .*"), lines.get(1));
        assertTrue(lines.get(2).matches("wild +-?[0-9.]+\\* .*"), lines.get(2));
        assertEquals(
                "* a tail is so heavy (Pareto k of 0.7 or more) that the mean may not exist: look at the median",
                lines.get(3));
        assertEquals(lines.get(1).indexOf('.'), lines.get(2).indexOf('.'));
        assertFalse(fit.summary().toCsv().contains("*"));
        assertTrue(fit.summary().toMarkdown().contains("\\* |")
                && fit.summary().toMarkdown().contains("\n\n\\* a tail"));
        assertFalse(fit.summary("calm").toString().contains("*"));
        assertFalse(fit.summary(SummaryOptions.defaults().withFocus(SummaryOptions.Focus.MEDIAN))
                .toString()
                .contains("*"));
    }

    @Test
    void of_many_rows_the_middle_is_left_out_of_the_text_only() {
        Dataset many = Dataset.builder()
                .variable("x", List.of("chain", "draw", "i"), new int[] {2, 4, 1000}, normal(8000, 0, 1))
                .build();
        Summary summary = Summary.of(many);
        assertEquals(1000, summary.rows().size());
        assertEquals(1 + 200 + 1, summary.toString().lines().count());
        assertTrue(summary.toString().contains("… 800 rows more …"));
        assertEquals(1001, summary.toText().lines().count());
    }

    @Test
    void as_csv_it_has_all_digits_and_quoted_labels() {
        Summary summary = fit().summary("mu", "a");
        List<String> lines = summary.toCsv().lines().toList();
        assertEquals("variable,mean,sd,hdi_3%,hdi_97%,mcse_mean,mcse_sd,ess_bulk,ess_tail,r_hat", lines.get(0));
        assertTrue(lines.get(1).startsWith("mu," + summary.get("mu", "mean") + "," + summary.get("mu", "sd")));
        assertTrue(lines.get(3).startsWith("\"a[AITKIN, 1]\","), lines.get(3));
    }

    @Test
    void as_markdown_its_labels_are_no_markup() {
        List<String> lines = fit().summary("a").toMarkdown().lines().toList();
        assertEquals("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|", lines.get(1));
        assertTrue(lines.get(2).startsWith("| a\\[AITKIN, 0.5\\] | -1.980 | 0.993 |"), lines.get(2));
    }

    @Test
    void an_unknown_row_or_column_is_named() {
        Summary summary = fit().summary("mu");
        assertEquals(
                "there is no row 'nu'; there are: mu",
                assertThrows(ResultException.class, () -> summary.get("nu", "mean"))
                        .getMessage());
        assertTrue(assertThrows(ResultException.class, () -> summary.get("mu", "rhat"))
                .getMessage()
                .startsWith("there is no column 'rhat'; there are: [mean, sd,"));
    }
}
