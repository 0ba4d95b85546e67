package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import ppl.api.inference.Dataset;
import ppl.api.predictive.OutputVariable;
import ppl.graph.DType;

/** Adds the values of a model's variables to results, in the type that each has there. */
final class OutputValues {

    private OutputValues() {}

    /**
     * Adds a variable.
     *
     * @param values chain after chain, draw after draw
     */
    static void add(Dataset.Builder builder, OutputVariable output, int chains, int draws, double[] values) {
        List<String> dims = new ArrayList<>(List.of(Dataset.CHAIN, Dataset.DRAW));
        dims.addAll(output.dims());
        int[] event = output.type().shape().sizes();
        int[] shape = new int[event.length + 2];
        shape[0] = chains;
        shape[1] = draws;
        System.arraycopy(event, 0, shape, 2, event.length);
        if (output.type().dtype().isFloat()) {
            builder.variable(output.name(), dims, shape, values);
        } else if (output.type().dtype() == DType.BOOL) {
            builder.variable(output.name(), dims, shape, toFlags(values));
        } else {
            builder.variable(output.name(), dims, shape, toLongs(values));
        }
    }

    static long[] toLongs(double[] values) {
        long[] out = new long[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (long) values[i];
        }
        return out;
    }

    static boolean[] toFlags(double[] values) {
        boolean[] out = new boolean[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] != 0;
        }
        return out;
    }
}
