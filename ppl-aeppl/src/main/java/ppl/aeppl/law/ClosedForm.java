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

    /**
     * The form of elements of X, those that are there several times being copies of one; empty if it has none, as one that is of
     * independent elements.
     */
    default Optional<F> rearranged(Rearrangement by) {
        return Optional.empty();
    }

    /** The form of a law whose elements are those of another, moved, left out or copied. */
    static <F extends ClosedForm<F>> Capability<F> rearranged(Law of, Rearrangement by, Class<F> kind) {
        return switch (of.form(kind)) {
            case Capability.Present<F>(F form) ->
                form.rearranged(by)
                        .<Capability<F>>map(Capability::of)
                        .orElseGet(() -> Capability.absent(
                                "some elements of " + of.describe() + " have no " + kind.getSimpleName()));
            case Capability.Absent<F> absent -> absent;
        };
    }
}
