package ppl.examples.wrong;

import static ppl.api.Distributions.normal;
import static ppl.examples.wrong.Refusal.quiet;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.LogDensityException;
import ppl.api.Model;
import ppl.api.ModelException;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Densities that cannot be derived: nodes without a value, and observations that have no law. */
class WrongDensitiesTest {

    @Test
    void a_parameter_that_is_random_without_a_value() {
        Refusal.of(
                ModelException.class,
                () -> quiet(Model.build(m -> {
                                    Var z = normal(0, 1).draw("z");
                                    m.sample("x", normal(z, 1));
                                })
                                .infer())
                        .run(),
                """
                        [UNVALUED_SOURCE]: no log-density could be derived for 'x'
                          x = Normal(z, 1.0)   float64   WrongDensitiesTest.java:LINE
                              ^^^^^^^^^^^^^^ stopped here: Normal(z, 1.0)
                          random here:  z ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                          rules tried for Normal:
                            family                 refused: its parameter mu depends on a draw without a value
                          to fix: give z a value
                          in a model: a draw that others depend on gets its value from m.sample or m.observe of the same model, not from draw""");
    }

    @Test
    void a_variable_of_another_model() {
        Refusal.of(
                ModelException.class,
                () -> {
                    List<Var> other = new ArrayList<>();
                    Model.build(m -> other.add(m.sample("mu", normal(0, 1))));
                    quiet(Model.build(m -> m.sample("x", normal(other.getFirst(), 1)))
                                    .infer())
                            .run();
                },
                """
                        [UNVALUED_SOURCE]: no log-density could be derived for 'x'
                          x = Normal(mu, 1.0)   float64   WrongDensitiesTest.java:LINE
                              ^^^^^^^^^^^^^^^ stopped here: Normal(mu, 1.0)
                          random here:  mu ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                          rules tried for Normal:
                            family                 refused: its parameter mu depends on a draw without a value
                          to fix: give mu a value
                          in a model: a draw that others depend on gets its value from m.sample or m.observe of the same model, not from draw""");
    }

    @Test
    void a_deterministic_quantity_that_is_random_without_a_value() {
        Refusal.of(
                ModelException.class,
                () -> quiet(Model.build(m -> {
                                    Var x = m.sample("x", normal(0, 1));
                                    m.deterministic("noisy", x.plus(normal(0, 1).draw("z")));
                                })
                                .infer())
                        .run(),
                """
                        'noisy' has no value: [UNVALUED_SOURCE]: 'noisy' float64 (made at WrongDensitiesTest.java:LINE) depends on 'z', which is random and has no value
                          in a model: a draw that others depend on gets its value from m.sample or m.observe of the same model, not from draw""");
    }

    @Test
    void a_potential_that_is_random_without_a_value() {
        Refusal.of(
                ModelException.class,
                () -> quiet(Model.build(m -> {
                                    Var x = m.sample("x", normal(0, 1));
                                    m.potential("noisy", x.plus(normal(0, 1).draw("z")));
                                })
                                .infer())
                        .run(),
                """
                        [UNVALUED_SOURCE]: the potential 'noisy' depends on 'z', which is random and has no value
                          to fix: give it a value, or take it out of the potential
                          in a model: a draw that others depend on gets its value from m.sample or m.observe of the same model, not from draw""");
    }

    @Test
    void no_rule_derives_the_law_of_an_expression() {
        Refusal.of(
                LogDensityException.class,
                () -> quiet(Model.build(m -> {
                                    Var mu = m.sample("mu", normal(0, 1));
                                    Var z = normal(0, 1).draw("z");
                                    m.observe("y", z.abs().sqrt().times(z).plus(mu), Tensor.scalar(0.5));
                                })
                                .infer())
                        .run(),
                """
                        [DEPENDENT_OPERANDS]: no log-density could be derived for 'y'
                          y = add(mul(sqrt(abs(z)), z), mu)   float64   WrongDensitiesTest.java:LINE
                                  ^^^^^^^^^^^^^^^^^^^^ stopped here: mul(sqrt(abs(z)), z)
                          random here:  z ~ Normal(mu=0.0, sigma=1.0), support (-inf, inf), not valued
                          rules tried for mul:
                            pushforward.monotone   refused: its operands both depend on ['z'], so the change of variables of one of them is not enough
                          to fix: give z a value instead of 'y'; or register a DerivationRule for op 'mul'""");
    }

