package ppl.aeppl.cases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.compile.CompiledGraph;
import ppl.graph.grad.Gradient;
import ppl.graph.op.RandomOp;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomKey;

/** An expression of draws as two functions: its draw of a key, and its log-density with the slope. Both are compiled once. */
final class CompiledCase implements AutoCloseable {

    private final VectorCase of;
    private final TensorType type;
    private final CompiledGraph draw;
    private final CompiledGraph density;

    CompiledCase(VectorCase of) {
        this.of = of;
        Var expression = of.expression().get();
        this.type = expression.type();
        this.draw = drawn(expression);
        Var x = Var.input("x", type);
        Var logp = Joint.law(expression).logDensity(Value.of(x)).total();
        List<Var> results = new ArrayList<>(List.of(logp));
        if (type.dtype().isFloat()) {
            results.add(Gradient.of(logp, x));
        }
        this.density = new Graph(List.of(x), results).compile(CompileOptions.defaults());
    }

    /** Every draw of the expression from a key of its own, as {@code eval} does it. */
    private static CompiledGraph drawn(Var expression) {
        Var key = Var.input("key", TensorType.scalar(DType.I64));
        Map<String, Integer> occurrences = new HashMap<>();
        Var drawn = Substitution.rebuild(List.of(expression), Map.of(), (node, op, operands) -> {
                    if (!(op instanceof RandomOp random)) {
                        return Var.checked(op, operands);
                    }
                    String site = random.site().name();
                    int occurrence = occurrences.merge(site, 1, Integer::sum) - 1;
                    return random.draw(new KeyVar(key).fold(site).fold(occurrence), operands);
                })
                .getFirst();
        return new Graph(List.of(key), List.of(drawn)).compile(CompileOptions.defaults());
    }

    /** The elements of independent draws. */
    double[][] draws(int count) {
        RandomKey seed = RandomKey.of(of.name().hashCode());
        double[][] draws = new double[count][];
        for (int i = 0; i < count; i++) {
            Tensor key = Tensor.scalar(seed.fold(i).bits());
            draws[i] = draw.call(List.of(key)).getFirst().toDoubles();
            for (int e = 0; e < draws[i].length; e++) {
                draws[i][e] += 0.0; // one zero
            }
        }
        return draws;
    }

    /** The log-density at elements. */
    double logp(double[] elements) {
        return density.call(List.of(value(elements))).getFirst().doubleAt(0);
    }

    /** The slope of the log-density by each element. */
    double[] slope(double[] elements) {
        return density.call(List.of(value(elements))).getLast().toDoubles();
    }

    private Tensor value(double[] elements) {
        return Tensor.of(elements).reshape(type.shape().sizes()).convert(type.dtype());
    }

    @Override
    public void close() {
        draw.close();
        density.close();
    }
}
