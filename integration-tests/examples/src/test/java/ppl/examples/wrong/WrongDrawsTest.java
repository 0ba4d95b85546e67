package ppl.examples.wrong;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.exponential;
import static ppl.api.Distributions.flat;
import static ppl.api.Distributions.halfFlat;
import static ppl.api.Distributions.mvNormal;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;
import static ppl.api.Distributions.uniform;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.Functions;
import ppl.graph.Given;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.RandomKey;

/** Draws whose parameters turn out to be out of range: an error, never a number. */
class WrongDrawsTest {

    private static final RandomKey KEY = RandomKey.of(1);

    private static void refuses(Var y, String message, Given... givens) {
        Refusal.of(GraphException.class, () -> y.eval(KEY, givens), message);
    }

    @Test
    void a_rate_below_zero() {
        refuses(poisson(normal(-3, 0.1).draw("p")).draw("x", 3), """
                        cannot draw 'x' int64[3] (made at WrongDrawsTest.java:LINE): Poisson needs mu >= 0, but mu is -3.059198414863081, where mu = p; correct it, or take exp or softplus of it""");
    }

    @Test
    void a_probability_above_one() {
        refuses(bernoulli(normal(5, 0.1).draw("p", 20)).draw("x").sum(), """
                        cannot draw 'x' int64[20] (made at WrongDrawsTest.java:LINE): Bernoulli needs p in [0, 1], but p[0] is 4.940801585136919; correct it, or take the sigmoid of it""");
    }

    @Test
    void a_standard_deviation_below_zero_upstream_of_the_result() {
        Var x = normal(0, normal(-5, 0.1).draw("s")).draw("x");
        refuses(normal(x, 1).draw("y").exp(), """
                        cannot draw 'x' float64 (made at WrongDrawsTest.java:LINE): Normal needs sigma > 0, but sigma is -5.014805240916319, where sigma = s; correct it, or take exp or softplus of it""");
    }

    @Test
    void probabilities_that_do_not_sum_to_one() {
        Var p = uniform(0.1, 0.2).draw("p");
        refuses(categorical(Functions.vector(p, p, p)).draw("x", 20), """
                        cannot draw 'x' int64[20] (made at WrongDrawsTest.java:LINE): Categorical needs p >= 0 with sum 1 over the last axis, but p is [0.12769306015332174, 0.12769306015332174, 0.12769306015332174], where p = [p, p, p]; divide by the sum, or give unnormalised log-probabilities to categoricalLogit""");
    }

    @Test
    void a_covariance_that_is_not_positive_definite() {
        Var c = uniform(2, 3).draw("c");
        Var one = Var.constant(1.0);
        Var cov = Functions.stack(List.of(Functions.vector(one, c), Functions.vector(c, one)), 0);
        refuses(mvNormal(Var.constant(0, 0), cov).draw("x"), """
                        cannot draw 'x' float64[2] (made at WrongDrawsTest.java:LINE): MvNormal needs cov to be positive definite, but cov is [1.0, 2.30279993584969, 2.30279993584969, 1.0], where cov = concat(concat(1.0, c), concat(c, 1.0)); correct it, or add a small positive number to its diagonal""");
    }

    @Test
    void ends_in_the_wrong_order() {
        Var top = normal(-1, 0.1).draw("top", 20);
        refuses(uniform(Var.constant(0.0), top).draw("x"), """
                        cannot draw 'x' float64[20] (made at WrongDrawsTest.java:LINE): Uniform needs upper > lower, but upper[0] is -1.1152033430715171 and lower[0] is 0.0, where upper = top; correct the ends, or exchange them""");
    }

    @Test
    void one_bad_element_of_a_given_value() {
        Var s = Var.input("s", 20);
        double[] given = new double[20];
        Arrays.setAll(given, i -> i == 13 ? 0 : 1);
        refuses(normal(0, 1).draw("z", 20).plus(normal(Var.constant(0.0), s).draw("x")), """
                        cannot draw 'x' float64[20] (made at WrongDrawsTest.java:LINE): Normal needs sigma > 0, but sigma[13] is 0.0, where sigma = s; correct it, or take exp or softplus of it""", s.with(Tensor.of(given)));
    }

    @Test
    void a_rate_that_a_length_depends_on() {
        Var n = poisson(normal(-3, 0.1).draw("rate")).draw("n");
        refuses(normal(0, 1).draw("x", Shape.of(List.of(Extent.of(n.minus(5))))).sum(), """
                        cannot draw 'n' int64 (made at WrongDrawsTest.java:LINE): Poisson needs mu >= 0, but mu is -2.955934945799091, where mu = rate; correct it, or take exp or softplus of it""");
    }

    @Test
    void improper_laws() {
        refuses(flat().draw("x", 3).plus(1), """
                        cannot draw 'x' float64[3] (made at WrongDrawsTest.java:LINE): Flat is improper and has no draws; take a law that has, such as normal(0, 10), or give it a value""");
        refuses(normal(0, halfFlat().draw("s")).draw("x"), """
                        cannot draw 's' float64 (made at WrongDrawsTest.java:LINE): HalfFlat is improper and has no draws; take a law that has, such as halfNormal(10), or give it a value""");
        Var s = halfFlat().draw("s");
        assertEquals(10.0, s.times(5).eval(KEY, s.with(Tensor.scalar(2.0))).item());
    }

    @Test
    void parameters_in_range_are_drawn_from_as_before() {
        Var s = uniform(1, 2).draw("s", 20);
        Var x = normal(Var.constant(0.0), s).draw("x");
        assertEquals(20, x.eval(KEY).length());
        assertEquals(x.eval(KEY), x.eval(KEY));
    }

    @Test
    void a_length_that_is_no_whole_number_is_not_cut_off() {
        Refusal.of(
                GraphException.class,
                () -> normal(0, 1).draw("x", exponential(1).draw("n")),
                "the lengths of 'x' must be integer scalars, but n is float64: give an integer, or turn it into one with floor(…).cast(DType.I64)");
        Refusal.of(
                GraphException.class,
                () -> normal(0, 1).draw("x", poisson(3).draw("n", 2)),
                "the lengths of 'x' must be integer scalars, but n is int64[2]: give an integer, or turn it into one with floor(…).cast(DType.I64)");
    }
}
