package ppl.backend.cuda.ptx;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A line of a kernel. */
public sealed interface Line {

    /** The line as text. */
    String text();

    /** A place to jump to. */
    record Label(String name) implements Line {
        @Override
        public String text() {
            return name + ":";
        }
    }

    /**
     * An instruction.
     *
     * @param guard if not null, it is done only where this condition is {@code wanted}
     * @param opcode with all modifiers: {@code add.rn.f64}
     */
    record Instruction(@Nullable Register guard, boolean wanted, String opcode, List<Operand> operands)
            implements Line {
        /** Copies the operands. */
        public Instruction {
            operands = List.copyOf(operands);
        }

        @Override
        public String text() {
            String condition = guard == null ? "" : "@" + (wanted ? "" : "!") + guard.text() + " ";
            String list = operands.stream().map(Operand::text).collect(Collectors.joining(", "));
            return "\t" + condition + opcode + (list.isEmpty() ? "" : " " + list) + ";";
        }
    }
}
