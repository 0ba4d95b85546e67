package ppl.tests.aeppl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ppl.aeppl.family.Distribution;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.family.multivariate.MvStudentT;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.check.CheckGradient;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** Gaussian processes: densities of vectors whose matrix is a function of few parameters. */
class GaussianProcessTest {

    private static final Map<String, BinaryOperator<Var>> LAWS = Map.of(
            "normal", (mu, k) -> logp(MvNormal.of(mu, k)),
            "normal by its precision", (mu, k) -> logp(MvNormal.precision(mu, k)),
            "student t", (mu, k) -> logp(MvStudentT.of(3.5, mu, k)),
            "normal by its factor", (mu, k) -> logp(MvNormal.cholesky(mu, Functions.cholesky(k))));

    private static final int N = 25;

    private static Var logp(Distribution d) {
        Var y = Var.constant(series(N, 3, 5));
        return d.law(Shape.of(3)).logDensity(Value.of(y)).total();
    }

    private static Tensor series(int n, int rows, long seed) {
        Random random = new Random(seed);
        double[] y = new double[rows * n];
        for (int i = 0; i < y.length; i++) {
            y[i] = Math.sin(0.7 * (i % n)) + 0.3 * random.nextGaussian();
        }
        return Tensor.of(y, rows, n);
    }

    /** An exponentiated quadratic kernel over places 1 apart, with noise; parameters: length, amplitude, noise. */
    private static Var kernel(Var p, int n) {
        double[] squares = new double[n * n];
        double[] unit = new double[n * n];
        for (int i = 0; i < n; i++) {
            unit[i * (n + 1)] = 1;
            for (int j = 0; j < n; j++) {
                squares[i * n + j] = (double) (i - j) * (i - j);
            }
        }
        Var smooth = Var.constant(Tensor.of(squares, n, n))
                .div(p.get(Index.at(0)).square().times(-2))
                .exp()
                .times(p.get(Index.at(1)).square());
        return smooth.plus(
                Var.constant(Tensor.of(unit, n, n)).times(p.get(Index.at(2)).square()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "normal by its precision", "student t", "normal by its factor"})
    void gradients_and_their_gradients_agree_with_differences(String name) {
        Var p = Var.input("p", 3);
        Var mu = Var.input("mu", N);
        Var density = LAWS.get(name).apply(mu, kernel(p, N));
        List<Tensor> at = List.of(Tensor.of(new double[] {1.3, 0.9, 0.6}), Tensor.of(new double[N]));
        CheckGradient first = CheckGradient.of(density.times(0.01), List.of(p, mu), at, CompileOptions.defaults());
        assertTrue(first.error() < 1e-8, first::worst);
        Var slopes = Gradient.of(density, p).times(0.01);
        CheckGradient second = CheckGradient.of(slopes, List.of(p, mu), at, CompileOptions.defaults());
        assertTrue(second.error() < 1e-7, second::worst);
    }

    /** Of the same numbers the derivative through the factor is another computation. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 60})
    void the_gradient_by_a_covariance_is_that_through_its_factor(int n) {
        Var p = Var.input("p", 3);
        Var mu = Var.constant(new double[n]);
        Var y = Var.constant(series(n, 1, 8));
        Tensor at = Tensor.of(new double[] {1.3, 0.9, 0.6});
        List<Var> slopes = List.of(
                        MvNormal.of(mu, kernel(p, n)), MvNormal.cholesky(mu, Functions.cholesky(kernel(p, n))))
                .stream()
                .map(d -> Gradient.of(
                        d.law(Shape.of(1)).logDensity(Value.of(y)).total(), p))
                .toList();
        try (var compiled = new Graph(List.of(p), slopes).compile(CompileOptions.defaults())) {
            List<Tensor> found = compiled.call(List.of(at));
            assertArrayEquals(found.get(0).toDoubles(), found.get(1).toDoubles(), 1e-11 * n);
        }
    }
}
