package ppl.aeppl.rule.pushforward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Var;

/**
 * What every row of the table owes to those before and after it: the distances of an inverse image to both ends of the
 * support, also where they are far below what digits can tell. A new row needs a line here.
 */
class MonotoneTableTest {

    private static final double LO = 0.25;
    private static final double HI = 0.75;
    private static final double TINY = -800;

    /** A map and the name of its op in the table. */
    record Row(String op, MonotoneMap map) {

        private Support base() {
            return Support.between(c(LO), c(HI));
        }

        private Ends ends() {
            return Ends.of(map, base(), map.image(base()));
        }

        double image(double x) {
            return map.forward(c(x)).eval().item();
        }

        /** The inverse image of a value of which a distance may be known beside its digits. */
        Value inverse(double y, boolean aboveLo, double logDistance) {
            Ends ends = ends();
            Var end = aboveLo ? ends.atLo() : ends.atHi();
            assertNotNull(end, op + " takes the ends of a support to the ends of its image");
            var distance = new Value.Distance(end, c(logDistance));
            boolean over = aboveLo == map.increasing().isSplat(1);
            return map.inverse(new Value(c(y), false, over ? distance : null, over ? null : distance), ends);
        }

        Value inverse(double y) {
            return map.inverse(Value.of(c(y)), ends());
        }

        /** The log of the slope of the inverse where x is, from differences. */
        double logSlope(double x) {
            double h = 1e-4;
            double near = image(x + h) - image(x - h);
            double far = image(x + 2 * h) - image(x - 2 * h);
            return -Math.log(Math.abs(8 * near - far) / (12 * h));
        }

        @Override
        public String toString() {
            return op + " as " + map;
        }
    }

    private static Var c(double x) {
        return Var.constant(x);
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("neg", AffineMap.negation()),
                new Row("exp", new ExpMap()),
                new Row("log", new LogMap()),
                new Row("sqrt", new SqrtMap()),
                new Row("log1p", new Log1pMap()),
                new Row("expm1", new Expm1Map()),
                new Row("sigmoid", new SigmoidMap()),
                new Row("softplus", new SoftplusMap()),
                new Row("cast", new WideningMap(DType.F64, DType.F64)),
                new Row("add", new AffineMap(c(-3), null)),
                new Row("sub", new AffineMap(c(7), c(-1))),
                new Row("mul", new AffineMap(null, c(5))),
                new Row("mul", new AffineMap(null, c(-5))),
                new Row("div", new QuotientMap(c(8))),
                new Row("div", new QuotientMap(c(-0.2))),
                new Row("div", new ReciprocalMap(c(3))),
                new Row("div", new ReciprocalMap(c(-3))));
    }

    @Test
    void every_row_is_tested() {
        Set<String> tested = rows().map(Row::op).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(MonotoneTable.names(), tested);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void digits_tell_the_distances_to_both_ends(Row row) {
        for (double x : new double[] {0.26, 0.4, 0.5, 0.7499}) {
            Value found = row.inverse(row.image(x));
            assertEquals(x, found.var().eval().item(), 1e-14);
            assertEquals(Math.log(x - LO), aboveLo(row, found), 1e-10, "above at " + x);
            assertEquals(Math.log(HI - x), belowHi(row, found), 1e-10, "below at " + x);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_distance_below_all_digits_is_handed_on(Row row) {
        Value low = row.inverse(row.image(LO), true, TINY);
        assertEquals(TINY + row.logSlope(LO), aboveLo(row, low), 1e-9);
        Value high = row.inverse(row.image(HI), false, TINY);
        assertEquals(TINY + row.logSlope(HI), belowHi(row, high), 1e-9);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_slope_is_that_of_the_function(Row row) {
        for (double x : new double[] {0.3, 0.5, 0.7}) {
            Var slope = row.map().logSlope(Value.of(c(row.image(x))));
            assertEquals(row.logSlope(x), slope == null ? 0 : slope.eval().item(), 1e-9);
        }
    }

    private static double aboveLo(Row row, Value x) {
        return row.map() instanceof WideningMap && x.above() == null
                ? x.logAbove(c(LO)).eval().item()
                : distance(row, x.above(), LO);
    }

    private static double belowHi(Row row, Value x) {
        return row.map() instanceof WideningMap && x.below() == null
                ? x.logBelow(c(HI)).eval().item()
                : distance(row, x.below(), HI);
    }

    private static double distance(Row row, Value.Distance known, double end) {
        assertNotNull(known, row + " hands on no distance to the end at " + end);
        assertEquals(end, known.end().eval().item(), row + " hands on a distance to another end");
        return known.log().eval().item();
    }
}
