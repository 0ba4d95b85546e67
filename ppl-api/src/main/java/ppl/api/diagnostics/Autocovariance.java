package ppl.api.diagnostics;

import org.jspecify.annotations.Nullable;

/**
 * Autocovariances by lag, averaged over chains, evaluated on demand.
 *
 * <p>The first lags are summed directly: chains that mix well need only a handful. Beyond them one Fourier transform gives all
 * lags at once.
 *
 * <p><b>Numerics.</b> The biased estimate: divided by the chain's length at every lag, each chain around its own mean.
 */
final class Autocovariance {
    private static final int DIRECT_LAGS = 48;

    private final double[] centred;
    private final int chains;
    private final int length;
    private double @Nullable [] byLag;

    Autocovariance(Draws draws, double[] chainMeans) {
        chains = draws.chains();
        length = draws.length();
        centred = draws.values().clone();
        for (int c = 0; c < chains; c++) {
            for (int i = c * length; i < (c + 1) * length; i++) {
                centred[i] -= chainMeans[c];
            }
        }
    }

    double at(int lag) {
        if (lag <= DIRECT_LAGS) {
            return direct(lag);
        }
        if (byLag == null) {
            byLag = transformed();
        }
        return byLag[lag];
    }

    /** All lags at once. */
    double[] all() {
        return transformed();
    }

    private double direct(int lag) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        for (int c = 0; c < chains; c++) {
            int i = c * length;
            int end = i + length - lag;
            // Four sums at once: one alone would wait for each addition to finish.
            for (; i < end - 3; i += 4) {
                s0 += centred[i] * centred[i + lag];
                s1 += centred[i + 1] * centred[i + lag + 1];
                s2 += centred[i + 2] * centred[i + lag + 2];
                s3 += centred[i + 3] * centred[i + lag + 3];
            }
            for (; i < end; i++) {
                s0 += centred[i] * centred[i + lag];
            }
        }
        return (s0 + s1 + s2 + s3) / length / chains;
    }

    private double[] transformed() {
        Fft fft = Fft.atLeast(2 * length);
        double[] power = new double[fft.size()];
        for (int c = 0; c < chains; c += 2) {
            double[] first = new double[fft.size()];
            double[] second = new double[fft.size()];
            System.arraycopy(centred, c * length, first, 0, length);
            if (c + 1 < chains) {
                System.arraycopy(centred, (c + 1) * length, second, 0, length);
            }
            fft.addPower(first, second, power);
        }
        fft.inverseOfPower(power);
        double[] lags = new double[length];
        for (int lag = 0; lag < length; lag++) {
            lags[lag] = power[lag] / length / chains;
        }
        return lags;
    }
}
