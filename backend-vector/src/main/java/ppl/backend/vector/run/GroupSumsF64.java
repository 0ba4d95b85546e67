package ppl.backend.vector.run;

/** Sums by group of float64. */
record GroupSumsF64(GroupTable table, Strided from, Strided to) implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        int[] listed = (int[]) table.longGroups().array(inputs, outputs, workspace);
        double[] x = (double[]) from.array(inputs, outputs, workspace);
        double[] sums = (double[]) to.array(inputs, outputs, workspace);
        int after = table.after();
        int accumulators = from.start(workspace);
        int results = to.start(workspace);
        int start = table.longGroups().start(workspace);
        int end = start + table.longGroups().size(0);
        for (int p = 0; p < table.before(); p++) {
            int first = accumulators + p * table.accumulators() * after;
            int result = results + p * table.groups() * after;
            System.arraycopy(x, first, sums, result, table.groups() * after);
            for (int k = start; k < end && listed[k] >= 0; k += GroupTable.FIELDS) {
                int at = first + listed[k + 1] * after;
                combine(x, at, listed[k + 2], after);
                copy(x, at, sums, result + listed[k] * after, after);
            }
        }
    }

    private static void copy(double[] from, int at, double[] to, int place, int width) {
        if (width == 1) {
            to[place] = from[at];
        } else {
            System.arraycopy(from, at, to, place, width);
        }
    }

    /** Blocks of {@code width} elements each in adjacent pairs; the sum replaces the first. */
    private static void combine(double[] x, int at, int blocks, int width) {
        if (width == 1) {
            combine(x, at, blocks);
            return;
        }
        for (int n = blocks; n > 1; n -= n / 2) {
            for (int i = 0; i < n / 2; i++) {
                add(x, at + i * width, at + 2 * i * width, width);
            }
            if (n % 2 == 1) {
                System.arraycopy(x, at + (n - 1) * width, x, at + n / 2 * width, width);
            }
        }
    }

    private static void combine(double[] x, int at, int blocks) {
        for (int n = blocks; n > 1; n -= n / 2) {
            for (int i = 0; i < n / 2; i++) {
                x[at + i] = x[at + 2 * i] + x[at + 2 * i + 1];
            }
            if (n % 2 == 1) {
                x[at + n / 2] = x[at + n - 1];
            }
        }
    }

    private static void add(double[] x, int to, int pair, int width) {
        for (int s = 0; s < width; s++) {
            x[to + s] = x[pair + s] + x[pair + width + s];
        }
    }
}
