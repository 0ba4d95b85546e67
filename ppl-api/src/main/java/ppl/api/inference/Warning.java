package ppl.api.inference;

import org.jspecify.annotations.Nullable;

/**
 * A finding about a run that users of its draws should know first; see {@link InferenceData#warnings}. Console, log, file, report
 * and JSON show this one record: what is found and advised is said here and nowhere else.
 *
 * <p>{@link #toString()} is the whole warning as one line of text.
 *
 * @param kind what it is about
 * @param element the element that shows it most clearly, such as {@code a[AITKIN]}; null if it is about the run
 * @param number the number that belongs to the kind
 * @param message what was found, without a full stop; {@code element} is named in it between apostrophes
 * @param remedy what to do, as a sentence or two
 */
public record Warning(Kind kind, @Nullable String element, double number, String message, String remedy) {

    /** What a warning is about, gravest first. */
    public enum Kind {
        /** A chain failed. The number: how many draws of each chain are kept. */
        FAILED("Run failed"),
        /** The run was interrupted. The number: how many draws of each chain are kept. */
        INTERRUPTED("Run interrupted"),
        /** What was found is no maximum. The number: the largest slope there. */
        NO_MAXIMUM("No maximum"),
        /** The draws are of an approximation that is not near to the posterior. The number: the Pareto k of their importance weights. */
        POOR_APPROXIMATION("Poor approximation"),
        /** The gradient was not finite at points of finite log-density. The number: how many such points. */
        GRADIENT_NOT_FINITE("Gradient not finite"),
        /** Trajectories diverged. The number: how many draws after warm-up did. */
        DIVERGENCES("Divergences"),
        /** The scale of a variable differs so much from place to place that no step size fits. The number: its curvature at small scales over that at large. */
        FUNNEL("Funnel"),
        /** A chain did not move at all. The number: how many chains. */
        STUCK("Chain stuck"),
        /** The chains do not agree. The number: the greatest R-hat. */
        DISAGREEMENT("Chains disagree"),
        /** The chains explore energies slowly. The number: the least E-BFMI of a chain. */
        LOW_BFMI("Low E-BFMI"),
        /** The effective sample size is small. The number: the least one. */
        FEW_EFFECTIVE_DRAWS("Few effective draws"),
        /** The draws are not as precise as they were to be. The number: how many draws of each chain there are. */
        IMPRECISE("Not precise"),
        /** Trajectories stopped at their greatest length. The number: how many draws after warm-up did. */
        TREE_DEPTH("Greatest tree depth reached"),
        /** Draws are not finite. The number: how many elements have such draws. */
        NOT_FINITE("Draws not finite"),
        /** A tail is so heavy that the mean may not exist. The number: the greatest Pareto k. */
        HEAVY_TAIL("Heavy tail"),
        /** There is only one chain, so nothing shows whether others would agree. The number: 1. */
        ONE_CHAIN("One chain"),
        /** There are too few draws to judge. The number: the draws of each chain. */
        FEW_DRAWS("Few draws"),
        /** There was no time to look at all draws. The number: how many elements were not looked at. */
        NOT_JUDGED("Not judged");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** The kind in words, with which a warning begins. */
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
