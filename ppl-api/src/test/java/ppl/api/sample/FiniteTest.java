package ppl.api.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FiniteTest {

    @Test
    void the_first_element_that_is_not_finite_is_found_at_every_place_of_every_length() {
        double[] strange = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int n = 0; n < 12; n++) {
            double[] values = new double[n];
            Arrays.setAll(values, i -> i % 2 == 0 ? Double.MAX_VALUE : -Double.MIN_VALUE);
            assertEquals(-1, Finite.firstNot(values), "length " + n);
            for (int i = n - 1; i >= 0; i--) { // each before those found already
                values[i] = strange[i % 3];
                assertEquals(i, Finite.firstNot(values), i + " of " + n);
            }
            if (n > 1) {
                values[0] = 0;
                assertEquals(1, Finite.firstNot(values));
            }
        }
    }
}
