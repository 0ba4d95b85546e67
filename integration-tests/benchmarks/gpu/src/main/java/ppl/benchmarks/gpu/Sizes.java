package ppl.benchmarks.gpu;

/**
 * How much data is taken.
 *
 * @param narrowRows rows of a regression of 8 columns
 * @param wideRows rows of a regression of 50 columns
 * @param radon how often the rows of radon are repeated
 * @param matrix rows of square matrices
 * @param points points that are computed in one call
 * @param elements of the arrays on which primitives are tried
 * @param seconds that a case is measured for
 */
record Sizes(int narrowRows, int wideRows, int radon, int matrix, int points, int elements, double seconds) {

    /** What a data-centre GPU is made for. */
    static final Sizes WHOLE = new Sizes(10_000_000, 1_000_000, 1000, 1024, 64, 100_000, 2);

    /** What an emulated device gets through. */
    static final Sizes SMALL = new Sizes(200, 50, 1, 40, 3, 300, 0.2);
}
