package ppl.examples.changed;

import static ppl.api.Distributions.mvNormal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.normal;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** What is said where a model cannot be changed in a way. */
class WrongOperationsTest {

    private static Model model() {
        return Model.build(m -> {
            Dim place = m.dim("place", "A", "B");
            Var mu = m.sample("mu", normal(0, 1));
            Var theta = m.sample("theta", normal(mu, 1), place);
            Var z = m.marginalize("z", bernoulli(0.5));
            Var twice = m.deterministic("twice", theta.times(2), place);
            Var se = m.data("se", new double[] {1, 2}, place);
            m.observe("y", normal(twice.plus(z), se), new double[] {1, 2}, place);
        });
    }

    private static void refused(ModelCode code, UnaryOperator<Model> change, String message) {
        ModelException e = assertThrows(ModelException.class, () -> change.apply(model()));
        assertEquals(message, e.getMessage());
        assertEquals(code, e.code());
    }

    @Test
    void there_is_no_such_variable() {
        String message = "the model has no variable 'nu'; it has [mu, theta, z, y, twice, se]: correct the name";
        refused(ModelCode.NAME, m -> m.observe("nu", 1), message);
        refused(ModelCode.NAME, m -> m.unobserve("nu"), message);
        refused(ModelCode.NAME, m -> m.condition("nu", new int[] {0}, 1), message);
        refused(ModelCode.NAME, m -> m.doIntervention("nu", 1), message);
    }

    @Test
    void an_observed_variable_is_not_observed_again() {
        refused(
                ModelCode.NAME,
                m -> m.observe("y", 1, 2),
                "'y' is not a variable without a value, but an observed variable: give it other values with with(d -> d.observe(...)), or take its values away first, with unobserve");
    }

    @Test
    void data_are_not_observed() {
        refused(
                ModelCode.NAME,
                m -> m.observe("se", 1, 2),
                "'se' is not a variable without a value, but data: give other data with with(d -> d.set(...))");
    }

    @Test
    void a_computed_quantity_is_not_observed() {
        refused(
                ModelCode.NAME,
                m -> m.observe("twice", 1, 2),
                "'twice' is not a variable without a value, but a deterministic quantity: choose a random variable, such as one that it is computed from");
    }

    @Test
    void a_dim_is_not_observed() {
        refused(
                ModelCode.NAME,
                m -> m.observe("place", 1, 2),
                "'place' is not a variable without a value, but a dim: choose a random variable");
    }

    @Test
    void values_are_too_few() {
        refused(
                ModelCode.SHAPE,
                m -> m.observe("theta", 1),
                "'theta' has the shape [2], but it is given 1 value: give one for each element");
    }

    @Test
    void values_have_another_shape() {
        refused(
                ModelCode.SHAPE,
                m -> m.observe("theta", Tensor.of(new double[] {1, 2}, 2, 1)),
                "'theta' has the shape [2], but it is given values of shape [2, 1]: give one for each element");
    }

    @Test
    void a_half_is_no_bool_or_count() {
        refused(
                ModelCode.VALUE,
                m -> m.observe("z", 0.5),
                "observed variable 'z' counts whole numbers, but its value at element 0 is 0.5: round it, or observe it under a distribution of real numbers");
        refused(
                ModelCode.VALUE,
                m -> m.doIntervention("z", 0.5),
                "'z' has type int64, but the value that it is set to at element 0 is 0.5: int64 holds whole numbers from -9223372036854775808 to 9223372036854775807: round it, or give it in larger units");
    }

    @Test
    void there_are_no_values_to_take_away() {
        refused(
                ModelCode.NAME,
                m -> m.unobserve("theta"),
                "'theta' is not an observed variable, but a random variable, so there are no values to take away");
    }

    @Test
    void a_position_is_outside() {
        refused(
                ModelCode.SHAPE,
                m -> m.condition("theta", new int[] {2}, 1),
                "condition names position 2 of 'theta', which has 2 elements, counted from 0: correct it");
    }

    @Test
    void a_position_is_named_twice() {
        refused(
                ModelCode.NAME,
                m -> m.condition("theta", new int[] {1, 1}, 1, 2),
                "condition gives 'theta[1]' two values: give each element one");
    }

    @Test
    void positions_and_values_are_not_equally_many() {
        refused(
                ModelCode.SHAPE,
                m -> m.condition("theta", new int[] {1}, 1, 2),
                "condition gives 'theta' 2 values, but names 1 of its elements: give one for each");
    }

