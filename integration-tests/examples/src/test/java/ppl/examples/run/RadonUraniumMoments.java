package ppl.examples.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Posterior means and standard deviations of radon by uranium. Given both standard deviations, all is normal: homes of a county share what it is
 * off by, so their covariance is {@code eps^2 I + sigma^2}, and level, slope and b are a regression of three columns. Over sigma
 * and eps they are summed by the trapezoidal rule. The covariance of a county is inverted by hand (Sherman and Morrison 1950).
 */
final class RadonUraniumMoments {

    private static final int STEPS = 60;
    private static final double[] PRIOR = {1 / 100.0, 1 / 4.0, 1 / 4.0};

    /** Sums over the homes of a county: of products of its columns 1, uranium, floor and log radon. */
    private record County(int homes, double[] sums, double[][] products) {}

    private final List<County> counties;

    private RadonUraniumMoments(List<County> counties) {
        this.counties = counties;
    }

    /**
     * Sorted by the names of the summary.
     *
     * @param county a number for each home
     * @param columns 1, uranium, floor and log radon of each home
     */
    static Map<String, Moments> byQuadrature(int[] county, double[][] columns) {
        County[] counties = new County[java.util.Arrays.stream(county).max().orElseThrow() + 1];
        for (int c = 0; c < counties.length; c++) {
            int homes = 0;
            double[] sums = new double[4];
            double[][] products = new double[4][4];
            for (int h = 0; h < county.length; h++) {
                if (county[h] == c) {
                    homes++;
                    for (int i = 0; i < 4; i++) {
                        sums[i] += columns[i][h];
                        for (int j = 0; j < 4; j++) {
                            products[i][j] += columns[i][h] * columns[j][h];
                        }
                    }
                }
            }
            counties[c] = new County(homes, sums, products);
        }
        return new RadonUraniumMoments(List.of(counties)).moments();
    }

    private Map<String, Moments> moments() {
        String[] names = {"level", "slope", "b", "sigma", "eps"};
        Moments.Sum[] sums = new Moments.Sum[names.length];
        for (int i = 0; i < names.length; i++) {
            sums[i] = new Moments.Sum();
        }
        double top = Double.NaN;
        for (int i = 0; i <= STEPS; i++) {
            double sigma = 0.45 * i / STEPS;
            double end = i == 0 ? 0.5 : 1;
            for (int j = 0; j <= STEPS; j++) {
                double eps = 0.63 + 0.2 * j / STEPS;
                double[][] a = new double[3][4];
                double logWeight = given(sigma, eps, a);
                top = Double.isNaN(top) ? logWeight : top;
                double weight = end * Math.exp(logWeight - top);
                for (int k = 0; k < 3; k++) {
                    sums[k].add(weight, a[k][3], a[k][k]);
                }
                sums[3].add(weight, sigma, 0);
                sums[4].add(weight, eps, 0);
            }
        }
        Map<String, Moments> moments = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            moments.put(names[i], sums[i].moments());
        }
        return moments;
    }

    /** The log-weight of two standard deviations. Leaves the covariance of the coefficients in {@code a}, and their means in its last column. */
    private double given(double sigma, double eps, double[][] a) {
        double square = 0;
        double logWeight = -0.5 * (sigma * sigma + Math.pow(eps / 1.5, 2));
        for (int i = 0; i < 3; i++) {
            a[i][i] = PRIOR[i];
        }
        for (County c : counties) {
            double shared = eps * eps + c.homes() * sigma * sigma;
            double less = sigma * sigma / shared;
            logWeight -= (c.homes() - 1) * Math.log(eps) + 0.5 * Math.log(shared);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 4; j++) {
                    a[i][j] += (c.products()[i][j] - less * c.sums()[i] * c.sums()[j]) / (eps * eps);
                }
            }
            square += (c.products()[3][3] - less * c.sums()[3] * c.sums()[3]) / (eps * eps);
        }
        double[] right = {a[0][3], a[1][3], a[2][3]};
        double determinant = invert(a);
        for (int i = 0; i < 3; i++) {
            square -= right[i] * a[i][3];
        }
        return logWeight - 0.5 * (Math.log(determinant) + square);
    }

    /** Inverts the first three columns in place, applies the inverse to the last one, and returns the determinant. */
    private static double invert(double[][] a) {
        double determinant = 1;
        for (int k = 0; k < 3; k++) {
            double pivot = a[k][k];
            determinant *= pivot;
            a[k][k] = 1;
            for (int j = 0; j < 4; j++) {
                a[k][j] /= pivot;
            }
            for (int i = 0; i < 3; i++) {
                if (i != k) {
                    double factor = a[i][k];
                    a[i][k] = 0;
                    for (int j = 0; j < 4; j++) {
                        a[i][j] -= factor * a[k][j];
                    }
                }
            }
        }
        return determinant;
    }
}
