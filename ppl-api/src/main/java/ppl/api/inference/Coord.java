package ppl.api.inference;

import java.util.Arrays;
import java.util.List;
import ppl.api.diagnostics.ResultException;

/**
 * The labels along one dim: integers, real numbers or strings, all of one kind.
 *
 * <p><b>Errors.</b> To look up a label that is not there is a {@link ResultException}, which lists the labels.
 */
public sealed interface Coord {
    /** The number of labels. */
    int size();

    /** The label at a position as text, as tables and reports show it. */
    String label(int position);

    /** The label at a position: a {@link Long}, a {@link Double} or a {@link String}. */
    Object value(int position);

    /** The labels at these positions, in this order. */
    Coord select(int... positions);

    /** The labels 0, 1, …, size − 1. */
    static Coord range(int size) {
        long[] values = new long[size];
        Arrays.setAll(values, i -> i);
        return new Longs(values);
    }

    /** Integer labels. */
    static Coord of(long... values) {
        return new Longs(values.clone());
    }

    /** Real labels. */
    static Coord of(double... values) {
        return new Doubles(values.clone());
    }

    /** Text labels. */
    static Coord of(String... values) {
        return new Strings(List.of(values));
    }

    /** Text labels. */
    static Coord of(List<String> values) {
        return new Strings(List.copyOf(values));
    }

    /** The position of the first label equal to this one: text, or any {@link Number} of the same value; −1 if absent. */
    default int find(Object label) {
        for (int i = 0; i < size(); i++) {
            Object here = value(i);
            if (here.equals(label)
                    || (here instanceof Number a && label instanceof Number b && a.doubleValue() == b.doubleValue())) {
                return i;
            }
        }
        return -1;
    }

    /** Integer labels. */
    final class Longs implements Coord {
        private final long[] values;

        private Longs(long[] values) {
            this.values = values;
        }

        /** A copy of the labels. */
        public long[] toArray() {
            return values.clone();
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public String label(int position) {
            return Long.toString(values[position]);
        }

        @Override
        public Object value(int position) {
            return values[position];
        }

        @Override
        public Coord select(int... positions) {
            return new Longs(Arrays.stream(positions).mapToLong(p -> values[p]).toArray());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Longs that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Labels.preview(this);
        }
    }

    /** Real labels. */
    final class Doubles implements Coord {
        private final double[] values;

        private Doubles(double[] values) {
            this.values = values;
        }

        /** A copy of the labels. */
        public double[] toArray() {
            return values.clone();
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public String label(int position) {
            double value = values[position];
            // A grid such as 0, 0.5, 1 reads better without the ".0" that Double.toString adds to whole numbers.
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }

        @Override
        public Object value(int position) {
            return values[position];
        }

        @Override
        public Coord select(int... positions) {
            return new Doubles(
                    Arrays.stream(positions).mapToDouble(p -> values[p]).toArray());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Doubles that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Labels.preview(this);
        }
    }

    /** Text labels. */
    record Strings(List<String> values) implements Coord {
        /** Copies the list. */
        public Strings {
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public String label(int position) {
            return values.get(position);
        }

        @Override
        public Object value(int position) {
            return values.get(position);
        }

        @Override
        public Coord select(int... positions) {
            return new Strings(Arrays.stream(positions).mapToObj(values::get).toList());
        }

        @Override
        public String toString() {
            return Labels.preview(this);
        }
    }
}
