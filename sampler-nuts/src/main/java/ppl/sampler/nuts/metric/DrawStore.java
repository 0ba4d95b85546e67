package ppl.sampler.nuts.metric;

import ppl.api.spi.StateArchive;

/** The newest draws and their gradients, up to a number that keeps memory within bounds. */
final class DrawStore {

    /** Numbers kept for draws, and as many for gradients, unless dimension × least is more. */
    private static final int NUMBERS = 1 << 18;

    private static final int LEAST = 100;
    private static final int MOST = 1000;

    private final int dimension;
    private double[][] draws = {};
    private double[][] gradients = {};
    private final int capacity;
    private int added;

    DrawStore(int dimension) {
        this.dimension = dimension;
        capacity = capacity(dimension);
    }

    /** How many draws are kept at most. */
    static int capacity(int dimension) {
        return Math.clamp(NUMBERS / Math.max(1, dimension), LEAST, MOST);
    }

    void clear() {
        added = 0;
    }

    void add(double[] draw, double[] gradient) {
        int at = added++ % capacity;
        room(at);
        System.arraycopy(draw, 0, draws[at], 0, dimension);
        System.arraycopy(gradient, 0, gradients[at], 0, dimension);
    }

    private void room(int at) {
        if (at >= draws.length) {
            int more = Math.min(capacity, Math.max(16, 2 * draws.length));
            draws = grown(draws, more);
            gradients = grown(gradients, more);
        }
    }

    private double[][] grown(double[][] rows, int count) {
        double[][] more = new double[count][];
        for (int i = 0; i < count; i++) {
            more[i] = i < rows.length ? rows[i] : new double[dimension];
        }
        return more;
    }

    int count() {
        return Math.min(added, capacity);
    }

    /** A draw, counted from the oldest kept. */
    double[] draw(int i) {
        return draws[place(i)];
    }

    /** The gradient at a draw. */
    double[] gradient(int i) {
        return gradients[place(i)];
    }

    private int place(int i) {
        return added <= capacity ? i : (added + i) % capacity;
    }

    void archive(StateArchive fields) {
        added = fields.integer(added);
        for (int i = 0; i < count(); i++) {
            room(i);
            fields.reals(draws[i]);
            fields.reals(gradients[i]);
        }
    }
}
