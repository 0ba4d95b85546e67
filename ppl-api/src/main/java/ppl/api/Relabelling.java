package ppl.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ppl.graph.Tensor;

/**
 * Where the positions of a dim with new labels come from among those with the old labels: what was fitted for a label is that of the
 * label, wherever it stands.
 *
 * @param before the dim as it was
 * @param after the dim as it is now
 */
public record Relabelling(Dim before, Dim after) {

    /** For each new position the old one of its label; −1 for a label that is new. */
    public int[] sources() {
        Map<Object, Integer> positions = HashMap.newHashMap(before.size());
        for (int i = 0; i < before.size(); i++) {
            positions.put(label(before, i), i);
        }
        return IntStream.range(0, after.size())
                .map(i -> positions.getOrDefault(label(after, i), -1))
                .toArray();
    }

    /** Numbers of one value are one label, whole or not. */
    private static Object label(Dim dim, int position) {
        return dim.coord().value(position) instanceof Number number
                ? number.doubleValue()
                : dim.coord().value(position);
    }

    /** The labels that are new. */
    public List<String> unseen() {
        List<String> unseen = new ArrayList<>();
        int[] sources = sources();
        for (int i = 0; i < sources.length; i++) {
            if (sources[i] < 0) {
                unseen.add(after.coord().label(i));
            }
        }
        return unseen;
    }

    /**
     * Values of a variable for the new positions.
     *
     * @param values for the old positions along an axis
     * @param axis the axis along which the dim lies, from 0
     * @throws ModelException with code DIM if a label is new, with code SHAPE if the axis has another length than the dim had
     */
    public Tensor onto(String variable, Tensor values, int axis) {
        int[] sizes = values.sizes();
        if (axis < 0 || axis >= sizes.length || sizes[axis] != before.size()) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    "the values of '" + variable + "' have shape " + Arrays.toString(sizes) + ", so axis " + axis
                            + " does not lie along the dim " + before + ": name the axis that does");
        }
        List<String> unseen = unseen();
        if (!unseen.isEmpty()) {
            throw new ModelException(
                    ModelCode.DIM,
                    "'" + variable + "' was fitted along the dim '" + before.name() + "' without "
                            + String.join(
                                    ", ",
                                    unseen.stream().map(s -> "'" + s + "'").toList())
                            + ", so there is no value for " + (unseen.size() == 1 ? "it" : "them")
                            + ": leave such labels out, or fit the model with them");
        }
        int inner = 1;
        for (int a = axis + 1; a < sizes.length; a++) {
            inner *= sizes[a];
        }
        int outer = sizes[axis] == 0 ? 0 : values.length() / (sizes[axis] * inner);
        int[] sources = sources();
        sizes[axis] = sources.length;
        long[] bits = new long[outer * sources.length * inner];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < sources.length; i++) {
                for (int j = 0; j < inner; j++) {
                    bits[(o * sources.length + i) * inner + j] =
                            values.bitsAt((o * before.size() + sources[i]) * inner + j);
                }
            }
        }
        return Tensor.ofBits(values.dtype(), bits, sizes);
    }
}
