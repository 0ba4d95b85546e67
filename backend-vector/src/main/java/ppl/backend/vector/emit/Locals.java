package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** Local variables, used again once their value is dead: low numbers make short code. */
final class Locals {

    private final CodeBuilder code;
    private final Map<TypeKind, Deque<Integer>> free = new EnumMap<>(TypeKind.class);

    Locals(CodeBuilder code) {
        this.code = code;
    }

    int take(TypeKind kind) {
        Deque<Integer> locals = free.get(kind);
        return locals == null || locals.isEmpty() ? code.allocateLocal(kind) : locals.pop();
    }

    void giveBack(TypeKind kind, int slot) {
        free.computeIfAbsent(kind, _ -> new ArrayDeque<>()).push(slot);
    }
}
