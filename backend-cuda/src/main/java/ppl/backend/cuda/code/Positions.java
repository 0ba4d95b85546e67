package ppl.backend.cuda.code;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.ptx.Kind;
import ppl.backend.cuda.ptx.Operand.Number;
import ppl.backend.cuda.ptx.Register;

/** Positions on axes and places of elements, as int32 arithmetic of a thread. */
public final class Positions {

    private Positions() {}

    /**
     * Takes a row-major position apart.
     *
     * @param axes whose positions it is of, outermost first
     * @param sizes of all axes
     * @param positions receives a register for each of {@code axes}
     */
    public static void split(
            Frame frame, Register linear, List<Integer> axes, List<Integer> sizes, @Nullable Register[] positions) {
        Register rest = linear;
        for (int k = axes.size() - 1; k >= 0; k--) {
            Number size = Number.of((long) sizes.get(axes.get(k)));
            positions[axes.get(k)] = k == 0 ? rest : frame.int32("rem.u32", rest, size);
            if (k > 0) {
                rest = frame.int32("div.u32", rest, size);
            }
        }
    }

    /** The sum of positions times strides; null if it is 0 everywhere. */
    public static @Nullable Register index(Frame frame, @Nullable Register[] positions, List<Integer> strides) {
        Register sum = null;
        for (int a = 0; a < strides.size(); a++) {
            int stride = strides.get(a);
            if (stride == 0) {
                continue;
            }
            Register at = positions[a];
            if (at == null) {
                throw new AssertionError("the position on axis " + a + " is not known here");
            }
            Number by = Number.of((long) stride);
            if (sum == null) {
                sum = stride == 1 ? at : frame.int32("mul.lo.s32", at, by);
            } else {
                sum = stride == 1
                        ? frame.int32("add.s32", at, sum)
                        : frame.code().op(Kind.B32, "mad.lo.s32", at, by, sum);
            }
        }
        return sum;
    }
}
