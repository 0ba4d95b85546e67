package ppl.graph.compile;

import org.jspecify.annotations.Nullable;

/**
 * How to compile a graph.
 *
 * @param mode see {@link NumericMode}
 * @param backend the name of the backend to use, or {@link #ANY}; null: the system property {@code ppl.backend}, else the best present
 */
public record CompileOptions(NumericMode mode, @Nullable String backend) {

    /** In place of a backend's name: the best that is present and can run now, whatever the system property says. */
    public static final String ANY = "any";

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
