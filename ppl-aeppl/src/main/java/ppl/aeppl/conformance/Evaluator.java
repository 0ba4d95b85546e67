package ppl.aeppl.conformance;

import java.util.List;
import java.util.function.UnaryOperator;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;

/** Computes a function of a vector on the best backend present. */
final class Evaluator {

    private Evaluator() {}

    static double[] map(UnaryOperator<Var> f, double... at) {
        return map(f, DType.F64, Tensor.of(at));
    }

    static double[] map(UnaryOperator<Var> f, long... at) {
        return map(f, DType.I64, Tensor.of(at));
    }

    private static double[] map(UnaryOperator<Var> f, DType dtype, Tensor at) {
        Var x = Var.input("x", new TensorType(dtype, Shape.of(at.length())));
        try (CompiledGraph compiled = new Graph(List.of(x), List.of(f.apply(x))).compile(CompileOptions.defaults())) {
            return compiled.call(List.of(at)).getFirst().toDoubles();
        }
    }
}
