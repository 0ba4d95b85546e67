package ppl.api.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;
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

    private final Path file;
    private final Path partial;
    private final PlaceWriter places;
    private final FileChannel channel;
    private final InferenceData template;
    private final HdfOutput out;
    private final Map<Group, Map<String, Long>> present = new LinkedHashMap<>();
    private final Map<String, Long> links = new LinkedHashMap<>();
    private final Map<Group, Map<String, Slots>> slots = new LinkedHashMap<>();
    private final long counters;
    private final AtomicLongArray completed;
    private int dims;
    private @Nullable MemorySegment mapped;

    /** The place of a variable in the file, and what takes its draws, chain by chain. */
    private record Slots(Variable variable, long address, List<DrawColumn> columns) {}

    private DrawFile(Path file, Path partial, RandomAccessFile bytes, InferenceData template) throws IOException {
        this.file = file;
        this.partial = partial;
        this.places = new PlaceWriter(bytes);
        this.channel = bytes.getChannel();
        this.template = template;
        this.out = new HdfOutput(channel);
        this.completed = new AtomicLongArray(chains(template));
        out.put(new byte[NetCdf.SUPERBLOCK]);
        for (Group group : template.groups()) {
            Dataset dataset = template.get(group);
            GroupWriter writer = write(group, dataset, Map.of());
            present.put(group, Map.copyOf(writer.links()));
            Map<String, Slots> byName = new LinkedHashMap<>();
            for (Variable variable : dataset.variables()) {
                if (variable.isSampled()) {
                    long address = writer.addresses().getOrDefault(variable.name(), 0L);
                    List<DrawColumn> columns = IntStream.range(0, variable.extent(Dataset.CHAIN))
                            .mapToObj(c -> new DrawColumn(places, variable, c, address))
                            .toList();
                    byName.put(variable.name(), new Slots(variable, address, columns));
                }
            }
            slots.put(group, byName);
        }
        GroupWriter writer = new GroupWriter(out, 0, dims);
        Map<String, Long> all = new LinkedHashMap<>(links);
        all.put(
                DrawProgress.GROUP.label(),
                writer.write(DrawProgress.GROUP.label(), DrawProgress.none(completed.length())));
        dims = writer.nextDimId();
        this.counters = writer.addresses().getOrDefault(DrawProgress.COMPLETED, 0L);
        NetCdf.finish(channel, out, all, template.attributes());
    }

    private GroupWriter write(Group group, Dataset dataset, Map<String, Long> there) throws IOException {
        GroupWriter writer = new GroupWriter(out, 0, dims, there);
        links.put(group.label(), writer.write(group.label(), dataset));
        dims = writer.nextDimId();
        return writer;
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

    /**
     * Makes the file with all its slots.
     *
     * @param template the names, dims, coords, attributes and constant data, with variables such as those of
     *     {@link Variable#filled}
     * @throws IOException if it cannot be written, or another run has it open
     */
    public static DrawFile create(Path file, InferenceData template) throws IOException {
        return Uninterrupted.once(() -> {
            Path partial = partialIn(file);
            FileOwner.discard(partial);
            Files.createFile(partial);
            RandomAccessFile bytes = new RandomAccessFile(partial.toFile(), "rw");
            try {
                FileOwner.lock(bytes.getChannel(), partial);
                return new DrawFile(file, partial, bytes, template);
            } catch (IOException | RuntimeException e) {
                bytes.close();
                Files.deleteIfExists(partial);
                throw e;
            }
        });
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
     * What takes the draws of a variable of a chain.
     *
     * @throws ResultException with code ABSENT if the template has no such variable or chain
     */
    public DrawColumn column(Group group, String variable, int chain) {
        Slots place = slots.getOrDefault(group, Map.of()).get(variable);
        if (place == null) {
            throw new ResultException(
                    ResultCode.ABSENT, "the template has no sampled variable '" + variable + "' in " + group);
        }
        if (chain < 0 || chain >= place.columns().size()) {
            throw new ResultException(
                    ResultCode.ABSENT,
                    "there is no chain " + chain + " of " + place.columns().size());
        }
        return place.columns().get(chain);
    }

    /**
     * Writes the next draw of a variable to the slot after the previous draw of this chain. Integers and truth values (not 0) are given
     * as numbers.
     *
     * @throws ResultException as {@link #column} and {@link DrawColumn#append}
     */
    public void append(Group group, String variable, int chain, double... event) throws IOException {
        column(group, variable, chain).append(event);
    }

    /**
     * Sends the draws of a chain to the file and records that so many of them are complete; a later crash of the process loses none of these.
     *
     * @param draws the number of draws of which every variable was appended, those of the warm-up included if the file has slots for them
     */
    public void commit(int chain, int draws) throws IOException {
        for (Map<String, Slots> group : slots.values()) {
            for (Slots place : group.values()) {
                if (chain < place.columns().size()) {
                    place.columns().get(chain).flush();
                }
            }
        }
        ByteBuffer count = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(draws)
                .flip();
        places.write(count, counters + 8L * chain);
        completed.set(chain, draws);
    }

    /** How many draws of a chain were committed. */
    public int committed(int chain) {
        return (int) completed.get(chain);
    }

    /** All slots where they lie in the file: their numbers are read when they are asked for, so they take no memory. */
    public synchronized InferenceData slots() throws IOException {
        MemorySegment all = mapped;
        if (all == null) {
            all = Uninterrupted.once(
                    () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto()));
            mapped = all;
        }
        InferenceData data = template;
        for (Map.Entry<Group, Map<String, Slots>> group : slots.entrySet()) {
            Dataset dataset = template.get(group.getKey());
            Dataset.Builder builder = Dataset.builder();
            dataset.coords().forEach(builder::coord);
            dataset.attributes().forEach(builder::attribute);
            for (Variable variable : dataset.variables()) {
                Slots place = group.getValue().get(variable.name());
                builder.add(place == null ? variable : stored(all, place.variable(), place.address()));
            }
            data = data.with(group.getKey(), builder.build());
        }
        return data;
    }

    private static Variable stored(MemorySegment all, Variable variable, long address) {
        long bytes = (long) variable.size() * (variable.dtype() == DataType.BOOL ? 1 : 8);
        return Variable.stored(
                        variable.name(),
                        variable.dims(),
                        variable.shape(),
                        variable.dtype(),
                        all.asSlice(address, bytes))
                .withAttributes(variable.attributes());
    }

    /** Sends the rest to the file and gives it its name. Slots that were not filled stay as the template has them. */
    public void complete() throws IOException {
        Uninterrupted.once(() -> {
            for (int chain = 0; chain < completed.length(); chain++) {
                commit(chain, (int) completed.get(chain));
            }
            return file;
        });
        end(template);
    }

    /**
     * Gives the file its name, with this content: what of it is in {@link #slots()} stays where it is, and all else is written after it. If it has fewer draws or chains than there are slots, it is
     * written once more, without the others.
     *
     * @param data from {@link #slots()}, and more
     * @return the same, from the complete file
     */
    public InferenceData complete(InferenceData data) throws IOException {
        if (data.groups().containsAll(template.groups())
                && template.groups().stream().allMatch(g -> isWhole(g, data))) {
            end(data);
            return data;
        }
        Path cut = file.resolveSibling(file.getFileName() + ".cut");
        NetCdf.write(data, cut);
        NetCdf.publish(cut, file);
        channel.close();
        Files.deleteIfExists(partial);
        InferenceData read = NetCdf.read(file);
        InferenceData result = data;
        for (Group group : data.groups()) {
            result = result.with(group, read.get(group));
        }
        return result;
    }

    private boolean isWhole(Group group, InferenceData data) {
        return template.get(group).variables().stream()
                .allMatch(v -> data.get(group).contains(v.name())
                        && Arrays.equals(data.get(group).get(v.name()).shape(), v.shape()));
    }

    private void end(InferenceData data) throws IOException {
        // New groups and a new root, without the progress group, take the place of the old ones.
        links.clear();
        Uninterrupted.once(() -> {
            for (Group group : data.groups()) {
                write(group, data.get(group), present.getOrDefault(group, Map.of()));
            }
            NetCdf.finish(channel, out, links, data.attributes());
            channel.force(true);
            channel.close();
            NetCdf.publish(partial, file);
            return file;
        });
    }

    /** Closes the file. Without {@link #complete()} it stays partial. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * Reads the file of a run that did not end well: for every sampled group the draws that all chains have, without chains that have none.
     *
     * @param partial the partial file
     */
    public static InferenceData recover(Path partial) throws IOException {
        return DrawProgress.cut(NetCdf.read(partial));
    }
}
