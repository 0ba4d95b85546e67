package ppl.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.bernoulli;
import static ppl.api.Distributions.categorical;
import static ppl.api.Distributions.normal;
import static ppl.api.Distributions.poisson;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import ppl.graph.DType;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** Data reach a model with the values that they have, or not at all. */
class NarrowingTest {

    private static void refuses(List<String> words, Consumer<ModelBuilder> body) {
        String message =
                assertThrows(ModelException.class, () -> Model.build(body)).getMessage();
        words.forEach(w -> assertTrue(message.contains(w), message));
    }

    private static Tensor observed(Consumer<ModelBuilder> body) {
        return Model.build(body).observed().getFirst().value();
    }

    @Test
    void counts_that_no_int64_holds() {
        for (double count : new double[] {1e19, 0x1p63, -1e300}) {
            List<String> words = List.of("'y'", "int64", "element 0 is " + count, "larger units");
            refuses(words, m -> m.observe("y", poisson(3), count));
            refuses(words, m -> m.observe("y", poisson(3).draw("k"), count));
        }
        refuses(List.of("'y'", "element 2 is 1.0E19"), m -> m.observe("y", poisson(3), new double[] {1, 2, 1e19}));
        refuses(
                List.of("counts whole numbers", "element 1 is 0.5"),
                m -> m.observe("y", poisson(3), new double[] {1, 0.5}));
        refuses(
                List.of("counts whole numbers", "Infinity"),
                m -> m.observe("y", categorical(0.5, 0.5), Double.POSITIVE_INFINITY));
        assertEquals(
                Long.MIN_VALUE,
                observed(m -> m.observe("y", poisson(3), -0x1p63)).longAt(0));
        assertEquals(
                (1L << 53) + 1,
                observed(m -> m.observe("y", poisson(3), new long[] {(1L << 53) + 1}))
                        .longAt(0));
    }

    @Test
    void truth_values_other_than_0_and_1() {
        List<String> words = List.of("'y'", "bool", "2.0", "0 or 1");
        refuses(words, m -> m.observe("y", normal(0, 1).draw("x").gt(0), 2));
        refuses(List.of("0.5"), m -> m.observe("y", normal(0, 1).draw("x").gt(0), 0.5));
        refuses(
                List.of("element 1 is 3"),
                m -> m.observe("y", normal(0, 1).draw("x", 2).gt(0), new long[] {1, 3}));
        assertTrue(
                observed(m -> m.observe("y", normal(0, 1).draw("x").gt(0), 1)).booleanAt(0));
        assertEquals(DType.I64, observed(m -> m.observe("y", bernoulli(0.5), 1)).dtype());
    }

    @Test
    void whole_numbers_that_no_float_holds() {
        long big = (1L << 53) + 1;
        refuses(
                List.of("'y'", "element 1 is 9007199254740993", "2^53"),
                m -> m.observe("y", normal(0, 1), new long[] {1, big}));
        refuses(
                List.of("'y'", "float32", "16777217"),
                m -> m.observe("y", normal(0, 1).draw("x", 1).cast(DType.F32), new long[] {(1L << 24) + 1}));
        assertArrayEquals(
                new double[] {1, 0x1p60},
                observed(m -> m.observe("y", normal(0, 1), new long[] {1, 1L << 60}))
                        .toDoubles());
    }

    @Test
    void real_numbers_become_the_nearest_float32_within_its_range() {
        Tensor near = observed(m -> m.observe("y", normal(0, 1).draw("x").cast(DType.F32), 0.1));
        assertEquals(DType.F32, near.dtype());
        assertEquals(0.1f, near.doubleAt(0));
        for (double lost : new double[] {1e300, -1e300, 1e-300}) {
            refuses(
                    List.of("'y'", "float32", String.valueOf(lost), "3.4e38"),
                    m -> m.observe("y", normal(0, 1).draw("x").cast(DType.F32), lost));
        }
    }

    @Test
    void data_whose_arithmetic_would_wrap_around_or_round() {
        String square = assertThrows(
                        GraphException.class,
                        () -> Model.build(m -> {
                            Var population = m.data("population", new long[] {7_000, 3_100_000_000L});
                            m.observe("y", normal(population.square(), 1), new double[] {1, 2});
                        }))
                .getMessage();
        assertTrue(square.contains("'population * population' leaves the range of int64 at element 1"), square);
        String stamp = assertThrows(
                        GraphException.class,
                        () -> Model.build(m -> {
                            Var t = m.data("t", new long[] {1_700_000_000_000_000_001L});
                            m.observe("y", normal(t.times(0.5), 1), new double[] {1});
                        }))
                .getMessage();
        assertTrue(stamp.contains("'t'") && stamp.contains("1700000000000000001"), stamp);
    }
}
