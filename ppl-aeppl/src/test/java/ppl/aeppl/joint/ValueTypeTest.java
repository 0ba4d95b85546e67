package ppl.aeppl.joint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.discrete.Bernoulli;
import ppl.aeppl.family.discrete.Binomial;
import ppl.aeppl.family.discrete.Poisson;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;

/** A value reaches a density as it is, or not at all. */
class ValueTypeTest {

    private static final long BIG = (1L << 53) + 1;

    private static Var normal(int... sizes) {
        return Normal.of(Var.constant(0.0), Var.constant(1.0)).draw("x", sizes);
    }

    private static void refuses(List<String> words, Var node, Var value) {
        for (Joint joint :
                List.of(Joint.empty().observe("x", node, value), Joint.empty().value("x", node, value))) {
            LogDensityException e = assertThrows(LogDensityException.class, joint::derive);
            assertEquals(DensityCode.VALUE_TYPE, e.code());
            words.forEach(w -> assertTrue(e.getMessage().contains(w), e.getMessage()));
        }
    }

    @Test
    void whole_numbers_that_float64_does_not_hold() {
        refuses(List.of("'x'", "float64", "value 9007199254740993", "2^53"), normal(), Var.constant(BIG));
        refuses(List.of("element 1, 9007199254740993"), normal(2), Var.data("y", Tensor.of(new long[] {1, BIG})));
        assertEquals(
                1,
                Joint.empty()
                        .observe("x", normal(), Var.constant(1L << 60))
                        .derive()
                        .factors()
                        .size());
    }

    @Test
    void whole_numbers_that_float32_does_not_hold() {
        Var x = normal().cast(DType.F32);
        refuses(List.of("float32", "value 16777217", "24 binary digits"), x, Var.constant((1L << 24) + 1));
        refuses(
                List.of("float32", "value 16777217"),
                x,
                Var.constant((1L << 24) + 1).cast(DType.I32));
    }

    @Test
    void a_narrower_type_is_asked_for_by_its_name() {
        Var k = Poisson.of(Var.constant(2.0)).draw("k");
        refuses(List.of("cast it to whole numbers first"), k, Var.constant(1.5));
        Var few = Binomial.of(Var.constant(5L), Var.constant(0.4)).draw("few").cast(DType.I32);
        refuses(List.of("cast it to int32 first"), few, Var.constant(1L));
        refuses(List.of("cast it to float32 first"), normal().cast(DType.F32), Var.constant(0.5));
        Var odd = Bernoulli.of(Var.constant(0.3)).draw("odd").cast(DType.BOOL);
        refuses(List.of("compare it with a threshold first"), odd, Var.constant(1L));
    }
}
