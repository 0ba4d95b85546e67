package ppl.examples.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static ppl.api.Distributions.uniform;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import ppl.api.Dim;
import ppl.api.Model;
import ppl.graph.PplException;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Every public function of data, and of a draw, whose dims get other sizes: the values are those of the model that is built with them, or
 * the model is refused.
 */
class NewDataScanTest {

    private int same;
    private int refused;

    @Test
    void every_function_of_a_matrix_with_other_rows_and_columns_is_the_one_built_anew_or_refused() {
        scan(new int[] {6, 3}, new int[] {4, 5}, false);
        assertTrue(same > 4 * refused && same > 120, () -> same + " are resized, " + refused + " refused");
    }

    @Test
    @Tag("nightly")
    void every_function_of_axes_of_one_length_is_the_one_built_anew_or_refused() {
        scan(new int[] {4, 4, 4}, new int[] {4, 4, 3});
        scan(new int[] {4, 4, 4}, new int[] {4, 2, 4});
        scan(new int[] {4, 4, 4}, new int[] {5, 4, 4});
        scan(new int[] {6, 6}, new int[] {4, 4});
    }

    @Test
    @Tag("nightly")
    void every_function_of_a_vector_of_another_length_is_the_one_built_anew_or_refused() {
        for (int n : new int[] {4, 9, 1, 0}) {
            scan(new int[] {6}, new int[] {n});
        }
        scan(new int[] {2, 3, 4}, new int[] {2, 3, 5});
    }

    @Test
    @Tag("nightly")
    void every_function_of_a_draw_with_other_rows_and_columns_is_the_one_built_anew_or_refused() {
        scan(new int[] {6, 3}, new int[] {4, 5}, true);
    }

    private void scan(int[] before, int[] after) {
        scan(before, after, false);
        scan(before, after, true);
    }

    private void scan(int[] before, int[] after, boolean drawn) {
        for (PublicOps.PublicOp op : PublicOps.all()) {
            Model model = model(op, before, drawn);
            if (model != null) {
                compare(op + " of " + Arrays.toString(before) + (drawn ? " drawn" : ""), model, op, after, drawn);
            }
        }
    }

    private void compare(String what, Model model, PublicOps.PublicOp op, int[] after, boolean drawn) {
        Model resized;
        Tensor actual;
        try {
            resized = resized(model, after, drawn);
            actual = value(resized, after, drawn);
        } catch (PplException e) {
            refused++;
            return;
        }
        Model fresh = model(op, after, drawn);
        assertTrue(fresh != null, () -> what + " cannot be of " + Arrays.toString(after) + ", but is");
        assertEquals(value(fresh, after, drawn), actual, what);
        same++;
    }

    private static Model resized(Model model, int[] after, boolean drawn) {
        return model.with(d -> {
            for (int a = 0; a < after.length && drawn; a++) {
                d.dim("d" + a, after[a]);
            }
            if (!drawn) {
                d.set("x", values(after));
            }
        });
    }

    private static @Nullable Model model(PublicOps.PublicOp op, int[] sizes, boolean drawn) {
        boolean[] none = new boolean[1];
        try {
            Model model = Model.build(m -> {
                Dim[] dims = IntStream.range(0, sizes.length)
                        .mapToObj(a -> m.dim("d" + a, sizes[a]))
                        .toArray(Dim[]::new);
                Var x = drawn ? m.sample("x", uniform(0, 1), dims) : m.data("x", values(sizes), dims);
                Var y = op.op().to(x);
                none[0] = y == null;
                m.deterministic("y", y == null ? x : y);
            });
            return none[0] ? null : model;
        } catch (PplException e) {
            return null;
        }
    }

    private static Tensor value(Model model, int[] sizes, boolean drawn) {
        Var y = model.deterministics().getFirst().node();
        return drawn ? y.eval(model.free().getFirst().node().with(values(sizes))) : y.eval();
    }

    private static Tensor values(int... sizes) {
        int n = IntStream.of(sizes).reduce(1, (a, b) -> a * b);
        return Tensor.of(
                IntStream.range(0, n)
                        .mapToDouble(i -> 0.5 + 0.4 * Math.sin(i * 1.7 + n))
                        .toArray(),
                sizes);
    }
}
