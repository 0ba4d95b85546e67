package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.DensityCode;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.discrete.Categorical;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.law.EventProbability;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Moments;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;
import ppl.tests.aeppl.FamilyTable.Row;
import ppl.tests.aeppl.FamilyTable.VectorRow;

/** Families with vectors: as parameters (categorical) or as draws (multivariate normal). */
class VectorFamiliesTest {

    /** Distributions of numbers whose last parameter is a vector; how the numbers of a row are shared among the parameters. */
    private static final Map<String, Function<double[], List<Var>>> OF_VECTORS = Map.of(
            "categorical", p -> List.of(Var.constant(p)),
            "categoricalLogit", p -> List.of(Var.constant(p)),
            "orderedLogistic",
                    p -> List.of(Var.constant(p[0]), Var.constant(Arrays.copyOfRange(p, 1, p.length))));

    /** Their names. */
    static final Set<String> CATEGORIES = OF_VECTORS.keySet();

    /** The normal laws of vectors; how the matrix that each takes follows from the covariance matrix. */
    static final Map<String, UnaryOperator<Var>> NORMAL = Map.of(
            "mvNormal", cov -> cov,
            "mvNormalCholesky", Functions::cholesky,
            "mvNormalPrecision", VectorFamiliesTest::inverse);

    private static final Var MEAN = Var.constant(1.0, -2);
    private static final Var MATRIX = Var.constant(Tensor.of(new double[][] {{2, 0}, {0, 0.5}}));

    /** Each distribution of vectors with parameters that it takes. */
    static final Map<String, List<Var>> EXAMPLES = Map.of(
            "mvNormal", List.of(MEAN, MATRIX),
            "mvNormalCholesky", List.of(MEAN, MATRIX),
            "mvNormalPrecision", List.of(MEAN, MATRIX),
            "mvStudentT", List.of(Var.constant(4.0), MEAN, MATRIX),
            "mvStudentTCholesky", List.of(Var.constant(4.0), MEAN, MATRIX),
            "mvStudentTPrecision", List.of(Var.constant(4.0), MEAN, MATRIX),
            "dirichlet", List.of(Var.constant(0.5, 2, 3)),
            "multinomial", List.of(Var.constant(10L), Var.constant(0.2, 0.3, 0.5)),
            "multinomialLogit", List.of(Var.constant(10L), Var.constant(1, -2.5, 0.25)),
            "dirichletMultinomial", List.of(Var.constant(10L), Var.constant(0.5, 2, 3)));

    static Set<String> categories() {
        return CATEGORIES;
    }

    @ParameterizedTest
    @MethodSource("categories")
    void masses_and_tails_of_categories_agree_with_60_digits(String name) {
        for (List<Row> rows : FamilyTable.rows(name).values()) {
            Law law = Factory.named(name)
                    .of(Objects.requireNonNull(OF_VECTORS.get(name))
                            .apply(rows.getFirst().parameters()))
                    .law(Shape.of(rows.size()));
            Var x = Var.constant(rows.stream().mapToDouble(Row::x).toArray());
            EventProbability events = law.events().orElseThrow(DensityCode.NO_EVENT_PROBABILITY, "tails");
            double[] logp = law.logDensity(Value.of(x)).elementwise().eval().toDoubles();
            double[] logcdf = events.logcdf(x).eval().toDoubles();
            double[] logsf = events.logsf(x).eval().toDoubles();
            for (int i = 0; i < rows.size(); i++) {
                close(rows.get(i).logp(), logp[i], "logp of " + rows.get(i));
                close(rows.get(i).logcdf(), logcdf[i], "logcdf of " + rows.get(i));
                close(rows.get(i).logsf(), logsf[i], "logsf of " + rows.get(i));
            }
        }
    }

    private static void close(double expected, double actual, String what) {
        double tolerance = 1e-13 * Math.max(1, Math.abs(expected));
        boolean close = expected == actual || (Double.isFinite(expected) && Math.abs(expected - actual) <= tolerance);
        assertTrue(close, () -> what + ": " + actual + " instead of " + expected);
    }

    @Test
    void batches_of_categories_pick_from_their_own_row() {
        Var logits = Var.constant(Tensor.of(new double[][] {{0, 1, 2}, {3, 0, -1}}));
        Law law = Categorical.logit(logits).law();
        Var k = Var.constant(Tensor.of(new long[] {2, 0}));
        double[] got = law.logDensity(Value.of(k)).elementwise().eval().toDoubles();
        close(2 - Math.log(1 + Math.E + Math.exp(2)), got[0], "row 0");
        close(3 - Math.log(Math.exp(3) + 1 + Math.exp(-1)), got[1], "row 1");
    }

