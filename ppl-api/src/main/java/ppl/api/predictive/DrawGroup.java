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
        Dataset.Builder group =
                Dataset.builder().coord(Dataset.CHAIN, keys.chains()).coord(Dataset.DRAW, keys.draws());
        for (int i = 0; i < quantities.size(); i++) {
            Quantity q = quantities.get(i);
            List<String> dims = new ArrayList<>(List.of(Dataset.CHAIN, Dataset.DRAW));
            dims.addAll(q.dims());
            int[] sizes = Shape.of(keys.chains().size(), keys.draws().size())
                    .concat(q.shape())
                    .sizes();
            switch (results.get(i)) {
                case double[] reals -> group.variable(q.name(), dims, sizes, reals);
                case long[] wholes -> group.variable(q.name(), dims, sizes, wholes);
                case boolean[] flags -> group.variable(q.name(), dims, sizes, flags);
                default -> throw new AssertionError("quantities are of float64, int64 or bool");
            }
        }
        return group;
    }
}
