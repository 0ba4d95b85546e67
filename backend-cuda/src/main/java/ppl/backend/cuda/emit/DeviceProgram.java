package ppl.backend.cuda.emit;

import java.util.List;
import ppl.backend.cuda.code.BlockLayout;
import ppl.backend.cuda.code.LiteralData;

/**
 * A program for a device.
 *
 * @param ptx the kernels
 * @param kernels their names
 * @param tasks what is done in a call
 * @param layout of the memory of a caller
 * @param scratchBytes scratch memory that a point needs
 * @param literals numbers known now
 * @param literalBytes how much memory they need
 */
public record DeviceProgram(
        String ptx,
        List<String> kernels,
        List<Task> tasks,
        BlockLayout layout,
        long scratchBytes,
        List<LiteralData.Entry> literals,
        long literalBytes) {

    /** Copies the lists. */
    public DeviceProgram {
        kernels = List.copyOf(kernels);
        tasks = List.copyOf(tasks);
        literals = List.copyOf(literals);
    }

    /** How much memory a caller of so many points needs. */
    public long blockBytes(int points) {
        long each = layout.before(BlockLayout.Region.SCRATCH) + BlockLayout.slab(scratchBytes);
        return BlockLayout.HEADER + points * each;
    }
}