    @Test
    void a_draw_that_is_known_cannot_be_observed_again() {
        Refusal.of(
                LogDensityException.class,
                () -> quiet(Model.build(m -> {
                                    Var mu = m.sample("mu", normal(0, 1));
                                    Var z = normal(mu, 1).draw("z");
                                    m.observe("once", z.times(2), Tensor.scalar(1.0));
                                    m.observe("again", z.plus(1), Tensor.scalar(1.5));
                                })
                                .infer())
                        .run(),
                """
                        [OVERDETERMINED]: 'once' got a value, but nothing in it is random: 'z * 2.0' float64 (made at WrongDensitiesTest.java:LINE) follows from 'z', whose value is known
                          to fix: if it was measured with an error, observe a draw around it, such as normal(z * 2.0, sigma); else take its value away, or leave out what makes it known""");
    }

    @Test
    void a_draw_whose_parts_are_both_observed_counts_twice() {
        Refusal.of(
                LogDensityException.class,
                () -> quiet(Model.build(m -> {
                                    m.sample("mu", normal(0, 1));
                                    Var z = normal(0, 1).draw("z");
                                    m.observe("above", Functions.maximum(z, Var.constant(0.0)), Tensor.scalar(0.0));
                                    m.observe("below", Functions.minimum(z, Var.constant(0.5)), Tensor.scalar(0.5));
                                })
                                .infer())
                        .run(),
                """
                        [SOURCE_CONSUMED_TWICE]: the draw 'z' would count twice: 'above' and 'below' both depend on it, so their densities do not multiply
                          to fix: take one of the two values away; or, if one was measured with an error, observe a draw around it, such as normal(min(z, 0.5), sigma), and give 'z' a value""");
    }

    @Test
    void a_variable_both_sought_and_observed() {
        Refusal.of(
                LogDensityException.class,
                () -> quiet(Model.build(m -> {
                                    Var mu = m.sample("mu", normal(0, 1));
                                    m.observe("mu_too", mu, Tensor.scalar(1.0));
                                })
                                .infer())
                        .run(),
                """
                        [OVERDETERMINED]: 'mu_too' got a value, but nothing in it is random: 'mu' float64 (made at WrongDensitiesTest.java:LINE) follows from 'mu', which is sampled
                          to fix: if it was measured with an error, observe a draw around it, such as normal(mu, sigma); else take its value away, or observe the variable instead of sampling it""");
    }

    @Test
    void an_observed_constant_is_not_random() {
        Refusal.of(
                LogDensityException.class,
                () -> quiet(Model.build(m -> {
                                    m.sample("mu", normal(0, 1));
                                    m.observe("one", Var.constant(1.0), Tensor.scalar(1.0));
                                })
                                .infer())
                        .run(),
                """
                        [OVERDETERMINED]: 'one' got a value, but nothing in it is random: '1.0' float64 is a constant
                          to fix: if it was measured with an error, observe a draw around it, such as normal(1.0, sigma); else leave it out""");
    }

    @Test
    void an_input_has_no_value_in_a_model() {
        Refusal.of(
                GraphException.class,
                () -> quiet(Model.build(m -> {
                                    Var z = Var.input("z");
                                    m.sample("x", normal(z, 1));
                                })
                                .infer())
                        .run(),
                """
                        the graph needs the input 'z' float64 (made at WrongDensitiesTest.java:LINE), which is not among its inputs: list it there and give its value at each call, or make it a constant (data of a model) if its value is known""");
    }
}
