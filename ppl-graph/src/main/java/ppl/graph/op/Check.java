package ppl.graph.op;

import java.util.List;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Var;

/** The argument checks that primitives share; each failure names the operands, their types and where they were made. */
final class Check {

    private Check() {}

    static Var only(String op, List<Var> inputs) {
        count(op, inputs, 1);
        return inputs.getFirst();
    }

    static void count(String op, List<Var> inputs, int n) {
        if (inputs.size() != n) {
            throw new GraphException(GraphCode.INPUT, op + " takes " + n + " operands, not " + inputs.size());
        }
    }

    static void sameType(String op, Var a, Var b) {
        if (a.dtype() != b.dtype() || !a.shape().equals(b.shape())) {
            throw new GraphException(
                    GraphCode.TYPE,
                    op + " needs operands of one type and shape, but got " + a.describe() + " and " + b.describe()
                            + "; broadcast or cast one of them");
        }
    }

    static void accepts(boolean accepted, String op, Var x) {
        if (!accepted) {
            throw new GraphException(GraphCode.TYPE, op + " is not defined on " + x.describe() + "; cast it first");
        }
    }

    static void isInteger(String op, String role, Var x) {
        if (!x.dtype().isInteger()) {
            throw new GraphException(
                    GraphCode.TYPE,
                    op + " needs " + role + " of an integer type, but got " + x.describe()
                            + "; give them as int[] or long[], or convert them with cast(DType.I64)");
        }
    }

    static void isFloat(String op, Var x) {
        accepts(x.dtype().isFloat(), op, x);
    }

    static void isBool(String op, String role, Var x) {
        if (x.dtype() != DType.BOOL) {
            throw new GraphException(
                    GraphCode.TYPE,
                    op + " needs " + role + " of type bool, but got " + x.describe()
                            + "; compare it with a number, such as by equal(x, 1)");
        }
    }
}
