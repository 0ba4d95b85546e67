package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import ppl.api.inference.DataType;
import ppl.api.inference.Dataset;
import ppl.api.inference.Variable;
import ppl.api.predictive.OutputVariable;
import ppl.graph.DType;

/** The values of a model's variables as variables of results, in the type that each has there. */
final class OutputValues {

    private OutputValues() {}

    /**
     * A variable with its values.
     *
     * @param values chain after chain, draw after draw
     */
    static Variable variable(OutputVariable output, int chains, int draws, double[] values) {
        int[] shape = shape(output, chains, draws);
        return switch (type(output)) {
            case FLOAT64 -> Variable.of(output.name(), dims(output), shape, values);
            case INT64 -> Variable.of(output.name(), dims(output), shape, toLongs(values));
            case BOOL -> Variable.of(output.name(), dims(output), shape, toFlags(values));
        };
    }

    /** A variable with a place for each value. */
    static Variable slots(OutputVariable output, int chains, int draws) {
        DataType type = type(output);
        return Variable.filled(
                output.name(),
                dims(output),
                shape(output, chains, draws),
                type,
                type == DataType.FLOAT64 ? Double.NaN : 0);
    }

    private static DataType type(OutputVariable output) {
        DType dtype = output.type().dtype();
        return dtype.isFloat() ? DataType.FLOAT64 : dtype == DType.BOOL ? DataType.BOOL : DataType.INT64;
    }

    private static List<String> dims(OutputVariable output) {
        List<String> dims = new ArrayList<>(List.of(Dataset.CHAIN, Dataset.DRAW));
        dims.addAll(output.dims());
        return dims;
    }

    private static int[] shape(OutputVariable output, int chains, int draws) {
        int[] event = output.type().shape().sizes();
        int[] shape = new int[event.length + 2];
        shape[0] = chains;
        shape[1] = draws;
        System.arraycopy(event, 0, shape, 2, event.length);
        return shape;
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
