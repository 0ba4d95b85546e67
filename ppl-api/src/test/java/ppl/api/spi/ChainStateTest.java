package ppl.api.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import ppl.graph.random.RandomKey;
import ppl.graph.random.StreamVersion;

/** What a state holds comes back to the bit, and what is no state of the chain is refused with what to do. */
class ChainStateTest {

    private static final ChainSpec SPEC = spec("x", 2, 5, Map.of("width", new double[] {1, 2}));

    private static ChainSpec spec(String variable, int size, int tune, Map<String, Object> options) {
        Block block = new Block(variable, Block.Measure.CONTINUOUS, 0, size);
        return new ChainSpec(List.of(block), new double[size], tune, 10, RandomKey.of(1), options);
    }

    private static final class Fields {
        private double real;
        private int integer;
        private boolean flag;
        private final double[] reals = new double[3];
        private byte[] bytes = {};

        private void archive(StateArchive fields) {
            real = fields.real(real);
            integer = fields.integer(integer);
            flag = fields.flag(flag);
            fields.reals(reals);
            bytes = fields.bytes(bytes);
        }
    }

    private static ChainState state() {
        Fields fields = new Fields();
        fields.real = Double.longBitsToDouble(0x7ff8_0000_0000_0123L);
        fields.integer = Integer.MIN_VALUE;
        fields.flag = true;
        fields.reals[0] = -0.0;
        fields.reals[2] = Double.MIN_VALUE;
        fields.bytes = new byte[] {1, -1};
        return ChainState.save("walk", 3, SPEC, fields::archive);
    }

    @Test
    void fields_keep_their_bits_through_bytes() {
        ChainState state = state();
        ChainState read = ChainState.from(state.toBytes());
        assertEquals(state, read);
        Fields back = new Fields();
        read.restore("walk", 3, SPEC, back::archive);
        assertEquals(0x7ff8_0000_0000_0123L, Double.doubleToRawLongBits(back.real));
        assertEquals(Integer.MIN_VALUE, back.integer);
        assertTrue(back.flag);
        assertArrayEquals(new double[] {-0.0, 0, Double.MIN_VALUE}, back.reals);
        assertArrayEquals(new byte[] {1, -1}, back.bytes);
    }

    private static String refusal(String sampler, int version, ChainSpec spec, Consumer<StateArchive> fields) {
        return assertThrows(IllegalArgumentException.class, () -> state().restore(sampler, version, spec, fields))
                .getMessage();
    }

    @Test
    void a_state_of_another_chain_is_refused_by_what_differs() {
        Consumer<StateArchive> fields = new Fields()::archive;
        assertEquals(
                "cannot restore a chain: the state has sampler walk, the chain has nuts: start that sampler.",
                refusal("nuts", 3, SPEC, fields));
        assertEquals(
                "cannot restore a chain: the state has version 3, the chain has 4: this walk reads states of its own version"
                        + " only: take the release that saved it.",
                refusal("walk", 4, SPEC, fields));
        assertEquals(
                "cannot restore a chain: the state has variables x[2], the chain has x[3]: start the chain of the model that it"
                        + " was saved for.",
                refusal("walk", 3, spec("x", 3, 5, SPEC.options()), fields));
        assertEquals(
                "cannot restore a chain: the state has warm-up iterations 5, the chain has 6: start the chain with as many.",
                refusal("walk", 3, spec("x", 2, 6, SPEC.options()), fields));
        assertEquals(
                "cannot restore a chain: the state has options {width=[1.0, 2.0]}, the chain has {}: start the chain with the"
                        + " same.",
                refusal("walk", 3, spec("x", 2, 5, Map.of()), fields));
    }

    @Test
    void a_state_of_a_release_with_other_draws_is_refused() {
        ChainState now = state();
        int other = StreamVersion.CURRENT + 1;
        ChainState later = new ChainState(
                now.sampler(), now.version(), other, now.blocks(), now.tune(), now.options(), now.content());
        Consumer<StateArchive> fields = new Fields()::archive;
        assertEquals(
                "cannot restore a chain: the state has stream version " + other + ", the chain has "
                        + StreamVersion.CURRENT
                        + ": draws have changed between the two: take the release that saved it, or start anew.",
                assertThrows(IllegalArgumentException.class, () -> ChainState.from(later.toBytes())
                                .restore("walk", 3, SPEC, fields))
                        .getMessage());
    }

    @Test
    void fields_that_are_fewer_more_or_of_other_lengths_are_refused() {
        String damaged = "cannot restore a chain: the state does not have the fields of such a chain. It is damaged, or"
                + " fields were changed without a new version: save it anew.";
        assertEquals(damaged, refusal("walk", 3, SPEC, f -> f.real(0)));
        assertEquals(damaged, refusal("walk", 3, SPEC, f -> {
            new Fields().archive(f);
            f.real(0);
        }));
        assertEquals(damaged, refusal("walk", 3, SPEC, f -> {
            f.real(0);
            f.integer(0);
            f.flag(true);
            f.reals(new double[4]);
        }));
    }

    @Test
    void bytes_that_are_no_state_are_refused() {
        byte[] bytes = state().toBytes();
        assertDamaged(Arrays.copyOf(bytes, bytes.length - 1));
        assertDamaged(Arrays.copyOf(bytes, bytes.length + 5));
        for (int i = Integer.BYTES; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 4;
            assertDamaged(flipped);
        }
        assertEquals(
                "these bytes are not the state of a chain, or one of a later release: they begin with [1, 2, 3, 4], not with 'PPL'"
                        + " and 1.",
                assertThrows(IllegalArgumentException.class, () -> ChainState.from(new byte[] {1, 2, 3, 4}))
                        .getMessage());
    }

    private static void assertDamaged(byte[] bytes) {
        assertEquals(
                "these " + bytes.length
                        + " bytes are the state of a chain, but damaged or incomplete: their checksum is wrong; take another copy.",
                assertThrows(IllegalArgumentException.class, () -> ChainState.from(bytes))
                        .getMessage());
    }
}
