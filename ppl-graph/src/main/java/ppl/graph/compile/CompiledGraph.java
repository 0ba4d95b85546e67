package ppl.graph.compile;

import java.util.List;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.TensorType;

/** A graph compiled for a backend. It may be shared by threads; each thread calls it through a {@link Caller}. */
public interface CompiledGraph extends AutoCloseable {

    /** The graph as it was given. */
    Graph graph();

    /** The name of the backend that runs it. */
    String backend();

    /** Which backend runs it and why, and why each other one does not, as lines of text. */
    default String explain() {
        return "backend " + backend();
    }

    /** Types of the inputs, all lengths known. */
    List<TensorType> inputTypes();

    /** Types of the outputs, all lengths known. */
    List<TensorType> outputTypes();

    /** A caller with a workspace of its own: for one thread at a time. */
    Caller caller();

    /**
     * A caller with a workspace of its own that computes several points in one call: every array holds the values of all points,
     * one after the other. In STRICT mode the results are those of single calls to the bit.
     *
     * @param batch the number of points, at least 1
     * @throws ppl.graph.GraphException if it is less
     */
    Caller caller(int batch);

    /** Runs once. The results are in new arrays, which nobody else has. */
    List<Tensor> call(List<Tensor> inputs);

    /**
     * Releases what the backend holds; closing twice is harmless. Calls that begin afterwards are refused with an
     * error that says so; one that is under way on another thread ends with the numbers that it would have had, or with that refusal.
     */
    @Override
    void close();

    /** Runs a compiled graph without allocating. */
    interface Caller {
        /**
         * Computes the outputs. All arrays belong to whoever calls: those of inputs are read while the call runs and never
         * written to, those of outputs are written wholly, and none is kept.
         *
         * @param inputs one array per input, row-major: {@code double[]}, {@code float[]}, {@code long[]}, {@code int[]}
         *     or {@code boolean[]}, of exactly the input's number of elements
         * @param outputs likewise, written; distinct from each other and from the inputs, since a backend may write one while it
         *     still reads another
         */
        void call(Object[] inputs, Object[] outputs);
    }
}
