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
    private int pairedLag = -2;
    private double pairedValue;

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

    /** Two neighbouring lags in one pass over the draws: they are asked for in pairs. */
    private double direct(int lag) {
        if (lag == pairedLag + 1) {
            return pairedValue;
        }
        double a0 = 0;
        double a1 = 0;
        double a2 = 0;
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        for (int c = 0; c < chains; c++) {
            int i = c * length;
            int last = i + length - lag - 1;
            // Several sums at once: one alone would wait for each addition to finish.
            for (; i < last - 2; i += 3) {
                int j = i + lag;
                a0 += centred[i] * centred[j];
                b0 += centred[i] * centred[j + 1];
                a1 += centred[i + 1] * centred[j + 1];
                b1 += centred[i + 1] * centred[j + 2];
                a2 += centred[i + 2] * centred[j + 2];
                b2 += centred[i + 2] * centred[j + 3];
            }
            for (; i < last; i++) {
                a0 += centred[i] * centred[i + lag];
                b0 += centred[i] * centred[i + lag + 1];
            }
            if (i == last) {
                a0 += centred[i] * centred[i + lag];
            }
        }
        pairedLag = lag;
        pairedValue = (b0 + b1 + b2) / length / chains;
        return (a0 + a1 + a2) / length / chains;
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
