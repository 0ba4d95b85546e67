package ppl.api.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import ppl.api.inference.Dataset;
import ppl.api.inference.Group;
import ppl.api.inference.InferenceData;
import ppl.api.inference.Variable;

/**
 * An observed variable beside the data sets that the posterior predicts for it.
 *
 * @param observed what was observed
 * @param sets the predictions, a data set for each draw
 */
record Predicted(Variable observed, Variable sets) {

    /** The observed variables for which there are predictions of the same shape. */
    static List<Predicted> of(InferenceData data) {
        Dataset predicted = data.find(Group.POSTERIOR_PREDICTIVE).orElse(Dataset.empty());
        Dataset observed = data.find(Group.OBSERVED_DATA).orElse(Dataset.empty());
        List<Predicted> all = new ArrayList<>();
        for (Variable variable : predicted.variables()) {
            if (variable.isSampled()
                    && variable.size() > 0
                    && observed.contains(variable.name())
                    && observed.get(variable.name()).size() == variable.eventSize()) {
                all.add(new Predicted(observed.get(variable.name()), variable.stack("sample", "chain", "draw")));
            }
        }
        return all;
    }

    String name() {
        return observed.name();
    }

    /** What was observed. */
    double[] real() {
        return observed.toDoubles();
    }

    /** Up to so many of the data sets, at equal distances in the run. */
    List<double[]> some(int most) {
        int all = sets.extent("sample");
        int count = Math.min(most, all);
        int size = observed.size();
        List<double[]> some = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            double[] one = new double[size];
            sets.copyDoubles(at(k, count, all) * size, one, 0, size);
            some.add(one);
        }
        return some;
    }

    /** A statistic of up to so many of the data sets, of which one is in memory at a time. */
    double[] statistic(ToDoubleFunction<double[]> statistic, int most) {
        int all = sets.extent("sample");
        int size = observed.size();
        double[] values = new double[Math.min(most, all)];
        double[] one = new double[size];
        for (int k = 0; k < values.length; k++) {
            sets.copyDoubles(at(k, values.length, all) * size, one, 0, size);
            values[k] = statistic.applyAsDouble(one);
        }
        return values;
    }

    private static int at(int k, int count, int all) {
        return (int) ((long) k * all / count);
    }

    /** Whether what was observed counts something: whole numbers from 0 on. */
    boolean counts() {
        return Arrays.stream(real()).allMatch(y -> y >= 0 && y == Math.rint(y));
    }
}
