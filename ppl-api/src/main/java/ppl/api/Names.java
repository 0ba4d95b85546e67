package ppl.api;

import org.jspecify.annotations.Nullable;

/** What variables and dims may be called: their names are those of arrays and axes in results and in files. */
final class Names {

    private Names() {}

    /**
     * Refuses a name that results or files cannot have.
     *
     * @param kind what bears the name: {@code random variable}
     */
    static void require(String kind, @Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new ModelException(
                    ModelCode.NAME, "a " + kind + " needs a name that is not " + (name == null ? "null" : "blank"));
        }
        if (name.equals("chain") || name.equals("draw")) {
            throw new ModelException(
                    ModelCode.NAME,
                    "a " + kind + " cannot be called '" + name + "': results have an axis of this name");
        }
        if (name.indexOf('/') >= 0 || name.equals(".") || name.indexOf('\0') >= 0) {
            throw new ModelException(
                    ModelCode.NAME,
                    "a " + kind + " cannot be called '" + name.replace('\0', '?')
                            + "': a name in a file cannot be '.' or contain '/' or the character 0; choose another");
        }
    }
}
