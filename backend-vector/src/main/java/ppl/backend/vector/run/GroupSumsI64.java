package ppl.backend.vector.run;

/** Sums by group of int64, for which every order gives the same. */
record GroupSumsI64(GroupTable table, Strided from, Strided to) implements Code {

    @Override
    public void run(Object[] inputs, Object[] outputs, Workspace workspace) {
        int[] listed = (int[]) table.longGroups().array(inputs, outputs, workspace);
        long[] x = (long[]) from.array(inputs, outputs, workspace);
        long[] sums = (long[]) to.array(inputs, outputs, workspace);
        int after = table.after();
        for (int p = 0; p < table.before(); p++) {
            int first = from.start() + p * table.accumulators() * after;
            int result = to.start() + p * table.groups() * after;
            System.arraycopy(x, first, sums, result, table.groups() * after);
            for (int k = table.start(); k < table.end() && listed[k] >= 0; k += GroupTable.FIELDS) {
                int at = first + listed[k + 1] * after;
                combine(x, at, listed[k + 2], after);
                System.arraycopy(x, at, sums, result + listed[k] * after, after);
            }
        }
    }

    private static void combine(long[] x, int at, int blocks, int width) {
        for (int i = width; i < blocks * width; i++) {
            x[at + i % width] += x[at + i];
        }
    }
}
