package ppl.aeppl.rule.joined;

import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.numeric.HostValues;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * A part of a tensor that is put together along an axis.
 *
 * @param law its law, given the stand-ins of the parts that it depends on
 * @param start where it begins along the axis
 * @param standIn what laws of other parts have in the place of its value; null where none depends on it
 */
record Part(Law law, int start, @Nullable Var standIn) {

    Shape shape() {
        return law.type().draw().shape();
    }

    int length(int axis) {
        return shape().size(axis);
    }

    /** This part of a value of the whole; of a constant a constant, so that what it violates is known at once. */
    Var of(Var whole, int axis) {
        if (whole.shape().extent(axis).is(length(axis))) {
            return whole;
        }
        Var part = Functions.slice(whole, axis, start, length(axis), 1);
        return whole.constantValue() == null
                ? part
                : HostValues.ofConstants().of(part).map(Var::constant).orElse(part);
    }

    /**
     * Elements that are taken from the whole, as far as they lie in a part.
     *
     * @param inside for each element whether it does; null if all do
     * @param elements where they lie in the part; those that do not are its first
     */
    record Share(@Nullable Var inside, Rearrangement elements) {}

    /** The elements that lie in this part; empty if none does. */
    Optional<Share> share(Rearrangement by, int axis) {
        return by.origins() == null
                ? Optional.of(inRun(by, axis))
                : now(by.origins().get(), by, axis);
    }

    private Optional<Share> now(int[] origins, Rearrangement by, int axis) {
        int[] local = new int[origins.length];
        boolean[] inside = new boolean[origins.length];
        for (int i = 0; i < local.length; i++) {
            int[] position = by.from().position(origins[i]);
            position[axis] -= start;
            inside[i] = position[axis] >= 0 && position[axis] < length(axis);
            local[i] = inside[i] ? shape().element(position) : 0;
        }
        long count = IntStream.range(0, inside.length).filter(i -> inside[i]).count();
        if (count == 0) {
            return Optional.empty();
        }
        Var where = count == inside.length
                ? null
                : Var.constant(Tensor.wrap(inside, by.to().sizes()));
        return Optional.of(new Share(where, Rearrangement.taking(shape(), by.to(), local)));
    }

    private Share inRun(Rearrangement by, int axis) {
        Var position = by.positions();
        Shape whole = by.from();
        int behind = whole.slice(axis + 1, whole.rank()).elements();
        int line = behind * whole.size(axis);
        Var along = Functions.floorDivide(Functions.remainder(position, line), behind);
        Var inside = Functions.and(along.ge(start), along.lt(start + length(axis)));
        Var local = Functions.floorDivide(position, line)
                .times(behind * length(axis))
                .plus(along.minus(start).times(behind))
                .plus(Functions.remainder(position, behind));
        Var safe = Functions.where(inside, local, Var.constant(0L));
        return new Share(inside, Rearrangement.taking(shape(), by.to(), safe));
    }
}
