package ppl.examples.wrong;

import static ppl.api.Distributions.flat;
import static ppl.api.Distributions.halfFlat;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.uniform;
import static ppl.graph.Functions.arange;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.mode.MapOptions;
import ppl.api.sample.SamplingException;
import ppl.api.sbc.Sbc;
import ppl.graph.Var;

/** Modes, approximations and calibrations that cannot be. */
class WrongModesTest {

    private static Model model() {
        return Model.build(m -> {
            Var x = m.sample("x", normal(0, 1));
            m.observe("y", normal(x, 1), 0.5);
        });
    }

    private static void refused(UnaryOperator<MapOptions> options, String message) {
        Refusal.of(SamplingException.class, () -> model().findMap(options), message);
    }

    private static void refused(Sbc calibration, String message) {
        Refusal.of(SamplingException.class, calibration::run, message);
    }

    @Test
    void options_of_a_search_have_bounds() {
        refused(o -> o.starts(0), "option starts must be at least 1, not 0");
        refused(o -> o.starts(1).jitter(-1), "option jitter must be a finite number of at least 0, not -1.0");
        refused(o -> o.jitter(0), "option starts is 4, but jitter is 0, so all would be the same: leave one of them out");
        refused(o -> o.iterations(0), "option iterations must be at least 1, not 0");
        refused(
                o -> o.tolerance(2),
                "option tolerance must be a number of standard deviations above 0 and below 1, not 2.0");
    }

    @Test
    void whole_numbers_have_no_slope() {
        Refusal.of(
                SamplingException.class,
                () -> Model.build(m -> {
                            Var k = m.sample("k", poisson(3));
                            m.observe("y", normal(k, 1), 0.5);
                        })
                        .findMap(),
                """
                        'k' counts whole numbers, so the log-density has no slope along it and no maximum can be searched; sum it out, with m.marginalize("k", ...), or sample the model, with infer()""");
    }

    @Test
    void a_start_value_belongs_to_a_variable() {
        refused(
                o -> o.start("z", 1),
                "start names the variable 'z', which is not a free variable of the model; those are [x]");
    }

