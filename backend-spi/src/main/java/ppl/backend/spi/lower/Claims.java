package ppl.backend.spi.lower;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import ppl.backend.spi.Backend;
import ppl.graph.compile.NumericMode;
import ppl.graph.op.MultiOp;
import ppl.graph.op.RichOp;

/**
 * What a backend runs itself, and what it was asked while a graph was lowered for it. Another one that would have answered
 * alike gets the same program.
 */
final class Claims {

    private final Backend backend;
    private final NumericMode mode;
    private final Map<RichOp, Boolean> rich = new LinkedHashMap<>();
    private final Map<Integer, Boolean> levels = new TreeMap<>();

    Claims(Backend backend, NumericMode mode) {
        this.backend = backend;
        this.mode = mode;
    }

    /** True if the backend runs a rich op, which so need not be expanded. */
    boolean runs(RichOp op) {
        return rich.computeIfAbsent(op, asked -> backend.claims(asked, mode));
    }

    /** True if the backend knows an operation with bodies. */
    boolean knows(MultiOp op) {
        return levels.computeIfAbsent(op.level(), asked -> asked <= backend.level());
    }

    /** True if the program may be rewritten for the mode FAST. */
    boolean runsFast() {
        return backend.runs(mode) == NumericMode.FAST;
    }

    /** True if a backend answers all that was asked as this one did. */
    boolean areThoseOf(Backend other) {
        return other.runs(mode) == backend.runs(mode)
                && rich.entrySet().stream().allMatch(e -> e.getValue() == other.claims(e.getKey(), mode))
                && levels.entrySet().stream().allMatch(e -> e.getValue() == e.getKey() <= other.level());
    }
}
