package ppl.backend.cuda.ptx;

import java.util.Locale;

/** A class of registers; two kinds of one width hold the same bits and take different instructions. */
public enum Kind {
    /** IEEE-754 binary64. */
    F64("fd", 8),
    /** IEEE-754 binary32. */
    F32("f", 4),
    /** 64 bits, an integer or an address. */
    B64("rd", 8),
    /** 32 bits, an integer or a truth value. */
    B32("r", 4),
    /** A condition. */
    PRED("p", 0);

    private final String prefix;
    private final int bytes;

    Kind(String prefix, int bytes) {
        this.prefix = prefix;
        this.bytes = bytes;
    }

    /** What the names of its registers begin with, after the per cent sign. */
    public String prefix() {
        return prefix;
    }

    /** Bytes in memory. */
    public int bytes() {
        return bytes;
    }

    /** The name in declarations: {@code .f64}. */
    String declared() {
        return "." + name().toLowerCase(Locale.ROOT);
    }
}
