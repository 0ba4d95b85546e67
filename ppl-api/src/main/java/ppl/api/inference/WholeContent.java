package ppl.api.inference;

import java.util.Arrays;
import java.util.Locale;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** All elements of a variable at once: copied, if memory holds them, or compared piece by piece. */
final class WholeContent {
    private static final int PIECE = 1 << 14;

    private WholeContent() {}

    static double[] doubles(Variable of) {
        requireRoom(of, Double.BYTES);
        double[] out = new double[of.size()];
        of.copyDoubles(0, out, 0, out.length);
        return out;
    }

    static long[] longs(Variable of) {
        requireRoom(of, Long.BYTES);
        long[] out = new long[of.size()];
        of.copyLongs(0, out, 0, out.length);
        return out;
    }

    static boolean[] booleans(Variable of) {
        requireRoom(of, 1);
        boolean[] out = new boolean[of.size()];
        double[] piece = new double[Math.min(PIECE, out.length)];
        for (int from = 0; from < out.length; from += PIECE) {
            int count = Math.min(PIECE, out.length - from);
            of.copyDoubles(from, piece, 0, count);
            for (int i = 0; i < count; i++) {
                out[from + i] = piece[i] != 0;
            }
        }
        return out;
    }

    /** What lies in a file may be more than memory holds. */
    private static void requireRoom(Variable of, int bytes) {
        double needed = (double) bytes * of.size();
        double most = Runtime.getRuntime().maxMemory();
        if (needed > most) {
            throw new ResultException(
                    ResultCode.CONTENT,
                    String.format(
                            Locale.ROOT,
                            "the numbers of '%s' take %.1f GiB, and the heap grows to %.1f GiB: take one element at a time with draws(...), select"
                                    + " some, or copy parts with copyDoubles; predictive draws of so many go to a file with PredictiveFile.write",
                            of.name(),
                            needed / (1 << 30),
                            most / (1 << 30)));
        }
    }

    /** Whether two variables of one shape and type have the same elements; NaN equals NaN. */
    static boolean isSame(Variable a, Variable b) {
        boolean whole = a.dtype() == DataType.INT64;
        int most = Math.min(PIECE, a.size());
        double[] mine = new double[whole ? 0 : most];
        double[] others = new double[whole ? 0 : most];
        long[] myWhole = new long[whole ? most : 0];
        long[] otherWhole = new long[whole ? most : 0];
        for (int from = 0; from < a.size(); from += PIECE) {
            int count = Math.min(PIECE, a.size() - from);
            if (whole) {
                a.copyLongs(from, myWhole, 0, count);
                b.copyLongs(from, otherWhole, 0, count);
            } else {
                a.copyDoubles(from, mine, 0, count);
                b.copyDoubles(from, others, 0, count);
            }
            boolean same = whole
                    ? Arrays.equals(myWhole, 0, count, otherWhole, 0, count)
                    : Arrays.equals(mine, 0, count, others, 0, count);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** A hash of some of the elements. */
    static int hash(Variable of) {
        double[] some = new double[Math.min(PIECE, of.size())];
        of.copyDoubles(0, some, 0, some.length);
        return Arrays.hashCode(some);
    }
}
