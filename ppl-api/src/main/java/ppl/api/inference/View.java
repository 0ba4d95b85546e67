package ppl.api.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ppl.api.diagnostics.ResultCode;
import ppl.api.diagnostics.ResultException;

/**
 * The dims of a variable by name, and where their elements lie in memory. Selections are other views of the same memory.
 *
 * <p><b>Errors.</b> An unknown dim, a position outside a dim and an index of another rank are {@link ResultException}s that name the
 * variable.
 *
 * @param variable the name of the variable
 * @param dims the names of the dims
 * @param layout where the elements lie
 */
record View(String variable, List<String> dims, Layout layout) {

    /** Checks the name and the names of the dims. */
    View {
        dims = List.copyOf(dims);
        if (variable.isBlank()) {
            throw new ResultException(ResultCode.NAME, "a variable of dims " + dims + " has a blank name");
        }
        if (dims.stream().distinct().count() != dims.size()) {
            throw new ResultException(
                    ResultCode.NAME, "variable '" + variable + "' names a dim twice: " + dims + "; rename one of them");
        }
    }

    /** Refuses a shape that does not have an extent per dim, or that no variable can have. */
    static void check(String variable, List<String> dims, int[] shape) {
        if (dims.size() != shape.length) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "variable '" + variable + "' has dims " + dims + " but shape " + Arrays.toString(shape)
                            + "; give one dim name per extent");
        }
        Shapes.size(variable, shape);
    }

    boolean isSampled() {
        return dims.size() >= 2
                && dims.get(0).equals(Dataset.CHAIN)
                && dims.get(1).equals(Dataset.DRAW);
    }

    /** Refuses a view whose first dims are not chain and draw. */
    void requireSampled() {
        if (!isSampled()) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "variable '" + variable + "' has dims " + dims
                            + "; draws need 'chain' and 'draw' as the first two");
        }
    }

    int extent(String dim) {
        return layout.extent(axis(dim));
    }

    /** Where the element at an index lies in memory. */
    int memory(int[] index) {
        if (index.length != dims.size()) {
            throw new ResultException(
                    ResultCode.SHAPE,
                    "variable '" + variable + "' has dims " + dims + " but the index is " + Arrays.toString(index));
        }
        int at = layout.base();
        for (int d = 0; d < index.length; d++) {
            at += layout.offsets()[d].at(checked(d, index[d]));
        }
        return at;
    }

    View named(String other) {
        return new View(other, dims, layout);
    }

    View at(String dim, int position) {
        int axis = axis(dim);
        List<String> rest = new ArrayList<>(dims);
        rest.remove(axis);
        return new View(variable, rest, layout.at(axis, checked(axis, position)));
    }

    View select(String dim, int... positions) {
        int axis = axis(dim);
        for (int position : positions) {
            checked(axis, position);
        }
        return new View(variable, dims, layout.with(axis, layout.offsets()[axis].select(positions)));
    }

    View transpose(List<String> order) {
        if (order.size() != dims.size() || !dims.containsAll(order)) {
            throw new ResultException(
                    ResultCode.SHAPE, "variable '" + variable + "' has dims " + dims + ", not " + order);
        }
        Offsets[] moved = order.stream().map(dim -> layout.offsets()[axis(dim)]).toArray(Offsets[]::new);
        return new View(variable, order, new Layout(layout.base(), moved));
    }

    /** The view with these dims as one new first dim; the last of them varies fastest. */
    View stack(String newDim, String... stacked) {
        Offsets merged = Offsets.of(0);
        List<String> rest = new ArrayList<>(dims);
        for (String dim : stacked) {
            merged = merged.times(layout.offsets()[axis(dim)]);
            rest.remove(dim);
        }
        Offsets[] kept = new Offsets[rest.size() + 1];
        kept[0] = merged;
        for (int d = 0; d < rest.size(); d++) {
            kept[d + 1] = layout.offsets()[axis(rest.get(d))];
        }
        rest.addFirst(newDim);
        return new View(variable, rest, new Layout(layout.base(), kept));
    }

    private int checked(int axis, int position) {
        if (position < 0 || position >= layout.extent(axis)) {
            throw new ResultException(
                    ResultCode.ABSENT,
                    "variable '" + variable + "': position " + position + " is outside dim '" + dims.get(axis)
                            + "' of size " + layout.extent(axis));
        }
        return position;
    }

    private int axis(String dim) {
        int axis = dims.indexOf(dim);
        if (axis < 0) {
            throw new ResultException(
                    ResultCode.ABSENT, "variable '" + variable + "' has no dim '" + dim + "'; its dims are " + dims);
        }
        return axis;
    }
}
