package ppl.graph.rewrite;

import static ppl.graph.rewrite.Match.is;
import static ppl.graph.rewrite.Match.left;
import static ppl.graph.rewrite.Match.right;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.op.Binary;

/**
 * A product as a factor that leaves a sum, and the rest. Of {@code (c a)(c a)} one {@code c} leaves, so that the rest is
 * {@code (c a) a}: the square of {@code a} alone may overflow where a residual times its precision does not, and the slope by that
 * precision sums the same rest.
 *
 * @param factor as the sum sees it
 * @param rest what is still summed
 */
record Factored(Var factor, Var rest) {

    /** Factors of factors are looked for so deep: gradients nest a few. */
    private static final int MOST_DEEP = 8;

    /**
     * Takes a product apart.
     *
     * @param outside a factor as it is outside of the sum; null if it changes along it
     * @return null if no factor can leave
     */
    static @Nullable Factored of(Var x, Rewrite.Rule outside) {
        return of(x, outside, MOST_DEEP);
    }

    private static @Nullable Factored of(Var x, Rewrite.Rule outside, int deep) {
        if (deep == 0 || !is(x, Binary.Fn.MUL)) {
            return null;
        }
        Var first = outside.apply(left(x));
        if (first != null) {
            return more(first, right(x), outside, deep);
        }
        Var second = outside.apply(right(x));
        if (second != null) {
            return more(second, left(x), outside, deep);
        }
        Factored a = of(left(x), outside, deep - 1);
        Factored b = of(right(x), outside, deep - 1);
        if (a == null && b == null) {
            return null;
        }
        Var p = a == null ? left(x) : a.rest;
        Var q = b == null ? right(x) : b.rest;
        if (p == q) {
            return a != null && b != null ? new Factored(a.factor, right(x).times(q)) : null;
        }
        Var factor = a == null ? Objects.requireNonNull(b).factor : b == null ? a.factor : a.factor.times(b.factor);
        return new Factored(factor, p.times(q));
    }

    private static Factored more(Var factor, Var rest, Rewrite.Rule outside, int deep) {
        Factored inner = of(rest, outside, deep - 1);
        return inner == null ? new Factored(factor, rest) : new Factored(factor.times(inner.factor), inner.rest);
    }
}
