package ppl.api.sample;

import java.util.ArrayList;
import java.util.List;
import ppl.api.predictive.OutputVariable;
import ppl.api.predictive.Outputs;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.random.RandomKey;

/**
 * Computes the user's variables from points: it constrains coordinates, draws what is drawn forward, and computes the rest. The values
 * are functions of the point and of a random key, the same on every thread.
 */
final class Constrainer implements AutoCloseable {

    private final Coordinates coordinates;
    private final ForwardDraws forward;
    private final CompileOptions options;
    private final List<boolean[]> concerns;
    private final int outputs;
    private final CompiledGraph graph;

    Constrainer(Coordinates coordinates, ForwardDraws forward, Outputs outputs, CompileOptions options) {
        this.coordinates = coordinates;
        this.forward = forward;
        this.options = options;
        List<OutputVariable> recorded = outputs.posterior();
        this.outputs = recorded.size();
        this.concerns = recorded.stream().map(r -> forward.concern(r.node())).toList();
        List<Var> results = new ArrayList<>();
        recorded.forEach(r -> results.add(forward.value(r.name(), r.node())));
        forward.checks().forEach(c -> results.add(c.holds()));
        this.graph = compile(results);
    }

    private CompiledGraph compile(List<Var> results) {
        List<Var> others = forward.isEmpty() ? List.of() : List.of(forward.key());
        return coordinates.graph(results, others).compile(options);
    }

    /** A caller for one thread. */
    Caller caller() {
        return new Caller();
    }

    @Override
    public void close() {
        graph.close();
    }

    /** Computes the variables of one draw at a time. */
    final class Caller {
        private final CompiledGraph.Caller caller = graph.caller();
        private final long[] key = new long[1];
        private final Object[] inputs = forward.isEmpty() ? new Object[1] : new Object[] {null, key};
        private final Object[] results = graph.outputTypes().stream()
                .map(t -> Tensor.allocate(t.dtype(), t.shape().elements()))
                .toArray();

        private Caller() {}

        /** Computes all variables at a point. */
        void apply(double[] at, RandomKey draw) {
            inputs[0] = at;
            key[0] = draw.bits();
            caller.call(inputs, results);
        }

        /**
         * Copies the last computed value of a variable, as doubles.
         *
         * @throws SamplingException if the variable depends on a draw that is not defined at the point
         */
        void copy(int output, double[] to, int from) {
            requireDrawn(output);
            switch (results[output]) {
                case double[] d -> System.arraycopy(d, 0, to, from, d.length);
                case Object other -> {
                    Tensor t = Tensor.wrap(other, java.lang.reflect.Array.getLength(other));
                    for (int i = 0; i < t.length(); i++) {
                        to[from + i] = t.doubleAt(i);
                    }
                }
            }
        }

        /** Refuses a variable that depends on draws that are not defined at the last point. */
        void requireDrawn() {
            for (int i = 0; i < outputs; i++) {
                requireDrawn(i);
            }
        }

        private void requireDrawn(int output) {
            boolean[] concern = concerns.get(output);
            for (int i = 0; i < concern.length; i++) {
                if (concern[i] && !((boolean[]) results[outputs + i])[0]) {
                    throw refusal(forward.checks().get(i));
                }
            }
        }

        private SamplingException refusal(ForwardDraws.Check check) {
            try (CompiledGraph nodes = compile(check.constraint().nodes())) {
                List<Tensor> at = new ArrayList<>(List.of(Tensor.of((double[]) inputs[0])));
                at.add(Tensor.scalar(key[0]));
                String violation = check.constraint().violation(nodes.call(at));
                return new SamplingException(
                        SamplingCode.MODEL,
                        "'" + check.name()
                                + "' cannot be drawn after a draw of the variables that it depends on: " + violation
                                + "; "
                                + check.constraint().remedy());
            }
        }
    }
}
