package ppl.backend.vector.run;

/**
 * What code is called with.
 *
 * @param inputs an array for each input of the program
 * @param outputs an array for each of its results
 */
@SuppressWarnings("ArrayRecordComponent") // the arrays of a caller, never compared
public record Call(Object[] inputs, Object[] outputs, Workspace workspace) {

    /** The same with arrays of its own, in which nobody else writes. */
    public Call copy() {
        return new Call(copies(inputs), copies(outputs), workspace.copy());
    }

    /** About how much memory a copy takes. */
    public long bytes() {
        long bytes = workspace.bytes();
        for (Object[] arrays : new Object[][] {inputs, outputs}) {
            for (Object array : arrays) {
                bytes += Workspace.bytes(array);
            }
        }
        return bytes;
    }

    private static Object[] copies(Object[] arrays) {
        Object[] copies = new Object[arrays.length];
        for (int k = 0; k < copies.length; k++) {
            copies[k] = switch (arrays[k]) {
                case double[] x -> x.clone();
                case float[] x -> x.clone();
                case long[] x -> x.clone();
                case int[] x -> x.clone();
                case boolean[] x -> x.clone();
                default -> throw new AssertionError("no array of a program: " + arrays[k].getClass());
            };
        }
        return copies;
    }

    /** Runs code. */
    public void run(Code code) {
        code.run(inputs, outputs, workspace);
    }
}
