package ppl.aeppl.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.Laws;
import ppl.aeppl.family.composed.OrderedSample;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.joint.Joint;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.grad.Gradient;

/**
 * Maps from free coordinates onto supports: each log-Jacobian against the determinant of the derivatives that the graph gives, and back
 * again.
 */
class ValueTransformsTest {

    /**
     * A map with events to try it on.
     *
     * @param measured which elements of an event its volume is measured in; null for the area of a surface
     */
    private record Case(Support support, Shape event, int @Nullable [] measured) {

        Bijector map() {
            return support.bijector();
        }

        TensorType draw(int... batch) {
            return new TensorType(DType.F64, Shape.of(batch).concat(event));
        }

        int coordinates() {
            return map().unconstrained(draw()).shape().elements();
        }

        @Override
        public String toString() {
            return map().name() + " onto " + support;
        }
    }

    private static Case whole(Support support, int... event) {
        int n = Shape.of(event).elements();
        return new Case(support, Shape.of(event), IntStream.range(0, n).toArray());
    }

    private static int[] lower(int n, boolean diagonal) {
        return IntStream.range(0, n * n)
                .filter(i -> i % n < i / n || (diagonal && i % n == i / n))
                .toArray();
    }

    private static Support ordered(double lo, double hi) {
        Var from = lo == Double.NEGATIVE_INFINITY ? null : Var.constant(lo);
        Var to = hi == Double.POSITIVE_INFINITY ? null : Var.constant(hi);
        return new Ordered(new Support.RealInterval(from, false, to, false));
    }

    static Stream<Case> cases() {
        double inf = Double.POSITIVE_INFINITY;
        return Stream.of(
                whole(Support.positive()),
                whole(new Support.RealInterval(Var.constant(-2.0), false, Var.constant(3.0), false)),
                whole(new Support.RealInterval(null, false, Var.constant(1.5), false)),
                whole(new Circle()),
                whole(Ordered.reals(), 4),
                whole(Ordered.reals(), 1),
                whole(Ordered.positive(), 3),
                whole(ordered(0, 1), 4),
                whole(ordered(-inf, 2), 3),
                new Case(new Simplex(), Shape.of(4), new int[] {0, 1, 2}),
                new Case(new SumToZero(), Shape.of(2), null),
                new Case(new SumToZero(), Shape.of(5), null),
                new Case(new SumToZero(2), Shape.of(3, 4), null),
                new Case(new UnitSphere(), Shape.of(2), null),
                new Case(new UnitSphere(), Shape.of(4), null),
                new Case(new CorrelationCholesky(), Shape.of(2, 2), lower(2, false)),
                new Case(new CorrelationCholesky(), Shape.of(5, 5), lower(5, false)),
                new Case(new CovarianceCholesky(), Shape.of(1, 1), lower(1, true)),
                new Case(new CovarianceCholesky(), Shape.of(4, 4), lower(4, true)));
    }

    private static double[] random(int seed, int n, double scale) {
        SplittableRandom r = new SplittableRandom(seed);
        return IntStream.range(0, n)
                .mapToDouble(_ -> scale * (2 * r.nextDouble() - 1))
                .toArray();
    }

