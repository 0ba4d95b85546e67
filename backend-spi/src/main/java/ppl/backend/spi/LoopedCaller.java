package ppl.backend.spi;

import java.lang.reflect.Array;
import ppl.graph.compile.CompiledGraph;

/** A batch as a loop over its points: each is copied out of the batch's arrays, computed, and its results copied back. */
final class LoopedCaller implements CompiledGraph.Caller {

    private final CompiledGraph.Caller single;
    private final int batch;
    private Object[] input = {};
    private Object[] output = {};

    LoopedCaller(CompiledGraph.Caller single, int batch) {
        this.single = single;
        this.batch = batch;
    }

    @Override
    public void call(Object[] inputs, Object[] outputs) {
        input = ofOne(inputs, input);
        output = ofOne(outputs, output);
        for (int b = 0; b < batch; b++) {
            for (int i = 0; i < inputs.length; i++) {
                int n = Array.getLength(input[i]);
                copy(inputs[i], b * n, input[i], 0, n);
            }
            single.call(input, output);
            for (int i = 0; i < outputs.length; i++) {
                int n = Array.getLength(output[i]);
                copy(output[i], 0, outputs[i], b * n, n);
            }
        }
    }

    /** Where the type is known, a copy of few elements takes a tenth of the time. */
    private static void copy(Object from, int at, Object to, int into, int n) {
        if (from instanceof double[] x && to instanceof double[] y) {
            System.arraycopy(x, at, y, into, n);
        } else {
            System.arraycopy(from, at, to, into, n);
        }
    }

    /** Arrays for one point: made in the first call, since only the arrays tell types and lengths. */
    private Object[] ofOne(Object[] all, Object[] made) {
        if (made.length == all.length) {
            return made;
        }
        Object[] one = new Object[all.length];
        for (int i = 0; i < all.length; i++) {
            one[i] = Array.newInstance(all[i].getClass().getComponentType(), Array.getLength(all[i]) / batch);
        }
        return one;
    }
}
