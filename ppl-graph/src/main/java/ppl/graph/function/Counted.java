package ppl.graph.function;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import ppl.graph.Index;
import ppl.graph.Var;
import ppl.graph.op.Slice;

/**
 * How the part of an axis was written that a slice takes: from which end its numbers count. A slice itself holds positions only, so {@code
 * x[1:]} and {@code x[1:8]} are one node. A weak table beside the graph, as of names.
 */
public final class Counted {

    private static final Map<Var, Counted> PARTS = Collections.synchronizedMap(new WeakHashMap<>());

    /** So far from the front a small number is a lag, whatever the length is; a greater one may have been computed from it. */
    private static final int MOST_FROM_FRONT = 2;

    private final int axis;
    private final @Nullable Index part;

    private Counted(int axis, @Nullable Index part) {
        this.axis = axis;
        this.part = part;
    }

    /** Notes what a slice is; of one that is written in two ways it is not known. */
    static Var note(Var slice, int axis, @Nullable Index part) {
        if (slice.op() instanceof Slice) {
            PARTS.merge(
                    slice,
                    new Counted(axis, part),
                    (a, b) -> a.axis == b.axis && Objects.equals(a.part, b.part) ? a : new Counted(axis, null));
        }
        return slice;
    }

    /** Notes that a slice was written as another one was. */
    public static void carry(Var from, Var to) {
        Counted counted = PARTS.get(from);
        if (counted != null) {
            note(to, counted.axis, counted.part);
        }
    }

    /** How many elements of an axis of another length the slice takes, and from which on, counted as it was written; null if not known. */
    public static @Nullable Place of(Var slice, int axis, int before, int length) {
        Counted counted = PARTS.get(slice);
        if (counted == null || counted.axis != axis) {
            return null;
        }
        return switch (counted.part) {
            case Index.At(int position)
            when isCounted(position, before) -> new Place(position < 0 ? length + position : position, 1);
            case Index.Range r
            when r.step() == 1 && isStart(r.start(), before) && isEnd(r.stop()) -> {
                int start = r.start() == null ? 0 : r.start() < 0 ? length + r.start() : r.start();
                int stop = r.stop() == null ? length : length + r.stop();
                yield new Place(start, stop - start);
            }
            case null, default -> null;
        };
    }

    private static boolean isStart(@Nullable Integer start, int length) {
        return start == null || isCounted(start, length);
    }

    private static boolean isEnd(@Nullable Integer stop) {
        return stop == null || stop < 0;
    }

    private static boolean isCounted(int position, int length) {
        return position < 0 || (position <= MOST_FROM_FRONT && length >= 2 * position + 2);
    }

    /**
     * Elements of an axis.
     *
     * @param start the first
     * @param size how many; negative if the axis is too short
     */
    public record Place(int start, int size) {}
}
