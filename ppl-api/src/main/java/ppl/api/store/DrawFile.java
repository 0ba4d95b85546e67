package ppl.api.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
import ppl.api.inference.Coord;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/**
 * A netCDF-4 file with a slot for every draw, which is made before the first draw and filled while sampling. So memory stays bounded
 * in a run of any length, and the draws up to a crash can be read.
 *
 * <p>While sampling the file is called {@code name.partial}; it gets its name when it is {@linkplain #complete() complete}. Slots
 * without a draw hold the values of the template, usually NaN. Several threads may write, each its own chains.
 *
 * <p><b>Shapes.</b> Those of the template. A draw of a variable is its event, row-major.
 *
 * <p><b>Errors.</b> A variable that the template lacks, an event of another size and a slot out of range are
 * {@link ResultException}s.
 */
public final class DrawFile implements Closeable {
    /** The group in which a partial file says how many draws of each chain it holds. */
    private static final Group PROGRESS = new Group("progress");

    private static final String COMPLETED = "completed";
    private static final int BUFFER = 1 << 13;

    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final InferenceData template;
    private final HdfOutput out;
    private final Map<String, Long> links = new LinkedHashMap<>();
    private final Map<Group, Map<String, Slots>> slots = new LinkedHashMap<>();
    private final long counters;
    private final long[] completed;

    private DrawFile(Path file, Path partial, FileChannel channel, InferenceData template) throws IOException {
        this.file = file;
        this.partial = partial;
        this.channel = channel;
        this.template = template;
        this.out = new HdfOutput(channel);
        this.completed = new long[chains(template)];
        out.put(new byte[NetCdf.SUPERBLOCK]);
        int dims = 0;
        for (Group group : template.groups()) {
            Dataset dataset = template.get(group);
            GroupWriter writer = new GroupWriter(out, 0, dims);
            links.put(group.label(), writer.write(group.label(), dataset));
            dims += dataset.coords().size();
            Map<String, Slots> byName = new LinkedHashMap<>();
            for (Variable variable : dataset.variables()) {
                if (variable.isSampled()) {
                    byName.put(
                            variable.name(),
                            new Slots(variable, writer.addresses().getOrDefault(variable.name(), 0L)));
                }
            }
            slots.put(group, byName);
        }
        Dataset progress = Dataset.builder()
                .variable(COMPLETED, List.of(Dataset.CHAIN), new int[] {completed.length}, completed.clone())
                .build();
        GroupWriter writer = new GroupWriter(out, 0, dims);
        Map<String, Long> all = new LinkedHashMap<>(links);
        all.put(PROGRESS.label(), writer.write(PROGRESS.label(), progress));
        this.counters = writer.addresses().getOrDefault(COMPLETED, 0L);
        NetCdf.finish(channel, out, all, template.attributes());
    }

    /** Predictions are files without a posterior. */
    private static int chains(InferenceData template) {
        return template.find(Group.POSTERIOR).map(Dataset::chains).orElseGet(() -> template.groups().stream()
                .flatMap(group -> template.get(group).variables().stream())
                .filter(Variable::isSampled)
                .mapToInt(variable -> variable.extent(Dataset.CHAIN))
                .max()
                .orElse(0));
    }

    /** The place of one variable in the file, and the draws of each chain that are not there yet. */
    private static final class Slots {
        private final long address;
        private final int draws;
        private final int event;
        private final DataType dtype;
        private final ByteBuffer[] waiting;
        private final int[] next;

        Slots(Variable variable, long address) {
            this.address = address;
            this.draws = variable.extent(Dataset.DRAW);
            this.event = variable.eventSize();
            this.dtype = variable.dtype();
            int chains = variable.extent(Dataset.CHAIN);
            int bytes = event * width();
            waiting = new ByteBuffer[chains];
            Arrays.setAll(waiting, c -> ByteBuffer.allocate(Math.max(bytes, BUFFER / Math.max(bytes, 1) * bytes))
                    .order(ByteOrder.LITTLE_ENDIAN));
            next = new int[chains];
        }

        private int width() {
            return dtype == DataType.BOOL ? 1 : 8;
        }

        void add(int chain, double[] values) {
            for (double value : values) {
                switch (dtype) {
                    case FLOAT64 -> waiting[chain].putDouble(value);
                    case INT64 -> waiting[chain].putLong((long) value);
                    case BOOL -> waiting[chain].put((byte) (value != 0 ? 1 : 0));
                }
            }
        }

