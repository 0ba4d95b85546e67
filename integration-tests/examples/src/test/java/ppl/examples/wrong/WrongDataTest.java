package ppl.examples.wrong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.binomial;
import static ppl.api.Distributions.halfNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.uniform;
import static ppl.examples.wrong.Refusal.quiet;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ppl.aeppl.LogDensityException;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.ModelException;
import ppl.api.sample.SamplingException;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** One wrong value among many: messages name the user's data and the element. */
class WrongDataTest {

    private static final int ROWS = 919;

    @Test
    void a_bad_element_of_long_data_is_named_by_data_and_index() {
        Refusal.of(
                LogDensityException.class,
                () -> Model.build(m -> {
                    Dim row = m.dim("row", ROWS);
                    Var sd = m.data("sd", with(ones(), 500, -1), row);
                    m.observe("y", normal(m.sample("mu", normal(0, 1)), sd), new double[ROWS], row);
                }),
                """
                        [PARAMETER]: Normal needs sigma > 0, but sigma[500] is -1.0, where sigma = sd; correct it, or take exp or softplus of it""");
    }

    @Test
    void a_bad_element_of_transformed_data_is_named_by_the_expression() {
        Refusal.of(
                LogDensityException.class,
                () -> Model.build(m -> {
                    Dim row = m.dim("row", ROWS);
                    Var x = m.data("x", with(ones(), 500, -3), row);
                    m.observe("y", normal(0, x.times(2).plus(1)), new double[ROWS], row);
                }),
                """
                        [PARAMETER]: Normal needs sigma > 0, but sigma[500] is -5.0, where sigma = x * 2.0 + 1.0; correct it, or take exp or softplus of it""");
    }

    @Test
    void ends_in_the_wrong_order_are_both_named() {
        Refusal.of(
                LogDensityException.class,
                () -> Model.build(m -> {
                    Dim row = m.dim("row", 20);
                    Var least = m.data("least", with(new double[20], 7, 3), row);
                    Var most = m.data("most", IntStream.rangeClosed(1, 20).toArray(), row);
                    m.sample("u", uniform(least, most.minus(6).abs()), row);
                }),
                """
                        [PARAMETER]: Uniform needs upper > lower, but upper[5] is 0.0 and lower[5] is 0.0, where upper = abs(most - 6) and lower = least; correct the ends, or exchange them""");
    }

