package ppl.backend.vector.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SimdTest {

    private static final String MIXED = "mixed mode, sharing";

    @Test
    void registers_are_used_as_wide_as_they_are_or_as_the_property_says() {
        assertEquals(new Simd.Lanes(512), Simd.of(true, MIXED, "", () -> 512));
        assertEquals(new Simd.Lanes(128), Simd.of(true, MIXED, "128", () -> 512));
        assertEquals(new Simd.Lanes(256), Simd.of(true, MIXED, "512", () -> 256));
        assertEquals(new Simd.Lanes(512), Simd.of(true, MIXED, "", () -> 2048));
    }

    @Test
    void without_the_module_the_reason_names_the_flag() {
        String reason = reason(Simd.of(false, MIXED, "", SimdTest::untouched));
        assertEquals(
                "the module jdk.incubator.vector is absent: start java with --add-modules jdk.incubator.vector",
                reason);
    }

    @Test
    void without_the_optimising_compiler_code_is_scalar() {
        assertTrue(reason(Simd.of(true, "mixed mode, emulated-client, sharing", "", SimdTest::untouched))
                .contains("optimising compiler"));
        assertTrue(reason(Simd.of(true, "interpreted mode", "", SimdTest::untouched))
                .contains("interpreted mode"));
    }

    @Test
    void a_property_of_0_forbids_lanes_and_so_does_a_senseless_one_which_says_so() {
        assertEquals("the property ppl.vector.bits is 0", reason(Simd.of(true, MIXED, "0", SimdTest::untouched)));
        assertEquals(
                "the property ppl.vector.bits is '8': it must be 0 for scalar code, 128, 256 or 512, the width of a register"
                        + " in bits",
                reason(Simd.of(true, MIXED, "8", SimdTest::untouched)));
    }

    private static String reason(Simd simd) {
        return assertInstanceOf(Simd.Scalar.class, simd).reason();
    }

    private static int untouched() {
        throw new AssertionError("asked for registers without need");
    }
}
