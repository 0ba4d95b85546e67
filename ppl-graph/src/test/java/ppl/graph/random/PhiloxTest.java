package ppl.graph.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ppl.graph.Tensor;
import ppl.graph.Var;

class PhiloxTest {

    /** The known-answer vectors published with the generator (Random123, kat_vectors, philox4x32 of 10 rounds). */
    @Test
    void blocks_equal_the_published_vectors() {
        assertArrayEquals(
                new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
                Philox.block(new int[] {0, 0, 0, 0}, new int[] {0, 0}));
        assertArrayEquals(
                new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
                Philox.block(new int[] {-1, -1, -1, -1}, new int[] {-1, -1}));
        assertArrayEquals(
                new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
                Philox.block(
                        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                        new int[] {0xa4093822, 0x299f31d0}));
    }

    @Test
    void the_fast_form_equals_the_block_form() {
        for (long i = 0; i < 1000; i++) {
            long key = i * 0x9E3779B97F4A7C15L;
            long counter = i * 0xD1B54A32D192ED03L;
            int[] block = Philox.block(
                    new int[] {(int) counter, (int) (counter >>> 32), 5, 0}, new int[] {(int) key, (int) (key >>> 32)});
            assertEquals(join(block[0], block[1]), Philox.bits(key, counter, 5, false));
            assertEquals(join(block[2], block[3]), Philox.bits(key, counter, 5, true));
        }
    }

    @Test
    void the_graph_gives_the_bits_of_the_host() {
        long[] counters = new long[64];
        for (int i = 0; i < counters.length; i++) {
            counters[i] = i * 0xD1B54A32D192ED03L;
        }
        Var key = Var.constant(Tensor.wrap(keys(counters.length), counters.length));
        for (boolean upper : new boolean[] {false, true}) {
            Var bits = Var.of(new Philox(3, upper), key, Var.constant(Tensor.of(counters)));
            long[] graph = Objects.requireNonNull(bits.constantValue()).toLongs();
            for (int i = 0; i < counters.length; i++) {
                assertEquals(Philox.bits(keys(64)[i], counters[i], 3, upper), graph[i]);
            }
        }
    }

    @Test
    void keys_folded_by_numbers_and_names_differ_and_repeat() {
        RandomKey key = RandomKey.of(42);
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertTrue(seen.add(key.fold(i).bits()));
            assertTrue(seen.add(key.fold("x" + i).bits()));
            assertTrue(seen.add(key.bits(i)));
        }
        assertEquals(key.fold(3).fold("a"), RandomKey.of(42).fold(3).fold("a"));
        assertNotEquals(key.fold(3).fold("a"), key.fold("a").fold(3));
        assertEquals(
                key.fold("site").fold(2).bits(),
                Objects.requireNonNull(KeyVar.of(key).fold("site").fold(2).key().constantValue())
                        .longAt(0));
    }

    @Test
    void uniform_numbers_stay_inside_the_open_interval() {
        RandomKey key = RandomKey.of(7);
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double u = key.uniform(i);
            assertTrue(u > 0 && u < 1);
            sum += u;
        }
        assertEquals(0.5, sum / 100_000, 5 * Math.sqrt(1 / 12.0 / 100_000)); // false alarm 6e-7
        assertEquals(1 - 0x1p-53, ((-1L >>> 12) + 0.5) * 0x1p-52);
    }

    private static long[] keys(int n) {
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = i * 0x9E3779B97F4A7C15L;
        }
        return keys;
    }

    private static long join(int low, int high) {
        return (low & 0xFFFFFFFFL) | (long) high << 32;
    }
}