    static Set<String> normals() {
        return NORMAL.keySet();
    }

    private static Distribution distribution(String name, Var mean, Var cov) {
        return Factory.named(name)
                .of(List.of(mean, Objects.requireNonNull(NORMAL.get(name)).apply(cov)));
    }

    private static Var inverse(Var cov) {
        int d = cov.shape().size(0);
        double[][] one = new double[d][d];
        for (int i = 0; i < d; i++) {
            one[i][i] = 1;
        }
        Var l = Functions.cholesky(cov);
        Var half = Functions.triangularSolve(l, Var.constant(Tensor.of(one)), false);
        return Functions.matmul(half.transpose(), half);
    }

    @ParameterizedTest
    @MethodSource("normals")
    void log_densities_of_vectors_agree_with_60_digits(String name) {
        for (VectorRow row : FamilyTable.vectorRows(name)) {
            int d = row.mean().length;
            Var matrix = Var.constant(Tensor.of(row.matrix(), d, d));
            Law law = Factory.named(name)
                    .of(List.of(Var.constant(row.mean()), matrix))
                    .law();
            double got = law.logDensity(Value.of(Var.constant(row.x())))
                    .total()
                    .eval()
                    .item();
            // the condition of the matrix (2000 for the third one) multiplies rounding errors
            assertEquals(row.logp(), got, 2e-12 * Math.max(1, Math.abs(row.logp())));
        }
    }

    @ParameterizedTest
    @MethodSource("normals")
    void gradients_of_vectors_agree_with_differences(String name) {
        Var mean = Var.input("mu", 2);
        Var cov = Var.input("cov", 2, 2);
        Var x = Var.input("x", 3, 2);
        Var symmetric = cov.plus(cov.transpose()).times(0.5);
        Law law = distribution(name, mean, symmetric).law(Shape.of(3));
        Var logp = law.logDensity(Value.of(x)).elementwise();
        List<Tensor> at = List.of(
                Tensor.of(new double[] {0.3, -1}),
                Tensor.of(new double[][] {{1.5, 0.4}, {0.4, 0.8}}),
                Tensor.of(new double[][] {{0, 0}, {1, -2}, {0.5, 0.25}}));
        CheckGradient check = CheckGradient.of(logp, List.of(mean, cov, x), at, CompileOptions.defaults());
        assertTrue(check.error() < 1e-8, check::worst);
    }

    @ParameterizedTest
    @MethodSource("normals")
    void draws_of_vectors_have_the_moments_of_the_law(String name) {
        int n = 40_000;
        Var mean = Var.constant(1.0, -2);
        Var cov = Var.constant(Tensor.of(new double[][] {{2, -0.6}, {-0.6, 0.5}}));
        double[] x = distribution(name, mean, cov)
                .law(Shape.of(n))
                .draw(KeyVar.of(RandomKey.of(7)))
                .eval()
                .toDoubles();
        double m0 = 0;
        double m1 = 0;
        double c01 = 0;
        double c00 = 0;
        for (int i = 0; i < n; i++) {
            m0 += (x[2 * i] - 1) / n;
            m1 += (x[2 * i + 1] + 2) / n;
            c00 += (x[2 * i] - 1) * (x[2 * i] - 1) / n;
            c01 += (x[2 * i] - 1) * (x[2 * i + 1] + 2) / n;
        }
        // five standard errors: a false alarm in 4e5 runs for each of four sums
        assertEquals(0, m0, 5 * Math.sqrt(2.0 / n));
        assertEquals(0, m1, 5 * Math.sqrt(0.5 / n));
        assertEquals(2, c00, 5 * Math.sqrt(8.0 / n));
        assertEquals(-0.6, c01, 5 * Math.sqrt((0.36 + 1) / n));
        Moments moments = distribution(name, mean, cov).law().moments().orElseThrow(DensityCode.NO_RULE, "moments");
        double[] variance = moments.variance().eval().toDoubles();
        assertEquals(2, variance[0], 1e-13);
        assertEquals(0.5, variance[1], 1e-13);
    }

    @Test
    void a_matrix_that_is_not_positive_definite_violates_its_check() {
        List<Double> bad = new ArrayList<>();
        var checks = MvNormal.of(Var.constant(0.0, 0), Var.constant(Tensor.of(new double[][] {{1, 2}, {2, 1}})))
                .law()
                .checks();
        checks.forEach(c -> bad.add(c.holds().eval().doubleAt(0)));
        assertEquals(List.of(0.0), bad);
    }
}
