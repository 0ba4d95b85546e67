package ppl.aeppl.family.discrete;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.Var;

/**
 * Known probabilities of categories along a last axis. Those that do not sum to 1 are rescaled with a warning, as PyMC does since its
 * version 4; with the system property {@value #STRICT} set to {@code true} they are left as they are, to be refused.
 *
 * @param values row after row
 * @param categories the length of a row
 */
@SuppressWarnings("ArrayRecordComponent") // Made here and never compared.
record Weights(double[] values, int categories) {
    static final double TOLERANCE = 1e-9;
    private static final double SINGLE_TOLERANCE = 1e-6;
    static final String STRICT = "ppl.strict";

    private static final System.Logger LOG = System.getLogger(Categorical.class.getName());

    static Weights of(Tensor p) {
        return new Weights(p.toDoubles(), p.sizes()[p.rank() - 1]);
    }

    /** The parameter as it counts. */
    static Var rescaled(Var p) {
        Tensor known = p.rank() == 0 ? null : p.constantValue();
        if (known == null) {
            return p;
        }
        Weights weights = of(known);
        // What was rounded to float32 cannot sum to 1, and is nobody's mistake.
        int off = weights.firstOff(p.dtype() == DType.F32 ? SINGLE_TOLERANCE : TOLERANCE);
        double[] scaled = off >= 0 && Boolean.getBoolean(STRICT) ? null : weights.rescaled();
        if (scaled == null) {
            return p;
        }
        if (off >= 0) {
            weights.warn(off, scaled);
        }
        return Var.constant(Tensor.of(scaled, known.sizes()));
    }

    /** The first row whose sum is farther from 1; −1 if there is none. */
    private int firstOff(double tolerance) {
        for (int row = 0; row < rows(); row++) {
            if (!sumsToOne(row, tolerance)) {
                return row;
            }
        }
        return -1;
    }

    /** The weights with sum 1 in each row; null if they are so already, or if there is a row that cannot be. */
    private double @Nullable [] rescaled() {
        if (firstOff(TOLERANCE) < 0 || !canBeRescaled()) {
            return null;
        }
        double[] scaled = values.clone();
        for (int row = 0; row < rows(); row++) {
            if (sumsToOne(row, TOLERANCE)) {
                continue;
            }
            // By the greatest first, so that no sum overflows and none is lost below the least number.
            double greatest = Arrays.stream(row(row)).max().orElse(1);
            double sum = Arrays.stream(row(row)).map(w -> w / greatest).sum();
            for (int i = row * categories; i < (row + 1) * categories; i++) {
                scaled[i] = values[i] / greatest / sum;
            }
        }
        return scaled;
    }

    private void warn(int row, double[] scaled) {
        double[] now = Arrays.copyOfRange(scaled, row * categories, (row + 1) * categories);
        LOG.log(
                System.Logger.Level.WARNING,
                "Categorical needs p with sum 1 over the last axis, but p is " + Arrays.toString(row(row))
                        + (rows() > 1 ? " in row " + row : "") + ": it was rescaled to " + Arrays.toString(now)
                        + "; divide by the sum, or give unnormalised log-probabilities to categoricalLogit, to be rid of"
                        + " this warning, or set -D" + STRICT + "=true to have it refused");
    }

    private int rows() {
        return categories == 0 ? 0 : values.length / categories;
    }

    private double[] row(int row) {
        return Arrays.copyOfRange(values, row * categories, (row + 1) * categories);
    }

    /** Whether dividing by the sum makes probabilities of a row. */
    private boolean canBeRescaled(int row) {
        double[] weights = row(row);
        return Arrays.stream(weights).allMatch(w -> w >= 0 && w < Double.POSITIVE_INFINITY)
                && Arrays.stream(weights).anyMatch(w -> w > 0);
    }

    /** Whether dividing by the sums makes probabilities of all rows. */
    boolean canBeRescaled() {
        for (int row = 0; row < rows(); row++) {
            if (!canBeRescaled(row)) {
                return false;
            }
        }
        return categories > 0;
    }

    private boolean sumsToOne(int row, double tolerance) {
        return Math.abs(Arrays.stream(row(row)).sum() - 1) <= tolerance;
    }

    /** For each of so many rows whether it holds probabilities. */
    boolean[] areProbabilities(int count) {
        boolean[] ok = new boolean[count];
        for (int row = 0; row < count && categories > 0; row++) {
            ok[row] = canBeRescaled(row) && sumsToOne(row, TOLERANCE);
        }
        return ok;
    }
}
