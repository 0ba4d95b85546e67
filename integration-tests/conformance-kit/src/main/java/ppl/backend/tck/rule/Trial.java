package ppl.backend.tck.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.backend.spi.Executable;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;

/** A program that the backend has compiled, with a caller. */
public final class Trial implements AutoCloseable {

    private final Graph graph;
    private final Executable executable;
    private final CompiledGraph.Caller caller;

    Trial(Graph graph, Executable executable) {
        this.graph = graph;
        this.executable = executable;
        this.caller = executable.caller();
    }

    /** What the backend made of the program. */
    public Executable executable() {
        return executable;
    }

    /** Calls the program on new arrays. The arrays for the results hold other numbers before the call. */
    public List<Tensor> call(Tensor... inputs) {
        return call(caller, inputs);
    }

    /** Calls the program through a caller of its executable. */
    public List<Tensor> call(CompiledGraph.Caller through, Tensor... inputs) {
        Object[] in = Arrays.stream(inputs).map(Trial::copy).toArray();
        Object[] out = outputs();
        through.call(in, out);
        return wrap(out);
    }

    /** Arrays for the results, filled with numbers that no case expects. */
    public Object[] outputs() {
        return graph.outputs().stream().map(y -> garbage(y.type())).toArray();
    }

    /** Result arrays as tensors. */
    public List<Tensor> wrap(Object[] arrays) {
        List<Tensor> results = new ArrayList<>();
        for (int i = 0; i < arrays.length; i++) {
            results.add(Tensor.wrap(arrays[i], graph.outputs().get(i).shape().sizes()));
        }
        return results;
    }

    /** An array of its own with the elements of a tensor. */
    public static Object copy(Tensor t) {
        Object array = Tensor.allocate(t.dtype(), t.length());
        System.arraycopy(t.array(), 0, array, 0, t.length());
        return array;
    }

    private static Object garbage(TensorType type) {
        Object array = Tensor.allocate(type.dtype(), type.shape().elements());
        switch (array) {
            case double[] a -> Arrays.fill(a, -0x1.badbadbadp300);
            case float[] a -> Arrays.fill(a, -0x1.badbap100f);
            case long[] a -> Arrays.fill(a, 0xBADBADBADBADL);
            case int[] a -> Arrays.fill(a, 0xBADBAD);
            case boolean[] a -> Arrays.fill(a, true);
            default -> throw new AssertionError(type);
        }
        return array;
    }

    /** The types of the program's inputs. */
    public List<DType> inputTypes() {
        return graph.inputs().stream().map(Var::dtype).toList();
    }

    @Override
    public void close() {
        executable.close();
    }
}
