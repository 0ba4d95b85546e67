package ppl.graph;

import ppl.graph.exact.Exactness;

/**
 * Element types of tensors. Sums, differences and products of {@link #BOOL} count truth values as {@link #I64} 0 and 1, and so do
 * sums over axes; other arithmetic on them needs a cast.
 */
public enum DType {
    /** Truth values. */
    BOOL("bool", 1),
    /** 32-bit two's complement integers. */
    I32("int32", 4),
    /** 64-bit two's complement integers. */
    I64("int64", 8),
    /** IEEE-754 binary32. */
    F32("float32", 4),
    /** IEEE-754 binary64. */
    F64("float64", 8);

    private final String label;
    private final int bytes;

    DType(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    /** The name that messages and NumPy use, such as {@code float64}. */
    public String label() {
        return label;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** True for {@link #F32} and {@link #F64}. */
    public boolean isFloat() {
        return this == F32 || this == F64;
    }

    /** True for {@link #I32} and {@link #I64}. */
    public boolean isInteger() {
        return this == I32 || this == I64;
    }

    /**
     * The type in which an arithmetic operation on the two types is done: the later of them in the order {@link #BOOL}, {@link
     * #I32}, {@link #I64}, {@link #F32}, {@link #F64}; but an integer of either width and an {@link #F32} meet in {@link #F64},
     * because float32 does not hold all integers. Sums and products of two {@link #BOOL} are done in {@link #I64}.
     */
    public static DType promote(DType a, DType b) {
        if (a == b) {
            return a;
        }
        DType wider = a.ordinal() > b.ordinal() ? a : b;
        DType other = wider == a ? b : a;
        return wider == F32 && (other == I64 || other == I32) ? F64 : wider;
    }

    /** What to say of an element that this type does not hold, as it reads after "its value": why, and what to do. */
    public String remedy() {
        return Exactness.remedy(this);
    }
}
