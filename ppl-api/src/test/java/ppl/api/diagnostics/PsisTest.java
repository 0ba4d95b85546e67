package ppl.api.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Smoothed weights against R's loo, above all where weights are tied, as chains that repeat draws make them. */
class PsisTest {

    private static final String TABLE = "psis_loo.csv";

    private static List<String[]> rows() throws IOException {
        try (InputStream in = Objects.requireNonNull(PsisTest.class.getResourceAsStream(TABLE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(","))
                    .toList();
        }
    }

    private static double[] numbers(String[] row, int from, int count) {
        return Arrays.stream(row, from, from + count)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void smoothed_weights_and_shapes_are_those_of_loo() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String[]> rows = rows();
        assertTrue(rows.size() >= 16);
        for (String[] row : rows) {
            int n = Integer.parseInt(row[3]);
            double k = row[2].equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(row[2]);
            Psis ours = Psis.of(numbers(row, 4, n), Double.parseDouble(row[1]));
            double[] theirs = numbers(row, 4 + n, n);
            double[] weights = ours.logWeights();
            if (!(ours.k() == k || Math.abs(ours.k() - k) < 1e-9 * Math.max(1, Math.abs(k)))) {
                wrong.add(row[0] + ": k is " + ours.k() + ", of loo " + k);
            }
            for (int i = 0; i < n; i++) {
                if (!(Math.abs(weights[i] - theirs[i]) < 1e-9 * Math.max(1, Math.abs(theirs[i])))) {
                    wrong.add(row[0] + ": log weight " + i + " is " + weights[i] + ", of loo " + theirs[i]);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void weights_too_far_apart_for_a_fit_are_left_as_they_are_and_cannot_be_relied_on() {
        double[] raw = new double[100];
        Arrays.setAll(raw, i -> -800.0 * i);
        Psis psis = Psis.of(raw, 1);
        assertEquals(Double.POSITIVE_INFINITY, psis.k());
        assertEquals(0, psis.logWeights()[0], 1e-12);
        assertEquals(-800, psis.logWeights()[1], 1e-9);
    }
}
