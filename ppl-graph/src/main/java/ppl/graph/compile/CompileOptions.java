package ppl.graph.compile;

import org.jspecify.annotations.Nullable;

/**
 * How to compile a graph.
 *
 * @param mode see {@link NumericMode}
 * @param backend the name of the backend to use; null: the system property {@code ppl.backend}, else the best present
 */
public record CompileOptions(NumericMode mode, @Nullable String backend) {

    /** STRICT, on the best backend present. */
    public static CompileOptions defaults() {
        return new CompileOptions(NumericMode.STRICT, null);
    }

    /** These options for a named backend. */
    public CompileOptions withBackend(@Nullable String name) {
        return new CompileOptions(mode, name);
    }

    /** These options in another mode. */
    public CompileOptions withMode(NumericMode other) {
        return new CompileOptions(other, backend);
    }
}
