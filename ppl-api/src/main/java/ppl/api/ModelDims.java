package ppl.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The dims of a model, and those along which the axes of a variable lie. In results each axis of a variable has a name of its own, so a
 * second axis along a dim, as of a matrix, has a dim that is made here: of the same labels, with the name {@code effect_bis}.
 */
final class ModelDims {

    static final String SECOND = "_bis";

    private final List<Dim> dims = new ArrayList<>();
    private final BiConsumer<String, String> claim;

    /**
     * None yet.
     *
     * @param claim reserves a name, given what bears it
     */
    ModelDims(BiConsumer<String, String> claim) {
        this.claim = claim;
    }

    /** One more, which the user made. */
    Dim add(Dim dim) {
        return add(dim, "dim");
    }

    private Dim add(Dim dim, String kind) {
        claim.accept(dim.name(), kind);
        dims.add(dim);
        return dim;
    }

    /** All, in the order in which they were made. */
    List<Dim> all() {
        return dims;
    }

    /** The dims of the axes of a variable, given those that the user named. */
    List<Dim> along(String variable, Dim... axes) {
        requireNonNull(variable, axes);
        List<Dim> along = new ArrayList<>();
        for (Dim d : axes) {
            if (dims.stream().noneMatch(mine -> mine == d)) {
                throw new ModelException(
                        ModelCode.DIM,
                        "'" + variable + "' uses the dim " + d + ", which is not a dim of this model; the model's "
                                + "dims are " + dims + ": make it with m.dim(...)");
            }
            along.add(along.contains(d) ? second(variable, d, along) : d);
        }
        if (positions(along) > Integer.MAX_VALUE) {
            throw new ModelException(
                    ModelCode.SHAPE,
                    String.format(
                            Locale.ROOT,
                            "'%s' has the dims %s, together %.0f elements, more than the %d that a variable can have: split it"
                                    + " into several variables",
                            variable,
                            along,
                            positions(along),
                            Integer.MAX_VALUE));
        }
        return List.copyOf(along);
    }

    private static void requireNonNull(String variable, Dim @Nullable ... axes) {
        if (axes == null) {
            throw new ModelException(
                    ModelCode.DIM, "the dims of '" + variable + "' are null: leave them out, or give some");
        }
        int missing = Arrays.asList(axes).indexOf(null);
        if (missing >= 0) {
            throw new ModelException(
                    ModelCode.DIM,
                    "the dim of axis " + missing + " of '" + variable
                            + "' is null: make dims with m.dim(...) before the variables that use them");
        }
    }

    /** One dim for all variables that have a second axis along this one; the user may have made it. */
    private Dim second(String variable, Dim first, List<Dim> before) {
        Dim second = new Dim(first.name() + SECOND, first.coord());
        if (before.contains(second)) {
            throw new ModelException(
                    ModelCode.DIM,
                    "'" + variable + "' uses the dim " + first
                            + " for more than two of its axes: make another dim for the" + " third with m.dim(...)");
        }
        return dims.contains(second)
                ? second
                : add(second, "the second axis of '" + variable + "' along the dim '" + first.name() + "'");
    }

    /** The number of positions, as a double where a long is too short. */
    static double positions(List<Dim> dims) {
        return dims.stream().mapToDouble(Dim::size).reduce(1, (a, b) -> a * b);
    }
}
