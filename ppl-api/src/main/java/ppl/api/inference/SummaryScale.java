package ppl.api.inference;

/**
 * The numbers that decide how many digits of a row count.
 *
 * @param spread the standard deviation, or a measure in its place
 * @param error the Monte Carlo error of the centre
 * @param errorOfSpread the Monte Carlo error of the spread
 * @param heavyTailed whether the centre is a mean that may not exist
 */
record SummaryScale(double spread, double error, double errorOfSpread, boolean heavyTailed) {
    static final SummaryScale UNKNOWN = new SummaryScale(Double.NaN, Double.NaN, Double.NaN, false);
}
