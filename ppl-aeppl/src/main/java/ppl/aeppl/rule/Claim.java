package ppl.aeppl.rule;

import java.util.Locale;
import ppl.graph.op.Op;
import ppl.graph.op.Reduce;

/**
 * The ops that a rule is asked about: by what they are, never by what they are called, since anyone may call an op of their own
 * {@code exp}.
 */
public sealed interface Claim {

    /** All ops of a class or interface. */
    record Kind(Class<?> kind) implements Claim {}

    /** One op, and those equal to it: such as one function of a class of many. */
    record One(Op op) implements Claim {}

    /** Reductions over any axes by one function. */
    record Reduction(Reduce.Fn fn) implements Claim {}

    /** All ops of a class or interface. */
    static Claim kind(Class<?> kind) {
        return new Kind(kind);
    }

    /** One op. */
    static Claim one(Op op) {
        return new One(op);
    }

    /** Reductions over any axes by one function. */
    static Claim reduction(Reduce.Fn fn) {
        return new Reduction(fn);
    }

    /** Whether an op is one of these. */
    default boolean covers(Op op) {
        return switch (this) {
            case Kind(Class<?> kind) -> kind.isInstance(op);
            case One(Op one) -> one.equals(op);
            case Reduction(Reduce.Fn fn) -> op instanceof Reduce reduce && reduce.fn() == fn;
        };
    }

    /** Whether both may cover the same op. Two unrelated interfaces count as separate, although one op may implement both. */
    default boolean overlaps(Claim other) {
        return switch (this) {
            case One(Op op) -> other.covers(op);
            case Reduction(Reduce.Fn fn) ->
                switch (other) {
                    case One(Op op) -> covers(op);
                    case Reduction(Reduce.Fn theirs) -> fn == theirs;
                    case Kind(Class<?> kind) -> kind.isAssignableFrom(Reduce.class);
                };
            case Kind(Class<?> kind) ->
                switch (other) {
                    case One(Op op) -> covers(op);
                    case Reduction _ -> kind.isAssignableFrom(Reduce.class);
                    case Kind(Class<?> others) -> kind.isAssignableFrom(others) || others.isAssignableFrom(kind);
                };
        };
    }

    /** As messages name them. */
    default String describe() {
        return switch (this) {
            case Kind(Class<?> kind) -> kind.getSimpleName();
            case One(Op op) -> "'" + op.name() + "'";
            case Reduction(Reduce.Fn fn) -> "'" + fn.name().toLowerCase(Locale.ROOT) + "'";
        };
    }
}
