package ppl.examples.predictive;

import java.util.Arrays;
import java.util.List;

/**
 * Leave-one-out cross-validation and WAIC once more, written down from the papers and the formulas in ArviZ's documentation, without a line of
 * PPL's own: plain loops, exponentials and sorts. Sources: Vehtari et al. (2024) and Zhang and Stephens (2009) for the weights, Geyer (1992) for the
 * effective sample size.
 */
final class ArvizByHand {

    private ArvizByHand() {}

    /** An estimate: its parts by observation, and the effective number of parameters. */
    record Estimate(double[] pointwise, double parameters, double[] k) {

        double elpd() {
            return Arrays.stream(pointwise).sum();
        }

        double se() {
            return Math.sqrt(pointwise.length * variance(pointwise));
        }
    }

    static double variance(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / x.length;
    }

    private static double logSumExp(double[] x) {
        double most = Arrays.stream(x).max().orElseThrow();
        return most + Math.log(Arrays.stream(x).map(v -> Math.exp(v - most)).sum());
    }

    /** Of log-likelihoods by observation and draw. */
    static Estimate loo(double[][] logLikelihood, double efficiency) {
        int n = logLikelihood.length;
        double[] pointwise = new double[n];
        double[] k = new double[n];
        double all = 0;
        for (int i = 0; i < n; i++) {
            double[] ll = logLikelihood[i];
            double[] w = Arrays.stream(ll).map(v -> -v).toArray();
            k[i] = smooth(w, efficiency);
            double[] sum = new double[ll.length];
            Arrays.setAll(sum, s -> w[s] + ll[s]);
            pointwise[i] = logSumExp(sum);
            all += logSumExp(ll) - Math.log(ll.length);
        }
        return new Estimate(pointwise, all - Arrays.stream(pointwise).sum(), k);
    }

    static Estimate waic(double[][] logLikelihood) {
        double[] pointwise = new double[logLikelihood.length];
        double penalty = 0;
        for (int i = 0; i < pointwise.length; i++) {
            double variance = variance(logLikelihood[i]);
            penalty += variance;
            pointwise[i] = logSumExp(logLikelihood[i]) - Math.log(logLikelihood[i].length) - variance;
        }
        return new Estimate(pointwise, penalty, new double[0]);
    }

    /** Smooths and normalises log weights in their place; gives the shape of the tail. */
    private static double smooth(double[] w, double efficiency) {
        int s = w.length;
        double most = Arrays.stream(w).max().orElseThrow();
        Arrays.setAll(w, i -> w[i] - most);
        int tail = (int) Math.ceil(Math.min(0.2 * s, 3 * Math.sqrt(s / efficiency)));
        double[] sorted = w.clone();
        Arrays.sort(sorted);
        double cutoff = sorted[s - tail - 1];
        Integer[] largest = new Integer[s];
        Arrays.setAll(largest, i -> i);
        Arrays.sort(largest, (a, b) -> Double.compare(w[a], w[b]));
        double[] beyond = new double[tail];
        Arrays.setAll(beyond, i -> Math.exp(sorted[s - tail + i]) - Math.exp(cutoff));
        double[] fit = paretoFit(beyond);
        for (int i = 0; i < tail; i++) {
            double p = (i + 0.5) / tail;
            double quantile = fit[1] * Math.expm1(-fit[0] * Math.log1p(-p)) / fit[0];
            w[largest[s - tail + i]] = Math.min(0, Math.log(quantile + Math.exp(cutoff)));
        }
        double total = logSumExp(w);
        Arrays.setAll(w, i -> w[i] - total);
        return fit[0];
    }

    /** Shape and scale of ascending values by the posterior mean of Zhang and Stephens. */
    private static double[] paretoFit(double[] x) {
        int n = x.length;
        int grid = 30 + (int) Math.sqrt(n);
        double quartile = x[(int) (n / 4.0 + 0.5) - 1];
        double[] b = new double[grid];
        double[] likelihood = new double[grid];
        for (int j = 0; j < grid; j++) {
            b[j] = 1 / x[n - 1] + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * quartile);
            double k = shape(b[j], x);
            likelihood[j] = n * (Math.log(-b[j] / k) - k - 1);
        }
        double total = logSumExp(likelihood);
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < grid; j++) {
            double weight = Math.exp(likelihood[j] - total);
            if (weight >= 10 * Math.ulp(1.0)) {
                sum += weight;
                mean += weight * b[j];
            }
        }
        mean /= sum;
        double k = shape(mean, x);
        return new double[] {(n * k + 10 * 0.5) / (n + 10), -k / mean};
    }

    private static double shape(double b, double[] x) {
        return Arrays.stream(x).map(v -> Math.log1p(-b * v)).average().orElseThrow();
    }

    /** The mean over parameters of the effective sample size of the mean, by the number of draws. Each parameter: chains of draws. */
    static double efficiency(List<double[][]> parameters) {
        double sum = 0;
        for (double[][] chains : parameters) {
            sum += effective(chains) / (chains.length * chains[0].length);
        }
        return sum / parameters.size();
    }

    /** Of halves of chains, by Geyer's initial monotone sequence. */
    private static double effective(double[][] whole) {
        int half = whole[0].length / 2;
        double[][] chains = new double[2 * whole.length][];
        for (int c = 0; c < whole.length; c++) {
            chains[2 * c] = Arrays.copyOfRange(whole[c], 0, half);
            chains[2 * c + 1] = Arrays.copyOfRange(whole[c], whole[c].length - half, whole[c].length);
        }
        double[] means = Arrays.stream(chains)
                .mapToDouble(c -> Arrays.stream(c).average().orElseThrow())
                .toArray();
        int n = half;
        int m = chains.length;
        double[] covariance = new double[n];
        for (int lag = 0; lag < n; lag++) {
            for (int c = 0; c < m; c++) {
                double sum = 0;
                for (int t = 0; t + lag < n; t++) {
                    sum += (chains[c][t] - means[c]) * (chains[c][t + lag] - means[c]);
                }
                covariance[lag] += sum / n / m;
            }
        }
        double within = covariance[0] * n / (n - 1);
        double between = variance(means) * m / (m - 1);
        double total = within * (n - 1) / n + between;
        double[] rho = new double[n];
        Arrays.setAll(rho, t -> 1 - (within - covariance[t]) / total);
        rho[0] = 1;
        double time = -1;
        double before = Double.POSITIVE_INFINITY;
        int t = 0;
        int last = (n - 3 - 1) / 2 * 2;
        while (t <= last && rho[t] + rho[t + 1] > 0) {
            before = Math.min(before, rho[t] + rho[t + 1]);
            time += 2 * before;
            t += 2;
        }
        time += t < n && rho[t] > 0 ? rho[t] : 0;
        int size = n * m;
        return size / Math.max(time, 1 / Math.log10(size));
    }
}
