package ppl.aeppl.rule;

import ppl.graph.op.Op;

/**
 * The ops that a rule is asked about: by what they are, never by what they are called, since anyone may call an op of their own
 * {@code exp}.
 */
public sealed interface Claim {

    /** All ops of a class or interface. */
    record Kind(Class<?> kind) implements Claim {}

    /** One op, and those equal to it: such as one function of a class of many. */
    record One(Op op) implements Claim {}

    /** All ops of a class or interface. */
    static Claim kind(Class<?> kind) {
        return new Kind(kind);
    }

    /** One op. */
    static Claim one(Op op) {
        return new One(op);
    }

    /** Whether an op is one of these. */
    default boolean covers(Op op) {
        return switch (this) {
            case Kind(Class<?> kind) -> kind.isInstance(op);
            case One(Op one) -> one.equals(op);
        };
    }

    /** Whether both may cover the same op. Two unrelated interfaces count as separate, although one op may implement both. */
    default boolean overlaps(Claim other) {
        return switch (this) {
            case One(Op op) -> other.covers(op);
            case Kind(Class<?> kind) ->
                switch (other) {
                    case One(Op op) -> covers(op);
                    case Kind(Class<?> others) -> kind.isAssignableFrom(others) || others.isAssignableFrom(kind);
                };
        };
    }

    /** As messages name them. */
    default String describe() {
        return switch (this) {
            case Kind(Class<?> kind) -> kind.getSimpleName();
            case One(Op op) -> "'" + op.name() + "'";
        };
    }
}
