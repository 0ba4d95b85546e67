package ppl.aeppl.rule.gaussian;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import ppl.aeppl.law.GaussianForm;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.Reduce;

/** Elements of a sum whose random parts cancel, exactly or up to rounding. */
final class Cancellation {

    private Cancellation() {}

    /**
     * The first element that is certain not to be random; empty if there is none, or if it is not known.
     *
     * @param parts the forms of the operands
     * @param sum that of the result
     * @param absolute of a sum along axes or a product with a matrix, that of the result for operands without signs
     */
    static OptionalInt first(Op op, List<GaussianForm> parts, GaussianForm sum, Optional<GaussianForm> absolute) {
        return switch (op) {
            case Binary(Binary.Fn fn)
            when (fn == Binary.Fn.ADD || fn == Binary.Fn.SUB) && shareDraws(parts) -> {
                GaussianForm second = parts.get(1);
                GaussianForm apart =
                        parts.getFirst().beside(fn == Binary.Fn.ADD ? second : second.times(Var.constant(-1.0)));
                yield parts.getFirst().shape().equals(second.shape()) ? apart.cancelled(apart) : exact(sum);
            }
            case Reduce _, MatMul _
            when absolute.isPresent()
                    && parts.stream().noneMatch(p -> !p.draws().isEmpty() && p.isIndependent()) ->
                sum.cancelled(absolute.get());
            default -> exact(sum);
        };
    }

    private static boolean shareDraws(List<GaussianForm> parts) {
        return !Collections.disjoint(parts.get(0).draws(), parts.get(1).draws());
    }

    private static OptionalInt exact(GaussianForm sum) {
        Tensor scale = sum.scale().constantValue();
        return scale == null
                ? OptionalInt.empty()
                : IntStream.range(0, scale.length())
                        .filter(i -> scale.doubleAt(i) == 0)
                        .findFirst();
    }
}
