package ppl.examples.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.inference.DataType;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Timings;
import ppl.api.inference.Variable;
import ppl.api.inference.Warning;
import ppl.api.sample.ChainStatus;
import ppl.api.sample.Progress;
import ppl.api.store.NetCdf;
import ppl.examples.EightSchools;
import ppl.graph.Functions;
import ppl.graph.Var;

class ResultsTest {

    @Test
    void a_run_gives_draws_statistics_and_data() {
        InferenceData fit = Fits.brief(EightSchools.model()).run();
        assertEquals(
                Set.of(Group.POSTERIOR, Group.SAMPLE_STATS, Group.OBSERVED_DATA, Group.CONSTANT_DATA), fit.groups());
        assertEquals(List.of("mu", "tau", "theta_z", "theta"), fit.posterior().names());
        assertEquals(4, fit.posterior().chains());
        assertEquals(30, fit.posterior().draws());
        assertTrue(
                fit.sampleStats().names().containsAll(List.of("lp", "diverging", "step_size", "energy", "tree_depth")));
    }

    @Test
    void warm_up_is_kept_apart_and_only_on_request() {
        InferenceData with = Fits.brief(EightSchools.model()).keepWarmup().run();
        InferenceData without = Fits.brief(EightSchools.model()).run();
        assertFalse(without.contains(Group.WARMUP_POSTERIOR));
        assertEquals(without.posterior().get("mu"), with.posterior().get("mu"));
        assertEquals(40, with.get(Group.WARMUP_POSTERIOR).draws());
        assertEquals(40, with.get(Group.WARMUP_SAMPLE_STATS).draws());
        assertNotEquals(
                with.get(Group.WARMUP_POSTERIOR).get("mu").get(0, 0),
                with.posterior().get("mu").get(0, 0));
        Variable warmup = with.get(Group.WARMUP_SAMPLE_STATS).get("step_size");
        Variable after = with.sampleStats().get("step_size");
        assertTrue(warmup.get(0, 0) != warmup.get(0, 1), "the step size moves while it is tuned");
        assertEquals(after.get(0, 0), after.get(0, 29), "and not after");
    }

    @Test
    void dims_and_labels_are_those_of_the_model() {
        InferenceData fit = Fits.brief(EightSchools.model()).run();
        Variable theta = fit.posterior().get("theta");
        assertEquals(List.of("chain", "draw", "school"), theta.dims());
        assertArrayEquals(new int[] {4, 30, 8}, theta.shape());
        assertEquals("C", fit.posterior().coord("school").label(2));
        assertEquals(List.of("school"), fit.observedData().get("effect").dims());
    }

