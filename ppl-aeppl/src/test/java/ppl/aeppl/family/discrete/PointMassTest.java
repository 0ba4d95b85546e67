package ppl.aeppl.family.discrete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static ppl.aeppl.Laws.c;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.cases.Row;
import ppl.aeppl.cases.RowTable;
import ppl.aeppl.family.composed.Censored;
import ppl.aeppl.family.composed.Mixture;
import ppl.aeppl.family.composed.ZeroInflated;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Densities;
import ppl.aeppl.joint.Joint;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A draw that has one value is as good as the value, whatever is done with it. */
final class PointMassTest implements RowTable {

    private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
    private static final double NEVER = Double.NEGATIVE_INFINITY;

    private static Var at(Number value) {
        return PointMass.of(value).draw("c");
    }

    private static Var truth(boolean... values) {
        return Var.constant(Tensor.of(values));
    }

    @Override
    public List<Row> rows() {
        Var two = at(2.0);
        Var normal = Normal.of(c(0), c(1)).draw("x");
        Var weights = Var.constant(0.3, 0.7);
        return List.of(
                new Row("a float", two, c(2), 0),
                new Row("another float", two, c(2.5), NEVER),
                new Row("a whole number", at(3), c(3L), 0),
                new Row("truth values", PointMass.of(c(1).gt(0)).draw("c", 2), truth(true, false), 0, NEVER),
                new Row("an infinite one", at(Double.POSITIVE_INFINITY), c(Double.POSITIVE_INFINITY), 0),
                new Row(
                        "a batch",
                        PointMass.of(Var.constant(1.0, 2)).draw("c", 2, 2),
                        Var.constant(Tensor.of(new double[][] {{1, 2}, {2, 2}})),
                        0,
                        0,
                        NEVER,
                        0),
                new Row("cos, which is not monotone", Functions.cos(two), Functions.cos(c(2)), 0),
                new Row(
                        "a sum of its elements",
                        PointMass.of(Var.constant(1.0, 2)).draw("c").sum(),
                        c(3),
                        0),
                new Row("a function of two", two.times(at(5.0)), c(10), 0),
                new Row("beside a normal", two.plus(normal), c(2.5), -0.125 - HALF_LOG_2PI),
                new Row("times an exponential", two.times(Exponential.of(c(1)).draw("e")), c(3), -1.5 - Math.log(2)),
                new Row("as a parameter", Normal.of(two, c(1)).draw("y"), c(2.5), -0.125 - HALF_LOG_2PI),
                new Row("at a bound", Functions.clip(two, 0, 1), c(1), 0),
                new Row(
                        "in a stack with what depends on it",
                        Functions.vector(two, two.exp(), normal),
                        Functions.vector(c(2), c(2).exp(), c(0.5)),
                        0,
                        0,
                        -0.125 - HALF_LOG_2PI),
                new Row(
                        "in a mixture",
                        Mixture.of(weights, PointMass.of(2.0), Normal.of(c(0), c(1)))
                                .draw("m", 2),
                        Var.constant(2, 0.5),
                        Math.log(0.3),
                        Math.log(0.7) - 0.125 - HALF_LOG_2PI),
                new Row(
                        "in a mixture of counts",
                        Mixture.of(weights, PointMass.of(2), Poisson.of(c(1.0))).draw("m"),
                        c(2L),
                        Math.log(0.3 + 0.35 * Math.exp(-1))),
                new Row(
                        "several along an axis of a mixture",
                        Mixture.of(weights, PointMass.of(Var.constant(2.0, 5))).draw("m", 2),
                        Var.constant(5.0, 3),
                        Math.log(0.7),
                        NEVER),
                new Row(
                        "inflated by hand",
                        Functions.where(
                                Bernoulli.of(c(0.3)).draw("b").cast(DType.BOOL),
                                Poisson.of(c(2.0)).draw("k"),
                                at(0)),
                        c(0L),
                        Math.log(0.7 + 0.3 * Math.exp(-2))),
                new Row("inflated", ZeroInflated.of(c(0.6), PointMass.of(3)).draw("z"), c(3L), Math.log(0.6)),
                new Row("censored", Censored.of(PointMass.of(2.0), 0, 1).draw("z"), c(1), 0));
    }

    @Test
    void its_distribution_function_is_a_step() {
        Var x = at(2.0);
        assertEquals(NEVER, Densities.logcdf(x, 1.5).eval().item());
        assertEquals(0, Densities.logcdf(x, 2).eval().item());
        assertEquals(NEVER, Densities.logsf(x, 2).eval().item());
        assertEquals(0, Densities.logsf(x, 1.5).eval().item());
        assertEquals(2, Densities.quantile(x, 0.3).eval().item());
    }

    @Test
    void a_draw_has_the_type_of_the_value() {
        assertEquals(DType.I64, at(3).dtype());
        assertEquals(DType.F32, at(Var.constant(DType.F32, 3)).dtype());
        assertEquals(DType.BOOL, PointMass.of(c(1).gt(0)).draw("c").dtype());
    }

    @Test
    void a_value_that_it_is_given_must_be_its_own() {
        Var c = at(2.0);
        Var y = Normal.of(c, c(1)).draw("y");
        for (double given : new double[] {2, 2.1}) {
            double total = Joint.empty()
                    .observe("c", c, c(given))
                    .observe("y", y, c(2.5))
                    .derive()
                    .total(Checks.NEG_INF)
                    .eval()
                    .item();
            assertEquals(given == 2 ? -0.125 - HALF_LOG_2PI : NEVER, total, 1e-14);
        }
    }

    @Test
    void two_functions_of_one_may_both_have_values() {
        Var c = at(2.0);
        double total = Joint.empty()
                .observe("a", c.plus(1), c(3))
                .observe("b", c.times(2), c(4))
                .derive()
                .total(Checks.NEG_INF)
                .eval()
                .item();
        assertEquals(0, total);
    }

    @Test
    void it_is_no_free_variable() {
        LogDensityException e = assertThrows(
                LogDensityException.class,
                () -> Joint.empty().free("c", at(2.0)).derive());
        assertEquals(DensityCode.ATOMS, e.code());
    }

    @Test
    void a_number_that_is_none_is_refused() {
        LogDensityException e = assertThrows(LogDensityException.class, () -> PointMass.of(Double.NaN));
        assertEquals(DensityCode.PARAMETER, e.code());
        assertEquals("[PARAMETER]: PointMass needs value not to be NaN, but value is NaN; correct it", e.getMessage());
    }
}
