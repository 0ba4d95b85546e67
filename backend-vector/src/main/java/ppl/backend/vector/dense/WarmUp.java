package ppl.backend.vector.dense;

import java.util.Arrays;

/**
 * Runs kernels beside the program until they are compiled. Before that vectors are objects, and a product takes a thousand times as
 * long; scalar code, which has the same bits, does the work in the meantime. Where they are never compiled, it stays.
 */
public enum WarmUp {
    /** {@link DenseF64#sums}. */
    SUMS {
        @Override
        void run(DenseF64 dense, double[] x, double[] w, int call) {
            int lanes = dense.lanes();
            dense.sums(x, 0, 1, x, 0, 1, n(call), w, 0, (1 + call % 12) * lanes + call % 3);
            dense.twoSums(x, 0, 1, 64, x, 0, 1, 64, n(call), w, 0, 64, (1 + call % 3) * lanes + call % 3);
            dense.eightSums(x, 0, 1, 8, x, 0, 1, 8, n(call), w, 0, lanes);
        }
    },
    /** The same of numbers of float32. */
    NARROW_SUMS {
        @Override
        void run(DenseF64 dense, double[] x, double[] w, int call) {
            dense.sums(NARROW, 0, 1, x, 0, 1, n(call), w, 0, (1 + call % 12) * dense.lanes() + call % 3);
        }
    },
    /** {@link DenseF64#panel} of five vectors or more. */
    PANELS {
        @Override
        void run(DenseF64 dense, double[] x, double[] w, int call) {
            for (int vectors = 5; vectors <= 8; vectors++) {
                dense.panel(vectors, x, 0, x, 0, 1, n(call), w, 0);
            }
        }
    },
    /** {@link DenseF64#twoPanels}, and a last one alone. */
    PAIRS {
        @Override
        void run(DenseF64 dense, double[] x, double[] w, int call) {
            for (int vectors = 3; vectors <= 4; vectors++) {
                dense.twoPanels(vectors, x, 0, x, 0, 1, 64, n(call), w, 0);
                dense.panel(vectors, x, 0, x, 0, 1, n(call), w, 0);
            }
        }
    },
    /** {@link DenseF64#panel} of one vector or two, and what runs several at once. */
    THIN {
        @Override
        void run(DenseF64 dense, double[] x, double[] w, int call) {
            int lanes = dense.lanes();
            dense.panel(1, x, 0, x, 0, 1, n(call), w, 0);
            dense.panel(2, x, 0, x, 0, 1, n(call), w, 0);
            dense.twoSums(x, 0, lanes, 64, x, 0, 1, 64, n(call), w, 0, 64, (1 + call % 2) * lanes);
            dense.eightSums(x, 0, lanes, 8, x, 0, 1, 8, n(call), w, 0, lanes);
        }
    },
    /** What products need. */
    PRODUCT {
        @Override
        void run(DenseF64 dense, double[] x, double[] w, int call) {
            int width = dense.columns();
            dense.multiply(x, 0, 1, 6, x, 0, width, n(call), w, 0, width);
            dense.areFinite(x, 0, 8 * width + call % 3);
        }
    },
    /** What triangular solves need. */
    SOLVE {
        @Override
        void run(DenseF64 dense, double[] x, double[] w, int call) {
            int width = dense.columns();
            dense.accumulate(x, 0, 1, 6, x, 0, width, n(call), w, 0, width);
            dense.substitute(x, 0, 0, 0, 2 + call % 5, w, 0, width, width, w.length / 2);
            dense.areFinite(x, 0, 8 * width + call % 3);
        }
    },
    /** What Cholesky factors need. */
    FACTOR {
        @Override
        void run(DenseF64 dense, double[] x, double[] w, int call) {
            int width = dense.columns();
            dense.accumulate(x, 0, 1, 6, x, 0, width, n(call), w, 0, width);
            dense.factor(w, 0, width, 2 + call % 5, width, w.length / 2);
        }
    };

    /** Nanoseconds after which nothing more is hoped for. */
    private static final long MOST = 60_000_000_000L;

    /** Slow rounds without a pause: by then the compiler should have been asked, and needs the processor itself. */
    private static final int BUSY = 50;

    private static final long PAUSE = 5;

    private static final int CALLS = 20;

    /** Rounds that must be fast one after the other: a kernel may be compiled anew once or twice. */
    private static final int STEADY = 5;

    /** Nanoseconds of a round of compiled code: it takes a tenth of that, code with objects ten times as long. */
    private static final long FAST = 100_000;

    private static final float[] NARROW = new float[256];

    private boolean started;
    private volatile boolean done;

    abstract void run(DenseF64 dense, double[] x, double[] w, int call);

    /** The length of a sum: some tens, as in programs. */
    private static int n(int call) {
        return 20 + call % 13;
    }

    /** Begins, with the kernels of this machine, if nothing has yet. */
    public synchronized void start(DenseF64 dense) {
        if (!started) {
            started = true;
            Thread thread = new Thread(() -> done = runs(dense), "ppl-vector-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** True once they are compiled. */
    public boolean isDone() {
        return done;
    }

    /** Runs them until they are fast; false if they do not become so. */
    boolean runs(DenseF64 dense) {
        double[] x = new double[4_096];
        double[] w = new double[4_096];
        Arrays.fill(x, 1);
        long begin = System.nanoTime();
        int steady = 0;
        int slow = 0;
        for (int round = 0; steady < STEADY && System.nanoTime() - begin < MOST; round++) {
            long start = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                run(dense, x, w, round + call);
            }
            if (System.nanoTime() - start < FAST) {
                steady++;
            } else {
                steady = 0;
                slow++;
            }
            if (slow > BUSY && !paused()) {
                return false;
            }
        }
        return steady == STEADY;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
