package ppl.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.api.inference.Coord;

/** What becomes of the dims of a model with other data. */
final class NewDims {

    private final Map<String, Dim> before = new LinkedHashMap<>();
    private final Map<String, Dim> now = new LinkedHashMap<>();

    /**
     * The dims with the labels that are given; numbered ones without have the sizes that the data show.
     *
     * @throws ModelException with code NAME for a dim that the model does not have, with code SHAPE if data show two sizes of one
     */
    NewDims(Model model, NewData given) {
        model.dims().forEach(d -> before.put(d.name(), d));
        for (String name : given.dims.keySet()) {
            if (!before.containsKey(name)) {
                throw new ModelException(
                        ModelCode.NAME,
                        "the model has no dim '" + name + "'; its dims are " + model.dims() + ": correct the name");
            }
        }
        Map<String, Coord> coords = new LinkedHashMap<>(given.dims);
        shown(model, given).forEach((name, size) -> coords.putIfAbsent(name, Coord.range(size)));
        for (Dim d : model.dims()) {
            Coord coord = coords.getOrDefault(d.name(), d.coord());
            now.put(d.name(), coord.equals(d.coord()) ? d : new Dim(d.name(), coord));
        }
        for (Dim d : model.dims()) {
            Dim second = before.get(d.name() + ModelDims.SECOND);
            if (second != null
                    && second.coord().equals(d.coord())
                    && !coords.containsKey(second.name())
                    && now.get(d.name()) != d) {
                now.put(second.name(), new Dim(second.name(), of(d).coord()));
            }
        }
    }

    /** Sizes of numbered dims, as values have them whose axes are known. */
    private static Map<String, Integer> shown(Model model, NewData given) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Map<String, String> by = new LinkedHashMap<>();
        for (Model.Data d : model.data()) {
            shown(d.name(), given.data.get(d.name()), d.dims(), sizes, by);
        }
        for (Model.Observed o : model.observed()) {
            shown(o.name(), given.observed.get(o.name()), o.dims(), sizes, by);
        }
        given.dims.keySet().forEach(sizes::remove);
        return sizes;
    }

    private static void shown(
            String name,
            NewData.@Nullable Values values,
            List<Dim> dims,
            Map<String, Integer> sizes,
            Map<String, String> by) {
        if (values == null || values.tensor().sizes().length != dims.size()) {
            return;
        }
        for (int a = 0; a < dims.size(); a++) {
            Dim d = dims.get(a);
            int size = values.tensor().sizes()[a];
            if (!d.isNumbered() || (values.flat() && dims.size() > 1)) {
                continue;
            }
            Integer other = sizes.putIfAbsent(d.name(), size);
            String first = by.putIfAbsent(d.name(), name);
            if (other != null && other != size) {
                throw new ModelException(
                        ModelCode.SHAPE,
                        "'" + first + "' has " + other + " positions along the dim '" + d.name() + "', but '" + name
                                + "' has " + size + ": give equally many");
            }
        }
    }

    /** What became of a dim. */
    Dim of(Dim dim) {
        return Objects.requireNonNull(now.get(dim.name()));
    }

    /** What became of dims. */
    List<Dim> of(List<Dim> dims) {
        return dims.stream().map(this::of).toList();
    }

    /** All dims, in their order. */
    List<Dim> all() {
        return List.copyOf(now.values());
    }

    /** True if a dim has other labels, or another number of them. */
    boolean isChanged(Dim dim) {
        return of(dim) != before.get(dim.name());
    }

    /** True if a position that there was means something else now, or nothing. */
    boolean isMoved(Dim dim) {
        Dim to = of(dim);
        if (dim.isNumbered() && dim.size() != to.size()) {
            return true;
        }
        return to.size() < dim.size() || isReordered(dim);
    }

    /** True if a position has another label than it had: not if there are only more of them, or fewer, at the end. */
    boolean isReordered(Dim dim) {
        Dim to = of(dim);
        int[] sources = new Relabelling(dim, to).sources();
        return IntStream.range(0, Math.min(dim.size(), to.size())).anyMatch(i -> sources[i] != i);
    }
}