    @Test
    void a_search_starts_where_the_density_is_finite() {
        Refusal.of(
                SamplingException.class,
                () -> Model.build(m -> {
                            Var x = m.sample("x", normal(0, 1));
                            m.observe("y", uniform(x, 1), 3.0);
                        })
                        .findMap(),
                """
                        Cannot start the search for the maximum: logp is -Infinity at the initial point (start 0, 100 of 100 jittered tries).
                          factor              logp  why
                          y (observed)   -Infinity  y = 3.0 is outside the support of Uniform ([x = 0.9951260391658681, 1.0])
                          x                  -1.41
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void an_estimate_has_only_what_has_a_mode() {
        Refusal.of(
                ResultException.class,
                () -> model().findMap().get("mu"),
                "the estimate has no element 'mu'; there are: [x]");
        Refusal.of(
                ResultException.class,
                () -> Model.build(m -> {
                            Var x = m.sample("x", normal(0, 1));
                            m.observe("y", normal(x, 1), 0.5);
                            m.sample("next", normal(x, 1));
                        })
                        .findMap()
                        .sd("next"),
                """
                        the estimate has no element 'next'; there are: [x]; 'next' is drawn forward and has no mode: laplace() or infer() give draws of it""");
    }

    @Test
    void options_of_laplaces_approximation_have_bounds() {
        Refusal.of(
                SamplingException.class,
                () -> model().laplace(o -> o.draws(0)),
                "option draws must be at least 1, not 0");
        Refusal.of(
                SamplingException.class,
                () -> model().laplace(o -> o.chains(0)),
                "option chains must be at least 1, not 0");
        Refusal.of(SamplingException.class, () -> model().laplace(o -> o.search(s -> s.jacobian(false))), """
                        option jacobian is false, but Laplace's approximation is a normal law of the unconstrained coordinates, whose density has Jacobians: leave it out, or take findMap() for the mode without them""");
        Refusal.of(
                SamplingException.class, () -> model().laplace(o -> o.draws(1_000_000).chains(4000)), """
                        options chains and draws ask for 4000000000 draws of 1 coordinates, more numbers than an array holds: ask for fewer""");
    }

    @Test
    void around_no_maximum_there_is_no_normal_law() {
        Refusal.of(
                SamplingException.class,
                () -> Model.build(m -> {
                            Var x = m.sample("x", flat());
                            Var z = m.sample("z", flat());
                            m.observe("y", normal(x.plus(z), 1), 0.5);
                        })
                        .laplace(),
                """
                        there is no normal law around a maximum: the log-density does not fall along 1.0 x - 1.0 z: the data and the priors do not determine it. Give start values with search(s -> s.start(...)), a prior that rules this out, or sample the model, with infer()""");
    }

    @Test
    void calibration_needs_data_that_can_be_drawn() {
        refused(Sbc.of(Model.build(m -> m.sample("x", normal(0, 1)))), """
                        the model cannot be calibrated by simulation: it observes nothing, so no data can be drawn from it: give it an observed variable, whose values do not matter""");
        refused(
                Sbc.of(Model.build(m -> {
                    Var x = m.sample("x", normal(0, 1));
                    m.observe("y", normal(x, 1), 0.5);
                    m.potential("p", x);
                })),
                """
                        the model cannot be calibrated by simulation: its potential 'p' changes the density but not what is drawn, so ranks are not uniform even if all is right: leave it out, or write it as a distribution""");
        refused(
                Sbc.of(Model.build(m -> {
                    Var x = m.sample("x", halfFlat());
                    m.observe("y", normal(x, 1), 0.5);
                })),
                """
                        the model cannot be calibrated by simulation: 'x' cannot be drawn (HalfFlat is improper and has no draws; take a law that has, such as halfNormal(10), or give it a value), and true values are draws of the prior: give it a proper one""");
        refused(
                Sbc.of(Model.build(m -> {
                    Var n = m.sample("n", poisson(3));
                    m.observe("y", normal(arange(n), 1), new double[] {1, 2});
                })),
                """
                        the model cannot be calibrated by simulation: a part of 'y' has a length that depends on a random value ('iota' int64[max(-(-n // 1), 0)] (made at WrongModesTest.java:LINE)), so data sets would not have one shape: give it a fixed one""");
    }

    @Test
    void calibration_needs_enough_of_everything() {
        Refusal.of(SamplingException.class, () -> Sbc.of(model()).datasets(5), """
                        option datasets must be at least 20, so that an uneven histogram can be told from chance, not 5""");
        Refusal.of(SamplingException.class, () -> Sbc.of(model()).draws(100), """
                        option draws is 100, so there are 101 ranks, which no small number of bins divides: take one less than a round number, such as 99""");
        Refusal.of(
                SamplingException.class, () -> Sbc.of(model()).cores(0), "option cores must be at least 1, not 0");
        Refusal.of(SamplingException.class, () -> Sbc.of(model()).quantity("x", v -> 1), """
                        option quantity 'x' has the name of a variable or of another quantity: give it another""");
    }

    private static InferenceData fit(String name, int draws) {
        return InferenceData.of(
                Group.POSTERIOR,
                Dataset.builder()
                        .variable(name, List.of("chain", "draw"), new int[] {1, draws}, new double[draws])
                        .build());
    }

    @Test
    void a_fit_has_the_variables_and_enough_draws() {
        Sbc sbc = Sbc.of(model()).datasets(20).cores(1);
        Refusal.of(ResultException.class, () -> sbc.fit((m, s) -> fit("x", 20)).run(), """
                        data set 0: the fit has 20 draws, fewer than the 99 that true values are ranked among: draw more, or rank among fewer, with draws(n)""");
        Refusal.of(ResultException.class, () -> sbc.fit((m, s) -> fit("other", 99)).run(), """
                        data set 0: the fit has no variable 'x', which the model has; there are: [other]""");
        Refusal.of(
                ResultException.class,
                () -> sbc.quantity("q", v -> {
                            throw new IllegalStateException("no q");
                        })
                        .run(),
                "the quantity 'q' failed on draw 0: java.lang.IllegalStateException: no q");
        Refusal.of(
                ResultException.class,
                () -> sbc.quantity("q", v -> Double.NaN).run(),
                "'q' is NaN on draw 0, which has no rank among others: choose priors under which it is a number");
        Refusal.of(
                ResultException.class,
                () -> sbc.fit((m, s) -> fit("x", 99)).run().row("z"),
                "no quantity 'z' was ranked; those are: [x]");
    }
}
