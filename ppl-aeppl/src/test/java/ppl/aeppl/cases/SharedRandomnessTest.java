package ppl.aeppl.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.aeppl.Laws.c;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.composed.ZeroInflated;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.multivariate.MvNormal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Index;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/**
 * Expressions whose parts or elements share randomness in a way that is easily overlooked: each has its right density, or is refused;
 * none has the density that it would have if they were independent.
 */
final class SharedRandomnessTest {

    private static final Set<DensityCode> REFUSALS = Set.of(
            DensityCode.DEPENDENT_OPERANDS,
            DensityCode.SOURCE_CONSUMED_TWICE,
            DensityCode.EVENT_AXES_MISMATCH,
            DensityCode.NO_RULE,
            DensityCode.NO_EVENT_PROBABILITY,
            DensityCode.DEGENERATE);

    private static Var normals(String name, int... shape) {
        return Normal.of(c(0), c(1)).draw(name, shape);
    }

    private static Var mv() {
        return MvNormal.of(Var.constant(0.0, 0), Var.constant(Tensor.of(new double[][] {{1, 0.9}, {0.9, 1}})))
                .draw("mv");
    }

    /** A program that must not give the wrong number; it may give the right one. */
    private record Trap(String name, double wrong, Supplier<Var> logp) {}

    private static double total(Joint joint) {
        return joint.derive().total(Checks.NEG_INF).eval().item();
    }

    private static Supplier<Var> joint(Supplier<Joint> joint) {
        return () -> Var.constant(total(joint.get()));
    }

    private static Supplier<Var> logp(Supplier<Var> expression, Var value) {
        return () -> Densities.logp(expression.get(), value).sum();
    }

    private static final Var BOTH = Var.constant(Tensor.of(new boolean[] {true, true}));

    private static final List<Trap> TRAPS = List.of(
            new Trap("two parts of one vector", -1.96788, joint(() -> {
                Var mv = mv();
                return Joint.empty().observe("a", mv.get(0), c(0.5)).observe("b", mv.get(1), c(0.1));
            })),
            new Trap("signs of parts of one vector", -1.38629, () -> {
                Var mv = mv();
                return Densities.logp(Functions.and(mv.get(0).gt(0), mv.get(1).lt(0)), Var.constant(true));
            }),
            new Trap("a stack of parts of one vector", -1.96788, () -> {
                Var mv = mv();
                return Densities.logp(Functions.vector(mv.get(0), mv.get(1)), Var.constant(0.5, 0.1))
                        .sum();
            }),
            new Trap("the maximum of parts of one vector", -2.33766, () -> {
                Var mv = mv();
                return Densities.logp(Functions.maximum(mv.get(0), mv.get(1)), 2);
            }),
            new Trap("a maximum and one of its elements", -2.0884, joint(() -> {
                Var x = normals("x", 4);
                return Joint.empty().observe("m", Functions.max(x), c(0.5)).observe("e", x.get(1), c(0.9));
            })),
            new Trap("two ranks of one draw", -3.1459, joint(() -> {
                Var s = Functions.sort(normals("x", 4), 0);
                return Joint.empty().observe("a", s.get(0), c(0.1)).observe("b", s.get(1), c(0.5));
            })),
            new Trap(
                    "the size of a walk",
                    -0.95158,
                    logp(() -> Functions.cumsum(normals("x", 2), 0).abs(), Var.constant(1.0, 1))),
            new Trap(
                    "a walk that is only partly seen",
                    -27.8818,
                    logp(
                            () -> Functions.where(
                                    Var.constant(Tensor.of(new boolean[] {true, false, true})),
                                    Functions.cumsum(normals("x", 3), 0),
                                    normals("y", 3)),
                            Var.constant(0.5, 7, 1))),
            new Trap(
                    "the sizes of parts that depend on each other, beside others",
                    -1.80237,
                    logp(
                            () -> {
                                Var x = normals("x");
                                Var y = Normal.of(x, c(1)).draw("y");
                                return Functions.concat(List.of(Functions.vector(x, y), normals("z", 1)), 0)
                                        .abs();
                            },
                            Var.constant(1.0, 2, 0.5))),
            new Trap("squares of what shares a draw", -2.19315, () -> {
                Var x = normals("x");
                return Densities.logp(
                        x.square().plus(x.plus(normals("y")).square().div(2)), 3);
            }),
            new Trap(
                    "squares of copies",
                    -1.86963,
                    () -> Densities.logp(
                            Functions.broadcastTo(normals("x"), Shape.of(3))
                                    .square()
                                    .sum(),
                            3)),
            new Trap(
                    "squares of correlated elements",
                    -2.19315,
                    () -> Densities.logp(mv().square().sum(), 3)),
            new Trap(
                    "neighbours compared",
                    Math.log(0.25),
                    logp(
                            () -> {
                                Var x = normals("x", 3);
                                return x.get(Index.range(1, 3)).gt(x.get(Index.range(0, 2)));
                            },
                            BOTH)),
            new Trap(
                    "walks compared",
                    Math.log(0.25),
                    logp(() -> Functions.cumsum(normals("x", 2), 0).gt(Functions.cumsum(normals("y", 2), 0)), BOTH)),
            new Trap(
                    "the maximum of a continuous and a discrete part",
                    -0.46321,
                    logp(
                            () -> Functions.max(Functions.vector(
                                    normals("x"),
                                    Functions.toFloat(Bernoulli.of(c(0.3)).draw("b")))),
                            c(0))));

