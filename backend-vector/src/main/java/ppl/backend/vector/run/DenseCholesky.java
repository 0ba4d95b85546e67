package ppl.backend.vector.run;

import ppl.backend.vector.dense.FactorF64;

/** Cholesky factor of float64 in lanes. */
record DenseCholesky(Matrix a, Matrix result, FactorF64 factor) implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        double[] x = (double[]) a.array(inputs, outputs, workspace);
        double[] l = (double[]) result.array(inputs, outputs, workspace);
        for (int i = 0; i < a.count(); i++) {
            factor.run(
                    x,
                    a.start(i, workspace),
                    a.rowStride,
                    a.columnStride,
                    l,
                    result.start(i, workspace),
                    workspace.lanesF64);
        }
    }
}
