package ppl.backend.vector.run;

import java.lang.invoke.MethodHandles;
import ppl.backend.spi.BackendCode;
import ppl.backend.spi.BackendException;

/**
 * Turns the bytes of a generated class into code that runs. The class is hidden: it lives as long as its instance, has no name that
 * others could use, and is unloaded with it.
 */
public final class Generated {

    /** The package and simple name that the bytes must state. */
    public static final String NAME = "ppl.backend.vector.run.Loops";

    private Generated() {}

    /**
     * Defines a class and returns its instance, which its initialiser leaves in {@code data[0]}.
     *
     * @param data element 0 is for the instance, the others are constant arrays
     */
    public static Code define(byte[] bytes, Object[] data) {
        try {
            MethodHandles.lookup().defineHiddenClassWithClassData(bytes, data, true);
        } catch (IllegalAccessException e) {
            throw new BackendException(
                    BackendCode.FAILED, "the vector backend may not define classes in its own package", e);
        }
        return (Code) data[0];
    }

    /** The data given to {@link #define}; called by the initialiser of the generated class. */
    static Object[] data(MethodHandles.Lookup self) throws IllegalAccessException {
        return MethodHandles.classData(self, "_", Object[].class);
    }
}
