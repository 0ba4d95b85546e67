package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Array positions as a function of the loop counters; what outer loops contribute is computed once in them. */
public final class Addresses {

    private record Outer(Origin origin, List<Integer> strides) {}

    private final CodeBuilder code;
    private final int[] counters;
    private final Map<Outer, Integer> outer = new HashMap<>();

    /**
     * @param counters the local variable of each loop counter
     */
    public Addresses(CodeBuilder code, int[] counters) {
        this.code = code;
        this.counters = counters;
    }

    /** Computes what the loops outside of axis {@code depth - 1} contribute, before that loop starts. */
    public void prepare(Origin origin, List<Integer> strides, int depth) {
        if (depth < 2) {
            return;
        }
        Outer key = new Outer(origin, strides.subList(0, depth - 1));
        if (outer.containsKey(key)) {
            return;
        }
        origin.push(code);
        for (int a = 0; a < depth - 1; a++) {
            if (strides.get(a) != 0) {
                scaled(a, strides.get(a));
                code.iadd();
            }
        }
        int slot = code.allocateLocal(TypeKind.INT);
        code.istore(slot);
        outer.put(key, slot);
    }

    /** Pushes {@code origin + sum of counter * stride}. */
    public void push(Origin origin, List<Integer> strides, int depth) {
        if (depth == 0) {
            origin.push(code);
            return;
        }
        scaled(depth - 1, strides.get(depth - 1));
        if (depth >= 2) {
            Integer slot = outer.get(new Outer(origin, strides.subList(0, depth - 1)));
            if (slot == null) {
                throw new AssertionError("address not prepared");
            }
            code.iload(slot).iadd();
        } else {
            origin.add(code);
        }
    }

    private void scaled(int axis, int stride) {
        code.iload(counters[axis]);
        if (stride != 1) {
            code.loadConstant(stride).imul();
        }
    }
}
