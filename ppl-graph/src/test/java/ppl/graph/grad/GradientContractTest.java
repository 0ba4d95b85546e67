package ppl.graph.grad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Graph;
import ppl.graph.GraphException;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.RichOp;

/** What may be differentiated by what: whatever constructors look through is refused or made opaque, never dropped. */
class GradientContractTest {

    private static Named<UnaryOperator<Var>> op(String name, UnaryOperator<Var> op) {
        return Named.of(name, op);
    }

    static List<Named<UnaryOperator<Var>>> computed() {
        return List.of(
                op("reshape", z -> z.reshape(3, 2)),
                op("broadcast", z -> z.broadcastTo(Shape.of(4, 6))),
                op("transpose", z -> z.reshape(2, 3).transpose()),
                op("slice", z -> Functions.slice(z, 0, 1, 3, 1)),
                op("negation", Var::unaryMinus),
                op("cast", z -> z.cast(DType.F32)),
                op("concat", z -> Functions.concat(List.of(z, z), 0)),
                op("sum", z -> z.plus(1)),
                op("function", Var::exp),
                op("constant", _ -> Var.constant(1.0, 2.0)));
    }

    @ParameterizedTest
    @MethodSource("computed")
    void a_computed_node_is_no_target(UnaryOperator<Var> op) {
        Var x = op.apply(Var.input("z", 6));
        Var y = x.cast(DType.F64).square().sum();
        String message =
                assertThrows(GraphException.class, () -> Gradient.of(y, x)).getMessage();
        assertTrue(
                message.startsWith("a gradient is taken with respect to inputs and draws, but " + x.describe()),
                message);
    }

    /** Three times the sum of its operand, to which the expansion does something that constructors may look through. */
    record Seen(UnaryOperator<Var> through) implements RichOp {
        @Override
        public String name() {
            return "seen";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return new TensorType(DType.F64, Shape.scalar());
        }

        @Override
        public Var expand(List<Var> inputs) {
            return through.apply(inputs.getFirst()).times(3).sum();
        }
    }

    static List<Named<UnaryOperator<Var>>> undoing() {
        return List.of(
                op("reshape", x -> x.reshape(x.shape().elements())),
                op("transpose", Var::transpose),
                op("negation", Var::unaryMinus));
    }

    @ParameterizedTest
    @MethodSource("undoing")
    void a_rich_op_keeps_the_gradient_by_an_operand_that_its_expansion_looks_through(UnaryOperator<Var> through) {
        Var z = Var.input("z", 6);
        for (Var operand : List.of(z.reshape(2, 3), z.reshape(3, 2).transpose(), z.unaryMinus())) {
            Var y = Var.of(new Seen(through), operand);
            double sign = isNegation(operand) == isNegation(through.apply(z)) ? 1 : -1;
            // Moved about, but no more than the one number.
            Var first = Graph.order(List.of(Gradient.of(y, z))).getFirst();
            assertTrue(first.isSplat(3 * sign), () -> operand + ": " + first);
        }
    }

    private static boolean isNegation(Var x) {
        return x.op().name().equals("neg");
    }

    /** The product of two operands, differentiated by its expansion. */
    record Product() implements RichOp {
        @Override
        public String name() {
            return "product";
        }

        @Override
        public TensorType infer(List<Var> inputs) {
            return inputs.getFirst().type();
        }

        @Override
        public Var expand(List<Var> inputs) {
            return inputs.get(0).times(inputs.get(1));
        }
    }

    @Test
    void a_rich_op_of_one_operand_twice_counts_each_place_once() {
        Var x = Var.input("x");
        assertEquals(x.plus(x), Gradient.of(Var.of(new Product(), x, x), x));
        List<@Nullable Var> parts = Gradient.at(List.of(x, x), p -> p.get(0).times(p.get(1)), Var.constant(1.0));
        assertEquals(List.of(x, x), parts);
    }

    @Test
    void a_constant_operand_stays_a_constant() {
        Var x = Var.input("x");
        assertEquals(Var.constant(5.0), Gradient.of(Var.of(new Product(), x, Var.constant(5.0)), x));
    }
}
