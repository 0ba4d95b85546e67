package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.graph.Functions.exp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Model;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.report.Report;
import ppl.api.sample.SamplingException;
import ppl.graph.Var;

/** What warm-up has learnt is in the result and in its file, and another run can begin with it. */
class MetricReuseTest {

    private static final double[] SLOPE = {1950, 1960, 1970, 1980, 1990};

    /** A line over years that are not centred: slope and intercept are almost one. */
    private static Model line() {
        return Model.build(m -> {
            var year = m.data("year", SLOPE);
            Var slope = m.sample("slope", normal(0, 10));
            Var intercept = m.sample("intercept", normal(0, 1e4));
            m.observe("y", normal(slope.times(year).plus(intercept), 1), new double[] {3, 4, 6, 6, 8});
        });
    }

    private static String refusal(Model model, InferenceData earlier) {
        return assertThrows(SamplingException.class, () -> Fits.brief(model)
                        .metric(earlier)
                        .run())
                .getMessage();
    }

    private static double meanSteps(InferenceData fit) {
        return Arrays.stream(fit.sampleStats().get("n_steps").toLongs()).average().orElseThrow();
    }

    @Test
    void the_metric_of_a_run_is_the_covariance_of_its_draws() {
        InferenceData fit = Fits.brief(line()).tune(400).draws(1000).metric("dense").run();
        Dataset statistics = fit.sampleStats();
        double[] scale = statistics.get("metric_scale").toDoubles();
        double[] variances = statistics.get("metric_variances").toDoubles();
        double[] directions = statistics.get("metric_directions").toDoubles();
        double[] covariance = new double[4];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                double sum = i == j ? 1 : 0;
                for (int k = 0; k < 2; k++) {
                    sum += directions[2 * k + i] * (variances[k] - 1) * directions[2 * k + j];
                }
                covariance[2 * i + j] = scale[i] * sum * scale[j];
            }
        }
        // The posterior is normal, with the inverse of XᵀX + the priors' precisions as its covariance.
        double xx = Arrays.stream(SLOPE).map(x -> x * x).sum() + 0.01;
        double x = Arrays.stream(SLOPE).sum();
        double determinant = xx * (5 + 1e-8) - x * x;
        assertEquals(1, covariance[0] * determinant / (5 + 1e-8), 1e-3);
        assertEquals(1, covariance[1] * determinant / -x, 1e-3);
        assertEquals(1, covariance[3] * determinant / xx, 1e-3);
        assertEquals("slope", statistics.coord("unconstrained_parameter").label(0));
    }

    @Test
    void a_run_with_the_metric_of_another_has_short_trajectories_from_the_start(@TempDir Path folder)
            throws IOException {
        InferenceData pilot = Fits.brief(line()).tune(400).run();
        InferenceData opened = InferenceData.open(saved(pilot, folder));
        InferenceData reused = Fits.brief(line()).tune(40).metric(pilot).run();
        assertEquals(2, reused.sampleStats().get("metric_rank").toLongs()[0]);
        assertTrue(meanSteps(reused) < 8, () -> "leapfrogs: " + meanSteps(reused));
        assertEquals(
                Fits.numbers(reused),
                Fits.numbers(Fits.brief(line()).tune(40).metric(opened).run()),
                "by way of a file");
        assertArrayEquals(
                pilot.sampleStats().get("metric_scale").toDoubles(),
                reused.sampleStats().get("metric_scale").toDoubles(),
                1e-12,
                "it stays");
        assertTrue(Report.of(reused).html().contains("metric <b>with 2 directions</b>"), "the report says it");
    }

    private static Path saved(InferenceData fit, Path folder) throws IOException {
        Path file = folder.resolve("pilot.nc");
        fit.save(file);
        return file;
    }

    @Test
    void more_chains_than_the_earlier_run_had_share_its_metrics() {
        InferenceData pilot = Fits.brief(line()).chains(2).tune(400).run();
        double[] two = pilot.sampleStats().get("metric_scale").toDoubles();
        double[] three = Fits.brief(line())
                .chains(3)
                .metric(pilot)
                .run()
                .sampleStats()
                .get("metric_scale")
                .toDoubles();
        assertArrayEquals(new double[] {two[0], two[1], two[2], two[3], two[0], two[1]}, three, 1e-12);
    }

    @Test
    void a_sampler_beside_others_keeps_the_metric_of_its_own_coordinates() {
        Model model = Model.build(m -> {
            Var k = m.sample("k", poisson(3));
            Var a = m.sample("a", normal(0, 1));
            Var b = m.sample("b", normal(a, 0.01));
            m.observe("y", normal(k.plus(exp(b)), 1), 4.2);
        });
        InferenceData pilot = Fits.brief(model).tune(400).metric("low_rank").run();
        double[] scale = pilot.sampleStats().get("metric_scale").toDoubles();
        assertEquals(1, scale[0], "of the count");
        assertTrue(pilot.sampleStats().get("metric_rank").toLongs()[0] > 0);
        InferenceData reused = Fits.brief(model).metric(pilot).run();
        assertArrayEquals(
                scale, reused.sampleStats().get("metric_scale").toDoubles(), 1e-12);
    }

    @Test
    void a_result_without_a_metric_and_one_of_another_model_are_refused() {
        InferenceData walk = Fits.brief(Fits.coin()).sampler("rw").run();
        assertEquals(
                "option metric is a result without 'metric_scale' in its group sample_stats: it comes from a run whose warm-up"
                        + " learnt no metric or was not finished, from other software, or from runs that were joined; give the result"
                        + " of one run with nuts, or the name of a metric",
                refusal(Fits.coin(), walk));
        InferenceData coin = Fits.brief(Fits.coin()).run();
        assertEquals(
                "option metric is a result of another model: the coordinates are 1 there and 2 here, and coordinate 0 is 'p'"
                        + " there and 'slope' here; give a result of this model, or the name of a metric",
                refusal(line(), coin));
        InferenceData joined = InferenceData.concat("chain", List.of(coin, coin));
        assertFalse(joined.sampleStats().contains("metric_scale"));
        assertTrue(refusal(Fits.coin(), joined).contains("that were joined"));
    }

    @Test
    void a_metric_and_a_matrix_at_once_are_refused() {
        InferenceData coin = Fits.brief(Fits.coin()).run();
        assertEquals(
                "nuts: the metric of an earlier run and option inverse_mass_matrix are both given: leave one of them out.",
                assertThrows(SamplingException.class, () -> Fits.brief(Fits.coin())
                                .metric(coin)
                                .set("inverse_mass_matrix", new double[] {1})
                                .run())
                        .getMessage());
    }

    @Test
    void the_name_of_a_metric_takes_the_place_of_an_earlier_result() {
        InferenceData pilot = Fits.brief(Fits.coin()).run();
        assertEquals(
                Fits.numbers(Fits.brief(Fits.coin()).metric("diagonal").run()),
                Fits.numbers(Fits.brief(Fits.coin()).metric(pilot).metric("diagonal").run()));
    }
}
