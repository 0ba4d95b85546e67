package ppl.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ppl.graph.Var;

/** What a model consists of, while it is put together, and what becomes of values that are missing when it is given others. */
record Parts(
        List<Dim> dims,
        List<Model.Free> free,
        List<Model.Summed> summed,
        List<Model.Observed> observed,
        List<Model.Deterministic> deterministics,
        List<Model.Potential> potentials,
        List<Model.Data> data,
        MissingPolicy policy) {

    /** Nothing yet. */
    Parts() {
        this(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                MissingPolicy.preset());
    }

    /** Those of a model, to be changed. */
    static Parts of(Model m) {
        return new Parts(
                new ArrayList<>(m.dims()),
                new ArrayList<>(m.free()),
                new ArrayList<>(m.summed()),
                new ArrayList<>(m.observed()),
                new ArrayList<>(m.deterministics()),
                new ArrayList<>(m.potentials()),
                new ArrayList<>(m.data()),
                m.missingPolicy());
    }

    /** The same, which nobody changes. */
    Parts copy() {
        return new Parts(
                List.copyOf(dims),
                List.copyOf(free),
                List.copyOf(summed),
                List.copyOf(observed),
                List.copyOf(deterministics),
                List.copyOf(potentials),
                List.copyOf(data),
                policy);
    }

    /** What bears each name: {@code random variable}. The unnamed axes of variables are not among them. */
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        dims.forEach(d -> names.put(d.name(), "dim"));
        free.forEach(v -> names.put(v.name(), "random variable"));
        summed.forEach(z -> names.put(z.name(), "variable that is summed out"));
        observed.forEach(o -> names.put(o.name(), "observed variable"));
        deterministics.forEach(d -> names.put(d.name(), "deterministic quantity"));
        potentials.forEach(p -> names.put(p.name(), "potential"));
        data.forEach(d -> names.put(d.name(), "data"));
        return names;
    }

    /** All nodes: of data, free, summed, observed and deterministic variables and potentials, in this order. */
    List<Var> nodes() {
        List<Var> nodes = new ArrayList<>();
        data.forEach(d -> nodes.add(d.node()));
        free.forEach(v -> nodes.add(v.node()));
        summed.forEach(z -> nodes.add(z.node()));
        observed.forEach(o -> nodes.add(o.node()));
        deterministics.forEach(d -> nodes.add(d.node()));
        potentials.forEach(p -> nodes.add(p.node()));
        return nodes;
    }

    /** These with other nodes, in the order of {@link #nodes}. */
    Parts withNodes(List<Var> nodes) {
        Parts now = new Parts();
        var next = nodes.iterator();
        now.dims.addAll(dims);
        data.forEach(d -> now.data.add(new Model.Data(d.name(), next.next(), d.dims())));
        free.forEach(v -> now.free.add(new Model.Free(v.name(), next.next(), v.dims())));
        summed.forEach(z -> now.summed.add(new Model.Summed(z.name(), next.next(), z.dims())));
        observed.forEach(
                o -> now.observed.add(new Model.Observed(o.name(), next.next(), o.value(), o.dims(), o.missing())));
        deterministics.forEach(d -> now.deterministics.add(
                new Model.Deterministic(d.name(), next.next().called(d.name()), d.dims())));
        potentials.forEach(p -> now.potentials.add(new Model.Potential(p.name(), next.next())));
        return now.with(policy);
    }

    /** These with another policy. */
    Parts with(MissingPolicy other) {
        return new Parts(dims, free, summed, observed, deterministics, potentials, data, other);
    }
}
