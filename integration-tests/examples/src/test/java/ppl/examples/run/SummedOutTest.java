package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.graph.Functions.sigmoid;
import static ppl.graph.Functions.vector;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;
import ppl.api.plan.Role;
import ppl.api.sample.Progress;
import ppl.api.store.NetCdf;
import ppl.examples.CoalMining;
import ppl.graph.Var;

/** Models whose discrete variables are summed out and recovered. */
class SummedOutTest {

    private static InferenceData fit(Model model, int draws) {
        return model.infer()
                .draws(draws)
                .chains(2)
                .cores(2)
                .seed(11)
                .progress(Progress.silent())
                .run();
    }

    /** Given the year, the integral over both rates is a product of gamma functions, so its posterior is known. */
    @Test
    void the_year_of_a_change_has_its_exact_posterior() {
        int[] counts = CoalMining.counts();
        double[] exact = changeGivenCounts(counts);
        InferenceData fit = fit(CoalMining.model(), 2000);
        assertEquals("nuts", fit.posterior().attributes().get("sampler"));
        assertFalse(fit.posterior().names().contains("change"));
        Variable change = fit.recover("change").get("change");
        assertEquals(List.of(Dataset.CHAIN, Dataset.DRAW), change.dims());
        long[] years = change.toLongs();
        for (int t = 0; t < exact.length; t++) {
            int year = 1851 + t;
            double share = Arrays.stream(years).filter(y -> y == year).count() / (double) years.length;
            double error = Math.sqrt(exact[t] * (1 - exact[t]) / years.length);
            // About as good as independent draws; 5 errors and a draw or two where there are hardly any: once in
            // 10,000.
            assertEquals(exact[t], share, 5 * error + 2.0 / years.length, "year " + year);
        }
    }

    private static double[] changeGivenCounts(int[] counts) {
        int n = counts.length;
        double[] logs = new double[n];
        int all = Arrays.stream(counts).sum();
        int before = 0;
        double[] logFactorial = new double[all + 1];
        for (int i = 1; i <= all; i++) {
            logFactorial[i] = logFactorial[i - 1] + Math.log(i);
        }
        for (int t = 0; t < n; t++) {
            logs[t] = logFactorial[before]
                    - (before + 1) * Math.log(t + 1.0)
                    + logFactorial[all - before]
                    - (all - before + 1) * Math.log(n - t + 1.0);
            before += counts[t];
        }
        double top = Arrays.stream(logs).max().orElseThrow();
        double sum = Arrays.stream(logs).map(x -> Math.exp(x - top)).sum();
        return Arrays.stream(logs).map(x -> Math.exp(x - top) / sum).toArray();
    }

    private static final double[] POINTS = {-1.9, 0.2, 2.1, 1.2, -2.4, 3.0};

    private static Model mixture() {
        return Model.build(m -> {
            Dim point = m.dim("point", "a", "b", "c", "d", "e", "f");
            Var shift = m.sample("shift", normal(0, 1));
            Var side = m.marginalize("side", bernoulli(0.4), point);
            m.observe("y", normal(vector(-2, 2).get(side).plus(shift), 1), POINTS, point);
            m.marginalize("next", bernoulli(sigmoid(shift)));
        });
    }

    @Test
    void components_are_recovered_by_draw_with_their_labels_and_their_probabilities() {
        InferenceData fit = fit(mixture(), 1000);
        Dataset drawn = fit.recover();
        assertEquals(List.of("side"), List.copyOf(drawn.names()));
        Variable side = drawn.get("side");
        assertEquals(List.of(Dataset.CHAIN, Dataset.DRAW, "point"), side.dims());
        assertEquals(fit.posterior().draws(), drawn.draws());
        assertEquals("e", drawn.coord("point").label(4));
        long[] values = side.toLongs();
        double[] shift = fit.posterior().get("shift").toDoubles();
        for (int p = 0; p < POINTS.length; p++) {
            double expected = 0;
            double variance = 0;
            double share = 0;
            for (int d = 0; d < shift.length; d++) {
                double on = 0.4 * Math.exp(-0.5 * Math.pow(POINTS[p] - 2 - shift[d], 2));
                double off = 0.6 * Math.exp(-0.5 * Math.pow(POINTS[p] + 2 - shift[d], 2));
                double probability = on / (on + off);
                expected += probability;
                variance += probability * (1 - probability);
                share += values[d * POINTS.length + p];
            }
            assertEquals(expected, share, 4.5 * Math.sqrt(variance) + 1, "point " + p);
        }
        assertArrayEquals(values, fit.recover("side").get("side").toLongs(), "a second call gives the same");
    }

