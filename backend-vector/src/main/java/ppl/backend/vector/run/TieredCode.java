package ppl.backend.vector.run;

import ppl.backend.vector.dense.WarmUp;

/**
 * Scalar code until that in lanes is compiled, which has the same bits: nobody waits, and nobody sees when it changes.
 *
 * @param kernels what the code in lanes needs
 */
record TieredCode(Code scalar, Code lanes, WarmUp kernels) implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        (kernels.isDone() ? lanes : scalar).run(inputs, outputs, workspace);
    }
}
