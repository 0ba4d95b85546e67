package ppl.aeppl.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import ppl.aeppl.family.continuous.Cauchy;
import ppl.aeppl.family.continuous.Exponential;
import ppl.aeppl.family.continuous.Gumbel;
import ppl.aeppl.family.continuous.Laplace;
import ppl.aeppl.family.continuous.Logistic;
import ppl.aeppl.family.continuous.Normal;
import ppl.aeppl.family.continuous.StudentT;
import ppl.aeppl.joint.Densities;

class LocationScaleTest {

    static List<Distribution> laws() {
        return List.of(
                Normal.of(1.5, 0.4),
                Normal.precision(1.5, 6.25),
                StudentT.of(3, 1.5, 0.4),
                Laplace.of(1.5, 0.4),
                Cauchy.of(1.5, 0.4),
                Logistic.of(1.5, 0.4),
                Gumbel.of(1.5, 0.4));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void the_law_is_that_of_the_standard_one_moved_and_stretched(Distribution law) {
        LocationScale form = law.family().locationScale(law.parameters()).orElseThrow();
        assertEquals(1.5, form.location().eval().item());
        assertEquals(0.4, form.scale().eval().item(), 1e-15);
        for (double z : new double[] {-2, 0.3, 5}) {
            double x = 1.5 + 0.4 * z;
            assertEquals(
                    Densities.logp(form.standard(), z).eval().item() - Math.log(0.4),
                    Densities.logp(law, x).eval().item(),
                    1e-13);
        }
    }

    @Test
    void other_families_have_no_such_form() {
        Distribution law = Exponential.of(2);
        assertTrue(law.family().locationScale(law.parameters()).isEmpty());
    }
}
