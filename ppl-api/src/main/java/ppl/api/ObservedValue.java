package ppl.api;

import ppl.graph.DType;
import ppl.graph.Tensor;

/** What an observed value must fulfil: no element is missing, and the type of the variable holds each exactly. */
final class ObservedValue {

    private ObservedValue() {}

    static void checkFinite(String name, Tensor value) {
        for (int i = 0; i < value.length(); i++) {
            if (Double.isNaN(value.doubleAt(i))) {
                throw new ModelException(
                        ModelCode.VALUE,
                        "observed variable '" + name + "' has the value NaN at element " + i
                                + "; missing values are not imputed: leave these rows out, or make them a variable of their own");
            }
        }
    }

    static Tensor converted(String name, Tensor value, DType wanted) {
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
