package ppl.tests.backends;

import java.util.Arrays;
import java.util.List;
import ppl.backend.spi.Backend;
import ppl.backend.spi.lower.Lowering;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.compile.NumericMode;
import ppl.graph.grad.Gradient;

/**
 * A process that calls programs very often, so that the optimising compiler has had all of their code, and looks at the bits of interp again and
 * again. Which registers there are is decided by how its virtual machine was started. It says {@code same} in the end, or what differed.
 */
final class LongRun {

    private static final int POINTS = 5;

    private LongRun() {}

    /**
     * Runs.
     *
     * @param args the number of calls; then the programs, {@code radon}, {@code few} or {@code logistic}, and the mode of each
     */
    @SuppressWarnings("SystemOut") // what it found goes to the test that started it
    public static void main(String[] args) {
        int calls = Integer.parseInt(args[0]);
        String said = "same";
        for (int k = 1; k < args.length; k += 2) {
            Graph graph =
                    switch (args[k]) {
                        case "radon" -> RadonGraph.shuffled(919);
                        case "few" -> RadonGraph.of(60);
                        default -> logistic(330, 21);
                    };
            String found = difference(graph, NumericMode.valueOf(args[k + 1]), calls);
            said = found.isEmpty() ? said : args[k] + ", " + found;
        }
        System.out.println(said);
    }

    /** Bernoulli of logits that are products of data with a vector. */
    private static Graph logistic(int rows, int columns) {
        double[] x = new double[rows * columns];
        Arrays.setAll(x, i -> Math.sin(1.7 * i));
        double[] y = new double[rows];
        Arrays.setAll(y, i -> i * 7 % 3 == 0 ? 1 : 0);
        Var b = Var.input("b", columns);
        Var z = Functions.dot(Var.constant(Tensor.of(x, rows, columns)), b);
        Var logp = z.times(Var.constant(y)).minus(Functions.log1p(z.exp())).sum();
        return new Graph(List.of(b), List.of(logp, Gradient.of(logp, b)));
    }

    private static String difference(Graph graph, NumericMode mode, int calls) {
        Object[][] inputs = new Object[POINTS][];
        Object[][] expected = new Object[POINTS][];
        int length = graph.inputs().getFirst().shape().elements();
        Backend vector = PresentBackends.vector();
        try (CompiledGraph reference =
                        Lowering.compile(graph, mode == NumericMode.FAST ? new RunsFast(PresentBackends.interp()) : PresentBackends.interp(), mode);
                CompiledGraph compiled = Lowering.compile(graph, vector, mode)) {
            for (int p = 0; p < POINTS; p++) {
                double[] point = new double[length];
                int k = p;
                Arrays.setAll(point, i -> 0.3 * Math.sin(2.0 + i + 3 * k));
                inputs[p] = new Object[] {point};
                expected[p] = RandomGraph.outputs(graph);
                reference.caller().call(inputs[p], expected[p]);
            }
            CompiledGraph.Caller caller = compiled.caller();
            Object[] outputs = RandomGraph.outputs(graph);
            for (int call = 0; call < calls; call++) {
                int p = call % POINTS;
                caller.call(inputs[p], outputs);
                for (int o = 0; o < outputs.length; o++) {
                    if (!Bits.equal(expected[p][o], outputs[o])) {
                        return "call " + call + ", " + mode + ", output " + o + ": expected " + Bits.text(expected[p][o])
                                + " but got " + Bits.text(outputs[o]);
                    }
                }
            }
        }
        return "";
    }
}
