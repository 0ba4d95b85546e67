package ppl.examples.wrong;

import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.logNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.pointMass;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.zeroInflated;
import static ppl.examples.wrong.Refusal.quiet;

import org.junit.jupiter.api.Test;
import ppl.aeppl.LogDensityException;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelException;
import ppl.api.sample.Progress;
import ppl.api.sample.SamplingException;
import ppl.backend.spi.BackendException;
import ppl.graph.GraphException;
import ppl.graph.Var;

/** Runs that cannot be: options, samplers and backends, and values that do not fit. */
class WrongRunsTest {

    @Test
    void draws_must_be_at_least_one() {
        Refusal.of(SamplingException.class, () -> model().infer().draws(0), """
                        option draws must be at least 1, not 0""");
    }

    @Test
    void chains_must_be_at_least_one() {
        Refusal.of(SamplingException.class, () -> model().infer().chains(0), """
                        option chains must be at least 1, not 0""");
    }

    @Test
    void cores_must_be_at_least_one() {
        Refusal.of(SamplingException.class, () -> model().infer().cores(0), """
                        option cores must be at least 1, not 0""");
    }

    @Test
    void tune_cannot_be_negative() {
        Refusal.of(SamplingException.class, () -> model().infer().tune(-1), """
                        option tune must be at least 0, not -1""");
    }

    @Test
    void iterations_must_be_countable() {
        Refusal.of(SamplingException.class, () -> model().infer().draws(Integer.MAX_VALUE), """
                        options tune and draws are 1000 and 2147483647, together more than 2147483647: run several times with fewer""");
    }

    @Test
    void jitter_must_be_finite() {
        Refusal.of(SamplingException.class, () -> model().infer().jitter(Double.NaN), """
                        option jitter must be a finite number of at least 0, not NaN""");
    }

    @Test
    void results_too_long_for_an_array_are_refused_before_sampling() {
        Refusal.of(
                SamplingException.class,
                () -> Model.build(m -> {
                            Dim row = m.dim("row", 1_000_000);
                            Var x = m.sample("x", normal(0, 1));
                            m.deterministic("line", x.times(Var.constant(new double[1_000_000])), row);
                        })
                        .infer()
                        .draws(2000)
                        .progress(Progress.silent())
                        .run(),
                """
                        'line' has 1000000 elements: 4 chains × 2000 draws of it are 8000000000 numbers, more than the 2147483639 that an array holds. Ask for at most 536 draws a chain, or leave the deterministic quantity 'line' out of the model and compute it of the draws that you need""");
    }

    @Test
    @SuppressWarnings("NullAway") // the mistake that is looked for
    void a_listener_cannot_be_null() {
        Refusal.of(SamplingException.class, () -> model().infer().progress(null), """
                        option progress is null: use Progress.silent() for no output""");
    }

