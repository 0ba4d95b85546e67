package ppl.api.diagnostics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * In-place complex Fourier transform of a power-of-two length, radix 2 with decimation in time.
 *
 * <p><b>Numerics.</b> Twiddle factors come from a table of directly evaluated sines, so the error grows with the logarithm of the
 * length only.
 */
final class Fft {
    private static final int LARGEST_KEPT = 16;
    private static final AtomicReferenceArray<@Nullable Fft> KEPT = new AtomicReferenceArray<>(LARGEST_KEPT + 1);

    private final int size;
    private final double[] cos;
    private final double[] sin;

    private Fft(int size) {
        this.size = size;
        cos = new double[size / 2];
        sin = new double[size / 2];
        for (int i = 0; i < size / 2; i++) {
            double angle = -2 * Math.PI * i / size;
            cos[i] = Math.cos(angle);
            sin[i] = Math.sin(angle);
        }
    }

    /** A transform whose length is the least power of two not below {@code least}. */
    static Fft atLeast(int least) {
        int size = Math.max(2, Integer.highestOneBit(Math.max(least - 1, 1)) << 1);
        int bits = Integer.numberOfTrailingZeros(size);
        if (bits > LARGEST_KEPT) {
            return new Fft(size);
        }
        Fft kept = KEPT.get(bits);
        if (kept == null) {
            kept = new Fft(size);
            KEPT.set(bits, kept);
        }
        return kept;
    }

    int size() {
        return size;
    }

    void forward(double[] re, double[] im) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                double t = re[i];
                re[i] = re[j];
                re[j] = t;
                t = im[i];
                im[i] = im[j];
                im[j] = t;
            }
        }
        for (int half = 1; half < size; half <<= 1) {
            int step = size / (2 * half);
            for (int start = 0; start < size; start += 2 * half) {
                for (int k = 0, w = 0; k < half; k++, w += step) {
                    int a = start + k;
                    int b = a + half;
                    double tr = re[b] * cos[w] - im[b] * sin[w];
                    double ti = re[b] * sin[w] + im[b] * cos[w];
                    re[b] = re[a] - tr;
                    im[b] = im[a] - ti;
                    re[a] += tr;
                    im[a] += ti;
                }
            }
        }
    }

    /**
     * Adds |DFT|² of two real sequences to {@code power}: both go through one complex transform. At frequencies k and −k it is their
     * sum that is right, which is all that the inverse looks at.
     */
    void addPower(double[] first, double[] second, double[] power) {
        forward(first, second);
        for (int k = 0; k < size; k++) {
            power[k] += first[k] * first[k] + second[k] * second[k];
        }
    }

    /** The real part of the inverse transform of a real spectrum; {@code power} is overwritten by the result. */
    void inverseOfPower(double[] power) {
        forward(power, new double[size]);
        for (int k = 0; k < size; k++) {
            power[k] /= size;
        }
    }
}
