package ppl.examples.run;

/** Mean and standard deviation. */
record Moments(double mean, double sd) {

    /** A sum over a grid, of weights that need not sum to 1. */
    static final class Sum {
        private double weights;
        private double first;
        private double second;

        /** What has this mean and variance at a point of the grid. */
        void add(double weight, double mean, double variance) {
            weights += weight;
            first += weight * mean;
            second += weight * (variance + mean * mean);
        }

        Moments moments() {
            double mean = first / weights;
            return new Moments(mean, Math.sqrt(second / weights - mean * mean));
        }
    }
}
