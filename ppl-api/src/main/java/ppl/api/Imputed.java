package ppl.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import ppl.api.inference.Coord;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * A model in which what was observed in part is taken apart: into what was seen, which is observed, and what is missing, which is a variable
 * without a value. Whatever is computed from the variable is computed from both, put together.
 *
 * <p>So missing elements on which nothing observed depends are drawn forward and cost a sampler nothing, and those of a covariate are sampled.
 */
final class Imputed {

    private Imputed() {}

    /**
     * An observed variable, taken apart.
     *
     * @param seen what was seen
     * @param values its values
     * @param seenDims its axes
     * @param rest what is missing
     * @param restDims its axes
     * @param together all elements, in the shape of the variable
     */
    record Pieces(Var seen, Tensor values, List<Dim> seenDims, Var rest, List<Dim> restDims, Var together) {}

    /** The model with everything that was observed in part taken apart; the model itself if there is nothing. */
    static Model of(Model model) {
        Model now = model;
        for (Model.Observed o : model.observed()) {
            if (o.missing() != null) {
                String name = o.name();
                Model.Observed whole = now.observed().stream()
                        .filter(w -> w.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                now = apart(now, whole);
            }
        }
        return now;
    }

    /**
     * A variable that may be seen in part.
     *
     * @param taken names that others have
     * @throws ModelException with code NAME if one of {@link #names} is taken, with code VALUE if the distribution cannot be seen in this part
     */
    static Model.Observed checked(Model.Observed o, Collection<String> taken) {
        if (o.missing() != null) {
            for (String name : names(o.name())) {
                if (taken.contains(name)) {
                    throw new ModelException(
                            ModelCode.NAME,
                            "the name '" + name + "' is needed for the missing values of '" + o.name()
                                    + "', but the model has one of this name: call that otherwise");
                }
            }
            pieces(o);
        }
        return o;
    }

    /** The names of what becomes of a variable that was seen in part, beside its own. */
    static List<String> names(String variable) {
        return List.of(missing(variable), missing(variable) + "_at", variable + "_seen_at");
    }

    static String missing(String variable) {
        return variable + "_missing";
    }

    private static Pieces pieces(Model.Observed whole) {
        EventCounts events = new EventCounts(whole);
        events.requireApart();
        return events.areWhole() ? new WholeEvents(events).pieces() : new PartsOfEvents(events).pieces();
    }

    private static Model apart(Model model, Model.Observed whole) {
        Pieces pieces = pieces(whole);
        String name = whole.name();
        Parts before = Parts.of(model);
        // The draw itself goes: its parts have its parameters.
        Map<Var, Var> replaced = new IdentityHashMap<>();
        replaced.put(whole.node(), pieces.together().called(name));
        Parts now = before.withNodes(Substitution.replace(before.nodes(), replaced));
        for (List<Dim> dims : List.of(pieces.seenDims(), pieces.restDims())) {
            dims.stream().filter(d -> !now.dims().contains(d)).forEach(now.dims()::add);
        }
        now.free().add(new Model.Free(missing(name), pieces.rest(), pieces.restDims()));
        now.observed()
                .replaceAll(o -> o.name().equals(name)
                        ? new Model.Observed(name, pieces.seen(), pieces.values(), pieces.seenDims())
                        : o);
        return new Model(now);
    }

    /** The dim of what was seen of a variable. */
    static Dim seenAt(Model.Observed whole, Coord labels) {
        return new Dim(whole.name() + "_seen_at", labels);
    }

    /** The dim of what is missing of a variable. */
    static Dim missingAt(Model.Observed whole, Coord labels) {
        return new Dim(missing(whole.name()) + "_at", labels);
    }

    /** A dim before those of the axes of an event; axes without names have the names that results give them. */
    static List<Dim> along(Dim first, Model.Observed whole, int batchRank) {
        List<Dim> dims = new ArrayList<>(List.of(first));
        for (int a = batchRank; a < whole.node().rank(); a++) {
            dims.add(
                    whole.dims().isEmpty()
                            ? new Dim(
                                    Model.axis(whole.name(), a),
                                    Coord.range(whole.node().shape().size(a)))
                            : whole.dims().get(a));
        }
        return List.copyOf(dims);
    }

    /** The elements of the value at positions, in a shape. */
    static Tensor picked(Model.Observed whole, int[] positions, int... sizes) {
        long[] bits = new long[positions.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = whole.value().bitsAt(positions[i]);
        }
        return Tensor.ofBits(whole.value().dtype(), bits, sizes);
    }
}
