package ppl.backend.cuda.emulator;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Whether each register is written before it is read, on every path. What is written under a condition does not count: it must have had
 * a value before.
 */
final class Assignment {

    private final Decoded kernel;
    /** At the instructions to which something jumps, and behind jumps: the registers that are written on all ways there. */
    private final @Nullable BitSet[] written;

    private final Deque<Integer> open = new ArrayDeque<>();

    private Assignment(Decoded kernel) {
        this.kernel = kernel;
        this.written = new BitSet[kernel.operations().length + 1];
    }

    /** Refuses a kernel that may read a register that was not written. */
    static void check(Decoded kernel) {
        Assignment analysis = new Assignment(kernel);
        analysis.flow();
        analysis.inspect();
    }

    /** Follows all ways until nothing changes; only the starts of straight stretches are kept. */
    private void flow() {
        boolean[] starts = starts();
        reach(0, new BitSet());
        while (!open.isEmpty()) {
            int at = open.pop();
            BitSet now = copyAt(at);
            for (int i = at; i < kernel.operations().length; i++) {
                if (i > at && starts[i]) {
                    reach(i, now);
                    break;
                }
                if (!step(i, now)) {
                    break;
                }
            }
        }
    }

    private boolean[] starts() {
        boolean[] starts = new boolean[kernel.operations().length + 1];
        for (int i = 0; i < kernel.operations().length; i++) {
            if (kernel.operations()[i] == Operation.BRA) {
                starts[field(i, 5)] = true;
                starts[i + 1] = true;
            }
        }
        return starts;
    }

    private BitSet copyAt(int at) {
        BitSet there = written[at];
        if (there == null) {
            throw new AssertionError("never reached: " + at);
        }
        return (BitSet) there.clone();
    }

    /** Adds what an instruction writes; false if the way ends here. */
    private boolean step(int i, BitSet now) {
        boolean always = field(i, 0) == 0;
        switch (kernel.operations()[i]) {
            case BRA -> {
                reach(field(i, 5), now);
                if (!always) {
                    reach(i + 1, now);
                }
                return false;
            }
            case RET -> {
                return !always;
            }
            default -> {
                if (always && writes(i)) {
                    now.set(field(i, 1));
                }
                return true;
            }
        }
    }

    private void reach(int at, BitSet with) {
        BitSet before = written[at];
        if (before == null) {
            written[at] = (BitSet) with.clone();
            open.push(at);
        } else {
            int size = before.cardinality();
            before.and(with);
            if (before.cardinality() < size) {
                open.push(at);
            }
        }
    }

    private void inspect() {
        BitSet now = new BitSet();
        boolean alive = false;
        for (int i = 0; i < kernel.operations().length; i++) {
            BitSet here = written[i];
            if (here != null) {
                now = (BitSet) here.clone();
                alive = true;
            }
            if (alive) {
                requireReads(i, now);
                boolean leaves = kernel.operations()[i] == Operation.RET || kernel.operations()[i] == Operation.BRA;
                alive = !leaves || field(i, 0) != 0;
                if (field(i, 0) == 0 && writes(i)) {
                    now.set(field(i, 1));
                }
            }
        }
    }

    private void requireReads(int i, BitSet now) {
        int guard = Math.abs(field(i, 0)) - 1;
        String kinds = kernel.operations()[i].kinds();
        boolean ok = guard < 0 || now.get(guard);
        ok &= field(i, 0) == 0 || !writes(i) || now.get(field(i, 1));
        for (int k = 0; k < kinds.length(); k++) {
            boolean reads = "tn".indexOf(kinds.charAt(k)) < 0 && (k > 0 || !writes(i));
            int slot = kinds.charAt(k) == 'm' ? field(i, 2) : field(i, (writes(i) ? 1 : 2) + k);
            if (reads && kernel.operations()[i] != Operation.LD_PARAM && slot < kernel.registers()) {
                ok &= now.get(slot);
            }
        }
        if (!ok) {
            throw PtxParser.refused(
                    "in " + kernel.name() + " a register is read that is not written before on every way",
                    kernel.source().get(i));
        }
    }

    private boolean writes(int i) {
        String kinds = kernel.operations()[i].kinds();
        return !kinds.isEmpty() && "tnm".indexOf(kinds.charAt(0)) < 0;
    }

    private int field(int i, int k) {
        return kernel.fields()[Decoded.WIDTH * i + k];
    }
}
