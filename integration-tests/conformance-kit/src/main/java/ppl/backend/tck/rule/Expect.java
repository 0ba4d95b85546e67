package ppl.backend.tck.rule;

import static ppl.backend.tck.tables.Literals.text;

import java.util.Arrays;
import org.opentest4j.AssertionFailedError;
import ppl.graph.DType;
import ppl.graph.Tensor;

/** Comparisons of what came with what was expected. Their messages say where, in hexadecimal, and how far off. */
public final class Expect {

    private Expect() {}

    /** The same type and bits. A NaN equals any NaN: no rule fixes the payload of one. */
    public static void bits(Tensor expected, Tensor actual, String what) {
        sameType(expected, actual, what);
        for (int i = 0; i < expected.length(); i++) {
            if (!sameBits(expected, actual, i)) {
                throw differs(expected, actual, i, what, "");
            }
        }
    }

    /** Within some units in the last place of the expected float64; infinities and NaN exactly. */
    public static void ulps(Tensor expected, Tensor actual, double bound, String what) {
        sameType(expected, actual, what);
        for (int i = 0; i < expected.length(); i++) {
            double e = expected.doubleAt(i);
            double off = Math.abs(actual.doubleAt(i) - e) / Math.ulp(e);
            if (!sameBits(expected, actual, i) && !(off <= bound)) {
                throw differs(expected, actual, i, what, " (" + off + " ulp off, allowed " + bound + ")");
            }
        }
    }

    /** Within a relative error of the expected value, or of {@code scale} where that is greater. */
    public static void close(Tensor expected, Tensor actual, double relative, double scale, String what) {
        sameType(expected, actual, what);
        for (int i = 0; i < expected.length(); i++) {
            double e = expected.doubleAt(i);
            double off = Math.abs(actual.doubleAt(i) - e) / Math.max(Math.abs(e), scale);
            if (!sameBits(expected, actual, i) && !(off <= relative)) {
                throw differs(expected, actual, i, what, " (relative error " + off + ", allowed " + relative + ")");
            }
        }
    }

    /** The sentence holds. */
    public static void that(boolean holds, String sentence) {
        if (!holds) {
            throw new AssertionFailedError(sentence);
        }
    }

    private static void sameType(Tensor expected, Tensor actual, String what) {
        if (expected.dtype() != actual.dtype() || !Arrays.equals(expected.sizes(), actual.sizes())) {
            throw new AssertionFailedError(what + ": expected type " + expected.type() + ", but got " + actual.type());
        }
    }

    private static boolean sameBits(Tensor expected, Tensor actual, int i) {
        if (expected.dtype() == DType.F64 || expected.dtype() == DType.F32) {
            double e = expected.doubleAt(i);
            double a = actual.doubleAt(i);
            return Double.doubleToLongBits(e) == Double.doubleToLongBits(a); // makes all NaNs one
        }
        return expected.longAt(i) == actual.longAt(i);
    }

    private static AssertionFailedError differs(Tensor expected, Tensor actual, int i, String what, String how) {
        String place = expected.rank() == 0
                ? ""
                : ", element " + i + " of " + expected.type().shape();
        return new AssertionFailedError(
                what + place + "\nexpected " + text(expected, i) + "\nactual   " + text(actual, i) + how);
    }
}