    @TestFactory
    Stream<DynamicTest> is_not_taken_for_independent() {
        return TRAPS.stream()
                .map(t -> DynamicTest.dynamicTest(t.name(), () -> {
                    try {
                        double found = t.logp().get().eval().item();
                        assertTrue(
                                Math.abs(found - t.wrong()) > 1e-3,
                                "the log-density " + found + " of independent parts");
                    } catch (LogDensityException e) {
                        assertTrue(REFUSALS.contains(e.code()), e.getMessage());
                    }
                }));
    }

    @Test
    void a_point_at_infinity_is_met_there_only() {
        assertEquals(
                Math.log(0.6 * 0.25 * Math.exp(-0.125) / Math.sqrt(2 * Math.PI)),
                Densities.logp(
                                c(1).div(ZeroInflated.of(c(0.6), Normal.of(c(0), c(1)))
                                        .draw("z")),
                                2)
                        .eval()
                        .item(),
                1e-12);
        Var logClipped = Functions.clip(normals("x"), 0, 2).log();
        double density = Math.exp(0.5) * Math.exp(-0.5 * Math.exp(1)) / Math.sqrt(2 * Math.PI)
                + Math.exp(-0.5) * Math.exp(-0.5 * Math.exp(-1)) / Math.sqrt(2 * Math.PI);
        assertEquals(
                Math.log(density), Densities.logp(logClipped.abs(), 0.5).eval().item(), 1e-12);
    }

    @Test
    void points_of_parts_are_met_where_they_are() {
        Var parts = Functions.vector(Functions.clip(normals("x"), 0, 1), Functions.clip(normals("y"), -1, 0.5));
        Var greater = Functions.maximum(parts, normals("z", 2));
        double found = Densities.logp(greater, Var.constant(0, 0.7)).eval().toDoubles()[0];
        assertEquals(Math.log(0.25), found, 1e-12);
    }

    @Test
    void a_pick_from_correlated_elements_sees_one_of_them() {
        Var correlated = normals("x", 2).plus(normals("y"));
        Var picked = Functions.take(correlated, Bernoulli.of(c(0.3)).draw("i"), 0);
        double density = Math.exp(-0.25 / 4) / Math.sqrt(4 * Math.PI); // each has variance 2
        assertEquals(Math.log(density), Densities.logp(picked, 0.5).eval().item(), 1e-12);
    }

    @Test
    void picks_from_elements_that_depend_on_each_other_are_refused() {
        Var walk = Functions.reshape(Functions.cumsum(normals("x", 4), 0), 2, 2);
        Var each = Functions.takeAlongAxis(
                walk, Functions.expandDims(Bernoulli.of(c(0.3)).draw("i", 2), 1), 1);
        for (Var picks : List.of(each, Functions.take(mv(), Bernoulli.of(c(0.3)).draw("j", 2), 0))) {
            LogDensityException e = assertThrows(LogDensityException.class, () -> Joint.law(picks));
            assertTrue(REFUSALS.contains(e.code()), e.getMessage());
        }
    }

    @Test
    void positions_that_a_run_tells_share_what_they_may_pick() {
        Var x = normals("x", 3);
        Var at = Var.input("at", new TensorType(DType.I64, Shape.of(3)));
        LogDensityException e = assertThrows(
                LogDensityException.class,
                () -> Joint.law(Functions.take(x, at, 0).plus(x)));
        assertTrue(REFUSALS.contains(e.code()), e.getMessage());
    }

    @Test
    void a_number_that_is_none_has_no_probability() {
        Var mixed = ZeroInflated.of(c(0.6), Normal.of(c(0), c(1))).draw("z");
        assertTrue(Double.isNaN(Densities.logcdf(mixed, Double.NaN).eval().item()));
        assertTrue(Double.isNaN(Densities.logsf(mixed, Double.NaN).eval().item()));
    }

    @Test
    void a_vector_of_correlated_parts_keeps_their_law() {
        Var mv = mv();
        double whole = Densities.logp(mv, Var.constant(0.5, 0.1)).eval().item();
        double parts = total(Joint.empty().observe("a", mv.get(0), c(0.5)).observe("b", mv.get(1), c(0.1)));
        assertEquals(-1.4548798840511517, whole, 1e-12);
        assertEquals(whole, parts, 1e-12);
    }
}
