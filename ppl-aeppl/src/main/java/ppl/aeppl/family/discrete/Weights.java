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
    static final String STRICT = "ppl.strict";

    private static final System.Logger LOG = System.getLogger(Categorical.class.getName());

    static Weights of(Tensor p) {
        return new Weights(p.toDoubles(), p.sizes()[p.rank() - 1]);
    }

    /** The parameter as it counts. */
    static Var rescaled(Var p) {
        Tensor known = p.rank() == 0 ? null : p.constantValue();
        if (known == null || Boolean.getBoolean(STRICT)) {
            return p;
        }
        double[] scaled = of(known).rescaled();
        Var result = scaled == null ? p : Var.constant(Tensor.of(scaled, known.sizes()));
        return scaled != null && p.dtype() == DType.F32 ? result.cast(DType.F32) : result;
    }

    /** The weights with sum 1 in each row; null if they are so already, or if there is a row that cannot be. */
    private double @Nullable [] rescaled() {
        double[] scaled = values.clone();
        int first = -1;
        for (int row = 0; row < rows(); row++) {
            if (!canBeRescaled(row)) {
                return null;
            }
            if (sumsToOne(row)) {
                continue;
            }
            first = first < 0 ? row : first;
            // By the greatest first, so that no sum overflows and none is lost below the least number.
            double greatest = Arrays.stream(row(row)).max().orElse(1);
            double sum = Arrays.stream(row(row)).map(w -> w / greatest).sum();
            for (int i = row * categories; i < (row + 1) * categories; i++) {
                scaled[i] = values[i] / greatest / sum;
            }
        }
        if (first < 0) {
            return null;
        }
        double[] now = Arrays.copyOfRange(scaled, first * categories, (first + 1) * categories);
        LOG.log(
                System.Logger.Level.WARNING,
                "Categorical needs p with sum 1 over the last axis, but p is " + Arrays.toString(row(first))
                        + (rows() > 1 ? " in row " + first : "") + ": it was rescaled to " + Arrays.toString(now)
                        + "; divide by the sum, or give unnormalised log-probabilities to categoricalLogit, to be rid of"
                        + " this warning, or set -D" + STRICT + "=true to have it refused");
        return scaled;
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

    private boolean sumsToOne(int row) {
        return Math.abs(Arrays.stream(row(row)).sum() - 1) <= TOLERANCE;
    }

    /** For each of so many rows whether it holds probabilities. */
    boolean[] areProbabilities(int count) {
        boolean[] ok = new boolean[count];
        for (int row = 0; row < count && categories > 0; row++) {
            ok[row] = canBeRescaled(row) && sumsToOne(row);
        }
        return ok;
    }
}
