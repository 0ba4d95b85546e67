package ppl.aeppl.numeric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.random.ParameterCheck;

/**
 * Known probabilities of categories along a last axis. Those that do not sum to 1 are rescaled with a warning, as PyMC does since its
 * version 4; with the system property {@value #STRICT} set to {@code true} they are left as they are, to be refused.
 *
 * @param values row after row
 * @param categories the length of a row
 */
@SuppressWarnings("ArrayRecordComponent") // Made here and never compared.
public record Weights(double[] values, int categories) {
    private static final double TOLERANCE = 1e-9;
    private static final double SINGLE_TOLERANCE = 1e-6;
    private static final String STRICT = "ppl.strict";

    private static final System.Logger LOG = System.getLogger("ppl.aeppl.family.discrete.Categorical");

    /**
     * The parameter that gives them, for messages.
     *
     * @param owner such as {@code Categorical}
     * @param name such as {@code p}
     * @param logs the distribution that takes their logs instead, such as {@code categoricalLogit}
     */
    public record Of(String owner, String name, String logs) {}

    private static Weights of(Tensor p) {
        return new Weights(p.toDoubles(), p.sizes()[p.rank() - 1]);
    }

    /** The parameter as it counts. */
    public static Var rescaled(Of of, Var p) {
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
            weights.warn(of, off, scaled);
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

    private void warn(Of of, int row, double[] scaled) {
        double[] now = Arrays.copyOfRange(scaled, row * categories, (row + 1) * categories);
        LOG.log(
                System.Logger.Level.WARNING,
                of.owner + " needs " + of.name + " with sum 1 over the last axis, but " + of.name + " is "
                        + Arrays.toString(row(row))
                        + (rows() > 1 ? " in row " + row : "") + ": it was rescaled to " + Arrays.toString(now)
                        + "; divide by the sum, or give unnormalised log-probabilities to " + of.logs
                        + ", to be rid of this warning, or set -D" + STRICT + "=true to have it refused");
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
    private boolean canBeRescaled() {
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

    /** The check that probabilities along a last axis are so. */
    public static ParameterCheck check(Of of, Var p) {
        Tensor known = p.constantValue();
        Var holds = known != null
                ? Var.constant(of(known).areProbabilities(known))
                : Functions.and(
                        Functions.all(p.ge(0), -1), p.sum(-1).minus(1).abs().le(TOLERANCE));
        String remedy = p.shape().extent(-1).is(0)
                ? "give a probability for each category"
                : (known == null || of(known).canBeRescaled() ? "divide by the sum" : "correct it")
                        + ", or give unnormalised log-probabilities to " + of.logs;
        return ParameterCheck.of(of.owner, of.name, ">= 0 with sum 1 over the last axis", remedy, p, holds);
    }

    /** For each row whether it holds probabilities. */
    private Tensor areProbabilities(Tensor p) {
        int[] batch = Arrays.copyOf(p.sizes(), p.rank() - 1);
        boolean[] ok = new boolean[IntStream.of(batch).reduce(1, Math::multiplyExact)];
        for (int row = 0; row < ok.length && categories > 0; row++) {
            ok[row] = canBeRescaled(row) && sumsToOne(row, TOLERANCE);
        }
        return Tensor.wrap(ok, batch);
    }
}
