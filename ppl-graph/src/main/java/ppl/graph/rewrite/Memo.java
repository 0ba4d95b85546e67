package ppl.graph.rewrite;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;

/**
 * Answers to one question about nodes, each derived once and from the operands up: neither shared operands nor long chains
 * cost more than there are nodes, and no chain is too long.
 *
 * @param <T> the kind of answer; null is one
 */
final class Memo<T> {

    /** How deep questions of several kinds are nested; shared by those that ask each other. */
    static final class Nesting {
        private static final int DEEPEST = 200;
        private int depth;
        private long refused;
    }

    /** Finds the answer for a node, asking for those of its operands where it needs them. */
    @FunctionalInterface
    interface Derivation<T> {
        @Nullable
        T of(Var x);
    }

    /** @param from the depth from which on it holds: below one that met the limit, only what is as deep */
    private record Answer<T>(@Nullable T value, int from) {}

    private final Map<Var, Answer<T>> known = new IdentityHashMap<>();
    private final Nesting nesting;
    private final Function<Var, List<Var>> operands;
    private final Derivation<T> derivation;

    /**
     * A memo without answers.
     *
     * @param operands of a node, those that the derivation is sure to ask the same question of
     */
    Memo(Nesting nesting, Function<Var, List<Var>> operands, Derivation<T> derivation) {
        this.nesting = nesting;
        this.operands = operands;
        this.derivation = derivation;
    }

    /** The answer for a node; null also where questions are nested too deep. */
    @Nullable
    T of(Var x) {
        Answer<T> answer = known(x);
        if (answer == null) {
            if (nesting.depth >= Nesting.DEEPEST) {
                nesting.refused++;
                return null;
            }
            derive(x);
            answer = known(x);
        }
        if (answer == null) {
            throw new AssertionError("no answer for " + x);
        }
        if (answer.from() > 0) {
            nesting.refused++;
        }
        return answer.value();
    }

    private @Nullable Answer<T> known(Var x) {
        Answer<T> answer = known.get(x);
        return answer != null && nesting.depth >= answer.from() ? answer : null;
    }

    /** Of the node and all that it waits for, without recursion. */
    private void derive(Var x) {
        List<Var> open = new ArrayList<>(List.of(x));
        while (!open.isEmpty()) {
            Var node = open.getLast();
            int before = open.size();
            if (known(node) == null) {
                operands.apply(node).stream().filter(o -> known(o) == null).forEach(open::add);
            }
            if (open.size() == before) {
                open.removeLast();
                answer(node);
            }
        }
    }

    private void answer(Var x) {
        if (known(x) != null) {
            return;
        }
        long refused = nesting.refused;
        int asked = nesting.depth++;
        T value = derivation.of(x);
        nesting.depth = asked;
        known.put(x, new Answer<>(value, nesting.refused == refused ? 0 : asked));
    }
}
