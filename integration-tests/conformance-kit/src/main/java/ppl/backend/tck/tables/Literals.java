package ppl.backend.tck.tables;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.Tensor;

/**
 * Elements as the tables write them: floats in C99 hexadecimal ({@code 0x1.8p1}, {@code -0x0p0}, {@code inf},
 * {@code nan}), integers in decimal, truth values as {@code true} and {@code false} (or 1 and 0).
 */
public final class Literals {

    private Literals() {}

    /** The elements of a text, separated by blanks. */
    public static Tensor vector(DType dtype, String text) {
        return vector(dtype, words(text));
    }

    /** The elements written by some words. */
    public static Tensor vector(DType dtype, String[] words) {
        Object array = Tensor.allocate(dtype, words.length);
        for (int i = 0; i < words.length; i++) {
            put(array, i, words[i]);
        }
        return Tensor.wrap(array, words.length);
    }

    /** The words of a text; none if it is blank. */
    public static String[] words(String text) {
        return text.isBlank() ? new String[0] : text.trim().split(" +");
    }

    private static void put(Object array, int i, String word) {
        switch (array) {
            case double[] a -> a[i] = parse(word);
            case float[] a -> a[i] = exactFloat(word);
            case long[] a -> a[i] = Long.parseLong(word);
            case int[] a -> a[i] = Integer.parseInt(word);
            case boolean[] a -> a[i] = word.equals("true") || word.equals("1");
            default -> throw new AssertionError(array.getClass());
        }
    }

    private static double parse(String word) {
        return switch (word) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(word);
        };
    }

    private static float exactFloat(String word) {
        double x = parse(word);
        float f = (float) x;
        if (f != x && !Double.isNaN(x)) {
            throw new IllegalArgumentException("the table's " + word + " is not a float32");
        }
        return f;
    }

    /** An element as the tables write it. */
    public static String text(Tensor t, int i) {
        return switch (t.array()) {
            case double[] a -> text(a[i]);
            case float[] a -> text(a[i]);
            case long[] a -> Long.toString(a[i]);
            case int[] a -> Integer.toString(a[i]);
            case boolean[] a -> Boolean.toString(a[i]);
            default -> throw new AssertionError(t.dtype());
        };
    }

    private static String text(double x) {
        return Double.isNaN(x)
                ? "nan"
                : Double.isInfinite(x)
                        ? (x > 0 ? "inf" : "-inf")
                        : Double.toHexString(x).replace(".0p", "p");
    }

    /** The first elements, as the tables write them. */
    public static String preview(Tensor t) {
        String shown = IntStream.range(0, Math.min(t.length(), 6))
                .mapToObj(i -> text(t, i))
                .collect(Collectors.joining(" "));
        return t.type() + " " + (t.length() > 6 ? shown + " ... (" + t.length() + ")" : shown);
    }
}