    @Test
    void rows_of_a_matrix_that_differ_in_length_are_named() {
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> {
                    double[][] rows = new double[20][3];
                    rows[7] = new double[2];
                    m.data("x", rows);
                }),
                "data 'x' is not a matrix: row 7 has 2 values, row 0 has 3; give all rows the same length");
        Refusal.of(
                ModelException.class,
                () -> Model.build(m -> m.observe("y", normal(0, 1), new double[][] {{1, 2}, {3}})),
                "the value of 'y' is not a matrix: row 1 has 1 values, row 0 has 2; give all rows the same length");
    }

    @Test
    void indices_that_are_floats_are_named() {
        Refusal.of(
                GraphException.class,
                () -> Model.build(m -> {
                    Dim row = m.dim("row", 20);
                    Var county = m.data("county", new double[20], row);
                    normal(0, 1).draw("a", 3).get(county);
                }),
                """
                        gather needs indices of an integer type, but got 'county' float64[20] (made at WrongDataTest.java:LINE); give them as int[] or long[], or convert them with cast(DType.I64)""");
    }

    @Test
    void an_index_out_of_range_names_the_index_data() {
        Refusal.of(
                GraphException.class,
                () -> Model.build(m -> {
                    Dim row = m.dim("row", 20);
                    Var county = m.data("county", IntStream.rangeClosed(1, 20).toArray(), row);
                    normal(0, 1).draw("a", 20).get(county);
                }),
                """
                        index 20 (element 19 of 'county' int64[20] (made at WrongDataTest.java:LINE)) is out of range for 'a' float64[20] (made at WrongDataTest.java:LINE): indices count from 0, and the axis has 20 elements, so the last is 19""");
    }

    @Test
    void data_of_different_lengths_are_both_named() {
        Refusal.of(
                GraphException.class,
                () -> Model.build(m -> {
                    Var x = m.data("x", new double[20]);
                    Var z = m.data("z", new double[19]);
                    x.plus(z);
                }),
                """
                        add got operands whose shapes do not broadcast: 'x' float64[20] (made at WrongDataTest.java:LINE) and 'z' float64[19] (made at WrongDataTest.java:LINE); align their axes with reshape or transpose""");
    }

    @Test
    void data_of_equal_values_keep_their_own_names() {
        Refusal.of(
                GraphException.class,
                () -> Model.build(m -> {
                    Var height = m.data("height", new double[20]);
                    Var weight = m.data("weight", new double[20]);
                    Var age = m.data("age", new double[19]);
                    assertEquals("weight", weight.label());
                    height.plus(age);
                }),
                """
                        add got operands whose shapes do not broadcast: 'height' float64[20] (made at WrongDataTest.java:LINE) and 'age' float64[19] (made at WrongDataTest.java:LINE); align their axes with reshape or transpose""");
    }

    @Test
    void a_product_of_a_matrix_and_a_vector_that_do_not_fit() {
        Refusal.of(
                GraphException.class,
                () -> Model.build(m -> {
                    Var x = m.data("X", Tensor.of(new double[60], 20, 3));
                    x.dot(m.sample("beta", normal(Var.constant(0, 0, 0, 0), 1)));
                }),
                """
                        dot needs as many columns on the left as rows on the right, but got 'X' float64[20, 3] (made at WrongDataTest.java:LINE) and 'beta' float64[4] (made at WrongDataTest.java:LINE): 3 against 4; transpose one of them, or correct its length""");
    }

    @Test
    void a_model_is_printed_with_the_names_of_its_data() {
        Model model = Model.build(m -> {
            Dim row = m.dim("row", 20);
            Dim county = m.dim("county", 3);
            Var x = m.data("x", ones(20), row);
            Var which = m.data("which", new int[20], row);
            Var a = m.sample("a", normal(0, 1), county);
            Var b = m.sample("b", normal(0, 1));
            Var sd = m.sample("sd", halfNormal(1));
            Var mu = m.deterministic("mu", a.get(which).plus(b.times(x.minus(1))), row);
            m.observe("y", normal(mu, sd), new double[20], row);
            m.observe("z", normal(a.get(which).minus(mu.minus(b)), sd), new double[20], row);
            m.potential("tight", sd.div(b.times(2)).unaryMinus());
        });
        assertEquals("""
                a[county] ~ Normal(0.0, 1.0)
                b ~ Normal(0.0, 1.0)
                sd ~ HalfNormal(1.0)
                y[row] ~ Normal(mu, sd) (observed)
                z[row] ~ Normal(a[which] - (mu - b), sd) (observed)
                mu[row] = a[which] + b * (x - 1.0)
                tight += -(sd / (b * 2.0))
                """, model.toString());
    }

    @Test
    void a_count_beyond_data_is_shown_with_the_bound_at_its_element() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", 20);
                                    int[] trials = new int[20];
                                    Arrays.setAll(trials, i -> i == 7 ? 5 : 10);
                                    Var n = m.data("n", trials, row);
                                    int[] successes = new int[20];
                                    Arrays.fill(successes, 6);
                                    m.observe("y", binomial(n, m.sample("p", uniform(0, 1))), successes, row);
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 1 of 1 try).
                          factor              logp  why
                          y (observed)   -Infinity  y[7] = 6 is outside the support of Binomial ({0, ..., n[7] = 5})
                          p                   0.00
                          p (Jacobian)       -1.39
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void a_bound_that_is_computed_is_shown_as_an_expression() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", 20);
                                    Var x = m.data("x", with(ones(20), 12, 0.25), row);
                                    Var top = m.sample("top", uniform(1, 3));
                                    m.observe("y", uniform(0, x.times(top)), ones(20), row);
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 1 of 1 try).
                          factor                logp  why
                          y (observed)     -Infinity  y[12] = 1.0 is outside the support of Uniform ([0.0, (x * top)[12] = 0.5])
                          top                  -0.69
                          top (Jacobian)       -0.69
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void a_covariate_that_is_nan_is_named_by_its_element() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", ROWS);
                                    Var x = m.data("x", with(ones(), 500, Double.NaN), row);
                                    Var b = m.sample("b", normal(0, 1));
                                    m.observe("y", normal(b.times(x).plus(1), 1), new double[ROWS], row);
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is NaN at the initial point (chain 0, 1 of 1 try).
                          factor              logp  why
                          y (observed)         NaN  y[500] = 0.0 has logp NaN under Normal(mu=NaN, sigma=1.0), since x[500] = NaN
                          b                  -0.92
                        Change the data x; or give start values with start(...).""");
    }

    @Test
    void an_infinite_entry_of_a_design_matrix_is_named_by_row_and_column() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", 20);
                                    double[] cells = with(ones(60), 3 * 12 + 1, Double.POSITIVE_INFINITY);
                                    Var x = m.data("X", Tensor.of(cells, 20, 3));
                                    Var beta = m.sample("beta", normal(Var.constant(1, 1, 1), 1));
                                    m.observe("y", normal(x.dot(beta), 1), new double[20], row);
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 1 of 1 try).
                          factor              logp  why
                          y (observed)   -Infinity  y[12] = 0.0 has logp -Infinity under Normal(mu=Infinity, sigma=1.0), since X[12, 1] = Infinity
                          beta               -2.76
                        Change the data X; or give start values with start(...).""");
    }

    @Test
    void data_picked_by_an_index_are_named_where_they_are_nan() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", 20);
                                    double[] levels = with(ones(40), 3, Double.NaN);
                                    Var u = m.data("u", with(levels, 25, Double.NaN));
                                    Var which = m.data(
                                            "which", IntStream.range(20, 40).toArray(), row);
                                    Var b = m.sample("b", normal(0, 1));
                                    m.observe("y", normal(u.get(which).times(b), 1), new double[20], row);
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is NaN at the initial point (chain 0, 1 of 1 try).
                          factor              logp  why
                          y (observed)         NaN  y[5] = 0.0 has logp NaN under Normal(mu=NaN, sigma=1.0), since u[25] = NaN
                          b                  -0.92
                        Change the data u; or give start values with start(...).""");
    }

    @Test
    void a_scale_that_nan_data_spoil_names_the_data() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", 20);
                                    Var x = m.data("x", with(ones(20), 12, Double.NaN), row);
                                    Var s = m.sample("s", halfNormal(1));
                                    m.observe("y", normal(0, s.times(x)), new double[20], row);
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 1 of 1 try).
                          factor              logp  why
                          y (observed)         NaN  Normal needs sigma > 0, but sigma[12] is NaN, where sigma = s * x, since x[12] = NaN
                          s                  -0.54
                          s (Jacobian)       -0.23
                        Change the data x; or give start values with start(...).""");
    }

    @Test
    void a_value_that_the_law_of_an_exponential_cannot_take() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", 20);
                                    Var mu = m.sample("mu", normal(0, 1));
                                    Var size =
                                            normal(mu, 1).draw("log_size", 20).exp();
                                    m.observe("y", size, with(ones(20), 3, -1), row);
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 1 of 1 try).
                          factor              logp  why
                          y (observed)   -Infinity  y[3] = -1.0 is outside the support of exp of Normal(mu=mu, sigma=1.0) ((0.0, inf))
                          mu                 -0.92
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void a_value_beyond_the_bound_of_a_clipped_variable() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", 20);
                                    Var mu = m.sample("mu", normal(0, 1));
                                    Var most = m.data("most", with(ones(20), 3, 2), row);
                                    Var censored =
                                            Functions.minimum(normal(mu, 1).draw("size", 20), most);
                                    m.observe("y", censored, with(ones(20), 3, 2.5), row);
                                })
                                .infer()
                                .jitter(0))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 1 of 1 try).
                          factor              logp  why
                          y (observed)   -Infinity  y[3] = 2.5 is outside the support of min(Normal(mu=mu, sigma=1.0), most) ((-inf, most[3] = 2.0])
                          mu                 -0.92
                        Change the data or the distribution of y; or give start values with start(...).""");
    }

    @Test
    void a_variable_that_starts_at_infinity_is_named_once_and_alone() {
        Refusal.of(
                SamplingException.class,
                () -> quiet(Model.build(m -> {
                                    Dim row = m.dim("row", 20);
                                    Var u = m.sample("u", halfNormal(1));
                                    m.observe("y", normal(u, 1), new double[20], row);
                                })
                                .infer()
                                .start("u", 1e308)
                                .jitter(9))
                        .run(),
                """
                        Cannot start sampling: logp is -Infinity at the initial point (chain 0, 100 of 100 jittered tries).
                          factor              logp  why
                          u              -Infinity  u = Infinity has logp -Infinity under HalfNormal(sigma=1.0)
                          y (observed)   -Infinity  y[0] = 0.0 has logp -Infinity under Normal(mu=Infinity, sigma=1.0), since u = Infinity
                          u (Jacobian)      715.63
                        Change the distribution of u; or give start values with start(...).""");
    }

    private static double[] ones() {
        return ones(ROWS);
    }

    private static double[] ones(int n) {
        double[] x = new double[n];
        Arrays.fill(x, 1);
        return x;
    }

    private static double[] with(double[] x, int element, double value) {
        double[] y = x.clone();
        y[element] = value;
        return y;
    }
}
