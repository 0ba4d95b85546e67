package ppl.api.predictive;

import java.util.ArrayList;
import java.util.List;
import ppl.api.inference.Dataset;
import ppl.graph.Shape;

/** A group of inference data with the draws of quantities. */
final class DrawGroup {

    private DrawGroup() {}

    /**
     * A group, yet without the labels of the quantities' own axes.
     *
     * @param results for each quantity an array of its draws: of double, long or boolean
     */
    static Dataset.Builder of(DrawKeys keys, List<Quantity> quantities, List<Object> results) {
        Dataset.Builder group = of(keys);
        for (int i = 0; i < quantities.size(); i++) {
            add(group, keys, quantities.get(i), results.get(i));
        }
        return group;
    }

    /** A group without variables yet. */
    static Dataset.Builder of(DrawKeys keys) {
        return Dataset.builder().coord(Dataset.CHAIN, keys.chains()).coord(Dataset.DRAW, keys.draws());
    }

    /** Adds the draws of a quantity: an array of double, long or boolean. */
    static void add(Dataset.Builder group, DrawKeys keys, Quantity q, Object draws) {
        List<String> dims = new ArrayList<>(List.of(Dataset.CHAIN, Dataset.DRAW));
        dims.addAll(q.dims());
        int[] sizes = Shape.of(keys.chains().size(), keys.draws().size())
                .concat(q.shape())
                .sizes();
        switch (draws) {
            case double[] reals -> group.variable(q.name(), dims, sizes, reals);
            case long[] wholes -> group.variable(q.name(), dims, sizes, wholes);
            case boolean[] flags -> group.variable(q.name(), dims, sizes, flags);
            default -> throw new AssertionError("quantities are of float64, int64 or bool");
        }
    }
}
