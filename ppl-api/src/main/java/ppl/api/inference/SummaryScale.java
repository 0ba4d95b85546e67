package ppl.api.inference;

/**
 * What tells how many digits of the figures of a row count.
 *
 * @param spread the standard deviation, or what stands for it
 * @param error the Monte Carlo error of the centre
 * @param errorOfSpread the Monte Carlo error of the spread
 * @param heavyTailed whether the centre is a mean that may not exist
 */
record SummaryScale(double spread, double error, double errorOfSpread, boolean heavyTailed) {
    static final SummaryScale UNKNOWN = new SummaryScale(Double.NaN, Double.NaN, Double.NaN, false);
}