    @Test
    void target_accept_must_be_below_one() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(model().infer()).targetAccept(1.5).run(),
                """
                        nuts: option target_accept must be a number above 0 and below 1, but is 1.5.""");
    }

    @Test
    void target_accept_is_not_for_a_random_walk() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> m.sample("k", poisson(3))).infer())
                        .targetAccept(0.9)
                        .run(),
                """
                        rw has no option target_accept: that is how many steps along gradients are accepted, usually 0.8 and more, and a random walk tuned to it hardly moves. Leave it (targetAccept) out; rw tunes to its option acceptance, from 0.44 for one coordinate to 0.234 for many if not set.""");
    }

    @Test
    void init_and_jitter_must_agree() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(model().infer())
                        .set("init", "adapt_diag")
                        .jitter(0.5)
                        .run(),
                """
                        option init is 'adapt_diag', which starts all chains at one point, but jitter is 0.5: leave one of them out""");
        Refusal.of(
                SamplingException.class,
                () -> quiet(model().infer())
                        .jitter(0)
                        .init("jitter+adapt_diag_grad")
                        .run(),
                """
                        option init is 'jitter+adapt_diag_grad', which jitters the starts, but jitter is 0.0: leave one of them out""");
    }

    @Test
    void an_init_of_pymcs_that_is_not_ours_says_what_to_take() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(model().infer().init("advi+adapt_diag")).run(),
                """
                        nuts: option init is 'advi+adapt_diag', but there is no variational inference here: take jitter+adapt_diag_grad, whose metric comes from draws and gradients.""");
    }

    @Test
    void an_option_must_be_of_its_kind() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(model().infer()).set("max_treedepth", "deep").run(),
                """
                        nuts: option max_treedepth must be a whole number from 1 to 20, but is 'deep'.""");
    }

    @Test
    void an_unknown_option_is_answered_with_those_there_are() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(model().infer()).set("tree_depth", 12).run(),
                """
                        nuts has no option 'tree_depth'. It has: adaptation, init, inverse_mass_matrix, max_treedepth, metric, step_size, step_size_jitter, target_accept, trajectory.""");
    }

    @Test
    void an_unknown_sampler_is_answered_with_those_present_and_those_that_failed() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(model().infer()).sampler("hmc").run(),
                """
                        there is no sampler 'hmc'; present are failing, gibbs, nuts, rw, slice, stuttering: take one of these, or add the one you mean to your dependencies; found, but not usable: ppl.examples.run.UnloadableSampler cannot be loaded: IllegalStateException: its library is missing""");
    }

    @Test
    void an_unknown_backend_is_answered_with_those_present() {
        Refusal.of(
                BackendException.class,
                () -> quiet(model().infer()).backend("tpu").run(),
                """
                        the backend 'tpu' is asked for by the options, but it is not present (present: interp, vector); add dev.ppl:backend-tpu to your dependencies or ask for another""");
    }

    @Test
    void nuts_refuses_a_discrete_variable_and_names_what_can() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var k = m.sample("k", poisson(3));
                                    m.observe("y", normal(k, 1), 2);
                                })
                                .infer()
                                .sampler("nuts"))
                        .run(),
                """
                        sampler 'nuts' cannot sample this model: 'k': NUTS follows gradients, and a discrete variable has none: sample it with rw, or sum it out of the model.""");
    }

    @Test
    void nuts_refuses_inflated_counts_too() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var k = m.sample("k", zeroInflated(0.5, poisson(3)));
                                    m.observe("y", normal(k, 1), 2);
                                })
                                .infer()
                                .sampler("nuts"))
                        .run(),
                """
                        sampler 'nuts' cannot sample this model: 'k': NUTS follows gradients, and a discrete variable has none: sample it with rw, or sum it out of the model.""");
    }

    @Test
    void a_variable_with_a_point_of_its_own_is_refused_before_any_sampler_is_asked() {
        Refusal.of(
                LogDensityException.class,
                () -> quiet(Model.build(m -> {
                                    Var x = m.sample("x", zeroInflated(0.5, exponential(1)));
                                    m.observe("y", normal(x, 1), 2);
                                })
                                .infer())
                        .run(),
                """
                        [ATOMS]: 'x' cannot be a free variable: its law ZeroInflated(Exponential(rate=1.0), psi=0.5) has single points with a probability of their own, 0.0, so it has no density that a sampler could move along
                          to fix: make the variable inside it free, and compute 'x' from that; or give 'x' a value""");
    }

    @Test
    void nuts_refuses_a_point_mass_and_names_the_point() {
        Refusal.of(
                LogDensityException.class,
                () -> quiet(Model.build(m -> {
                                    Var x = m.sample("x", pointMass(2.5));
                                    m.observe("y", normal(x, 1), 2);
                                })
                                .infer())
                        .run(),
                """
                        [ATOMS]: 'x' cannot be a free variable: its law PointMass(2.5) has a single point with all probability, 2.5, so there is nothing to sample
                          to fix: compute with the number itself, or give 'x' a value""");
    }

    @Test
    void a_model_without_variables_has_nothing_to_sample() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {}).infer()).run(),
                """
                        the model has no variable to sample: it has no random variable; add one with m.sample(...)""");
    }

    /** A variable that was drawn and not sampled is what keeps this model from having one. */
    @Test
    void a_draw_without_a_value_is_named_before_it_is_said_that_there_is_nothing_to_sample() {
        Refusal.of(
                ModelException.class,
                () -> quiet(Model.build(m -> m.observe(
                                        "y", normal(exponential(1).draw("rate"), 1), 2.0))
                                .infer())
                        .run(),
                """
                        [UNVALUED_SOURCE]: no log-density could be derived for 'y'
                          y = Normal(rate, 1.0)   float64   WrongRunsTest.java:LINE
                              ^^^^^^^^^^^^^^^^^ stopped here: Normal(rate, 1.0)
                          random here:  rate ~ Exponential(rate=1.0), support [0.0, inf), not valued
                          rules tried for Normal:
                            family                 refused: its parameter mu depends on a draw without a value
                          to fix: give rate a value
                          in a model: a draw that others depend on gets its value from m.sample or m.observe of the same model, not from draw""");
    }

    @Test
    void a_model_whose_variables_are_all_observed_has_nothing_to_sample() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    m.observe("heads", binomial(10, 0.5), 7);
                                })
                                .infer())
                        .run(),
                """
                        the model has no variable to sample: all its random variables are observed: [heads]; add one with m.sample(...)""");
    }

    @Test
    void a_start_that_a_count_does_not_hold() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> m.sample("k", poisson(3))).infer())
                        .start("k", 1e19)
                        .run(),
                "the start value of 'k' at element 0, 1.0E19, does not fit its type: int64 holds whole numbers from "
                        + "-9223372036854775808 to 9223372036854775807: round it, or give it in larger units");
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> m.sample("k", poisson(3))).infer())
                        .start("k", 0.5)
                        .run(),
                "the start value of 'k' at element 0, 0.5, is not a whole number, but the variable counts: round it");
    }

    @Test
    void observed_counts_too_large_for_what_is_computed_of_them() {
        Refusal.of(
                GraphException.class,
                () -> quiet(Model.build(m -> {
                                    Var k = m.observe("k", poisson(m.sample("b", logNormal(20, 5))), 4e9);
                                    m.observe("y", normal(k.times(k), 1), 2);
                                })
                                .infer())
                        .run(),
                "'k * k' leaves the range of int64: 4000000000 * 4000000000 = 16000000000000000000; cast(DType.F64) first, "
                        + "or give the data as doubles");
    }

    private static Model model() {
        return Model.build(m -> m.sample("x", normal(0, 1)));
    }
}
