package ppl.sampler.rw.adapt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import ppl.graph.random.HostNumbers;
import ppl.graph.random.RandomKey;

/** Shapes learn the moments of what they see: standard deviations 1 and 10, correlation 0.9, around (5, −3). */
class ShapeTest {

    private static final int POINTS = 20_000;

    /** Later points weigh more, so the estimate rests on a third of them: three standard errors are 5 %. */
    private static final double TOLERANCE = 0.05;

    @Test
    void a_covariance_shape_is_a_factor_of_the_covariance() {
        double[][] factor = learnt(new CovarianceShape(2));
        double varianceX = factor[0][0] * factor[0][0] + factor[1][0] * factor[1][0];
        double varianceY = factor[0][1] * factor[0][1] + factor[1][1] * factor[1][1];
        double covariance = factor[0][0] * factor[0][1] + factor[1][0] * factor[1][1];
        assertArrayEquals(new double[] {1, 1, 1}, new double[] {varianceX, varianceY / 100, covariance / 9}, TOLERANCE);
    }

    @Test
    void a_diagonal_shape_is_the_standard_deviations() {
        double[][] factor = learnt(new DiagonalShape(2));
        assertArrayEquals(new double[] {1, 0}, factor[0], TOLERANCE);
        assertArrayEquals(new double[] {0, 10}, factor[1], 10 * TOLERANCE);
    }

    /** What the unit steps become: the columns of the factor. */
    private static double[][] learnt(Shape shape) {
        RandomKey key = RandomKey.of(5);
        for (int i = 0; i < POINTS; i++) {
            double x = HostNumbers.ndtri(key.uniform(2L * i));
            double y = 0.9 * x + Math.sqrt(0.19) * HostNumbers.ndtri(key.uniform(2L * i + 1));
            shape.learn(new double[] {5 + x, -3 + 10 * y});
        }
        double[][] columns = new double[2][2];
        shape.apply(new double[] {1, 0}, columns[0]);
        shape.apply(new double[] {0, 1}, columns[1]);
        return columns;
    }
}
