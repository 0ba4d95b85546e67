package ppl.examples.wrong;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static ppl.api.Distributions.flat;
import static ppl.api.Distributions.halfFlat;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.examples.wrong.Refusal.quiet;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.MissingPolicy;
import ppl.api.Model;
import ppl.api.ModelBuilder;
import ppl.api.ModelException;
import ppl.api.sample.SamplingException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Models that cannot be: refused on the line that makes the mistake. */
class WrongModelsTest {

    @Test
    void an_improper_prior_that_nothing_depends_on() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Var mu = m.sample("mu", flat());
                                    Var x = m.sample("x", halfFlat(), m.dim("group", 2));
                                    m.deterministic("twice", x.times(2));
                                    m.observe("y", normal(mu, 1), 2);
                                })
                                .infer())
                        .run(),
                """
                        'x' has the improper prior HalfFlat() and nothing else in the density depends on it, so it has no posterior: observe a variable that depends on it, or give it a proper prior""");
    }

    @Test
    void a_name_used_twice_names_both_uses() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.dim("school", 8);
                    m.sample("school", normal(0, 1));
                }),
                """
                        the name 'school' is used twice: for a dim and for a random variable; give each its own""");
    }

    @Test
    void a_blank_name_is_refused() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.sample(" ", normal(0, 1));
                }),
                """
                        a random variable needs a name that is not blank""");
    }

    @Test
    void a_variable_cannot_be_called_as_an_axis_of_results() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.sample("draw", normal(0, 1));
                }),
                """
                        a random variable cannot be called 'draw': results have an axis of this name""");
    }

    @Test
    void a_dim_cannot_be_called_chain() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.dim("chain", 4);
                }),
                """
                        a dim cannot be called 'chain': results have an axis of this name""");
    }

    @Test
    void a_name_must_be_one_that_files_can_have() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.sample("group/mu", normal(0, 1));
                }),
                """
                        a random variable cannot be called 'group/mu': a name in a file cannot be '.' or contain '/' or the character 0; choose another""");
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.dim("a/b", 2);
                }),
                """
                        a dim cannot be called 'a/b': a name in a file cannot be '.' or contain '/' or the character 0; choose another""");
    }

    @Test
    void a_dim_cannot_be_called_as_an_axis_without_a_name() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.dim("x_dim_0", 2);
                    m.sample("x", normal(Var.constant(0, 0, 0), 1));
                }),
                """
                        the name 'x_dim_0' is used twice: for a dim and for the unnamed axis 0 of 'x'; give each its own""");
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Var x = m.deterministic("x", Var.constant(0, 0, 0));
                    m.sample("x_dim_0", normal(0, 1));
                }),
                """
                        the name 'x_dim_0' is used twice: for the unnamed axis 0 of 'x' and for a random variable; give each its own""");
    }

    @Test
    void two_positions_of_a_dim_cannot_have_one_label() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.dim("o", "a", "b", "a");
                }),
                """
                        dim 'o' has the label 'a' at positions 0 and 2: labels name positions, so make them distinct; or number the positions with m.dim("o", 3)""");
    }

    @Test
    void a_row_cannot_have_a_label_that_its_dim_lacks() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim type = m.dim("type", "A", "B");
                    assertArrayEquals(new int[] {1, 0, 1}, type.positions(List.of("B", "A", "B")));
                    type.positions(List.of("A", "b"));
                }),
                """
                        'b' in row 1 is not a label of dim 'type', which has [A, B]: correct it, or make the dim with all labels that occur""");
    }

    @Test
    @SuppressWarnings("NullAway") // the mistake that is looked for
    void a_label_cannot_be_null() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.dim("o", "a", null);
                }),
                """
                        dim 'o' has no label at position 1, it is null: give each position a label of its own""");
    }

    @Test
    @SuppressWarnings("NullAway") // the mistake that is looked for
    void a_dim_of_a_variable_cannot_be_null() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim o = m.dim("o", 2);
                    m.sample("x", normal(0, 1), o, null);
                }),
                """
                        the dim of axis 1 of 'x' is null: make dims with m.dim(...) before the variables that use them""");
    }

    @Test
    void dims_together_must_be_countable() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim row = m.dim("row", 100_000);
                    Dim column = m.dim("column", 100_001);
                    m.sample("x", normal(0, 1), row, column);
                }),
                """
                        'x' has the dims [row[100000], column[100001]], together 10000100000 elements, more than the 2147483647 that a variable can have: split it into several variables""");
    }

    @Test
    void a_dim_cannot_have_a_negative_size() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.dim("school", -8);
                }),
                """
                        dim 'school' cannot have the negative size -8""");
    }

    @Test
    void a_dim_of_another_model_is_refused() {
        Refusal.of(
                ModelException.class,
                () -> {
                    List<Dim> other = new ArrayList<>();
                    Model.build(m -> other.add(m.dim("school", 8)));
                    Model.build(m -> {
                        m.dim("pupil", 3);
                        m.sample("theta", normal(0, 1), other.getFirst());
                    });
                },
                """
                        'theta' uses the dim school[8], which is not a dim of this model; the model's dims are [pupil[3]]: make it with m.dim(...)""");
    }

    @Test
    void a_dim_cannot_name_three_axes_of_a_variable() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim school = m.dim("school", 8);
                    m.sample("theta", normal(0, 1), school, school, school);
                }),
                """
                        'theta' uses the dim school[8] for more than two of its axes: make another dim for the third with m.dim(...)""");
    }

    @Test
    void nothing_else_can_be_called_as_a_second_axis_is() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim school = m.dim("school", 8);
                    m.sample("school_bis", normal(0, 1));
                    m.sample("theta", normal(0, 1), school, school);
                }),
                """
                        the name 'school_bis' is used twice: for a random variable and for the second axis of 'theta' along the dim 'school'; give each its own""");
    }

    @Test
    void parameters_must_broadcast_to_the_dims() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim school = m.dim("school", 3);
                    m.sample("theta", normal(Var.constant(1, 2), 1), school);
                }),
                """
                        'theta' cannot have the shape [3] of its dims [school[3]]: Normal(mu=[1.0, 2.0], sigma=1.0) has shape [2], which does not broadcast to it; make the parameters fit""");
    }

    @Test
    void every_axis_of_the_parameters_needs_a_dim() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim school = m.dim("school", 3);
                    m.sample("theta", normal(Var.constant(Tensor.of(new double[6], 2, 3)), 1), school);
                }),
                """
                        'theta' cannot have the shape [3] of its dims [school[3]]: Normal(mu=[0.0, 0.0, 0.0, 0.0, 0.0, 0.0], sigma=1.0) has shape [2, 3], which does not broadcast to it; name every axis with a dim""");
    }

    @Test
    void data_must_be_as_long_as_their_dims() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim school = m.dim("school", 3);
                    m.data("error", new double[] {15, 10}, school);
                }),
                """
                        'error' has 2 values, but its dims [school[3]] need 3: give that many, in row-major order, or other dims""");
    }

    @Test
    void data_of_a_shape_must_have_the_shape_of_their_dims() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim school = m.dim("school", 3);
                    Dim pupil = m.dim("pupil", 2);
                    m.data("error", Tensor.of(new double[6], 2, 3), school, pupil);
                }),
                """
                        data 'error' has shape [2, 3], but its dims are [school[3], pupil[2]]: reshape it, or name its axes with other dims""");
    }

    @Test
    void observed_values_must_be_as_many_as_the_dims_say() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim school = m.dim("school", 3);
                    m.observe("effect", normal(0, 1), new double[] {28, 8}, school);
                }),
                """
                        'effect' has 2 values, but its dims [school[3]] need 3: give that many, in row-major order, or other dims""");
    }

    @Test
    void a_scalar_cannot_be_observed_of_a_vector() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Var mu = m.sample("mu", normal(Var.constant(0, 0, 0), 1));
                    m.observe("effect", normal(mu, 1), 28);
                }),
                """
                        'effect' cannot have the shape [] of its value: Normal(mu=mu, sigma=1.0) has shape [3], which does not broadcast to it; give a value for each element""");
    }

    @Test
    void an_expression_needs_a_value_for_each_element() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Var mu = m.sample("mu", normal(Var.constant(0, 0, 0), 1));
                    m.observe("effect", normal(0, 1).draw("noise").plus(mu), new double[] {28, 8});
                }),
                """
                        'effect' has shape [3], but its value has shape [2]: give a value for each element""");
    }

    @Test
    void a_deterministic_quantity_must_have_the_shape_of_its_dims() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Dim school = m.dim("school", 3);
                    m.deterministic("twice", m.sample("mu", normal(0, 1)).times(2), school);
                }),
                """
                        deterministic quantity 'twice' has shape [], but its dims are [school[3]]: reshape it, or name its axes with other dims""");
    }

    @Test
    void an_observed_nan_that_is_refused_is_named_by_its_element() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.missing(MissingPolicy.REFUSE);
                    m.observe("effect", normal(0, 1), new double[] {28, Double.NaN, -3});
                }),
                """
                        observed variable 'effect' has the value NaN at element 1, and missing values are refused here: leave these rows out, or let them be imputed, with missing(MissingPolicy.IMPUTE)""");
    }

    @Test
    void a_count_cannot_be_half() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.observe("deaths", poisson(2), new double[] {1, 2.5});
                }),
                """
                        observed variable 'deaths' counts whole numbers, but its value at element 1 is 2.5: round it, or observe it under a distribution of real numbers""");
    }

    @Test
    void a_count_cannot_be_infinite() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.observe("deaths", poisson(2), Double.POSITIVE_INFINITY);
                }),
                """
                        observed variable 'deaths' counts whole numbers, but its value at element 0 is Infinity: round it, or observe it under a distribution of real numbers""");
    }

    @Test
    void a_condition_is_no_potential() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    Var x = m.sample("x", normal(0, 1));
                    m.potential("positive", x.gt(0));
                }),
                """
                        potential 'positive' must be a float term, but it is bool: cast it, or turn a condition into a term with where(condition, 0, Double.NEGATIVE_INFINITY)""");
    }

    @Test
    void a_count_is_no_potential() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    m.potential("deaths_term", m.sample("deaths", poisson(2)));
                }),
                """
                        potential 'deaths_term' must be a float term, but it is int64: cast it, or turn a condition into a term with where(condition, 0, Double.NEGATIVE_INFINITY)""");
    }

    @Test
    void a_builder_is_of_no_use_after_the_model_is_built() {
        Refusal.of(
                ModelException.class,
                () -> {
                    List<ModelBuilder> kept = new ArrayList<>();
                    Model.build(kept::add);
                    kept.getFirst().sample("late", normal(0, 1));
                },
                """
                        the model is built: the random variable 'late' must be added inside Model.build""");
    }
}
