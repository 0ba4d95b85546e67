package ppl.backend.spi.lower;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Selection;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;

/** A graph with the executable that a backend made of it. Arguments are checked here, so that backends need not. */
final class LoweredGraph implements CompiledGraph {

    private final Graph graph;
    private final Selection selection;
    private final NumericMode mode;
    private final Executable executable;
    private final Arguments inputs;
    private final Arguments outputs;
    private final ConcurrentLinkedQueue<Caller> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    LoweredGraph(Graph graph, Selection selection, NumericMode mode, Executable executable) {
        this.graph = graph;
        this.selection = selection;
        this.mode = mode;
        this.executable = executable;
        this.inputs = new Arguments("input", graph.inputs());
        this.outputs = new Arguments("output", graph.outputs());
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public String backend() {
        return selection.backend().name();
    }

    @Override
    public String explain() {
        return mode == NumericMode.STRICT ? selection.explain() : selection.explain() + "\n" + fast();
    }

    private String fast() {
        return selection.backend().runs(mode) == NumericMode.FAST
                ? "mode FAST: fewer or other roundings than in STRICT within the same bounds, so other draws of a seed"
                : "mode FAST: " + backend() + " has no faster arithmetic and gives the bits of STRICT";
    }

    @Override
    public List<TensorType> inputTypes() {
        return graph.inputs().stream().map(Var::type).toList();
    }

    @Override
    public List<TensorType> outputTypes() {
        return graph.outputs().stream().map(Var::type).toList();
    }

    @Override
    public Caller caller() {
        return caller(1);
    }

    @Override
    public Caller caller(int batch) {
        if (batch < 1) {
            throw new GraphException(
                    GraphCode.INPUT, "a batch must have at least one point, but was asked for with " + batch);
        }
        checkOpen();
        Caller unchecked = executable.caller(batch);
        return (in, out) -> {
            checkOpen();
            inputs.check(in, batch);
            outputs.check(out, batch);
            unchecked.call(in, out);
        };
    }

    @Override
    public List<Tensor> call(List<Tensor> values) {
        checkOpen();
        inputs.check(values);
        Object[] in = values.stream().map(Tensor::array).toArray();
        Object[] out = outputs.allocate();
        Caller free = idle.poll();
        Caller caller = free != null ? free : executable.caller();
        caller.call(in, out);
        idle.add(caller);
        return outputs.wrap(out);
    }

    private void checkOpen() {
        if (closed) {
            throw new GraphException(
                    GraphCode.CLOSED,
                    "the compiled graph of "
                            + graph.outputs().stream().map(Var::label).toList()
                            + " has been closed: compile the graph again to call it");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            idle.clear();
            executable.close();
        }
    }
}
