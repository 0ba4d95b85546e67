package ppl.backend.cuda.ptx;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel: what each thread of a launch does.
 *
 * @param name by which it is found in its module
 * @param threads the most threads of a block
 * @param sharedBytes memory that the threads of a block share
 * @param registers how many there are of each kind
 * @param lines in order; the last returns
 */
public record EntryPoint(String name, int threads, int sharedBytes, Map<Kind, Integer> registers, List<Line> lines) {

    /** The one parameter, an address. */
    static final String PARAMETER = "block";

    /** The name of the shared memory. */
    static final String SHARED = "lanes";

    /** Copies the lists. */
    public EntryPoint {
        registers = new EnumMap<>(registers);
        lines = List.copyOf(lines);
    }

    void write(StringBuilder text) {
        text.append(".visible .entry ").append(name).append("(\n\t.param .u64 ").append(PARAMETER);
        text.append("\n)\n.maxntid ").append(threads).append(", 1, 1\n{\n");
        registers.forEach((kind, count) -> text.append("\t.reg ")
                .append(kind == Kind.PRED ? ".pred" : kind.declared())
                .append(" %")
                .append(kind.prefix())
                .append('<')
                .append(count)
                .append(">;\n"));
        if (sharedBytes > 0) {
            text.append("\t.shared .align 8 .b8 ").append(SHARED);
            text.append('[').append(sharedBytes).append("];\n");
        }
        lines.forEach(line -> text.append(line.text()).append('\n'));
        text.append("}\n\n");
    }
}
