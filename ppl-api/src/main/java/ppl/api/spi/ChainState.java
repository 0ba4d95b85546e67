package ppl.api.spi;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import ppl.graph.random.StreamVersion;

/**
 * The state of a chain between two iterations: together with its {@link ChainSpec} it determines all further draws. A chain that
 * starts with the same spec and restores the state gives the same bits as the first chain: draws, statistics, and what warm-up has
 * still to learn. The new spec may ask for more draws, or have another key and so give other draws.
 *
 * <p>A sampler writes and reads the fields in one method, see {@link StateArchive}:
 *
 * <pre>{@code
 * public ChainState save() {
 *     return ChainState.save("walk", 1, spec, this::archive);
 * }
 *
 * public void restore(ChainState state) {
 *     state.restore("walk", 1, spec, this::archive);
 * }
 * }</pre>
 *
 * <p><b>Errors.</b> {@link IllegalArgumentException} if the state does not fit the chain; the message says what differs and what to do.
 *
 * @param sampler the sampler's name
 * @param version the version of what the sampler writes: it grows whenever the fields, their order or their meaning change
 * @param streamVersion {@link StreamVersion#CURRENT} of the release that saved it
 * @param blocks the variables and their numbers of coordinates, as text
 * @param tune the number of warm-up iterations
 * @param options the sampler's options, as text
 * @param content the fields
 */
public record ChainState(
        String sampler, int version, int streamVersion, String blocks, int tune, String options, byte[] content) {

    /** The first bytes of a state: a mark that it is one, and the version of this layout. */
    private static final int MAGIC = 0x50504C01;

    /** Copies the content. */
    public ChainState {
        content = content.clone();
    }

    /** A copy of the fields. */
    @Override
    public byte[] content() {
        return content.clone();
    }

    /**
     * The state of a chain.
     *
     * @param spec what the chain was started with
     * @param fields the chain's method that names its fields
     */
    public static ChainState save(String sampler, int version, ChainSpec spec, Consumer<StateArchive> fields) {
        SavedFields saved = new SavedFields();
        fields.accept(saved);
        return new ChainState(
                sampler,
                version,
                StreamVersion.CURRENT,
                textOf(spec),
                spec.tune(),
                textOf(spec.options()),
                saved.content());
    }

    /**
     * Gives a chain this state.
     *
     * @param spec what the chain was started with
     * @param fields the chain's method that names its fields
     * @throws IllegalArgumentException if the state is of another sampler, version, stream version, variables, warm-up or options, or is damaged. Only in the
     *     last case the chain may have changed, and must not be used any more
     */
    public void restore(String sampler, int version, ChainSpec spec, Consumer<StateArchive> fields) {
        require("sampler", this.sampler, sampler, "start that sampler");
        require(
                "version",
                this.version,
                version,
                "this " + sampler + " reads states of its own version only: take the release that saved it");
        require(
                "stream version",
                streamVersion,
                StreamVersion.CURRENT,
                "draws have changed between the two: take the release that saved it, or start anew");
        require("variables", blocks, textOf(spec), "start the chain of the model that it was saved for");
        require("warm-up iterations", tune, spec.tune(), "start the chain with as many");
        require("options", options, textOf(spec.options()), "start the chain with the same");
        RestoredFields restored = new RestoredFields(content);
        try {
            fields.accept(restored);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw damaged(e);
        }
        if (!restored.isDone()) {
            throw damaged(null);
        }
    }

    /**
     * Refuses to save, restore or revisit within an iteration.
     *
     * @param sampler the sampler's name
     * @param iteration the iterations finished
     * @param between whether the chain is between iterations
     * @throws IllegalStateException if it is not
     */
    public static void requireBetweenIterations(String sampler, int iteration, boolean between) {
        if (!between) {
            throw new IllegalStateException(sampler + " is within iteration " + iteration
                    + ": its state can be saved, restored or revisited after a tell that has finished an iteration");
        }
    }

    private static void require(String what, Object saved, Object wanted, String remedy) {
        if (!saved.equals(wanted)) {
            throw new IllegalArgumentException("cannot restore a chain: the state has " + what + " " + saved
                    + ", the chain has " + wanted + ": " + remedy + ".");
        }
    }

    private static IllegalArgumentException damaged(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "cannot restore a chain: the state does not have the fields of such a chain. It is damaged, or fields were"
                        + " changed without a new version: save it anew.",
                cause);
    }

    /** The state as bytes, for files. */
    public byte[] toBytes() {
        SavedFields all = new SavedFields();
        all.integer(MAGIC);
        all.bytes(sampler.getBytes(StandardCharsets.UTF_8));
        all.integer(version);
        all.integer(streamVersion);
        all.bytes(blocks.getBytes(StandardCharsets.UTF_8));
        all.integer(tune);
        all.bytes(options.getBytes(StandardCharsets.UTF_8));
        all.bytes(content);
        byte[] body = all.content();
        return ByteBuffer.allocate(body.length + Integer.BYTES)
                .put(body)
                .putInt(checksum(body))
                .array();
    }

    /**
     * The state of {@link #toBytes}.
     *
     * @throws IllegalArgumentException if the bytes are not those of a state
     */
    public static ChainState from(byte[] bytes) {
        try {
            if (ByteBuffer.wrap(bytes).getInt() != MAGIC) {
                throw new IllegalArgumentException(
                        "these bytes are not the state of a chain, or one of a later release: they begin with "
                                + Arrays.toString(Arrays.copyOf(bytes, 4)) + ", not with 'PPL' and 1.");
            }
            byte[] body = Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
            if (ByteBuffer.wrap(bytes).getInt(body.length) != checksum(body)) {
                throw new IllegalArgumentException(
                        "these " + bytes.length
                                + " bytes are the state of a chain, but damaged or incomplete: their checksum is wrong; take another copy.");
            }
            RestoredFields all = new RestoredFields(body);
            all.integer(MAGIC);
            return new ChainState(
                    text(all),
                    all.integer(0),
                    all.integer(0),
                    text(all),
                    all.integer(0),
                    text(all),
                    all.bytes(new byte[0]));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(
                    "these " + bytes.length + " bytes end before the state of a chain does: read all of them.", e);
        }
    }

    private static int checksum(byte[] body) {
        CRC32C sum = new CRC32C();
        sum.update(body);
        return (int) sum.getValue();
    }

    private static String text(RestoredFields all) {
        return new String(all.bytes(new byte[0]), StandardCharsets.UTF_8);
    }

    private static String textOf(ChainSpec spec) {
        StringBuilder text = new StringBuilder();
        for (Block block : spec.blocks()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(block.variable())
                    .append('[')
                    .append(block.size())
                    .append(']');
        }
        return text.toString();
    }

    private static String textOf(Map<String, Object> options) {
        TreeMap<String, String> text = new TreeMap<>();
        options.forEach((name, value) -> text.put(
                name,
                switch (value) {
                    case double[] numbers -> Arrays.toString(numbers);
                    case double[][] rows -> Arrays.deepToString(rows);
                    default -> value.toString();
                }));
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChainState s && Arrays.equals(toBytes(), s.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "state of a chain of " + sampler + " over " + blocks + ", " + content.length + " bytes";
    }
}
