package ppl.aeppl.law;

import ppl.aeppl.DensityCode;
import ppl.aeppl.LogDensityException;

/** Something that some laws can do and others cannot; those that cannot say why. */
public sealed interface Capability<T> {

    /** The law can. */
    record Present<T>(T value) implements Capability<T> {}

    /** The law cannot; {@code why} completes the sentence "… is not available: ". */
    record Absent<T>(String why) implements Capability<T> {}

    /** Present. */
    static <T> Capability<T> of(T value) {
        return new Present<>(value);
    }

    /** Absent, with the reason. */
    static <T> Capability<T> absent(String why) {
        return new Absent<>(why);
    }

    /** True if the law can. */
    default boolean isPresent() {
        return this instanceof Present<T>;
    }

    /**
     * The capability itself.
     *
     * @throws LogDensityException with the code and the reason if absent
     */
    default T orElseThrow(DensityCode code, String what) {
        return switch (this) {
            case Present<T>(T value) -> value;
            case Absent<T>(String why) -> throw new LogDensityException(code, what + " is not available: " + why);
        };
    }
}
