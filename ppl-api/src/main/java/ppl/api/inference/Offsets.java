package ppl.api.inference;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the positions along one dim lie in memory, from its first one on: in even steps, which take no space however many they are, or each somewhere.
 */
final class Offsets {
    private final int length;
    private final int first;
    private final int step;
    private final int @Nullable [] listed;

    private Offsets(int length, int first, int step, int @Nullable [] listed) {
        this.length = length;
        this.first = first;
        this.step = step;
        this.listed = listed;
    }

    /** So many positions, each {@code step} after the last. */
    static Offsets even(int length, int step) {
        return new Offsets(length, 0, step, null);
    }

    /** Any others; those in even steps are recognised. */
    static Offsets of(int... offsets) {
        int step = offsets.length > 1 ? offsets[1] - offsets[0] : 0;
        for (int i = 1; i < offsets.length; i++) {
            if (offsets[i] - offsets[i - 1] != step) {
                return new Offsets(offsets.length, 0, 0, offsets);
            }
        }
        return new Offsets(offsets.length, offsets.length == 0 ? 0 : offsets[0], step, null);
    }

    int length() {
        return length;
    }

    int at(int position) {
        return listed == null ? first + position * step : listed[position];
    }

    /** Where the first position lies, if the others follow in even steps; 0 otherwise. */
    int first() {
        return first;
    }

    /** The same with the first position at 0, if they are in even steps. */
    Offsets fromZero() {
        return listed == null ? even(length, step) : this;
    }

    /** Those of some positions, in this order. */
    Offsets select(int... positions) {
        return of(Arrays.stream(positions).map(this::at).toArray());
    }

    /** Those of this dim and an inner one as one dim, of which the inner one varies fastest. */
    Offsets times(Offsets inner) {
        if (listed == null && inner.listed == null && (length <= 1 || step == inner.step * inner.length)) {
            return new Offsets(length * inner.length, first + inner.first, inner.step, null);
        }
        int[] all = new int[length * inner.length];
        for (int i = 0; i < length; i++) {
            for (int j = 0; j < inner.length; j++) {
                all[i * inner.length + j] = at(i) + inner.at(j);
            }
        }
        return of(all);
    }

    /** Whether the positions are {@code step} apart, from 0 on. */
    boolean isEven(long expected) {
        return listed == null && first == 0 && (length <= 1 || step == expected);
    }
}