    @Test
    void no_position_is_named() {
        refused(
                ModelCode.SHAPE,
                m -> m.condition("theta", new int[0]),
                "condition names no element of 'theta': name those that have values");
    }

    @Test
    void a_value_is_nan() {
        refused(
                ModelCode.VALUE,
                m -> m.condition("theta", new int[] {1}, Double.NaN),
                "condition gives 'theta[1]' the value NaN: leave it out");
    }

    @Test
    void a_label_is_none_of_the_dim() {
        refused(
                ModelCode.DIM,
                m -> m.condition("theta", Map.of("C", 1)),
                "condition names the label 'C', but 'theta' lies along the dim 'place', which has [A, B]: correct it");
    }

    @Test
    void labels_need_a_dim() {
        refused(
                ModelCode.DIM,
                m -> m.condition("mu", Map.of("C", 1)),
                "condition takes the labels of one dim, but 'mu' has none: name its elements by their positions, row-major");
    }

    @Test
    void what_is_summed_out_is_not_seen_in_part() {
        refused(
                ModelCode.VALUE,
                m -> m.condition("z", new int[] {0}, 1),
                "'z' is summed out, so it cannot be seen in part: sample it, with m.sample, or observe all of its elements");
    }

    @Test
    void a_computed_quantity_is_not_set() {
        refused(
                ModelCode.NAME,
                m -> m.doIntervention("twice", 1, 2),
                "'twice' is not a random variable, but a deterministic quantity: choose a random variable, such as one that it is computed from");
    }

    @Test
    void a_part_needs_a_prefix_of_its_own() {
        refused(
                ModelCode.NAME,
                m -> Model.build(b -> b.include(" ", m)),
                "a model that becomes part of another one needs a prefix that is not blank: give it one");
        refused(
                ModelCode.NAME,
                m -> Model.build(b -> {
                    b.include("a", m);
                    b.include("a", m);
                }),
                "the name 'a.place' is used twice: for a dim and for a dim; give each its own");
    }

    @Test
    void a_part_has_no_such_variable() {
        refused(
                ModelCode.NAME,
                m -> Model.build(b -> b.include("a", m).get("a.mu")),
                "the part 'a' of the model has no variable 'a.mu'; it has [se, mu, theta, z, y, twice]: correct the name, which has no prefix here");
    }

    @Test
    void a_part_has_no_such_dim() {
        refused(
                ModelCode.NAME,
                m -> Model.build(b -> b.include("a", m).dim("a.place")),
                "the part 'a' of the model has no dim 'a.place'; it has [place]: correct the name, which has no prefix here");
    }

    @Test
    void nothing_is_set_to_nan() {
        refused(
                ModelCode.VALUE,
                m -> m.doIntervention("theta", 1, Double.NaN),
                "'theta' is set to NaN at element 1, which is no value: give a number; if only some elements are known, condition observes these");
        refused(
                ModelCode.VALUE,
                m -> m.doIntervention("mu", Double.NaN),
                "'mu' is set to NaN, which is no value: give a number; if only some elements are known, condition observes these");
    }

    private static Model vectorsInPart() {
        Var cov = Var.constant(Tensor.of(new double[][] {{2, 0.5}, {0.5, 1}}));
        return Model.build(m -> {
            Dim item = m.dim("item", 2);
            Var x = m.data("x", new double[] {0, 0}, item);
            m.observe("y", mvNormal(x, cov), new double[] {1, Double.NaN}, item);
        });
    }

    @Test
    void what_was_seen_of_vectors_does_not_lose_its_values() {
        Model whole = vectorsInPart();
        ModelException e = assertThrows(
                ModelException.class, () -> whole.imputed().unobserve("y"));
        assertEquals(
                "'y' is what was seen of vectors some of whose elements are missing, and without its values it has no distribution: take them away from the model as it was before imputed()",
                e.getMessage());
        assertEquals(ModelCode.VALUE, e.code());
        ModelException other = assertThrows(ModelException.class, () -> whole.imputed()
                .with(d -> d.set("x", new double[] {1, 1}))
                .plan());
        assertEquals(
                "'y' is what was seen of vectors some of whose elements are missing, and without its values it cannot be sampled: give it values, or take them away from the model as it was before imputed()",
                other.getMessage());
        assertEquals("y", whole.unobserve("y").free().getFirst().name());
    }
}
