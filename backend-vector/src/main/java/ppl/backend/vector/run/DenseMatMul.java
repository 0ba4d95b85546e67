package ppl.backend.vector.run;

import ppl.backend.vector.dense.ProductF64;

/** Matrix product of float64 in lanes. */
record DenseMatMul(Matrix a, Matrix b, Matrix result, ProductF64 product) implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        double[] x = (double[]) a.array(inputs, outputs, workspace);
        double[] y = (double[]) b.array(inputs, outputs, workspace);
        double[] z = (double[]) result.array(inputs, outputs, workspace);
        for (int i = 0; i < result.count(); i++) {
            product.run(
                    x,
                    a.start(i, workspace),
                    y,
                    b.start(i, workspace),
                    z,
                    result.start(i, workspace),
                    workspace.lanesF64);
        }
    }
}
