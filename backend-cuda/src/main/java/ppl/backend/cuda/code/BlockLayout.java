package ppl.backend.cuda.code;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.Kernel;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.DType;

/**
 * The memory of one caller on the device, one allocation: a header, then regions, each of which holds a slab for every point of the batch, so
 * that inputs go in one copy and results come in one: inputs, outputs, words of control, the arenas of all element types, scratch. Slabs of
 * a region are alike. They end with gaps that no kernel touches. The header holds the address of the numbers that are known when the
 * program is compiled, which all callers share, and the length of a slab of scratch.
 *
 * @param inputs where each input begins in its slab, in bytes; {@link #NOWHERE} of those that no kernel reads, or that have no elements
 * @param outputs where each output begins; {@link #NOWHERE} of those without elements
 * @param control where each word of control begins
 * @param arenas where the arena of each element type begins
 * @param tables of sums by group, by the buffer of the rows' places; they lie behind the arenas
 * @param lengths of a slab of each region but scratch, multiples of {@value #ALIGNMENT}
 * @param gaps of each region but scratch: where nothing lies in a slab, from each to the next multiple of {@value #ALIGNMENT}
 */
public record BlockLayout(
        List<Long> inputs,
        List<Long> outputs,
        List<Long> control,
        Map<DType, Long> arenas,
        Map<Integer, GroupTable> tables,
        Map<Region, Long> lengths,
        Map<Region, List<Long>> gaps) {

    /** The regions, in their order. */
    public enum Region {
        /** What a call is given. */
        INPUTS,
        /** What it returns. */
        OUTPUTS,
        /** Numbers of int64 that say which kernels have something to do. */
        CONTROL,
        /** The arenas. */
        WORK,
        /** Memory that each kernel uses as it likes. */
        SCRATCH
    }

    /** Places of buffers are multiples of it. */
    public static final int ALIGNMENT = 256;

    /** In place of a place: nothing lies there. */
    public static final long NOWHERE = -1;

    /** Where the header holds the address of the known numbers. */
    public static final int LITERALS = 0;

    /** Where the header holds the length of a slab of scratch. */
    public static final int SCRATCH_LENGTH = 8;

    /** The header with its gap. */
    public static final int HEADER = ALIGNMENT;

    /** Copies the lists. */
    public BlockLayout {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        control = List.copyOf(control);
        arenas = Map.copyOf(arenas);
        tables = Map.copyOf(tables);
        lengths = Map.copyOf(lengths);
        gaps = Map.copyOf(gaps);
    }

    /**
     * The layout for a plan.
     *
     * @param inputs of the program
     * @param outputs of the program
     * @param words of control
     */
    public static BlockLayout of(KernelPlan plan, int inputs, int outputs, int words) {
        long[] in = new long[inputs];
        long[] out = new long[outputs];
        for (Buffer b : plan.buffers()) {
            switch (b.place()) {
                case Place.Input(int position) -> in[position] = bytes(b.dtype(), b.length());
                case Place.Output(int position) -> out[position] = bytes(b.dtype(), b.length());
                case Place.Literal _, Place.Arena _, Place.Window _ -> {}
            }
        }
        Cursor given = new Cursor();
        Cursor results = new Cursor();
        Cursor asked = new Cursor();
        Cursor work = new Cursor();
        long first = asked.take(8L * words);
        List<Long> control = new ArrayList<>();
        for (int w = 0; w < words; w++) {
            control.add(first + 8L * w);
        }
        Map<DType, Long> arenas = new EnumMap<>(DType.class);
        plan.arenaLengths().forEach((dtype, length) -> arenas.put(dtype, work.take(bytes(dtype, length))));
        Map<Integer, GroupTable> tables = new HashMap<>();
        for (Kernel.GroupLayout layout : GroupTable.among(plan.kernels())) {
            GroupTable table = new GroupTable(layout.accumulators(), work.take(GroupTable.bytes(layout)));
            tables.put(layout.places(), table);
        }
        List<Long> inputsAt = given.takeAll(in);
        List<Long> outputsAt = results.takeAll(out);
        Map<Region, Cursor> cursors =
                Map.of(Region.INPUTS, given, Region.OUTPUTS, results, Region.CONTROL, asked, Region.WORK, work);
        Map<Region, Long> lengths = new EnumMap<>(Region.class);
        Map<Region, List<Long>> gaps = new EnumMap<>(Region.class);
        cursors.forEach((region, cursor) -> {
            lengths.put(region, cursor.next());
            gaps.put(region, List.copyOf(cursor.gaps));
        });
        return new BlockLayout(inputsAt, outputsAt, control, arenas, tables, lengths, gaps);
    }

    private static long bytes(DType dtype, int length) {
        return (long) Types.bytes(dtype) * length;
    }

    /** The region of a buffer that is no literal and no window. */
    static Region region(Buffer buffer) {
        return switch (buffer.place()) {
            case Place.Input _ -> Region.INPUTS;
            case Place.Output _ -> Region.OUTPUTS;
            case Place.Arena _ -> Region.WORK;
            case Place.Literal _, Place.Window _ -> throw new AssertionError("not in the block: " + buffer);
        };
    }

    /** Where such a buffer begins in its slab. */
    long start(Buffer buffer) {
        return switch (buffer.place()) {
            case Place.Input(int position) -> inputs.get(position);
            case Place.Output(int position) -> outputs.get(position);
            case Place.Arena(int offset) -> arenas.getOrDefault(buffer.dtype(), 0L) + bytes(buffer.dtype(), offset);
            case Place.Literal _, Place.Window _ -> throw new AssertionError("not in the block: " + buffer);
        };
    }

    /** The length of a slab; of scratch it is not known here. */
    public long length(Region region) {
        return lengths.getOrDefault(region, 0L);
    }

    /** The length of the slabs of one point in all regions before one. */
    public long before(Region region) {
        long bytes = 0;
        for (Region r : Region.values()) {
            bytes += r.ordinal() < region.ordinal() ? length(r) : 0;
        }
        return bytes;
    }

    /** The length of a slab that holds so many bytes and a gap. */
    public static long slab(long bytes) {
        return bytes == 0 ? 0 : (bytes + 64 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static final class Cursor {
        final List<Long> gaps = new ArrayList<>();
        long end;

        /** Behind a gap. */
        long next() {
            return slab(end);
        }

        long take(long bytes) {
            long start = next();
            if (bytes > 0) {
                end = start + bytes;
                gaps.add((end + 7) / 8 * 8);
            }
            return start;
        }

        List<Long> takeAll(long[] bytes) {
            List<Long> starts = new ArrayList<>();
            for (long b : bytes) {
                starts.add(b == 0 ? NOWHERE : take(b));
            }
            return starts;
        }
    }
}
