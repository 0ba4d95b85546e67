package ppl.tests.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;
import ppl.graph.random.RandomKey;

/** Series models written out step by step, against derivatives worked out by hand. */
class UnrolledModelsTest {

    private static final double CLOSE = 1e-12;

    private static void assertClose(double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], CLOSE * Math.max(1, Math.abs(expected[i])), "element " + i);
        }
    }

    /** Log-density of x_t = a + b x_{t-1} + s z_t, seen with noise. */
    private static Var autoregression(Var a, Var b, Var s, Var z, double[] seen) {
        Var x = Var.constant(0.0);
        Var logp = Var.constant(0.0);
        for (int t = 0; t < seen.length; t++) {
            x = a.plus(b.times(x)).plus(s.times(z.get(t)));
            logp = logp.minus(x.minus(seen[t]).square().times(0.5))
                    .minus(z.get(t).square().times(0.5));
        }
        return logp;
    }

    @Test
    void an_autoregression_has_the_gradient_written_by_hand() {
        int n = 200;
        double[] z = UnrolledGradientTest.numbers(n, 1);
        double[] seen = UnrolledGradientTest.numbers(n, 2);
        double a = 0.1;
        double b = 0.8;
        double s = 0.6;
        double[] x = new double[n + 1];
        for (int t = 0; t < n; t++) {
            x[t + 1] = a + b * x[t] + s * z[t];
        }
        double[] byZ = new double[n];
        double[] byOthers = new double[3];
        double back = 0;
        for (int t = n - 1; t >= 0; t--) {
            back = b * back - (x[t + 1] - seen[t]);
            byOthers[0] += back;
            byOthers[1] += back * x[t];
            byOthers[2] += back * z[t];
            byZ[t] = back * s - z[t];
        }
        List<Var> inputs = List.of(Var.input("a"), Var.input("b"), Var.input("s"), Var.input("z", n));
        Var logp = autoregression(inputs.get(0), inputs.get(1), inputs.get(2), inputs.get(3), seen);
        List<Tensor> given = List.of(Tensor.scalar(a), Tensor.scalar(b), Tensor.scalar(s), Tensor.of(z));
        for (String backend : List.of("interp", "vector")) {
            List<Tensor> slopes = new Graph(inputs, Gradient.of(logp, inputs))
                    .compile(CompileOptions.defaults().withBackend(backend))
                    .call(given);
            for (int k = 0; k < 3; k++) {
                assertClose(new double[] {byOthers[k]}, slopes.get(k).toDoubles());
            }
            assertClose(byZ, slopes.get(3).toDoubles());
        }
    }

    @Test
    void a_forward_algorithm_has_the_gradient_of_the_backward_algorithm() {
        int n = 60;
        int k = 4;
        double[] transition = UnrolledGradientTest.numbers(k * k, 3);
        double[] emission = UnrolledGradientTest.numbers(n * k, 4);
        Var p = Var.input("transition", k, k);
        Var e = Var.input("emission", n, k);
        Var alpha = e.get(0);
        for (int t = 1; t < n; t++) {
            alpha = Functions.logsumexp(Functions.expandDims(alpha, 1).plus(p), 0)
                    .plus(e.get(t));
        }
        Var logp = Functions.logsumexp(alpha);
        List<Tensor> slopes = new Graph(List.of(p, e), Gradient.of(logp, List.of(p, e)))
                .eval(RandomKey.of(1), p.with(Tensor.wrap(transition, k, k)), e.with(Tensor.wrap(emission, n, k)));
        ForwardBackward hand = new ForwardBackward(n, k, transition, emission);
        assertClose(hand.byTransition, slopes.get(0).toDoubles());
        assertClose(hand.byEmission, slopes.get(1).toDoubles());
    }

    /** Posterior probabilities of states and of transitions, which are the derivatives, by scaled products. */
    private static final class ForwardBackward {
        final double[] byTransition;
        final double[] byEmission;

        ForwardBackward(int n, int k, double[] transition, double[] emission) {
            double[][] forward = new double[n][k];
            double[][] backward = new double[n][k];
            byTransition = new double[k * k];
            byEmission = new double[n * k];
            for (int t = 0; t < n; t++) {
                for (int j = 0; j < k; j++) {
                    double reached = t == 0 ? 1 : 0;
                    for (int i = 0; t > 0 && i < k; i++) {
                        reached += forward[t - 1][i] * Math.exp(transition[i * k + j]);
                    }
                    forward[t][j] = reached * Math.exp(emission[t * k + j]);
                }
                normalise(forward[t]);
            }
            Arrays.fill(backward[n - 1], 1);
            for (int t = n - 2; t >= 0; t--) {
                for (int i = 0; i < k; i++) {
                    for (int j = 0; j < k; j++) {
                        backward[t][i] += step(transition, emission, backward, t, i, j);
                    }
                }
                normalise(backward[t]);
            }
            for (int t = 0; t < n; t++) {
                double[] state = new double[k];
                double[] pair = new double[k * k];
                for (int i = 0; i < k; i++) {
                    state[i] = forward[t][i] * backward[t][i];
                    for (int j = 0; t < n - 1 && j < k; j++) {
                        pair[i * k + j] = forward[t][i] * step(transition, emission, backward, t, i, j);
                    }
                }
                normalise(state);
                System.arraycopy(state, 0, byEmission, t * k, k);
                if (t < n - 1) {
                    normalise(pair);
                    Arrays.setAll(byTransition, i -> byTransition[i] + pair[i]);
                }
            }
        }

        private static double step(double[] transition, double[] emission, double[][] backward, int t, int i, int j) {
            int k = backward[t].length;
            return Math.exp(transition[i * k + j] + emission[(t + 1) * k + j]) * backward[t + 1][j];
        }

        private static void normalise(double[] p) {
            double sum = Arrays.stream(p).sum();
            Arrays.setAll(p, i -> p[i] / sum);
        }
    }
}
