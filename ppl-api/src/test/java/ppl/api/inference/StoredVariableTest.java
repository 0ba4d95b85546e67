package ppl.api.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.api.diagnostics.ResultException;

class StoredVariableTest {

    private static final List<String> DIMS = List.of("chain", "draw", "i");
    private static final int[] SHAPE = {2, 30, 20};
    private static final int SIZE = 2 * 30 * 20;

    /** 0, 1, … by name, in memory. */
    private static Variable inMemory(DataType type) {
        double[] reals = new double[SIZE];
        long[] whole = new long[SIZE];
        boolean[] flags = new boolean[SIZE];
        for (int i = 0; i < SIZE; i++) {
            reals[i] = i == 7 ? Double.NaN : 0.5 * i;
            whole[i] = Long.MAX_VALUE - i;
            flags[i] = i % 3 == 0;
        }
        return switch (type) {
            case FLOAT64 -> Variable.of("x", DIMS, SHAPE, reals);
            case INT64 -> Variable.of("x", DIMS, SHAPE, whole);
            case BOOL -> Variable.of("x", DIMS, SHAPE, flags);
        };
    }

    /** The same, in bytes that begin anywhere. */
    private static Variable stored(DataType type) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[3 + 8 * SIZE]).asSlice(3);
        Variable from = inMemory(type);
        for (int i = 0; i < SIZE; i++) {
            int at = i;
            switch (type) {
                case FLOAT64 ->
                    bytes.set(
                            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                            8L * at,
                            from.toDoubles()[at]);
                case INT64 ->
                    bytes.set(
                            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                            8L * at,
                            from.toLongs()[at]);
                case BOOL -> bytes.set(ValueLayout.JAVA_BYTE, at, (byte) (from.toBooleans()[at] ? 1 : 0));
            }
        }
        return Variable.stored("x", DIMS, SHAPE, type, bytes.asSlice(0, (type == DataType.BOOL ? 1L : 8L) * SIZE));
    }

    @Test
    void numbers_in_a_file_are_those_in_memory_in_every_view() {
        for (DataType type : DataType.values()) {
            Variable memory = inMemory(type);
            Variable file = stored(type);
            assertTrue(file.isStored() && !memory.isStored());
            assertEquals(memory, file);
            assertEquals(memory.hashCode(), file.hashCode());
            assertArrayEquals(memory.toLongs(), file.toLongs());
            assertArrayEquals(memory.toBooleans(), file.toBooleans());
            assertEquals(memory.getLong(1, 29, 19), file.getLong(1, 29, 19));
            assertArrayEquals(memory.draws(3).toArray(), file.draws(3).toArray());
            assertEquals(memory.select("draw", 4, 9, 5), file.select("draw", 4, 9, 5));
            assertEquals(memory.select("draw", 4, 5, 6, 7), file.select("draw", 4, 5, 6, 7));
            assertEquals(memory.at("chain", 1), file.at("chain", 1));
            assertEquals(
                    memory.at("chain", 1).select("draw", 1, 3, 5),
                    file.at("chain", 1).select("draw", 1, 3, 5));
            assertEquals(
                    memory.transpose(List.of("i", "draw", "chain")), file.transpose(List.of("i", "draw", "chain")));
            assertEquals(memory.stack("sample", "chain", "draw"), file.stack("sample", "chain", "draw"));
            assertEquals(
                    memory.select("draw", 2, 3).stack("sample", "chain", "draw"),
                    file.select("draw", 2, 3).stack("sample", "chain", "draw"));
            assertNotEquals(memory.select("draw", 3, 2), file.select("draw", 2, 3));
        }
    }

    @Test
    void views_have_the_elements_that_their_positions_say() {
        Variable whole = stored(DataType.INT64);
        int[][] choices = {{2, 3}, {0, 1}, {28, 29}, {4, 9, 5}, {1, 11, 21}, {6}, {7, 7}};
        for (int[] draws : choices) {
            Variable some = whole.select("draw", draws);
            Variable stacked = some.stack("sample", "chain", "draw");
            Variable swapped = some.transpose(List.of("draw", "i", "chain")).stack("pair", "i", "chain");
            for (int c = 0; c < 2; c++) {
                for (int d = 0; d < draws.length; d++) {
                    for (int i = 0; i < 20; i++) {
                        long expected = Long.MAX_VALUE - ((c * 30L + draws[d]) * 20 + i);
                        assertEquals(expected, some.getLong(c, d, i));
                        assertEquals(expected, some.at("chain", c).getLong(d, i));
                        assertEquals(expected, stacked.getLong(c * draws.length + d, i));
                        assertEquals(expected, stacked.toLongs()[(c * draws.length + d) * 20 + i]);
                        assertEquals(expected, swapped.getLong(i * 2 + c, d));
                    }
                }
            }
        }
    }

    @Test
    void statistics_are_those_of_the_draws_in_memory() {
        assertEquals(inMemory(DataType.BOOL).statistics(), stored(DataType.BOOL).statistics());
        assertEquals(
                inMemory(DataType.FLOAT64)
                        .select("draw", 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
                        .statistics(),
                stored(DataType.FLOAT64)
                        .select("draw", 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
                        .statistics());
    }

    @Test
    void a_part_is_copied_wherever_it_begins() {
        Variable view = stored(DataType.FLOAT64).select("chain", 1, 0).select("draw", 5, 6, 7, 9);
        double[] all = inMemory(DataType.FLOAT64)
                .select("chain", 1, 0)
                .select("draw", 5, 6, 7, 9)
                .toDoubles();
        for (int from = 0; from < all.length; from += 13) {
            double[] some = new double[Math.min(33, all.length - from) + 2];
            view.copyDoubles(from, some, 1, some.length - 2);
            for (int i = 0; i < some.length - 2; i++) {
                assertEquals(all[from + i], some[i + 1]);
            }
            assertEquals(0, some[0] + some[some.length - 1], "nothing beside it");
        }
    }

    @Test
    void bytes_that_do_not_fit_the_shape_are_refused() {
        MemorySegment bytes = MemorySegment.ofArray(new byte[8 * 5]);
        assertThrows(
                ResultException.class,
                () -> Variable.stored("x", List.of("i"), new int[] {6}, DataType.FLOAT64, bytes));
    }

    /** A place in memory that nobody asked for yet is no place that is taken. */
    @Test
    void what_is_more_than_memory_holds_is_refused_by_name() {
        int most = (int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 8 + 1);
        Variable large = Variable.filled("huge", List.of("i"), new int[] {most}, DataType.FLOAT64, 1);
        if (8L * most > Runtime.getRuntime().maxMemory()) {
            ResultException refused = assertThrows(ResultException.class, large::toDoubles);
            assertTrue(refused.getMessage().startsWith("the numbers of 'huge' take"), refused.getMessage());
        }
    }
}
