package ppl.examples.changed;

import static ppl.api.Distributions.uniform;
import static ppl.api.Distributions.ordered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.censored;
import static ppl.api.Distributions.dirichlet;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.graph.Functions.vector;

import ppl.api.MissingPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** What is said where values cannot be missing. */
class WrongMissingTest {

    private static final double NAN = Double.NaN;

    private static final String REFUSED =
            "observed variable 'y' has the value NaN at element 1, and missing values are refused here: leave these rows out, or let them be imputed, with missing(MissingPolicy.IMPUTE)";

    private static void refused(ModelCode code, Consumer<ModelBuilder> body, String message) {
        ModelException e = assertThrows(
                ModelException.class, () -> Model.build(body).plan());
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void an_expression_is_not_seen_in_part() {
        refused(
                ModelCode.VALUE,
                m -> {
                    Var mu = m.sample("mu", normal(0, 1));
                    Var e = normal(0, 1).draw("e", 2);
                    m.observe("y", mu.plus(e), new double[] {1, NAN});
                },
                """
                        observed variable 'y' has the value NaN at element 1, but it is the expression mu + e, and only a distribution may be seen in part: leave these rows out, or observe a distribution, such as normal(mu + e, sigma)""");
    }

    @Test
    void a_scalar_that_is_missing_was_not_observed() {
        refused(
                ModelCode.VALUE,
                m -> m.observe("y", normal(0, 1), NAN),
                "observed variable 'y' has the value NaN, so nothing was observed: sample it, with m.sample");
    }

    @Test
    void all_that_a_mask_leaves_out_was_not_observed() {
        refused(
                ModelCode.VALUE,
                m -> m.observe("n", poisson(1), new int[] {1, 2}, new boolean[] {true, true}),
                "observed variable 'n' is missing at element 0 and at all others, so nothing was observed: sample it, with m.sample");
    }

    @Test
    void a_mask_says_of_each_value() {
        refused(
                ModelCode.SHAPE,
                m -> m.observe("n", poisson(1), new int[] {1, 2}, new boolean[] {true}),
                "'n' has 2 values, but its mask has 1: say of each value whether it is missing");
    }

    @Test
    void part_of_an_event_does_not_tell_the_rest() {
        refused(
                ModelCode.VALUE,
                m -> m.observe(
                        "p", dirichlet(vector(1, 2, 3)), Tensor.of(new double[][] {{0.2, 0.3, 0.5}, {0.1, NAN, NAN}})),
                """
                        the event p[1] of Dirichlet has 1 of its 3 elements, and its distribution does not tell the others by these: leave the event out, or let all of its elements be missing""");
    }

    @Test
    void the_name_of_what_is_missing_is_taken() {
        refused(
                ModelCode.NAME,
                m -> {
                    m.sample("y_missing", normal(0, 1));
                    m.observe("y", normal(0, 1), new double[] {1, NAN});
                },
                """
                        the name 'y_missing' is used twice: for a random variable and for the missing values of 'y'; give each its own""");
    }

    @Test
    void the_name_of_what_is_missing_is_taken_among_other_data() {
        Model model = Model.build(m -> {
            Dim day = m.dim("y_seen_at", 2);
            m.observe("y", normal(0, 1), new double[] {1, 2}, day);
        });
        ModelException e = assertThrows(
                ModelException.class, () -> model.with(d -> d.observe("y", new double[] {1, NAN})));
        assertEquals(
                "the name 'y_seen_at' is needed for the missing values of 'y', but the model has one of this name: call that otherwise",
                e.getMessage());
    }

    @Test
    void a_half_is_no_count_where_others_are_missing() {
        refused(
                ModelCode.VALUE,
                m -> m.observe("n", poisson(1), new double[] {NAN, 2.5}),
                """
                        observed variable 'n' counts whole numbers, but its value at element 1 is 2.5: round it, or observe it under a distribution of real numbers""");
    }

    @Test
    void elements_in_order_are_not_seen_in_part() {
        refused(
                ModelCode.VALUE,
                m -> m.observe("c", ordered(uniform(0, 1)), new double[] {0.2, NAN, 0.5}, m.dim("k", 3)),
                """
                        'c' cannot be seen in part: Ordered(Uniform(lower=0.0, upper=1.0)) makes its elements along the dim 'k' depend on each other, and does not tell those that are missing by the others: observe all of its elements, or sample it, with m.sample, and observe what is known of single elements with an error, such as normal(c.get(0), sigma)""");
        Model free = Model.build(m -> m.sample("c", ordered(normal(0, 1)), m.dim("k", 3)));
        ModelException e =
                assertThrows(ModelException.class, () -> free.condition("c", new int[] {1}, 0.0));
        assertEquals(ModelCode.VALUE, e.code());
    }

    @Test
    void what_is_refused_stays_refused_in_parts_of_the_model_among_other_values_and_in_a_file(@TempDir Path folder)
            throws IOException {
        refused(
                ModelCode.VALUE,
                m -> {
                    m.missing(MissingPolicy.REFUSE);
                    m.within("w", part -> part.observe("y", normal(0, 1), new double[] {1, NAN}));
                },
                REFUSED);
        Model model = Model.build(m -> {
            m.missing(MissingPolicy.REFUSE);
            m.sample("x", normal(0, 1), m.dim("day", 2));
            m.observe("y", normal(0, 1), new double[] {1, 2});
        });
        for (Model same : List.of(model, model.unobserve("y").observe("y", 3, 4), model.doIntervention("x", 1, 2))) {
            ModelException e = assertThrows(
                    ModelException.class, () -> same.with(d -> d.observe("y", new double[] {1, NAN})));
            assertEquals(REFUSED, e.getMessage());
        }
        assertThrows(ModelException.class, () -> model.observe("x", 1, NAN));
        model.save(folder.resolve("model.txt"));
        Model opened = Model.open(folder.resolve("model.txt"));
        assertEquals(
                REFUSED,
                assertThrows(ModelException.class, () -> opened.with(d -> d.observe("y", new double[] {1, NAN})))
                        .getMessage());
        assertTrue(model.text().startsWith("ppl model 3\nmissing refuse\n"), model::text);
        assertTrue(model.condition("x", new int[] {0}, 1).text().startsWith("ppl model 3\n"));
        assertEquals(opened.text(), model.text());
        // Who conditions on some elements does not forget the others.
        assertEquals(1, model.condition("x", new int[] {0}, 1).imputed().free().size());
    }

    @Test
    void single_points_of_a_covariate_are_not_sampled() {
        refused(
                ModelCode.VALUE,
                m -> {
                    Var x = m.observe("x", censored(normal(0, 1), 0, 5), new double[] {1, NAN});
                    m.observe("y", normal(x, 1), new double[] {1, 2});
                },
                """
                        'x' has missing values that would be sampled (y depends on it), but its law Censored(Normal(mu=0.0, sigma=1.0), lower=0.0, upper=5.0) has single points with a probability of their own, so it has no density that a sampler could move along: leave these rows out, or let what depends on 'x' depend on a variable without such points""");
    }
}
