package ppl.aeppl.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.ClosedForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Sources;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Shape.Extent;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Broadcast;

/**
 * A law of a family that sums of independent variables do not leave: some parameters add up, and the others must be the same. The law is
 * that of {@code X + offset}, or of {@code offset - X}.
 *
 * @param family the family of X
 * @param adding how many parameters add up, the first ones
 * @param parameters of X, all, broadcastable to the draw
 * @param scaling what a factor does
 * @param negated whether X counts negatively
 * @param offset null for 0
 */
public record Additive(
        ScalarFamily family,
        int adding,
        List<Var> parameters,
        Scaling scaling,
        boolean negated,
        @Nullable Var offset) implements ClosedForm<Additive> {

    /** What a factor does to the parameters of a law. */
    public enum Scaling {
        /** It leaves the family, unless it is 1 or −1: whole numbers. */
        COUNTS,
        /** It divides the last parameter, a rate. */
        RATE,
        /** It multiplies a location and a scale, which also takes up an offset. */
        LOCATION_SCALE
    }

    /** Copies the parameters. */
    public Additive {
        parameters = List.copyOf(parameters);
    }

    /** The law of X itself. */
    public static Additive of(ScalarFamily family, int adding, List<Var> parameters, Scaling scaling) {
        return new Additive(family, adding, parameters, scaling, false, null);
    }

    @Override
    public Optional<Additive> affine(@Nullable Var factor, @Nullable Var shift) {
        return (factor == null ? Optional.of(this) : times(factor)).map(x -> shift == null ? x : x.plus(shift));
    }

    private Optional<Additive> times(Var factor) {
        boolean down = factor.range().hi() < 0;
        Var moved = offset == null ? null : offset.times(factor);
        return switch (scaling) {
            case COUNTS ->
                factor.isSplat(1) || factor.isSplat(-1)
                        ? Optional.of(new Additive(
                                family,
                                adding,
                                parameters,
                                scaling,
                                negated != down,
                                offset == null || !down ? offset : offset.unaryMinus()))
                        : Optional.empty();
            case RATE -> {
                if (!down && !factor.range().isPositive()) {
                    yield Optional.empty();
                }
                List<Var> scaled = new ArrayList<>(parameters.subList(0, parameters.size() - 1));
                scaled.add(parameters.getLast().div(factor.abs()));
                yield Optional.of(new Additive(family, adding, scaled, scaling, negated != down, moved));
            }
            case LOCATION_SCALE -> {
                List<Var> scaled = List.of(
                        parameters.get(0).times(factor), parameters.get(1).times(factor.abs()));
                yield Optional.of(new Additive(family, adding, scaled, scaling, false, null));
            }
        };
    }

    private Additive plus(Var shift) {
        if (scaling != Scaling.LOCATION_SCALE) {
            return new Additive(
                    family, adding, parameters, scaling, negated, offset == null ? shift : offset.plus(shift));
        }
        List<Var> moved = List.of(parameters.get(0).plus(shift), parameters.get(1));
        return new Additive(family, adding, moved, scaling, false, null);
    }

    /** The form of the sum with an independent variable of the same shape; absent, with the reason, if it has none. */
    public Capability<Additive> plus(Additive other) {
        if (!family.equals(other.family)) {
            return Capability.absent("the sum of a " + family.name() + " and a " + other.family.name()
                    + " variable has no closed law here");
        }
        if (negated != other.negated) {
            return Capability.absent("the difference of two " + family.name() + " variables has no closed law here");
        }
        List<Var> sum = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Var mine = parameters.get(i);
            Var theirs = other.parameters.get(i);
            if (i >= adding && !areSame(mine, theirs)) {
                return Capability.absent(
                        "a sum of " + family.name() + " variables has a closed law if all have the same " + name(i)
                                + ", but they have " + mine.label() + " and " + theirs.label());
            }
            sum.add(i < adding ? mine.plus(theirs) : mine);
        }
        Var both = offset == null ? other.offset : other.offset == null ? offset : offset.plus(other.offset);
        return Capability.of(new Additive(family, adding, sum, scaling, negated, both));
    }

    private String name(int i) {
        return family.parameters().get(i).name();
    }

    /** Certain when the graph is built: one node, or equal constants, perhaps repeated. */
    private static boolean areSame(Var a, Var b) {
        Var x = once(a);
        Var y = once(b);
        if (x == y || (isOne(x) && isOne(y) && isClose(x.range().lo(), y.range().lo()))) {
            return true;
        }
        Tensor p = x.constantValue();
        Tensor q = y.constantValue();
        return p != null && q != null && areClose(p, q);
    }

    /** Equal but for the rounding of what they were computed of. */
    private static boolean areClose(Tensor p, Tensor q) {
        return p.type().shape().equals(q.type().shape())
                && IntStream.range(0, p.length()).allMatch(i -> isClose(p.doubleAt(i), q.doubleAt(i)));
    }

    private static boolean isOne(Var x) {
        return x.range().lo() == x.range().hi();
    }

    /** Infinite ones are the same only if equal. */
    private static boolean isClose(double p, double q) {
        return p == q || Math.abs(p - q) <= 4 * Math.min(Math.ulp(p), Math.ulp(q));
    }

    private static Var once(Var x) {
        return x.op() instanceof Broadcast ? x.inputs().getFirst() : x;
    }

    /** The form of the sums along axes of independent elements; absent, with the reason, if there is none. */
    public Capability<Additive> summed(Shape shape, int... axes) {
        List<Var> sums = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Var p = parameters.get(i);
            if (i < adding) {
                sums.add(sum(p, shape, axes));
                continue;
            }
            Var same = dropped(p, shape.rank(), axes);
            if (same == null) {
                return Capability.absent(
                        "a sum of " + family.name() + " variables has a closed law if all have the same " + name(i)
                                + ", but " + p.label() + " may differ along the axes");
            }
            sums.add(same);
        }
        Var moved = offset == null ? null : sum(offset, shape, axes);
        return Capability.of(new Additive(family, adding, sums, scaling, negated, moved));
    }

    /** A parameter that is the same along an axis is multiplied by its length, others are added. */
    private static Var sum(Var p, Shape shape, int... axes) {
        Var x = p;
        for (int i = axes.length - 1; i >= 0; i--) {
            int axis = axes[i] - (shape.rank() - x.rank());
            if (axis < 0) {
                x = x.times(length(shape.extent(axes[i]), x.dtype()));
            } else if (x.shape().extent(axis).is(1)) {
                x = Functions.squeeze(x, axis).times(length(shape.extent(axes[i]), x.dtype()));
            } else {
                x = x.sum(axis);
            }
            shape = shape.without(axes[i]);
        }
        return x;
    }

    private static Var length(Extent extent, DType dtype) {
        return extent.asVar().cast(dtype);
    }

    /** A parameter without axes along which it is the same; null if it may differ. */
    private static @Nullable Var dropped(Var p, int rank, int... axes) {
        if (p.range().lo() == p.range().hi() && Double.isFinite(p.range().lo())) {
            return Var.constant(p.dtype(), p.range().lo());
        }
        Var x = p;
        int left = rank;
        for (int i = axes.length - 1; i >= 0; i--) {
            int axis = axes[i] - (left - x.rank());
            if (axis >= 0 && !x.shape().extent(axis).is(1)) {
                return null;
            }
            x = axis < 0 ? x : Functions.squeeze(x, axis);
            left--;
        }
        return x;
    }

    /** The law of X, whose draws are those of others. */
    public Law law(Shape shape, Sources sources) {
        return family.law(parameters, shape, sources);
    }

    /** The parameters of X by name, for messages. */
    public String describe() {
        return IntStream.range(0, parameters.size())
                .mapToObj(i -> name(i) + "=" + parameters.get(i).label())
                .toList()
                .toString();
    }
}
