package ppl.api.predictive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.api.Relabelling;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * The labels at which a prediction needs a variable of the posterior, beside those for which it was fitted.
 *
 * @param name the variable
 * @param axes those along which labels are others, or elsewhere
 */
record FittedLabels(String name, List<Axis> axes) {

    private static final int SHOWN = 10;

    /**
     * An axis of a variable.
     *
     * @param axis its number
     * @param after its dim in the prediction
     * @param sources for each position the one of the same label in the fit, or −1
     * @param otherRows whether the positions are other rows
     */
    @SuppressWarnings("ArrayRecordComponent") // Seen by this package only, never compared.
    record Axis(int axis, Dim after, int[] sources, boolean otherRows) {

        private boolean isAsBefore(Dim before) {
            return before.size() == after.size()
                    && Arrays.equals(sources, IntStream.range(0, sources.length).toArray());
        }

        boolean hasNew() {
            return Arrays.stream(sources).anyMatch(s -> s < 0);
        }

        List<String> labels() {
            return IntStream.range(0, after.size())
                    .mapToObj(after.coord()::label)
                    .toList();
        }

        /** What is new, for a message. */
        String unseen() {
            List<String> names = IntStream.range(0, sources.length)
                    .filter(i -> sources[i] < 0)
                    .mapToObj(i -> "'" + after.coord().label(i) + "'")
                    .toList();
            return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                    + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
        }
    }

    /** Of a variable with its dims in the fit and now. */
    static FittedLabels of(String name, List<Dim> before, List<Dim> after, PredictionRequest given, Model model) {
        List<Axis> axes = new ArrayList<>();
        for (int a = 0; a < before.size(); a++) {
            boolean others = given.isOfOtherRows(model, before.get(a));
            int[] sources = new Relabelling(before.get(a), after.get(a)).sources();
            if (others) {
                Arrays.fill(sources, -1);
            }
            Axis axis = new Axis(a, after.get(a), sources, others);
            if (!axis.isAsBefore(before.get(a))) {
                axes.add(axis);
            }
        }
        return new FittedLabels(name, axes);
    }

    boolean areAsBefore() {
        return axes.isEmpty();
    }

    /** The axes with labels for which nothing was fitted. */
    List<Axis> unseen() {
        return axes.stream().filter(Axis::hasNew).toList();
    }

    /** Whether there is a fitted value for some element. */
    boolean hasFitted() {
        return axes.stream().allMatch(a -> Arrays.stream(a.sources).anyMatch(s -> s >= 0));
    }

    /** The fitted values at the labels; anything where there is none. */
    Var at(Var fitted) {
        Var values = fitted;
        for (Axis a : axes) {
            long[] positions =
                    Arrays.stream(a.sources).mapToLong(s -> Math.max(s, 0)).toArray();
            values = Functions.take(values, Var.constant(Tensor.of(positions)), a.axis);
        }
        return values;
    }

    /** The fitted values where there are some, else others. */
    Var at(Var fitted, Var others) {
        Var known = Var.constant(true);
        for (Axis a : unseen()) {
            boolean[] seen = new boolean[a.sources.length];
            int[] shape = new int[fitted.rank() - a.axis];
            Arrays.fill(shape, 1);
            shape[0] = seen.length;
            for (int i = 0; i < seen.length; i++) {
                seen[i] = a.sources[i] >= 0;
            }
            known = Functions.and(known, Var.constant(Tensor.of(seen).reshape(shape)));
        }
        return Functions.where(known, at(fitted), others);
    }
}
