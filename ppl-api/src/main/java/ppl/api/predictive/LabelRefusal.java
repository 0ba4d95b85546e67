package ppl.api.predictive;

import ppl.api.ModelCode;
import ppl.api.ModelException;
import ppl.graph.Var;

/** Why a prediction has no value of a variable. */
final class LabelRefusal {

    private static final String POPULATION = "draw from the population, with newLabels(SAMPLE)";

    private LabelRefusal() {}

    /** Labels or rows are new. */
    static ModelException unseen(FittedLabels labels) {
        FittedLabels.Axis axis = labels.unseen().getFirst();
        String dim = "'" + axis.after().name() + "'";
        if (axis.otherRows()) {
            return refusal("'" + labels.name() + "' was fitted for the rows of " + dim
                    + ", and data with that numbered dim are of other rows: " + POPULATION
                    + "; or, if a position is the same as in the fit, say so with dim(\""
                    + axis.after().name() + "\", " + axis.after().size() + ")");
        }
        return refusal("'" + labels.name() + "' was fitted along the dim " + dim + " without " + axis.unseen()
                + ", so there is no value: leave such labels out, fit the model with them, or " + POPULATION);
    }

    /** An element depends on the others. */
    static ModelException dependent(String name, FittedLabels.Axis axis, String why) {
        return refusal("'" + name + "' cannot be drawn for " + axis.unseen() + " of the dim '"
                + axis.after().name() + "' given the fitted elements: " + why
                + "; leave such labels out, or fit the model with them");
    }

    /** A potential is about the elements. */
    static ModelException potential(String name, FittedLabels.Axis axis, String potential) {
        return refusal(
                "'" + name + "' cannot be drawn for " + axis.unseen() + " of the dim '"
                        + axis.after().name() + "': the potential '" + potential
                        + "' changes its distribution, and does not say how for new labels; leave such labels out, or fit the model with them");
    }

    /** Missing elements have fitted values, and are not found by label. */
    static ModelException inPart(FittedLabels labels) {
        FittedLabels.Axis axis = labels.axes().getFirst();
        return refusal("'" + labels.name() + "' was observed in part along the dim '"
                + axis.after().name()
                + "', which has other labels now: what was fitted for missing elements is not taken to other positions; keep the labels"
                + " of the fit, or give none of them");
    }

    /** Something observed that keeps its values is about the elements. */
    static ModelException observed(String name, FittedLabels.Axis axis, String observed) {
        return refusal(
                "'" + name + "' cannot be drawn for " + axis.unseen() + " of the dim '"
                        + axis.after().name() + "': '" + observed
                        + "', which keeps its observed values, depends on it, so it is not distributed as the population; leave such labels out, or fit the model with them");
    }

    /** Nobody knows what an element is. */
    static ModelException noDims(String name, Var before, Var after) {
        return refusal(
                "'" + name + "' has no dims, and what it is drawn from has other data, of shape " + after.shape()
                        + " instead of " + before.shape()
                        + ": whether its elements are those of the fit is not known; name its axes with dims, and fit the model again");
    }

    private static ModelException refusal(String message) {
        return new ModelException(ModelCode.DIM, message);
    }
}
