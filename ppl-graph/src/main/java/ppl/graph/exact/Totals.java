package ppl.graph.exact;

import java.math.BigInteger;
import java.util.Arrays;
import ppl.graph.DType;

/** Sums or products of whole numbers in groups, without a limit on their size. */
final class Totals {

    /** Where a product is no longer followed: only a factor 0 brings it back. */
    private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(4096);

    private final BigInteger[] totals;
    private final boolean sum;

    Totals(int groups, boolean sum) {
        this.totals = new BigInteger[groups];
        this.sum = sum;
        Arrays.fill(totals, sum ? BigInteger.ZERO : BigInteger.ONE);
    }

    void take(int group, long value) {
        BigInteger v = BigInteger.valueOf(value);
        BigInteger r = sum ? totals[group].add(v) : totals[group].multiply(v);
        totals[group] = r.bitLength() > HUGE.bitLength() ? HUGE : r;
    }

    int count() {
        return totals.length;
    }

    /** The first group whose total a type does not hold; −1 if it holds all. */
    int firstLoss(DType dtype) {
        for (int g = 0; g < totals.length; g++) {
            if (!WholeNumbers.holds(dtype, totals[g])) {
                return g;
            }
        }
        return -1;
    }

    String describe(int group) {
        return totals[group].bitLength() < 200 ? totals[group].toString() : "of more than 60 digits";
    }
}