    private static Tensor coordinates(Case c, double[] u) {
        int[] sizes = c.map().unconstrained(c.draw()).shape().sizes();
        return sizes.length == 0 ? Tensor.scalar(u[0]) : Tensor.of(u, sizes);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_log_jacobian_is_that_of_the_derivatives(Case c) {
        Bijector map = c.map();
        Var u = Var.input("u", map.unconstrained(c.draw()));
        int n = c.coordinates();
        int elements = c.event().elements();
        Var x = Functions.reshape(map.forward(u).var(), Shape.of(elements));
        Var log = map.logJacobian(u).elementwise().sum();
        for (int seed = 0; seed < 4; seed++) {
            List<Tensor> at = List.of(coordinates(c, random(seed, n, seed < 2 ? 0.8 : 3)));
            int[] rows = c.measured() == null ? IntStream.range(0, elements).toArray() : c.measured();
            double[][] slopes = new double[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                Var element = Functions.slice(x, 0, rows[i], 1, 1).sum();
                slopes[i] = Laws.values(List.of(u), at, Gradient.of(element, u));
            }
            double expected = c.measured() == null ? 0.5 * logDet(gram(slopes)) : logDet(slopes);
            assertEquals(expected, Laws.values(List.of(u), at, log)[0], 1e-9, "seed " + seed);
        }
    }

    private static double[][] gram(double[][] j) {
        int n = j[0].length;
        double[][] g = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                for (double[] row : j) {
                    g[a][b] += row[a] * row[b];
                }
            }
        }
        return g;
    }

    /** By elimination with pivots. */
    private static double logDet(double[][] given) {
        double[][] a = Arrays.stream(given).map(double[]::clone).toArray(double[][]::new);
        int n = a.length;
        double log = 0;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k; i < n; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            log += Math.log(Math.abs(row[k]));
            for (int i = k + 1; i < n; i++) {
                double f = a[i][k] / row[k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= f * row[j];
                }
            }
        }
        return log;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void values_lie_in_the_image_and_lead_back(Case c) {
        Bijector map = c.map();
        assertEquals(c.support(), map.image());
        TensorType type = map.unconstrained(c.draw(3, 2));
        double[] u = random(9, type.shape().elements(), 2.5);
        Var x = map.forward(Var.constant(Tensor.of(u, type.shape().sizes()))).var();
        assertEquals(c.draw(3, 2), x.type());
        Tensor inside = Functions.all(c.support().contains(x)).eval();
        assertTrue(inside.booleanAt(0), () -> c + ": " + x.eval());
        double[] back = map.inverse(x).eval().toDoubles();
        for (int i = 0; i < u.length; i++) {
            assertEquals(u[i], back[i], 1e-9, c + ": coordinate " + i);
        }
        assertEquals(
                Shape.of(3, 2)
                        .concat(c.event())
                        .slice(0, 2 + c.event().rank() - c.support().eventRank()),
                map.logJacobian(map.inverse(x)).shape());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void far_out_values_stay_inside_and_nothing_is_nan(Case c) {
        Bijector map = c.map();
        for (double scale : new double[] {30, 300}) {
            Var u = Var.input("u", map.unconstrained(c.draw()));
            Var total = map.logJacobian(u).total();
            List<Tensor> at = List.of(coordinates(c, random(4, c.coordinates(), scale)));
            double[] x = Laws.values(List.of(u), at, map.forward(u).var());
            assertTrue(Arrays.stream(x).noneMatch(Double::isNaN), () -> c + ": " + Arrays.toString(x));
            double log = Laws.values(List.of(u), at, total)[0];
            assertTrue(Double.isFinite(log), c + ": " + log);
            double[] slope = Laws.values(List.of(u), at, Gradient.of(total, u));
            assertTrue(Arrays.stream(slope).allMatch(Double::isFinite), () -> c + ": " + Arrays.toString(slope));
        }
    }

    @Test
    void far_out_directions_are_right_to_the_last_digits() {
        Bijector map = new UnitSphere().bijector();
        double[] x = map.forward(Var.constant(1e200, -1e200)).var().eval().toDoubles();
        assertEquals(1, x[2]);
        double log = map.logJacobian(Var.constant(1e200, 0.0)).total().eval().item();
        assertEquals(2 * Math.log(2) - 4 * 200 * Math.log(10), log, 1e-9);
    }

    @Test
    void values_outside_are_told_from_values_inside() {
        assertTrue(!holds(Ordered.reals(), 1, 3, 2));
        assertTrue(holds(Ordered.reals(), 1, 1, 2));
        assertTrue(!holds(Ordered.positive(), -1, 1, 2));
        assertTrue(!holds(new SumToZero(), 1, 1, -1));
        assertTrue(holds(new SumToZero(), 0.1, 0.2, -0.3));
        assertTrue(!holds(new UnitSphere(), 1, 1));
        assertTrue(holds(new UnitSphere(), 0.6, -0.8));
        assertTrue(holds(new Circle(), Math.PI));
        assertTrue(!new Circle().contains(Var.constant(-Math.PI)).eval().booleanAt(0));
        Var factor = Var.constant(Tensor.of(new double[] {1, 0, 0.6, 0.8}, 2, 2));
        Var above = Var.constant(Tensor.of(new double[] {0.8, 0.6, 0.6, 0.8}, 2, 2));
        assertTrue(new CorrelationCholesky().contains(factor).eval().booleanAt(0));
        assertTrue(!new CorrelationCholesky().contains(above).eval().booleanAt(0));
        assertTrue(new CovarianceCholesky().contains(factor.times(2)).eval().booleanAt(0));
        assertTrue(
                !new CovarianceCholesky().contains(factor.unaryMinus()).eval().booleanAt(0));
        assertTrue(!new CovarianceCholesky().contains(above).eval().booleanAt(0));
    }

    private static boolean holds(Support s, double... x) {
        return Functions.all(s.contains(Var.constant(x))).eval().booleanAt(0);
    }

    @Test
    void derived_laws_get_the_map_of_their_own_support() {
        Var u = Uniform.of(0, 1).draw("u");
        assertEquals("interval", Joint.law(u.exp()).type().support().bijector().name());
        assertEquals(
                "log",
                Joint.law(u.log().unaryMinus()).type().support().bijector().name());
        assertEquals(
                "ordered, logit",
                OrderedSample.ordered(Uniform.of(0, 1))
                        .law(Shape.of(3))
                        .type()
                        .support()
                        .bijector()
                        .name());
    }

    @Test
    void a_length_that_a_map_cannot_make_is_refused() {
        GraphException e = assertThrows(
                GraphException.class, () -> new Stereographic().unconstrained(new TensorType(DType.F64, Shape.of(1))));
        assertEquals(
                "the map 'unitvector' makes vectors of length 2 or more, known when the graph is built, but a draw is"
                        + " float64[1]; give its last axis a known length of at least 2",
                e.getMessage());
        GraphException square = assertThrows(GraphException.class, () -> new PartialCorrelations()
                .unconstrained(new TensorType(DType.F64, Shape.of(2, 3))));
        assertEquals(
                "the map 'correlationcholesky' makes square matrices, of known size 1 or more when the graph is built, but a"
                        + " draw is float64[2, 3]; give its last two axes one known length",
                square.getMessage());
    }
}
