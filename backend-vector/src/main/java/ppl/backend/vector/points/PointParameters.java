package ppl.backend.vector.points;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import ppl.backend.vector.emit.Types;

/**
 * What the methods of a nest are given beside the arrays of the call: the iterations of the innermost loop from one to another, the
 * position of the first among the elements that folds combine, and the counters of the loops around.
 *
 * @param rank the loops of the nest
 */
record PointParameters(int rank) {

    static final int FIRST = 3;
    static final int END = 4;
    static final int POSITION = 5;
    private static final int OUTER = 6;

    int outer() {
        return Math.max(0, rank - 1);
    }

    MethodTypeDesc type() {
        List<ClassDesc> types = new ArrayList<>(List.of(Types.OBJECTS, Types.OBJECTS, Types.WORKSPACE));
        types.addAll(Collections.nCopies(3 + outer(), ConstantDescs.CD_int));
        return MethodTypeDesc.of(ConstantDescs.CD_void, types);
    }

    /** Inside such a method, the local variables of all counters. */
    int[] counters() {
        int[] counters = new int[rank];
        for (int a = 0; a < rank; a++) {
            counters[a] = a < rank - 1 ? OUTER + a : FIRST;
        }
        return counters;
    }

    /** Calls one, from a method that has all of it in local variables. */
    void call(CodeBuilder code, String method, int first, int end, int position, int[] counters) {
        code.aload(0).aload(1).aload(2).iload(first).iload(end).iload(position);
        for (int a = 0; a < outer(); a++) {
            code.iload(counters[a]);
        }
        code.invokestatic(Types.SELF, method, type());
    }
}
