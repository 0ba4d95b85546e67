package ppl.aeppl.law;

import ppl.graph.Tensor;

/** Helmert's basis of the vectors whose sum is 0: orthonormal rows. */
final class Helmert {

    private Helmert() {}

    /** So many rows of one element more. Row k − 1 has k equal entries, then minus their sum, then zeros; its length is 1. */
    static Tensor basis(int rows) {
        double[] v = new double[rows * (rows + 1)];
        for (int k = 1; k <= rows; k++) {
            double entry = 1 / Math.sqrt((double) k * (k + 1));
            for (int i = 0; i < k; i++) {
                v[(k - 1) * (rows + 1) + i] = entry;
            }
            v[(k - 1) * (rows + 1) + k] = -k * entry;
        }
        return Tensor.of(v, rows, rows + 1);
    }
}
