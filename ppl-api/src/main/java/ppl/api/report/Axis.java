package ppl.api.report;

import java.util.ArrayList;
import java.util.List;

/** A range of values, with round numbers in it to write along it. */
record Axis(double low, double high) {
    private static final int MOST_DIGITS = 5;
    /** Up to this number all whole numbers are doubles. */
    private static final double MOST_WHOLE = 0x1p53;

    /** The range of these values; for a single value a little around it; for none 0 to 1. */
    static Axis over(double... values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            return new Axis(0, 1);
        }
        double around = low == high ? Math.max(Math.abs(low) * 0.05, 0.5) : 0;
        return new Axis(low - around, high + around);
    }

    /** The same range and a share of it on both sides. */
    Axis padded(double share) {
        double pad = (high - low) * share;
        return new Axis(low - pad, high + pad);
    }

    /** The position of a value in the range, from 0 to 1. */
    double share(double value) {
        return (value - low) / (high - low);
    }

    private double step(int about) {
        double raw = (high - low) / about;
        double magnitude = Math.pow(10, Math.floor(Math.log10(raw)));
        double ratio = raw / magnitude;
        return magnitude * (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10);
    }

    /** About this many round numbers in the range. */
    List<Double> ticks(int about) {
        List<Double> ticks = new ArrayList<>();
        double step = step(about);
        if (!(step > 0) || Double.isInfinite(step)) {
            return ticks;
        }
        for (double k = Math.ceil(low / step); k * step <= high + step * 1e-9 && ticks.size() <= 4 * about; k++) {
            ticks.add(k * step);
        }
        return ticks;
    }

    /** A tick, less the offset, with as many decimals as its neighbours need. */
    String label(double tick, int about) {
        double step = step(about);
        double value = tick - offset(about);
        double largest = Math.max(Math.abs(low - offset(about)), Math.abs(high - offset(about)));
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        if (decimals <= 5 && largest < 1e6) {
            return Text.fixed(value == 0 ? 0 : value, decimals);
        }
        return value == 0 ? "0" : Text.scientific(value, digits(Math.abs(value), step));
    }

    /** What the labels leave out: a whole number that all values share, where writing it out would leave no room for the rest. */
    double offset(int about) {
        double step = step(about);
        double largest = Math.max(Math.abs(low), Math.abs(high));
        if (!(step > 0) || digits(largest, step) < MOST_DIGITS || largest > MOST_WHOLE) {
            return 0;
        }
        double unit = Math.pow(10, Math.max(0, Math.ceil(Math.log10(high - low)) + 1));
        return Math.floor(low / unit) * unit;
    }

    /** How many decimals the mantissa of a value needs so that it differs from the value a step away. */
    private static int digits(double value, double step) {
        return (int) Math.clamp(Math.floor(Math.log10(value)) - Math.floor(Math.log10(step) + 1e-9), 0, 16);
    }
}
