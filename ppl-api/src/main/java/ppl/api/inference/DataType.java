package ppl.api.inference;

/** What the elements of a {@link Variable} are. */
public enum DataType {
    /** IEEE 754 binary64. */
    FLOAT64("float64"),
    /** Signed 64-bit integers. */
    INT64("int64"),
    /** Truth values, one byte each. */
    BOOL("bool");

    private final String label;

    DataType(String label) {
        this.label = label;
    }

    /** The name that numpy and xarray use. */
    public String label() {
        return label;
    }
}
