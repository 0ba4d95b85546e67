package ppl.api.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import ppl.api.optimize.Minimum.Stop;

/** Minima that are known in closed form, in how few iterations they are found, and what a search says where there is none. */
class LbfgsTest {

    private interface Function {
        double at(double[] x, double[] gradient);
    }

    private static Objective of(int dimension, Function function) {
        return new Objective() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public double valueAndGradient(double[] at, double[] gradient) {
                return function.at(at, gradient);
            }
        };
    }

    /** The sum of 100 (x[i+1] − x[i]²)² + (1 − x[i])², least at ones. */
    private static Objective rosenbrock(int n) {
        return of(n, (x, g) -> {
            Arrays.fill(g, 0);
            double sum = 0;
            for (int i = 0; i + 1 < n; i++) {
                double a = x[i + 1] - x[i] * x[i];
                double b = 1 - x[i];
                sum += 100 * a * a + b * b;
                g[i] += -400 * a * x[i] - 2 * b;
                g[i + 1] += 200 * a;
            }
            return sum;
        });
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void rosenbrocks_valley_is_followed_to_its_end() {
        Minimum two = Lbfgs.minimize(rosenbrock(2), new double[] {-1.2, 1}, 200, 1e-12);
        assertEquals(Stop.CONVERGED, two.stop());
        assertArrayEquals(ones(2), two.at(), 1e-10);
        assertTrue(two.iterations() <= 50, () -> two.iterations() + " iterations");
        assertTrue(two.evaluations() <= 75, () -> two.evaluations() + " evaluations");
        double[] start = new double[100];
        Arrays.setAll(start, i -> i % 2 == 0 ? -1.2 : 1);
        Minimum many = Lbfgs.minimize(rosenbrock(100), start, 1000, 1e-12);
        assertEquals(Stop.CONVERGED, many.stop());
        assertArrayEquals(ones(100), many.at(), 1e-8);
        assertTrue(many.iterations() <= 700, () -> many.iterations() + " iterations");
    }

    /** Half of x' R D R' x with eigenvalues D from 1 to the condition, R a product of reflections; least at a given point. */
    private static Objective quadratic(double[] least, double condition, long seed) {
        int n = least.length;
        double[][] mirrors = new double[3][n];
        Random random = new Random(seed);
        for (double[] m : mirrors) {
            double squares = 0;
            for (int i = 0; i < n; i++) {
                m[i] = random.nextGaussian();
                squares += m[i] * m[i];
            }
            double length = Math.sqrt(squares);
            Arrays.setAll(m, i -> m[i] / length);
        }
        return of(n, (x, g) -> {
            double[] v = new double[n];
            Arrays.setAll(v, i -> x[i] - least[i]);
            for (double[] m : mirrors) {
                reflect(v, m);
            }
            double half = 0;
            for (int i = 0; i < n; i++) {
                double eigenvalue = Math.pow(condition, i / (n - 1.0));
                half += 0.5 * eigenvalue * v[i] * v[i];
                v[i] *= eigenvalue;
            }
            for (int k = mirrors.length - 1; k >= 0; k--) {
                reflect(v, mirrors[k]);
            }
            System.arraycopy(v, 0, g, 0, n);
            return half;
        });
    }

    private static void reflect(double[] v, double[] mirror) {
        double twice = 2 * Vectors.dot(v, mirror);
        Vectors.add(v, -twice, mirror);
    }

    @Test
    void quadratics_of_condition_1e8_are_solved_whatever_the_axes() {
        for (int n : new int[] {2, 8, 20, 50}) {
            double[] least = new double[n];
            Arrays.setAll(least, i -> 1 + 0.3 * i);
            Minimum m = Lbfgs.minimize(quadratic(least, 1e8, n), new double[n], 5000, 1e-6);
            assertEquals(Stop.CONVERGED, m.stop(), "of " + n);
            assertArrayEquals(least, m.at(), 1e-5, "of " + n);
            assertTrue(m.iterations() <= 15 * n, () -> m.iterations() + " iterations of " + n);
        }
    }

    @Test
    void units_of_the_coordinates_do_not_decide_when_to_stop() {
        double[] scales = {1e-6, 1, 1e6};
        Objective f = of(3, (x, g) -> {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                double z = (x[i] - 3 * scales[i]) / scales[i];
                sum += z * z / 2;
                g[i] = z / scales[i];
            }
            return sum;
        });
        Minimum m = Lbfgs.minimize(f, new double[3], 1000, 1e-8);
        assertEquals(Stop.CONVERGED, m.stop());
        for (int i = 0; i < 3; i++) {
            assertEquals(3, m.at()[i] / scales[i], 1e-6);
        }
    }

    @Test
    void where_the_objective_is_not_finite_it_turns_back() {
        Objective wall = of(1, (x, g) -> {
            g[0] = 1 - 1 / x[0];
            return x[0] > 0 ? x[0] - Math.log(x[0]) : Double.POSITIVE_INFINITY;
        });
        Minimum m = Lbfgs.minimize(wall, new double[] {40}, 100, 1e-10);
        assertEquals(Stop.CONVERGED, m.stop());
        assertEquals(1, m.at()[0], 1e-9);
        Objective undefined = of(1, (x, g) -> {
            g[0] = x[0] > 0 ? 1 - 1 / x[0] : Double.NaN;
            return x[0] - Math.log(x[0]);
        });
        assertEquals(1, Lbfgs.minimize(undefined, new double[] {40}, 100, 1e-10).at()[0], 1e-9);
    }

    @Test
    void a_large_constant_does_not_hide_the_minimum() {
        Objective f = of(2, (x, g) -> {
            g[0] = 2 * (x[0] - 1) + (x[1] - 2);
            g[1] = 2 * (x[1] - 2) + (x[0] - 1);
            return 1e9 + (x[0] - 1) * (x[0] - 1) + (x[1] - 2) * (x[1] - 2) + (x[0] - 1) * (x[1] - 2);
        });
        Minimum m = Lbfgs.minimize(f, new double[] {7, -5}, 100, 1e-10);
        assertEquals(Stop.CONVERGED, m.stop());
        assertArrayEquals(new double[] {1, 2}, m.at(), 1e-9);
    }

    /** As sums over many data have: errors of the values far above what they still change, and slopes that are right. */
    @Test
    void rounding_errors_of_values_do_not_end_a_search() {
        Objective f = of(2, (x, g) -> {
            g[0] = 2 * (x[0] - 1) + (x[1] - 2);
            g[1] = 20 * (x[1] - 2) + (x[0] - 1);
            double rounding = 3e-8 * Math.sin(1e9 * (x[0] + 3 * x[1]));
            return 1e6 + (x[0] - 1) * (x[0] - 1) + 10 * (x[1] - 2) * (x[1] - 2) + (x[0] - 1) * (x[1] - 2) + rounding;
        });
        Minimum m = Lbfgs.minimize(f, new double[] {7, -5}, 100, 1e-10);
        assertEquals(Stop.CONVERGED, m.stop());
        assertTrue(m.evaluations() <= 15, () -> m.evaluations() + " evaluations");
        assertArrayEquals(new double[] {1, 2}, m.at(), 1e-9);
    }

    @Test
    void a_search_says_why_it_ended() {
        Minimum limit = Lbfgs.minimize(rosenbrock(2), new double[] {-1.2, 1}, 5, 1e-12);
        assertEquals(Stop.LIMIT, limit.stop());
        assertEquals(5, limit.iterations());
        Objective wrongWay = of(1, (x, g) -> {
            g[0] = -2 * x[0];
            return x[0] * x[0];
        });
        assertEquals(
                Stop.LINE_SEARCH,
                Lbfgs.minimize(wrongWay, new double[] {3}, 100, 1e-10).stop());
        Objective slope = of(1, (x, g) -> {
            g[0] = -1;
            return -x[0];
        });
        Minimum endless = Lbfgs.minimize(slope, new double[] {0}, 50, 1e-10);
        assertTrue(endless.stop() != Stop.CONVERGED, endless.stop().toString());
        Minimum still = Lbfgs.minimize(rosenbrock(2), new double[] {1, 1}, 50, 1e-10);
        assertEquals(Stop.CONVERGED, still.stop());
        assertEquals(0, still.iterations());
        assertEquals(1, still.evaluations());
    }

    @Test
    void the_point_it_begins_at_is_not_changed_and_the_same_search_has_the_same_bits() {
        double[] start = {-1.2, 1};
        Minimum one = Lbfgs.minimize(rosenbrock(2), start, 200, 1e-12);
        Minimum other = Lbfgs.minimize(rosenbrock(2), start, 200, 1e-12);
        assertArrayEquals(new double[] {-1.2, 1}, start, 0);
        assertArrayEquals(one.at(), other.at(), 0);
        assertEquals(one.evaluations(), other.evaluations());
    }
}
