package ppl.api.inference;

import java.util.HashMap;
import java.util.Map;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/** A dataset some of whose variables were computed anew. */
final class Recomputed {

    private Recomputed() {}

    /**
     * The variables of a dataset in their order, those that were computed in the place of others of their name, then the rest. A dim has the
     * labels of what was computed along it, which may be others than before if nothing else lies along it.
     *
     * @throws ResultException with code MISMATCH if a variable that stays has other labels
     */
    static Dataset in(Dataset dataset, Dataset computed) {
        Map<String, String> staying = new HashMap<>();
        Dataset.Builder all = Dataset.builder();
        dataset.variables().forEach(v -> {
            boolean replaced = computed.contains(v.name());
            all.add(replaced ? computed.get(v.name()) : v);
            if (!replaced) {
                v.dims().forEach(dim -> staying.putIfAbsent(dim, v.name()));
            }
        });
        computed.variables().stream().filter(v -> !dataset.contains(v.name())).forEach(all::add);
        computed.coords().forEach((dim, labels) -> {
            if (staying.containsKey(dim) && !dataset.coord(dim).equals(labels)) {
                throw new ResultException(
                        ResultCode.MISMATCH,
                        "what was computed has the labels " + labels + " along dim '" + dim + "', but '"
                                + staying.get(dim) + "' of the posterior has " + dataset.coord(dim)
                                + ": compute that too, by naming all along the dim or nothing");
            }
            all.coord(dim, labels);
        });
        dataset.coords().forEach((dim, labels) -> {
            if (!computed.coords().containsKey(dim)) {
                all.coord(dim, labels);
            }
        });
        dataset.attributes().forEach(all::attribute);
        return all.build();
    }
}
