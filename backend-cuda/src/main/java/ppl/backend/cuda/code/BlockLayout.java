package ppl.backend.cuda.code;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Buffer.Place;
import ppl.backend.spi.plan.KernelPlan;
import ppl.graph.DType;

/**
 * The memory of one caller on the device, one allocation: a header, the inputs, the outputs, an arena for each element type, scratch.
 * Between them are gaps that no kernel touches. The header holds the address of the numbers that are known when the program is compiled,
 * which all callers share.
 *
 * @param inputs where each input begins, in bytes; {@link #NOWHERE} of those that no kernel reads, or that have no elements
 * @param inputEnd the byte behind the last of them
 * @param outputs where each output begins; {@link #NOWHERE} of those without elements
 * @param outputStart where the first of them begins
 * @param outputEnd the byte behind the last of them
 * @param arenas where the arena of each element type begins
 * @param scratch where memory begins that each kernel uses as it likes
 * @param gaps where nothing lies, from each to the next multiple of {@value #ALIGNMENT}
 */
public record BlockLayout(
        List<Long> inputs,
        long inputEnd,
        List<Long> outputs,
        long outputStart,
        long outputEnd,
        Map<DType, Long> arenas,
        long scratch,
        List<Long> gaps) {

    /** Places of buffers are multiples of it. */
    public static final int ALIGNMENT = 256;

    /** In place of a place: nothing lies there. */
    public static final long NOWHERE = -1;

    /** Where the header holds the address of the known numbers. */
    public static final int LITERALS = 0;

    /** Where the header holds a number that the host reads. */
    public static final int ANSWER = 8;

    /** Where the header holds a number that the host has written. */
    public static final int ORDER = 16;

    /** The words of the header. */
    public static final int HEADER = 24;

    /** Copies the lists. */
    public BlockLayout {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        arenas = Map.copyOf(arenas);
        gaps = List.copyOf(gaps);
    }

    /** The layout for a plan, of a program with this many inputs and outputs. */
    public static BlockLayout of(KernelPlan plan, int inputs, int outputs) {
        long[] in = new long[inputs];
        long[] out = new long[outputs];
        for (Buffer b : plan.buffers()) {
            switch (b.place()) {
                case Place.Input(int position) -> in[position] = bytes(b.dtype(), b.length());
                case Place.Output(int position) -> out[position] = bytes(b.dtype(), b.length());
                case Place.Literal _, Place.Arena _, Place.Window _ -> {}
            }
        }
        Cursor cursor = new Cursor();
        cursor.take(HEADER);
        List<Long> inputsAt = cursor.takeAll(in);
        long inputEnd = cursor.end;
        long outputStart = cursor.next();
        List<Long> outputsAt = cursor.takeAll(out);
        long outputEnd = Math.max(outputStart, cursor.end);
        Map<DType, Long> arenas = new EnumMap<>(DType.class);
        plan.arenaLengths().forEach((dtype, length) -> arenas.put(dtype, cursor.take(bytes(dtype, length))));
        return new BlockLayout(
                inputsAt, inputEnd, outputsAt, outputStart, outputEnd, arenas, cursor.next(), cursor.gaps);
    }

    private static long bytes(DType dtype, int length) {
        return (long) Types.bytes(dtype) * length;
    }

    /** Where a buffer begins that is no literal and no window. */
    long start(Buffer buffer) {
        return switch (buffer.place()) {
            case Place.Input(int position) -> inputs.get(position);
            case Place.Output(int position) -> outputs.get(position);
            case Place.Arena(int offset) -> arenas.getOrDefault(buffer.dtype(), 0L) + bytes(buffer.dtype(), offset);
            case Place.Literal _, Place.Window _ -> throw new AssertionError("not in the block: " + buffer);
        };
    }

    private static final class Cursor {
        final List<Long> gaps = new ArrayList<>();
        long end;

        /** Behind a gap. */
        long next() {
            return end == 0 ? 0 : (end + 64 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
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