    @Test
    void the_plan_says_what_is_summed_out_and_what_is_drawn_forward() {
        var plan = mixture().plan();
        assertEquals(Role.SUMMED_OUT, plan.step("side").role());
        assertEquals("y depends on it", plan.step("side").why());
        assertEquals(Role.DRAWN_FORWARD, plan.step("next").role());
        assertTrue(plan.toString().contains("summed out"), plan::toString);
        assertTrue(mixture().toString().contains("(summed out)"), mixture()::toString);
        assertTrue(fit(mixture(), 20).posterior().names().contains("next"));
    }

    @Test
    void a_chain_of_states_is_sampled_by_its_means() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(vector(-1, 1), 1));
            Var rows = Var.constant(ppl.graph.Tensor.of(new double[][] {{0.9, 0.1}, {0.2, 0.8}}));
            Var state = m.marginalize("z0", categorical(0.5, 0.5));
            double[] y = {-1, -1.2, -0.7, 1.1, 0.9, 1.3, 1.0, -0.8};
            for (int t = 0; t < y.length; t++) {
                m.observe("y" + t, normal(mu.get(state), 0.5), y[t]);
                if (t + 1 < y.length) {
                    state = m.marginalize("z" + (t + 1), categorical(rows.get(state)));
                }
            }
        });
        InferenceData fit = fit(model, 300);
        assertEquals(8, fit.recover().names().size());
        double last =
                Arrays.stream(fit.recover("z7").get("z7").toLongs()).average().orElseThrow();
        assertTrue(last < 0.2, "the last state is the first one, mean " + last);
        assertArrayEquals(
                fit.recover().get("z3").toLongs(), fit.recover("z3").get("z3").toLongs(), "alone or with all others");
    }

    @Test
    void what_cannot_be_recovered_is_refused(@TempDir Path folder) throws Exception {
        InferenceData fit = fit(mixture(), 20);
        ResultException e = assertThrows(ResultException.class, () -> fit.recover("shift"));
        assertEquals(ResultCode.ABSENT, e.code());
        assertTrue(
                e.getMessage().contains("'shift' was not summed out")
                        && e.getMessage().contains("side"),
                e::getMessage);
        Path file = folder.resolve("fit.nc");
        NetCdf.write(fit, file);
        ResultException read =
                assertThrows(ResultException.class, () -> NetCdf.read(file).recover("side"));
        assertTrue(read.getMessage().contains("read from a file"), read::getMessage);
    }

    @Test
    void what_is_computed_from_a_variable_that_is_summed_out_has_no_value() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            Var z = m.marginalize("z", bernoulli(0.4));
            m.observe("y", normal(mu.plus(z), 1), 0.3);
            m.deterministic("twice", z.times(2));
        });
        ModelException e = assertThrows(ModelException.class, model::plan);
        assertEquals(ModelCode.UNVALUED, e.code());
        assertTrue(e.getMessage().contains("'twice'") && e.getMessage().contains("recover(\"z\")"), e::getMessage);
    }

    @Test
    void a_variable_of_infinitely_many_values_is_refused_with_the_plan() {
        Model model = Model.build(m -> {
            Var n = m.marginalize("n", poisson(3));
            m.observe("y", normal(n, 1), 2.3);
        });
        LogDensityException e = assertThrows(LogDensityException.class, model::plan);
        assertEquals(DensityCode.NOT_SUMMABLE, e.code());
    }
}
