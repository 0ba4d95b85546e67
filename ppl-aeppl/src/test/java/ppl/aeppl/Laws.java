package ppl.aeppl;

import java.util.List;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;

/** Short ways to laws and numbers. */
public final class Laws {

    private Laws() {}

    /** A float64 constant. */
    public static Var c(double value) {
        return Var.constant(value);
    }

    /** An int64 constant. */
    public static Var c(long value) {
        return Var.constant(value);
    }

    /** The log-density of a node of one axis at points. */
    public static double[] logp(Var node, double... at) {
        return logp(Joint.law(node), at);
    }

    /** The log-density of a law of one axis at points. */
    public static double[] logp(Law law, double... at) {
        DType dtype = law.type().draw().dtype();
        Var x = Var.input("x", new TensorType(dtype, Shape.of(at.length)));
        Tensor values = Tensor.of(at).convert(dtype);
        return values(List.of(x), List.of(values), law.logDensity(Value.of(x)).elementwise());
    }

    /** The value of a node, which is compiled as a function of inputs. */
    public static double[] values(List<Var> inputs, List<Tensor> at, Var output) {
        try (var compiled = new Graph(inputs, List.of(output)).compile(CompileOptions.defaults())) {
            return compiled.call(at).getFirst().toDoubles();
        }
    }
}
