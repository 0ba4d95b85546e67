package ppl.backend.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;
import ppl.backend.spi.Executable;
import ppl.backend.spi.Program;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.op.MultiOp.Applications;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Prim;

/** Walks a program node by node, one tensor per node; a tensor is dropped after its last use. */
final class Interpretation implements Executable {

    private final List<Var> order;
    private final List<TensorType> inputTypes;
    private final Prim[] ops;
    private final int[][] operands;
    private final int[][] dropped;
    private final int[] inputs;
    private final int[] outputs;
    /** At the first result of an operation with several: what computes them all. */
    private final @Nullable Bodied[] bodies;

    private volatile boolean closed;

    Interpretation(Program program) {
        this.order = program.order();
        this.inputTypes = program.graph().inputs().stream().map(Var::type).toList();
        Map<Var, Integer> place = new IdentityHashMap<>();
        for (Var node : order) {
            place.put(node, place.size());
        }
        program.requirePrimitives("the interpreter");
        this.ops = order.stream().map(n -> (Prim) n.op()).toArray(Prim[]::new);
        this.operands = order.stream().map(n -> places(n.inputs(), place)).toArray(int[][]::new);
        this.inputs = places(program.graph().inputs(), place);
        this.outputs = places(program.graph().outputs(), place);
        this.dropped = lastUses();
        this.bodies = new Bodied[ops.length];
        Applications applications = Applications.among(order);
        for (int n = 0; n < ops.length; n++) {
            if (ops[n] instanceof Projection && applications.isFirst(order.get(n))) {
                bodies[n] = Bodied.of(applications.of(order.get(n)), place);
            }
        }
    }

    /** Places in the order; -1 for an input that nothing needs. */
    private static int[] places(List<Var> nodes, Map<Var, Integer> place) {
        return nodes.stream().mapToInt(n -> place.getOrDefault(n, -1)).toArray();
    }

    private int[][] lastUses() {
        boolean[] keep = new boolean[ops.length];
        for (int y : outputs) {
            keep[y] = true;
        }
        int[][] last = new int[ops.length][];
        for (int n = ops.length - 1; n >= 0; n--) {
            int[] unused =
                    Arrays.stream(operands[n]).distinct().filter(x -> !keep[x]).toArray();
            for (int x : unused) {
                keep[x] = true;
            }
            last[n] = unused;
        }
        return last;
    }

    @Override
    public CompiledGraph.Caller caller() {
        checkOpen();
        return this::run;
    }

    private void checkOpen() {
        if (closed) {
            throw new BackendException(
                    BackendCode.CLOSED, "the interpreted program has been closed; compile the graph again to call it");
        }
    }

    private void run(Object[] in, Object[] out) {
        checkOpen();
        List<Tensor> given = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            given.add(Tensor.wrap(in[i], inputTypes.get(i).shape().sizes()));
        }
        List<Tensor> results = values(given);
        for (int i = 0; i < out.length; i++) {
            System.arraycopy(
                    results.get(i).array(), 0, out[i], 0, results.get(i).length());
        }
    }

    /** The values of the outputs for values of the inputs. */
    List<Tensor> values(List<Tensor> given) {
        @Nullable Tensor[] values = new @Nullable Tensor[ops.length];
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i] >= 0) {
                values[inputs[i]] = given.get(i);
            }
        }
        for (int n = 0; n < ops.length; n++) {
            if (values[n] == null) {
                compute(n, values);
            }
            for (int x : dropped[n]) {
                values[x] = null;
            }
        }
        return valuesAt(outputs, values);
    }

    private void compute(int n, @Nullable Tensor[] values) {
        List<Tensor> x = valuesAt(operands[n], values);
        Bodied bodied = bodies[n];
        if (bodied == null) {
            values[n] = Primitives.evaluate(ops[n], x, order.get(n).type());
        } else {
            bodied.run(x, values);
        }
    }

    private static List<Tensor> valuesAt(int[] places, @Nullable Tensor[] values) {
        Tensor[] picked = new Tensor[places.length];
        for (int i = 0; i < places.length; i++) {
            Tensor value = values[places[i]];
            if (value == null) {
                throw new AssertionError("a value was dropped before its last use");
            }
            picked[i] = value;
        }
        return List.of(picked);
    }

    /** Nothing to release, but calls end here as on every backend. */
    @Override
    public void close() {
        closed = true;
    }
}
