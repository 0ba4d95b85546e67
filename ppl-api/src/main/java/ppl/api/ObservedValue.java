package ppl.api;

import org.jspecify.annotations.Nullable;
import ppl.aeppl.family.Family;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Sources;
import ppl.aeppl.partial.Ellipsoids;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.RandomOp;

/**
 * A value that was observed, perhaps in part, in the type of its variable, which holds each element exactly.
 *
 * @param value the elements; NaN, of whole numbers 0, where they are missing
 * @param missing a bool for each element; null if none is missing
 */
record ObservedValue(Tensor value, @Nullable Tensor missing) {

    /**
     * A value that was given for a node.
     *
     * @param mask the elements that are missing, beside those that are NaN; null for none
     * @throws ModelException with code VALUE if elements are missing that cannot be, or the type of the node does not hold one
     */
    static ObservedValue of(String name, Var node, Tensor value, @Nullable Tensor mask, MissingPolicy policy) {
        boolean nan = !Ellipsoids.isSeenPart(node);
        boolean[] gone = new boolean[value.length()];
        int count = 0;
        int first = -1;
        for (int i = 0; i < gone.length; i++) {
            gone[i] = nan && Double.isNaN(value.doubleAt(i)) || mask != null && mask.booleanAt(i);
            first = gone[i] && first < 0 ? i : first;
            count += gone[i] ? 1 : 0;
        }
        requireFinite(name, node, value, gone);
        if (count == 0) {
            return new ObservedValue(converted(name, value, node.dtype()), null);
        }
        requireImputable(name, node, value, first, count, policy);
        if (mask == null) {
            System.getLogger(ObservedValue.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "observed variable '" + name + "' is NaN at " + count + " of its " + gone.length
                                    + " elements, first at element " + first + ": they are imputed, as the variable '"
                                    + name
                                    + "_missing'; to have them refused, say missing(MissingPolicy.REFUSE)");
        }
        Tensor missing = Tensor.of(gone, value.sizes());
        Tensor seen = converted(name, replaced(value, missing, 0), node.dtype());
        boolean marks = node.dtype().isFloat();
        return new ObservedValue(marks ? replaced(seen, missing, Double.NaN) : seen, missing);
    }

    /** A density has no values there, so that whatever else is known such a value would leave nothing possible. */
    private static void requireFinite(String name, Var node, Tensor value, boolean... gone) {
        for (int i = 0; i < gone.length; i++) {
            if (!gone[i] && Double.isInfinite(value.doubleAt(i)) && isDrawnByDensity(node)) {
                throw new ModelException(
                        ModelCode.VALUE,
                        "observed variable '" + name + "' is " + value.elementToString(i)
                                + (value.rank() == 0 ? "" : " at element " + i)
                                + ", but its distribution has finite values only: correct it; let it be NaN, or leave it"
                                + " out, if it is missing; what is only known to be beyond an end is observed as that end, of"
                                + " censored(...)");
            }
        }
    }

    private static boolean isDrawnByDensity(Var node) {
        if (!(node.op() instanceof RandomOp(Family family, var _, var batch))) {
            return false;
        }
        BaseMeasure measure =
                family.law(node.inputs(), batch, Sources.none()).type().measure();
        return measure instanceof BaseMeasure.Lebesgue || measure instanceof BaseMeasure.Surface;
    }

    private static void requireImputable(
            String name, Var node, Tensor value, int first, int count, MissingPolicy policy) {
        String is = "observed variable '" + name + "' "
                + (Double.isNaN(value.doubleAt(first)) ? "has the value NaN" : "is missing")
                + (value.rank() == 0 ? "" : " at element " + first);
        if (policy == MissingPolicy.REFUSE) {
            throw new ModelException(
                    ModelCode.VALUE,
                    is + ", and missing values are refused here: leave these rows out, or let them be imputed, with"
                            + " missing(MissingPolicy.IMPUTE)");
        }
        if (!(node.op() instanceof RandomOp)) {
            throw new ModelException(
                    ModelCode.VALUE,
                    is + ", but it is the expression " + node.expression()
                            + ", and only a distribution may be seen in part: leave these rows out, or observe a"
                            + " distribution, such as normal(" + node.label() + ", sigma)");
        }
        if (count == value.length()) {
            throw new ModelException(
                    ModelCode.VALUE,
                    is + (value.rank() == 0 ? "" : " and at all others")
                            + ", so nothing was observed: sample it, with m.sample");
        }
    }

    /** How many elements are missing. */
    static int count(Tensor missing) {
        int count = 0;
        for (int i = 0; i < missing.length(); i++) {
            count += missing.booleanAt(i) ? 1 : 0;
        }
        return count;
    }

    private static Tensor replaced(Tensor value, Tensor where, double by) {
        Tensor other = Tensor.scalar(by).convert(value.dtype());
        long[] bits = new long[value.length()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = where.booleanAt(i) ? other.bitsAt(0) : value.bitsAt(i);
        }
        return Tensor.ofBits(value.dtype(), bits, value.sizes());
    }

    private static Tensor converted(String name, Tensor value, DType wanted) {
        int lost = value.firstLoss(wanted);
        if (lost < 0) {
            return value.convert(wanted);
        }
        double x = value.doubleAt(lost);
        boolean fraction = x != Math.rint(x) || Double.isInfinite(x);
        String is = "its value at element " + lost + " is " + value.elementToString(lost);
        if (wanted == DType.I64 && fraction) {
            throw new ModelException(
                    ModelCode.VALUE,
                    "observed variable '" + name + "' counts whole numbers, but " + is
                            + ": round it, or observe it under a distribution of real numbers");
        }
        throw new ModelException(
                ModelCode.VALUE,
                "observed variable '" + name + "' has type " + wanted.label() + ", but " + is + ": " + wanted.remedy());
    }
}
