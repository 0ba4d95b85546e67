package ppl.api.inference;

/** A dataset some of whose variables were computed anew. */
final class Recomputed {

    private Recomputed() {}

    /** The variables of a dataset in their order, those that were computed in the place of others of their name, then the rest. */
    static Dataset in(Dataset dataset, Dataset computed) {
        Dataset.Builder all = Dataset.builder();
        dataset.variables().forEach(v -> all.add(computed.contains(v.name()) ? computed.get(v.name()) : v));
        computed.variables().stream().filter(v -> !dataset.contains(v.name())).forEach(all::add);
        computed.coords().forEach(all::coord);
        dataset.coords().forEach(all::coord);
        dataset.attributes().forEach(all::attribute);
        return all.build();
    }
}
