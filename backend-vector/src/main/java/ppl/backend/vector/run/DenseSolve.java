package ppl.backend.vector.run;

import ppl.backend.vector.dense.SubstitutionF64;

/**
 * Triangular solve of float64 in lanes.
 *
 * @param zeros see {@link SubstitutionF64#run}
 */
record DenseSolve(Matrix l, Matrix b, Matrix result, SubstitutionF64 substitution, int[] zeros) implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        double[] factor = (double[]) l.array(inputs, outputs, workspace);
        double[] right = (double[]) b.array(inputs, outputs, workspace);
        double[] x = (double[]) result.array(inputs, outputs, workspace);
        for (int i = 0; i < l.count(); i++) {
            substitution.run(
                    factor,
                    l.start(i, workspace),
                    right,
                    b.start(i, workspace),
                    x,
                    result.start(i, workspace),
                    workspace.lanesF64,
                    zeros);
        }
    }
}
