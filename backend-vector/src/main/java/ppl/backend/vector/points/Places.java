package ppl.backend.vector.points;

import java.lang.classfile.CodeBuilder;
import java.util.List;
import ppl.backend.spi.plan.Access;
import ppl.backend.vector.emit.MethodArrays;

/**
 * Where elements lie, in a method that knows the counters of the loops around it.
 *
 * @param counters the local variables of the counters, outermost first
 */
record Places(CodeBuilder code, MethodArrays arrays, int[] counters) {

    /** Pushes the array of an access and the place in it. */
    void element(Access access) {
        arrays.push(access.buffer());
        place(access);
    }

    /** Pushes the place of an access in its array. */
    void place(Access access) {
        sum(arrays.origin(access.buffer()).constant() + access.offset(), access.strides());
    }

    /** Pushes {@code offset + sum of counter * stride}. */
    void sum(int offset, List<Integer> strides) {
        code.loadConstant(offset);
        for (int a = 0; a < strides.size(); a++) {
            if (strides.get(a) != 0) {
                code.iload(counters[a]).loadConstant(strides.get(a)).imul().iadd();
            }
        }
    }
}
