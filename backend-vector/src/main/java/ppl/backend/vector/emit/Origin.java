package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;

/**
 * Where a buffer begins in its array: a number known now, or for a window one in a local variable plus one known now.
 *
 * @param constant what is known
 * @param local the local variable; -1 for none
 */
public record Origin(int constant, int local) {

    private static final int NONE = -1;

    /** A place known now. */
    public static Origin of(int constant) {
        return new Origin(constant, NONE);
    }

    /** So many elements later. */
    public Origin plus(int elements) {
        return elements == 0 ? this : new Origin(constant + elements, local);
    }

    /** True if it is known now that this is the first element of the array. */
    boolean isZero() {
        return constant == 0 && local == NONE;
    }

    /** Pushes the place. */
    void push(CodeBuilder code) {
        code.loadConstant(constant);
        addLocal(code);
    }

    /** Adds the place to the number on the stack. */
    void add(CodeBuilder code) {
        if (constant != 0) {
            code.loadConstant(constant).iadd();
        }
        addLocal(code);
    }

    private void addLocal(CodeBuilder code) {
        if (local != NONE) {
            code.iload(local).iadd();
        }
    }
}
