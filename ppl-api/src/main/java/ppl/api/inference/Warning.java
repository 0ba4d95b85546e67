package ppl.api.inference;

import org.jspecify.annotations.Nullable;

/**
 * Something about a run that whoever uses its draws should know first; see {@link InferenceData#warnings}.
 *
 * <p>{@link #toString()} is all of it as one line of text.
 *
 * @param kind what it is about
 * @param variable the element that it shows in most, such as {@code a[AITKIN]}; null where it is about the run
 * @param number the figure that {@code kind} tells of
 * @param message what was found, without a full stop; {@code variable} in it stands between apostrophes
 * @param remedy what to do, as a sentence or two
 */
public record Warning(Kind kind, @Nullable String variable, double number, String message, String remedy) {

    /** What a warning is about, gravest first. */
    public enum Kind {
        /** A chain failed; the number: the draws of a chain that are kept. */
        FAILED("Run failed"),
        /** The run was stopped; the number: the draws of a chain that are kept. */
        INTERRUPTED("Run interrupted"),
        /** Points of finite log-density have a gradient that is not; the number: how many such points. */
        GRADIENT_NOT_FINITE("Gradient not finite"),
        /** Trajectories diverged; the number: how many of the draws. */
        DIVERGENCES("Divergences"),
        /** A chain did not move at all; the number: how many chains. */
        STUCK("Chain stuck"),
        /** The chains do not agree; the number: the greatest R-hat. */
        DISAGREEMENT("Chains disagree"),
        /** Energies are explored slowly; the number: the least E-BFMI of a chain. */
        LOW_BFMI("Low E-BFMI"),
        /** The number: the least effective sample size. */
        FEW_EFFECTIVE_DRAWS("Few effective draws"),
        /** Trajectories were cut at their greatest length; the number: how many of the draws. */
        TREE_DEPTH("Greatest tree depth reached"),
        /** The number: how many elements have draws that are not finite. */
        NOT_FINITE("Draws not finite"),
        /** The number: the greatest Pareto k of a tail. */
        HEAVY_TAIL("Heavy tail"),
        /** One chain alone cannot tell whether it has found all there is; the number: 1. */
        ONE_CHAIN("One chain"),
        /** There are too few draws to judge; the number: the draws of a chain. */
        FEW_DRAWS("Few draws"),
        /** There was no time to look at all draws; the number: how many elements were not looked at. */
        NOT_JUDGED("Not judged");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The kind in words, as a warning begins with them. */
        public String title() {
            return title;
        }
    }

    /** Title, message and remedy as one line. */
    @Override
    public String toString() {
        return kind.title() + ": " + message + ". " + remedy;
    }
}
