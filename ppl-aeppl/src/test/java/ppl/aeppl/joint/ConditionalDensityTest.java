package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.Laws;
import ppl.aeppl.family.continuous.Beta;
import ppl.aeppl.family.continuous.HalfNormal;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.Uniform;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** What some variables are told of a joint density: all that depends on them, and no more. */
class ConditionalDensityTest {

    /** A scale, a bound by it, classes whose rows have a mean each, and something apart. */
    private static JointDensity density() {
        Var scale = HalfNormal.of(c(1)).draw("scale");
        Var bounded = Uniform.of(c(0), scale).draw("bounded");
        Var z = Bernoulli.of(Functions.broadcastTo(c(0.25), Shape.of(2))).draw("z");
        Var apart = Normal.of(c(0), c(1)).draw("apart");
        Var y = Normal.of(z.cast(DType.F64).times(2), scale).draw("y", 2);
        return Joint.empty()
                .free("scale", scale)
                .free("bounded", bounded)
                .free("z", z)
                .free("apart", apart)
                .observe("y", y, Var.constant(1.0, 3.0))
                .derive();
    }

    private static List<String> factors(ConditionalDensity conditional) {
        return conditional.factors().stream()
                .map(f -> f.name() + " " + f.kind())
                .toList();
    }

    private static ConditionalDensity of(JointDensity density, int... variables) {
        return density.conditional(
                Arrays.stream(variables).mapToObj(density.free()::get).toList());
    }

    private static double[] at(JointDensity density, double z0, double z1, Var what) {
        List<Tensor> point = List.of(
                Tensor.scalar(Math.log(2)),
                Tensor.scalar(0.3),
                Tensor.of(new long[] {(long) z0, (long) z1}),
                Tensor.scalar(0.7));
        return Laws.values(density.unconstrained(), point, what);
    }

    @Test
    void it_has_the_factors_that_depend_on_its_variables_wherever_these_are_used() {
        JointDensity density = density();
        assertEquals(
                List.of("scale PRIOR", "scale JACOBIAN", "bounded PRIOR", "bounded JACOBIAN", "y LIKELIHOOD"),
                factors(of(density, 0)));
        assertEquals(List.of("z PRIOR", "y LIKELIHOOD"), factors(of(density, 2)));
        assertEquals(List.of("apart PRIOR"), factors(of(density, 3)));
        assertEquals(List.of("z PRIOR", "apart PRIOR", "y LIKELIHOOD"), factors(of(density, 2, 3)));
        assertFalse(of(density, 0, 2).isTotal());
        assertTrue(of(density, 0, 1, 2, 3).isTotal());
    }

    @Test
    void its_total_grows_by_what_the_joint_density_grows() {
        JointDensity density = density();
        Var own = of(density, 2).total(Checks.NEG_INF);
        Var all = density.total(Checks.NEG_INF);
        assertEquals(
                at(density, 1, 1, all)[0] - at(density, 0, 1, all)[0],
                at(density, 1, 1, own)[0] - at(density, 0, 1, own)[0],
                1e-14);
        Var apart = of(density, 3).total(Checks.NEG_INF);
        assertEquals(-0.5 * 0.49, at(density, 0, 0, apart)[0], 1e-15, "up to a constant");
    }

    /** The probability does not depend on coefficients, which are the dearest of what there is; the count does. */
    @Test
    void what_does_not_depend_on_the_variables_inside_a_factor_is_left_out_too() {
        Var p = Beta.of(2, 3).draw("p");
        Var n = Poisson.of(6).draw("n", 2);
        Var y = Binomial.of(n, p).draw("y", 2);
        JointDensity density = Joint.empty()
                .free("p", p)
                .free("n", n)
                .observe("y", y, Var.constant(Tensor.of(new long[] {3, 1})))
                .derive();
        Var all = density.total(Checks.NEG_INF);
        Var ofP = of(density, 0).total(Checks.NEG_INF);
        Var ofN = of(density, 1).total(Checks.NEG_INF);
        assertTrue(has(all, "stirling_error") && !has(ofP, "stirling_error") && has(ofN, "stirling_error"));
        double[][] points = {{0.3, 5, 4}, {-1.2, 5, 4}, {-1.2, 3, 9}, {0.3, 2, 4}};
        double[][] found = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            List<Tensor> at = List.of(
                    Tensor.scalar(points[i][0]), Tensor.of(new long[] {(long) points[i][1], (long) points[i][2]}));
            found[i] = new double[] {
                Laws.values(density.unconstrained(), at, all)[0],
                Laws.values(density.unconstrained(), at, ofP)[0],
                Laws.values(density.unconstrained(), at, ofN)[0]
            };
        }
        assertEquals(found[1][0] - found[0][0], found[1][1] - found[0][1], 1e-13, "p moves");
        assertEquals(found[2][0] - found[1][0], found[2][2] - found[1][2], 1e-13, "n moves");
        for (double its : found[3]) {
            assertEquals(Double.NEGATIVE_INFINITY, its, "2 trials have no 3 successes");
        }
    }

    private static boolean has(Var x, String operation) {
        return Graph.of(x).order().stream().anyMatch(v -> v.op().name().equals(operation));
    }

    @Test
    void the_parts_of_a_variable_are_the_terms_of_each_of_its_elements() {
        JointDensity density = density();
        Var parts = of(density, 2).parts().orElseThrow();
        double[] found = at(density, 1, 0, parts);
        // Terms that are the same for both values may be left out, such as the log of the scale of a row.
        double[] moved = at(density, 0, 1, parts);
        double odds = Math.log(1.0 / 3);
        assertArrayEquals(
                new double[] {-odds + (0.5 * 1 - 0.5 * 1) / 4, odds + (0.5 * 9 - 0.5 * 1) / 4},
                new double[] {moved[0] - found[0], moved[1] - found[1]},
                1e-14);
        assertEquals(Double.NEGATIVE_INFINITY, at(density, 2, 0, parts)[0]);
        assertEquals(found[1], at(density, 2, 0, parts)[1]);
        assertTrue(of(density, 2, 3).parts().isEmpty(), "of two variables none are told");
    }

    /** Of a count of 0 a negative rate would have a density. A check of what all rows share ties the elements, one of each row does not. */
    @Test
    void checks_of_parameters_are_those_of_the_rows() {
        Var z = Bernoulli.of(Functions.broadcastTo(c(0.25), Shape.of(2))).draw("z");
        Var rate = z.cast(DType.F64).minus(0.5);
        Var none = Var.constant(Tensor.of(new long[] {0, 0}));
        Var y = Poisson.of(rate).draw("y", 2);
        JointDensity rows = Joint.empty().free("z", z).observe("y", y, none).derive();
        Var parts = rows.conditional(rows.free()).parts().orElseThrow();
        double[] found = Laws.values(rows.unconstrained(), List.of(Tensor.of(new long[] {0, 1})), parts);
        assertEquals(Double.NEGATIVE_INFINITY, found[0]);
        assertTrue(Double.isFinite(found[1]));
        Var shared = Poisson.of(rate.sum()).draw("y", 2);
        JointDensity tied =
                Joint.empty().free("z", z).observe("y", shared, none).derive();
        assertTrue(tied.conditional(tied.free()).parts().isEmpty());
    }
}