        void flush(int chain, FileChannel channel) throws IOException {
            ByteBuffer bytes = waiting[chain].flip();
            int perDraw = event * width();
            long at = address + ((long) chain * draws + next[chain]) * perDraw;
            next[chain] += perDraw == 0 ? 0 : bytes.remaining() / perDraw;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
            bytes.clear();
        }
    }

    /**
     * Makes the file with all its slots.
     *
     * @param template the names, dims, coords, attributes and constant data, with variables such as those of
     *     {@link Variable#filled}
     */
    public static DrawFile create(Path file, InferenceData template) throws IOException {
        Path partial = partialIn(file);
        FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            return new DrawFile(file, partial, channel, template);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Makes the folders above a file, and returns its name until it is complete. */
    static Path partialIn(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return partial(file);
    }

    /** The name that a file has until it is complete. */
    public static Path partial(Path file) {
        return file.resolveSibling(file.getFileName() + ".partial");
    }

    /**
     * Writes the next draw of a variable to the slot after the previous draw of this chain. Integers and truth values (not 0) are given
     * as numbers.
     *
     * @throws ResultException with code ABSENT if the template has no such variable or chain; with code SHAPE if the draw has
     *     another number of elements, or the chain has all of its draws already
     */
    public void append(Group group, String variable, int chain, double... event) throws IOException {
        Slots place = slots.getOrDefault(group, Map.of()).get(variable);
        if (place == null) {
            throw new ResultException(
                    ResultCode.ABSENT, "the template has no sampled variable '" + variable + "' in " + group);
        }
        if (event.length != place.event) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "a draw of '" + variable + "' has " + place.event + " elements, not " + event.length);
        }
        if (chain < 0 || chain >= place.waiting.length) {
            throw new ResultException(ResultCode.ABSENT, "there is no chain " + chain + " of " + place.waiting.length);
        }
        int waiting = place.event == 0 ? 0 : place.waiting[chain].position() / (place.event * place.width());
        if (place.next[chain] + waiting >= place.draws) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "chain " + chain + " of '" + variable + "' already has all of its " + place.draws + " draws");
        }
        if (place.waiting[chain].remaining() < event.length * place.width()) {
            place.flush(chain, channel);
        }
        place.add(chain, event);
    }

    /**
     * Sends the draws of a chain to the file and records that so many of them are complete; a later crash loses none of these.
     *
     * @param draws the number of draws of which every variable was appended
     */
    public void commit(int chain, int draws) throws IOException {
        for (Map<String, Slots> group : slots.values()) {
            for (Slots place : group.values()) {
                if (chain < place.waiting.length) {
                    place.flush(chain, channel);
                }
            }
        }
        completed[chain] = draws;
        ByteBuffer count = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(draws)
                .flip();
        channel.write(count, counters + 8L * chain);
    }

    /** Sends the rest to the file and gives it its name. Slots that were not filled stay as the template has them. */
    public void complete() throws IOException {
        for (int chain = 0; chain < completed.length; chain++) {
            commit(chain, (int) completed[chain]);
        }
        // A new root without the progress group takes the place of the old one.
        NetCdf.finish(channel, out, links, template.attributes());
        channel.force(true);
        channel.close();
        NetCdf.publish(partial, file);
    }

    /** Closes the file. Without {@link #complete()} it stays partial. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * Reads the file of a run that did not end well: for every sampled group the draws that all chains have.
     *
     * @param partial the partial file
     */
    public static InferenceData recover(Path partial) throws IOException {
        InferenceData all = NetCdf.read(partial);
        if (!all.contains(PROGRESS)) {
            return all;
        }
        long draws =
                Arrays.stream(all.get(PROGRESS).get(COMPLETED).toLongs()).min().orElse(0);
        InferenceData cut = all.without(PROGRESS);
        for (Group group : List.copyOf(cut.groups())) {
            Coord labels = cut.get(group).coords().get(Dataset.DRAW);
            if (labels != null) {
                int kept = Math.clamp(draws, 0, labels.size());
                cut = cut.with(group, cut.get(group).slice(Dataset.DRAW, 0, kept, 1));
            }
        }
        return cut;
    }
}
