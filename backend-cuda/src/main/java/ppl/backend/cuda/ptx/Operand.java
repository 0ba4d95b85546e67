package ppl.backend.cuda.ptx;

import java.util.Locale;

/** What an instruction reads, writes or refers to. */
public sealed interface Operand permits Register, Operand.Number, Operand.Address, Operand.Name {

    /** The operand as text. */
    String text();

    /**
     * A number known when the text is written.
     *
     * @param text as PTX spells it: floats by their bits, so that no reader rounds
     */
    record Number(String text) implements Operand {
        /** An integer. */
        public static Number of(long value) {
            return new Number(value == Long.MIN_VALUE ? "0x8000000000000000" : Long.toString(value));
        }

        /** A float64. */
        public static Number of(double value) {
            return new Number(String.format(Locale.ROOT, "0d%016X", Double.doubleToRawLongBits(value)));
        }

        /** A float32. */
        public static Number of(float value) {
            return new Number(String.format(Locale.ROOT, "0f%08X", Float.floatToRawIntBits(value)));
        }
    }

    /**
     * A place in memory.
     *
     * @param base holds an address; of shared memory 32 bits, otherwise 64
     * @param offset bytes behind it
     */
    record Address(Register base, int offset) implements Operand {
        @Override
        public String text() {
            return "[" + base.text() + (offset == 0 ? "" : "+" + offset) + "]";
        }
    }

    /** A label, a register of the machine such as {@code %tid.x}, or a parameter in brackets. */
    record Name(String text) implements Operand {}
}
