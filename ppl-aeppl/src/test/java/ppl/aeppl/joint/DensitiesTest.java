package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Poisson;
import ppl.aeppl.family.multivariate.Dirichlet;
import ppl.aeppl.family.multivariate.GaussianRandomWalk;
import ppl.graph.Functions;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

final class DensitiesTest {

    private static final Var X = Normal.of(c(1), c(2)).draw("x");

    private static DensityCode code(Runnable call) {
        return assertThrows(LogDensityException.class, call::run).code();
    }

    @Test
    void an_expression_has_a_density_and_probabilities_without_a_model() {
        Var clipped = Functions.maximum(X, 0);
        assertEquals(
                Math.log(0.30853753872598689637),
                Densities.logp(clipped, 0).eval().item(),
                1e-14);
        assertEquals(Math.log(0.5), Densities.logcdf(clipped, 1).eval().item(), 1e-14);
        assertEquals(
                Double.NEGATIVE_INFINITY, Densities.logcdf(clipped, -1).eval().item());
        // log P(z > 20)
        assertEquals(-203.91715537109726, Densities.logsf(clipped, 41).eval().item(), 1e-10);
        assertEquals(1, Densities.quantile(clipped, 0.5).eval().item(), 1e-14);
    }

    @Test
    void a_number_stands_for_every_element() {
        Var x = Normal.of(Var.constant(0.0, 1), c(1)).draw("x");
        double[] found = Densities.logp(x, 1).eval().toDoubles();
        assertEquals(found[1] - 0.5, found[0], 1e-15);
    }

    @Test
    void a_number_that_no_count_is_has_density_zero_or_is_refused() {
        Var k = Poisson.of(c(2.0)).draw("k");
        assertEquals(Math.log(2) - 2, Densities.logp(k, 1).eval().item(), 1e-15);
        assertEquals(Double.NEGATIVE_INFINITY, Densities.logp(k, 1.5).eval().item());
    }

    @Test
    void a_distribution_has_them_given_its_parameters_and_broadcasts_with_the_value() {
        Var sigma = Var.input("sigma");
        Var values = Var.constant(1.0, 5);
        Var logp = Densities.logp(Normal.of(c(1), sigma), values);
        Var draw = Normal.of(c(1), sigma).draw("x", 2);
        assertSameValues(Densities.logp(draw, values), logp, sigma);
        assertSameValues(Densities.logcdf(draw, values), Densities.logcdf(Normal.of(c(1), sigma), values), sigma);
        assertSameValues(Densities.logsf(draw, values), Densities.logsf(Normal.of(c(1), sigma), values), sigma);
        assertEquals(
                Shape.of(3),
                Densities.logsf(Normal.of(Var.constant(1.0, 2, 3), c(1)), 4).shape());
        Var points = Var.constant(Tensor.of(new double[][] {{0.2, 0.8}, {0.5, 0.5}, {0.1, 0.9}}));
        Var each = Densities.logp(Dirichlet.of(2, 2), points);
        assertEquals(Shape.of(3), each.shape());
        assertEquals(Math.log(6 * 0.2 * 0.8), each.get(0).eval().item(), 1e-14);
        GraphException e = assertThrows(
                GraphException.class, () -> Densities.logp(Normal.of(Var.constant(1.0, 2, 3), c(1)), values));
        assertEquals(GraphCode.SHAPE, e.code());
    }

    private static void assertSameValues(Var expected, Var found, Var sigma) {
        assertArrayEquals(
                expected.eval(sigma.with(Tensor.scalar(3.0))).toDoubles(),
                found.eval(sigma.with(Tensor.scalar(3.0))).toDoubles());
    }

    @Test
    void values_that_do_not_fit_are_refused() {
        assertEquals(DensityCode.VALUE_TYPE, code(() -> Densities.logp(X, Var.constant(1.0, 2))));
        assertEquals(DensityCode.OVERDETERMINED, code(() -> Densities.logp(Var.constant(1.0), 1)));
        assertEquals(DensityCode.VALUE_TYPE, code(() -> Densities.logp(X.gt(0), 1)));
    }

    /** A number for a vector would be repeated along it. */
    @Test
    void a_value_of_a_distribution_of_vectors_has_their_axes() {
        Distribution walk = GaussianRandomWalk.of(0, 1, Normal.of(c(0), c(1)), 3);
        assertEquals(DensityCode.VALUE_TYPE, code(() -> Densities.logp(walk, 0.5)));
        assertEquals(DensityCode.VALUE_TYPE, code(() -> Densities.logp(walk, Var.constant(new double[] {0.5}))));
        assertEquals(DensityCode.VALUE_TYPE, code(() -> Densities.logp(walk, Var.constant(0.5, 1))));
        Tensor rows = Tensor.of(new double[][] {{0, 0, 0}, {1, 1, 1}});
        assertArrayEquals(
                new double[] {-1.5 * Math.log(2 * Math.PI), -1.5 * Math.log(2 * Math.PI) - 0.5},
                Densities.logp(walk, Var.constant(rows)).eval().toDoubles(),
                1e-14);
    }

    @Test
    void a_parameter_out_of_range_has_no_density() {
        Var sigma = Var.input("sigma");
        Var logp = Densities.logp(Normal.of(c(0), sigma).draw("x"), 1);
        assertEquals(
                Double.NEGATIVE_INFINITY,
                logp.eval(sigma.with(Tensor.scalar(-1.0))).item());
        assertTrue(Double.isFinite(logp.eval(sigma.with(Tensor.scalar(1.0))).item()));
    }

    @Test
    void the_derivation_names_each_rule_and_what_it_said() {
        String text = Densities.explainDerivation(Functions.maximum(X.exp(), 1));
        List<String> lines = text.lines().map(String::strip).toList();
        assertTrue(lines.get(0).startsWith("max(exp(x), 1.0)   float64"), text);
        assertTrue(text.contains("| clip: max("), text);
        assertTrue(text.contains("| pushforward.monotone: exp of Normal(mu=1.0, sigma=2.0), support (0.0, inf)"), text);
        assertTrue(
                text.contains("    x   float64\n    | family: Normal(mu=1.0, sigma=2.0), support (-inf, inf)"), text);
    }

    @Test
    void a_derivation_that_fails_says_where() {
        String text = Densities.explainDerivation(
                X.times(Normal.of(c(0), c(1)).draw("y")).exp());
        assertTrue(text.contains("no law, since an operand has none"), text);
        assertTrue(text.contains("refused, NO_RULE: both operands are random"), text);
    }
}
