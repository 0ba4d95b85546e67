package ppl.aeppl.law;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * A form in which some laws can be written, so that rules can compute with them: sums of Gaussian laws, minima of exponential ones. A
 * rule asks a law for the form by its class ({@link Law#form}); a new form changes no law that does not have it.
 *
 * @param <F> the form
 */
public interface ClosedForm<F extends ClosedForm<F>> {

    /**
     * The form of the law of {@code factor * X + offset}, where this is that of X; empty if it has none.
     *
     * @param factor different from 0; null for 1
     * @param offset null for 0
     */
    Optional<F> affine(@Nullable Var factor, @Nullable Var offset);
}
