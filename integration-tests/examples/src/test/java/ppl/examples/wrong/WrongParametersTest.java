package ppl.examples.wrong;

import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.uniform;

import org.junit.jupiter.api.Test;
import ppl.aeppl.LogDensityException;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Distributions whose parameters are wrong whatever happens, and indices and shapes that do not fit. */
class WrongParametersTest {

    @Test
    void a_standard_deviation_must_be_above_zero() {
        Refusal.of(LogDensityException.class, () -> normal(0, -1), """
                        [PARAMETER]: Normal needs sigma > 0, but sigma is -1.0; correct it, or take exp or softplus of it""");
    }

    @Test
    void a_bad_parameter_among_several_is_shown() {
        Refusal.of(LogDensityException.class, () -> normal(Var.constant(0.0), Var.constant(1, 0, 2)), """
                        [PARAMETER]: Normal needs sigma > 0, but sigma[1] is 0.0; correct it, or take exp or softplus of it""");
    }

    @Test
    void a_parameter_cannot_be_nan() {
        Refusal.of(LogDensityException.class, () -> halfNormal(Double.NaN), """
                        [PARAMETER]: HalfNormal needs sigma > 0, but sigma is NaN; correct it, or take exp or softplus of it""");
    }

    @Test
    void the_ends_of_a_uniform_must_be_in_order() {
        Refusal.of(LogDensityException.class, () -> uniform(2, 1), """
                        [PARAMETER]: Uniform needs upper > lower, but upper is 1.0 and lower is 2.0; correct the ends, or exchange them""");
    }

    @Test
    void a_probability_is_at_most_one() {
        Refusal.of(LogDensityException.class, () -> bernoulli(1.5), """
                        [PARAMETER]: Bernoulli needs p in [0, 1], but p is 1.5; correct it, or take the sigmoid of it""");
    }

    @Test
    void trials_cannot_be_fewer_than_none() {
        Refusal.of(LogDensityException.class, () -> binomial(-1, 0.5), """
                        [PARAMETER]: Binomial needs n to be a whole number >= 0, but n is -1; correct it, or round it""");
    }

    @Test
    void parameters_must_broadcast_to_each_other() {
        Refusal.of(GraphException.class, () -> normal(Var.constant(0, 0, 0), Var.constant(1, 2)), """
                        normal got operands whose shapes do not broadcast: '[0.0, 0.0, 0.0]' float64[3] and '[1.0, 2.0]' float64[2]; align their axes with reshape or transpose""");
    }

    @Test
    void a_covariance_must_be_square() {
        Refusal.of(
                GraphException.class,
                () -> mvNormal(Var.constant(0, 0), Var.constant(Tensor.of(new double[6], 2, 3))),
                """
                        MvNormal needs a mean [.., d] and a matrix [d, d], but got mu '[0.0, 0.0]' float64[2] and cov '[0.0, 0.0, 0.0, 0.0, 0.0, 0.0]' float64[2, 3]; give a square matrix with as many rows as mu has elements along its last axis""");
    }

    @Test
    void a_covariance_must_be_as_long_as_the_mean() {
        Refusal.of(
                GraphException.class,
                () -> mvNormal(Var.constant(0, 0, 0), Var.constant(Tensor.of(new double[] {1, 0, 0, 1}, 2, 2))),
                """
                        MvNormal needs a mean [.., d] and a matrix [d, d], but got mu '[0.0, 0.0, 0.0]' float64[3] and cov '[1.0, 0.0, 0.0, 1.0]' float64[2, 2]; give a square matrix with as many rows as mu has elements along its last axis""");
    }

    @Test
    void a_categorical_needs_a_vector() {
        Refusal.of(GraphException.class, () -> categorical(Var.constant(0.5)), """
                        Categorical needs a vector of probabilities (or several along leading axes), but got '0.5' float64; give the probability of each category: of two, vector(subtract(1, p), p)""");
    }

    @Test
    void a_categorical_needs_a_category() {
        Refusal.of(LogDensityException.class, () -> categorical(), """
                        [PARAMETER]: Categorical needs p >= 0 with sum 1 over the last axis, but p is []; give a probability for each category""");
    }

    @Test
    void an_index_must_be_within_the_axis() {
        Refusal.of(
                GraphException.class,
                () -> {
                    Var county = normal(0, 1).draw("county", 3);
                    county.get(Var.constant(Tensor.of(new int[] {0, 2, 3})));
                },
                """
                        index 3 (element 2 of '[0, 2, 3]' int32[3]) is out of range for 'county' float64[3] (made at WrongParametersTest.java:LINE): indices count from 0, and the axis has 3 elements, so the last is 2""");
    }

    @Test
    void a_negative_index_is_named_as_it_was_written() {
        Refusal.of(
                GraphException.class,
                () -> {
                    Var county = normal(0, 1).draw("county", 3);
                    county.get(Var.constant(Tensor.of(new int[] {0, -4})));
                },
                """
                        index -4 (element 1 of '[0, -4]' int64[2]) is out of range for 'county' float64[3] (made at WrongParametersTest.java:LINE): indices count from 0, and the axis has 3 elements, so the last is 2""");
    }

    @Test
    void an_index_must_be_whole() {
        Refusal.of(
                GraphException.class,
                () -> {
                    Var county = normal(0, 1).draw("county", 3);
                    county.get(Var.constant(0.0, 1.0));
                },
                """
                        gather needs indices of an integer type, but got '[0.0, 1.0]' float64[2]; give them as int[] or long[], or convert them with cast(DType.I64)""");
    }

    @Test
    void a_scalar_has_no_elements_to_index() {
        Refusal.of(GraphException.class, () -> normal(0, 1).draw("mu").get(0), """
                        'mu' float64 (made at WrongParametersTest.java:LINE) has 0 axes, but is indexed by [0]: it is a single number, so use it as it is""");
    }

    @Test
    void operands_must_broadcast() {
        Refusal.of(GraphException.class, () -> normal(0, 1).draw("county", 3).plus(Var.constant(1, 2)), """
                        add got operands whose shapes do not broadcast: 'county' float64[3] (made at WrongParametersTest.java:LINE) and '[1.0, 2.0]' float64[2]; align their axes with reshape or transpose""");
    }
}
