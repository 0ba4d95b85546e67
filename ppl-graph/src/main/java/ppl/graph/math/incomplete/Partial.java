package ppl.graph.math.incomplete;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import ppl.graph.Substitution;
import ppl.graph.Var;
import ppl.graph.function.Creation;
import ppl.graph.grad.Gradient;
import ppl.graph.op.Input;

/** Derivatives inside expansions, where the operand may be any node, a constant too. */
final class Partial {

    private Partial() {}

    /** The derivative of an elementwise function at a node, all else that it is made of being fixed. */
    static Var by(Var x, UnaryOperator<Var> f) {
        Var input = Var.of(new Input(new Input.Slot("x"), x.type(), x.range()));
        Var y = f.apply(input);
        Var slope = Objects.requireNonNull(
                Gradient.vjp(y, List.of(input), Creation.onesLike(y)).getFirst());
        return Substitution.replace(List.of(slope), Map.of(input, x)).getFirst();
    }
}
