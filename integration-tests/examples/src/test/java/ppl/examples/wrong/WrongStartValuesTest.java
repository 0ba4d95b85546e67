package ppl.examples.wrong;

import static ppl.api.Distributions.beta;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.uniform;
import static ppl.examples.wrong.Refusal.quiet;

import org.junit.jupiter.api.Test;
import ppl.api.Model;
import ppl.api.sample.SamplingException;
import ppl.graph.Var;

/** Start values that a variable cannot have, or that the data do not allow. */
class WrongStartValuesTest {

    @Test
    void a_start_value_outside_the_support() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var p = m.sample("p", beta(1, 1));
                                    m.observe("heads", binomial(10, p), 7);
                                })
                                .infer()
                                .start("p", 1.5))
                        .run(),
                """
                        the start value of 'p' at element 0, 1.5, is not inside its support [0.0, 1.0]: give one inside, not on the boundary""");
    }

    @Test
    void a_start_value_on_the_boundary() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var p = m.sample("p", beta(1, 1));
                                    m.observe("heads", binomial(10, p), 7);
                                })
                                .infer()
                                .start("p", 1))
                        .run(),
                """
                        the start value of 'p' at element 0, 1.0, is not inside its support [0.0, 1.0]: give one inside, not on the boundary""");
    }

    @Test
    void a_start_value_that_no_data_allow() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var top = m.sample("top", uniform(0, 5));
                                    m.observe("y", uniform(0, top), new double[] {3, 1});
                                })
                                .infer()
                                .start("top", 2)
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 1 of 1 try).
                          factor                logp  why
                          y (observed)     -Infinity  y[0] = 3.0 is outside the support of Uniform ([0.0, top = 2.0])
                          top                  -1.61
                          top (Jacobian)        0.18
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void a_start_value_that_is_not_whole() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    m.sample("k", poisson(3));
                                })
                                .infer()
                                .start("k", 2.5))
                        .run(),
                """
                        the start value of 'k' at element 0, 2.5, is not a whole number, but the variable counts: round it""");
    }

    @Test
    void a_negative_start_value_of_a_count() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    m.sample("k", poisson(3));
                                })
                                .infer()
                                .start("k", -1))
                        .run(),
                """
                        the start value of 'k' at element 0, -1.0, is not inside its support {0, ...}: give one of these""");
    }

    @Test
    void a_start_value_of_another_length() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    m.sample("x", normal(Var.constant(0, 0, 0), 1));
                                })
                                .infer()
                                .start("x", 1, 2))
                        .run(),
                """
                        the start value of 'x' has 2 elements, but the variable has shape [3]: give one, or one for each of its 3""");
    }

    @Test
    void a_start_value_for_a_variable_that_is_not_sought() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var p = m.sample("p", beta(1, 1));
                                    m.observe("heads", binomial(10, p), 7);
                                })
                                .infer()
                                .start("heads", 5))
                        .run(),
                """
                        start names the variable 'heads', which is not a free variable of the model; those are [p]""");
    }
}
