package ppl.backend.cuda.ptx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.cuda.ptx.Line.Instruction;
import ppl.backend.cuda.ptx.Operand.Address;
import ppl.backend.cuda.ptx.Operand.Name;
import ppl.backend.cuda.ptx.Operand.Number;

/** Writes one kernel, line by line. */
public final class Assembly {

    private final String name;
    private final int threads;
    private final Map<Kind, Integer> registers = new EnumMap<>(Kind.class);
    private final List<Line> lines = new ArrayList<>();
    private int labels;
    private int shared;

    /**
     * An empty kernel.
     *
     * @param threads the most threads of a block
     */
    public Assembly(String name, int threads) {
        this.name = name;
        this.threads = threads;
    }

    /** A new register. */
    public Register register(Kind kind) {
        return new Register(kind, registers.merge(kind, 1, Integer::sum) - 1);
    }

    /** An instruction whose result is a new register. */
    public Register op(Kind kind, String opcode, Operand... operands) {
        Register to = register(kind);
        into(to, opcode, operands);
        return to;
    }

    /** An instruction whose result is a register that there is. */
    public void into(Register to, String opcode, Operand... operands) {
        emit(null, true, opcode, to, operands);
    }

    /** The same, done only where a condition holds; elsewhere the register keeps its value. */
    public void intoIf(Register condition, Register to, String opcode, Operand... operands) {
        emit(condition, true, opcode, to, operands);
    }

    private void emit(@Nullable Register guard, boolean wanted, String opcode, Operand first, Operand... others) {
        List<Operand> all = new ArrayList<>(others.length + 1);
        all.add(first);
        all.addAll(Arrays.asList(others));
        lines.add(new Instruction(guard, wanted, opcode, all));
    }

    /** Writes to memory. */
    public void store(String opcode, Address to, Register value) {
        emit(null, true, opcode, to, value);
    }

    /** Writes to memory where a condition holds. */
    public void storeIf(Register condition, String opcode, Address to, Register value) {
        emit(condition, true, opcode, to, value);
    }

    /** The parameter: the address at which the memory of a call begins. */
    public Register parameter() {
        return op(Kind.B64, "ld.param.u64", new Name("[" + EntryPoint.PARAMETER + "]"));
    }

    /** A register of the machine. */
    public Register special(String special) {
        return op(Kind.B32, "mov.u32", new Name(special));
    }

    /** A new label, not placed yet. */
    public String label() {
        return "L" + labels++;
    }

    /** Places a label here. */
    public void place(String label) {
        lines.add(new Line.Label(label));
    }

    /** Jumps. */
    public void jump(String label) {
        lines.add(new Instruction(null, true, "bra", List.of(new Name(label))));
    }

    /** Jumps where a condition is {@code wanted}. */
    public void jumpIf(Register condition, boolean wanted, String label) {
        lines.add(new Instruction(condition, wanted, "bra", List.of(new Name(label))));
    }

    /** Ends the thread where a condition holds. */
    public void returnIf(Register condition) {
        lines.add(new Instruction(condition, true, "ret", List.of()));
    }

    /** All threads of the block wait for each other. */
    public void barrier() {
        lines.add(new Instruction(null, true, "bar.sync", List.of(Number.of(0L))));
    }

    /** The address of {@code bytes} bytes of shared memory. */
    public Register share(int bytes) {
        Register at = op(Kind.B32, "mov.u32", new Name(EntryPoint.SHARED));
        if (shared > 0) {
            into(at, "add.s32", at, Number.of((long) shared));
        }
        shared = Math.addExact(shared, bytes);
        return at;
    }

    /** The kernel, which returns at its end. */
    public EntryPoint finish() {
        lines.add(new Instruction(null, true, "ret", List.of()));
        return new EntryPoint(name, threads, shared, registers, lines);
    }
}
