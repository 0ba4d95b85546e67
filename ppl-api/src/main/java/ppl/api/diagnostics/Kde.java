package ppl.api.diagnostics;

import java.util.Arrays;

/**
 * A Gaussian kernel density estimate on a regular grid over the range of the draws, reflected at its ends so that no mass is lost
 * where a density stops abruptly.
 *
 * <p><b>Shapes.</b> 512 grid points.
 *
 * <p><b>Numerics.</b> Draws that are not finite are left out. The bandwidth is the mean of Silverman's rule and of the improved
 * Sheather-Jones estimate, which keeps separate modes apart.
 *
 * <p><b>Source.</b> Botev, Grotowski and Kroese (2010), <i>Kernel density estimation via diffusion</i>, for the bandwidth.
 */
public final class Kde {
    private static final int POINTS = 512;
    private static final int PADDING = POINTS / 5;

    private final double[] grid;
    private final double[] density;
    private final double bandwidth;

    private Kde(double[] grid, double[] density, double bandwidth) {
        this.grid = grid;
        this.density = density;
        this.bandwidth = bandwidth;
    }

    /**
     * The density of these draws. Of constant draws, and of none, the grid is empty: they have no density.
     */
    public static Kde of(double[] draws) {
        double[] sorted = finite(Order.of(draws).sorted);
        int n = sorted.length;
        if (n == 0 || sorted[0] == sorted[n - 1]) {
            return new Kde(new double[0], new double[0], 0);
        }
        double least = sorted[0];
        double most = sorted[n - 1];
        double step = (most - least) / POINTS;
        double[] edges = new double[POINTS + 1];
        Arrays.setAll(edges, i -> i == POINTS ? most : least + i * step);
        double[] counts = new double[POINTS];
        for (double x : sorted) {
            int bin = Math.min((int) ((x - least) / step), POINTS - 1);
            // The division may land next door by rounding; the edges decide.
            if (x < edges[bin]) {
                bin--;
            } else if (bin < POINTS - 1 && x >= edges[bin + 1]) {
                bin++;
            }
            counts[bin]++;
        }
        double bandwidth = (Bandwidth.silverman(sorted) + Bandwidth.sheatherJones(sorted, counts)) / 2;
        double[] grid = new double[POINTS];
        Arrays.setAll(grid, i -> (edges[i] + edges[i + 1]) / 2);
        return new Kde(grid, smooth(counts, n * step, bandwidth / step), bandwidth);
    }

    private static double[] smooth(double[] counts, double scale, double bandwidth) {
        double[] padded = new double[POINTS + 2 * PADDING];
        for (int i = 0; i < padded.length; i++) {
            int from = i - PADDING;
            int mirrored = from < 0 ? -from - 1 : from >= POINTS ? 2 * POINTS - 1 - from : from;
            padded[i] = counts[mirrored] / scale;
        }
        double[] kernel = new double[Math.max(1, (int) (bandwidth * 2 * Math.PI))];
        Arrays.setAll(kernel, i -> {
            double x = (i - (kernel.length - 1) / 2.0) / bandwidth;
            return Math.exp(-0.5 * x * x);
        });
        double[] out = new double[POINTS];
        double norm = bandwidth * Math.sqrt(2 * Math.PI);
        for (int i = 0; i < POINTS; i++) {
            int start = i + PADDING - kernel.length / 2;
            int from = Math.max(0, -start);
            int to = Math.min(kernel.length, padded.length - start);
            double even = 0;
            double odd = 0;
            int j = from;
            // Two sums at once: one alone would wait for each addition to finish.
            for (; j < to - 1; j += 2) {
                even += padded[start + j] * kernel[j];
                odd += padded[start + j + 1] * kernel[j + 1];
            }
            out[i] = (even + odd + (j < to ? padded[start + j] * kernel[j] : 0)) / norm;
        }
        return out;
    }

    /** Without the infinite ones at both ends and the NaN at the upper one. */
    private static double[] finite(double[] sorted) {
        int from = 0;
        int to = sorted.length;
        while (from < to && !Double.isFinite(sorted[from])) {
            from++;
        }
        while (to > from && !Double.isFinite(sorted[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(sorted, from, to);
    }

    /** Where the density is evaluated, ascending. */
    public double[] grid() {
        return grid.clone();
    }

    /** The density at each grid point. */
    public double[] density() {
        return density.clone();
    }

    /** The standard deviation of the kernel. */
    public double bandwidth() {
        return bandwidth;
    }
}