    @Test
    void two_named_axes_keep_their_order() {
        Model model = Model.build(m -> {
            Dim row = m.dim("row", "r0", "r1");
            Dim column = m.dim("column", 3);
            Var mean = m.data("mean", new double[] {100, 200, 300, 400, 500, 600}, row, column);
            m.sample("x", normal(mean, 1e-3), row, column);
        });
        Variable x = Fits.brief(model).run().posterior().get("x");
        assertEquals(List.of("chain", "draw", "row", "column"), x.dims());
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(100.0 * (3 * i + j + 1), x.get(3, 17, i, j), 1, i + ", " + j);
            }
        }
    }

    @Test
    void axes_without_names_are_numbered() {
        Model model = Model.build(m -> m.sample("x", normal(Var.constant(0, 0, 0), 1)));
        assertEquals(
                List.of("chain", "draw", "x_dim_0"),
                Fits.brief(model).run().posterior().get("x").dims());
    }

    @Test
    void a_deterministic_quantity_follows_the_draws_it_is_computed_from() {
        var posterior = Fits.brief(EightSchools.model()).run().posterior();
        for (int c = 0; c < 4; c++) {
            for (int d = 0; d < 30; d++) {
                for (int s = 0; s < 8; s++) {
                    double expected = posterior.get("theta_z").get(c, d, s)
                                    * posterior.get("tau").get(c, d)
                            + posterior.get("mu").get(c, d);
                    assertEquals(expected, posterior.get("theta").get(c, d, s), 1e-12 * Math.abs(expected));
                }
            }
        }
    }

    @Test
    void bounded_variables_are_stored_in_the_space_of_the_user() {
        InferenceData fit = Fits.brief(Fits.coin()).run();
        for (double p : fit.posterior().get("p").toDoubles()) {
            assertTrue(p > 0 && p < 1, Double.toString(p));
        }
    }

    @Test
    void data_are_stored_as_they_were_given() {
        InferenceData fit = Fits.brief(EightSchools.model()).run();
        assertArrayEquals(
                new double[] {28, 8, -3, 7, -1, 1, 18, 12},
                fit.observedData().get("effect").toDoubles());
        Variable error = fit.get(Group.CONSTANT_DATA).get("error");
        assertArrayEquals(new double[] {15, 10, 16, 11, 9, 11, 10, 18}, error.toDoubles());
        assertEquals(List.of("school"), error.dims());
        assertEquals("H", fit.get(Group.CONSTANT_DATA).coord("school").label(7));
    }

    @Test
    void a_count_observed_as_a_scalar_is_stored_as_a_scalar_count() {
        Variable heads = Fits.brief(Fits.coin()).run().observedData().get("heads");
        assertEquals(0, heads.rank());
        assertEquals(7, heads.getLong());
    }

    @Test
    void whole_numbers_and_flags_are_stored_as_such() {
        Model model = Model.build(m -> {
            Var flag = m.sample("flag", bernoulli(0.5));
            m.deterministic("is_set", flag.gt(0));
            m.deterministic("twice", flag.times(2));
        });
        var posterior = Fits.brief(model).run().posterior();
        assertEquals(DataType.INT64, posterior.get("flag").dtype());
        assertEquals(DataType.BOOL, posterior.get("is_set").dtype());
        assertEquals(
                posterior.get("flag").getLong(1, 3) == 1,
                posterior.get("is_set").getBoolean(1, 3));
    }

    @Test
    void an_observed_expression_has_its_derived_density() {
        Model model = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(0, 2).draw("noise").plus(mu), 2.5);
            m.observe("k", poisson(mu.exp()).draw("count", 2), new int[] {3, 1});
        });
        Model spelledOut = Model.build(m -> {
            Var mu = m.sample("mu", normal(0, 1));
            m.observe("y", normal(mu, 2), 2.5);
            m.observe("k", poisson(mu.exp()), new int[] {3, 1});
        });
        double[] at = {0.3};
        assertEquals(
                spelledOut.infer().density().evaluator().logp(at),
                model.infer().density().evaluator().logp(at),
                1e-13);
    }

    @Test
    void a_gradient_that_is_not_finite_is_counted_and_its_element_named() {
        List<Warning> warnings = new ArrayList<>();
        InferenceData fit = Fits.brief(Model.build(m -> {
                    Dim row = m.dim("row", "r0", "r1");
                    Dim column = m.dim("column", "c0", "c1");
                    m.sample("calm", normal(0, 1));
                    Var x = m.sample("x", normal(0, 1), row, column);
                    Var corner = Functions.slice(Functions.slice(x, 0, 1, 1, 1), 1, 0, 1, 1);
                    m.potential("half", corner.abs().plus(corner).sqrt()); // the slope of a root at 0, both ways
                }))
                .jitter(3)
                .progress(new Progress() {
                    @Override
                    public void finished(List<ChainStatus> chains, Timings timings, List<Warning> told) {
                        warnings.addAll(told);
                    }
                })
                .run();
        var about = fit.sampleStats().attributes();
        assertEquals("x[1, 0]", about.get("gradient_not_finite_along"));
        assertTrue((Long) about.get("gradients_not_finite") >= 4, about::toString);
        assertEquals(Warning.Kind.GRADIENT_NOT_FINITE, warnings.getFirst().kind());
        assertEquals("x[1, 0]", warnings.getFirst().element());
        assertEquals(
                about.get("gradients_not_finite"), (long) warnings.getFirst().number());
        assertFalse(Fits.brief(Fits.coin()).run().sampleStats().attributes().containsKey("gradients_not_finite"));
    }

    @Test
    void names_of_pymc_without_jitter_start_all_chains_at_one_point() {
        // Steps so short that draws show where their chain started.
        var model = Model.build(m -> m.sample("x", normal(0, 1)));
        var run = Fits.brief(model).tune(0).draws(1).set("step_size", 1e-9).set("max_treedepth", 1);
        for (String init : List.of("adapt_diag", "adapt_diag_grad")) {
            Variable together = run.init(init).run().posterior().get("x");
            for (int c = 0; c < 4; c++) {
                assertEquals(0, together.get(c, 0), 1e-6, init);
            }
        }
        for (String init : List.of("auto", "jitter+adapt_diag", "jitter+adapt_diag_grad")) {
            Variable apart = run.init(init).run().posterior().get("x");
            for (int c = 0; c < 4; c++) {
                assertTrue(
                        Math.abs(apart.get(c, 0)) > 1e-3
                                && Math.abs(apart.get(c, 0) - apart.get((c + 1) % 4, 0)) > 1e-3,
                        init);
            }
        }
    }

    @Test
    void where_divergences_began_and_ended_is_kept_on_request(@TempDir Path folder) throws IOException {
        Model funnel = Model.build(m -> {
            Var s = m.sample("s", normal(0, 3));
            m.sample("x", normal(Var.constant(0, 0), Functions.exp(s.times(0.5))));
        });
        var run = Fits.brief(funnel).draws(150).set("step_size", 0.9).tune(0);
        assertFalse(run.run().sampleStats().names().contains("divergence_start"));
        InferenceData fit = run.keepDivergences().run();
        Path file = folder.resolve("divergences.nc");
        fit.save(file);
        var stats = NetCdf.read(file).sampleStats();
        Variable start = stats.get("divergence_start");
        assertEquals(List.of("chain", "draw", "unconstrained_parameter"), start.dims());
        assertEquals(
                List.of("s", "x[0]", "x[1]"),
                IntStream.range(0, 3)
                        .mapToObj(i -> stats.coord("unconstrained_parameter").label(i))
                        .toList());
        Variable diverging = stats.get("diverging");
        int count = 0;
        for (int c = 0; c < 4; c++) {
            for (int d = 0; d < 150; d++) {
                boolean here = diverging.get(c, d) != 0;
                count += here ? 1 : 0;
                for (int i = 0; i < 3; i++) {
                    double began = start.get(c, d, i);
                    assertEquals(!here, Double.isNaN(began));
                    assertEquals(
                            !here, Double.isNaN(stats.get("divergence_momentum").get(c, d, i)));
                    if (here) {
                        assertTrue(began != stats.get("divergence_end").get(c, d, i));
                    }
                }
            }
        }
        assertTrue(count > 5 && count < 500, count + " divergences");
    }

    @Test
    void attributes_tell_how_the_run_was_made() {
        var about = Fits.brief(Fits.coin()).backend("interp").run().posterior().attributes();
        assertEquals("nuts", about.get("sampler"));
        assertEquals("interp", about.get("backend"));
        String choice = (String) about.get("backend_choice");
        assertTrue(choice.startsWith("backend interp: asked for by the options\n"), choice);
        assertTrue(choice.contains("\n  not vector: 'interp' is asked for by the options"), choice);
        assertEquals(11L, about.get("seed"));
        assertEquals(40L, about.get("tuning_steps"));
        assertFalse(about.containsKey("interrupted") || about.containsKey("failed"));
    }

    @Test
    void init_of_the_default_changes_no_draw() {
        assertEquals(
                Fits.numbers(Fits.brief(Fits.coin()).run()),
                Fits.numbers(
                        Fits.brief(Fits.coin()).init("jitter+adapt_diag_grad").run()));
    }
}
