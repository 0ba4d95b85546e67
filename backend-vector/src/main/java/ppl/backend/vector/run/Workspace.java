package ppl.backend.vector.run;

import java.util.Arrays;
import java.util.Map;
import ppl.graph.DType;

/** The memory of one caller: an arena for each element type, and the accumulators of combinations. */
public final class Workspace {

    /** Arena of float64. */
    public final double[] f64;
    /** Arena of float32. */
    public final float[] f32;
    /** Arena of int64. */
    public final long[] i64;
    /** Arena of int32. */
    public final int[] i32;
    /** Arena of truth values. */
    public final boolean[] bool;
    /** Lanes and chunk results of float64 combinations. */
    public final double[] lanesF64;
    /** Lanes and chunk results of float32 combinations. */
    public final float[] lanesF32;

    /** The most turns of an innermost loop; less than all of them only for code that is tried out. */
    public int longest = Integer.MAX_VALUE;
    /** The most turns of the loops around it. */
    public int longestAround = Integer.MAX_VALUE;

    private double[] strips = {};

    /** Allocates. */
    public Workspace(Map<DType, Integer> arenas, int lanesF64, int lanesF32) {
        this.f64 = new double[arenas.getOrDefault(DType.F64, 0)];
        this.f32 = new float[arenas.getOrDefault(DType.F32, 0)];
        this.i64 = new long[arenas.getOrDefault(DType.I64, 0)];
        this.i32 = new int[arenas.getOrDefault(DType.I32, 0)];
        this.bool = new boolean[arenas.getOrDefault(DType.BOOL, 0)];
        this.lanesF64 = new double[lanesF64];
        this.lanesF32 = new float[lanesF32];
    }

    private Workspace(Workspace other) {
        this.f64 = other.f64.clone();
        this.f32 = other.f32.clone();
        this.i64 = other.i64.clone();
        this.i32 = other.i32.clone();
        this.bool = other.bool.clone();
        this.lanesF64 = other.lanesF64.clone();
        this.lanesF32 = other.lanesF32.clone();
    }

    /** One with arrays of its own that hold the same. */
    Workspace copy() {
        return new Workspace(this);
    }

    long bytes() {
        return bytes(f64) + bytes(f32) + bytes(i64) + bytes(i32) + bytes(bool) + bytes(lanesF64) + bytes(lanesF32);
    }

    /** The bytes that an array takes. */
    static long bytes(Object array) {
        return switch (array) {
            case double[] x -> 8L * x.length;
            case float[] x -> 4L * x.length;
            case long[] x -> 8L * x.length;
            case int[] x -> 4L * x.length;
            case boolean[] x -> x.length;
            default -> throw new AssertionError("no array of a program: " + array.getClass());
        };
    }

    /** Memory for values between one loop and the next, of this length or more. Grows with what it holds. */
    public double[] strips(int length) {
        double[] now = strips;
        return now.length >= length ? now : longer(length);
    }

    private double[] longer(int length) {
        strips = Arrays.copyOf(strips, length);
        return strips;
    }

    /** The arena of an element type. */
    public Object arena(DType dtype) {
        return switch (dtype) {
            case F64 -> f64;
            case F32 -> f32;
            case I64 -> i64;
            case I32 -> i32;
            case BOOL -> bool;
        };
    }
}
