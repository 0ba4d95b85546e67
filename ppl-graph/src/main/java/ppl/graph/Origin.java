package ppl.graph;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where in the user's program a node was made: the first stack frame outside this system. A node that is made of another one, as it is
 * rewritten or expanded, was made where that one was.
 */
record Origin(String file, int line) {

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final String[] OWN = {
        "ppl.graph.", "ppl.aeppl.", "ppl.api.", "ppl.backend.", "ppl.sampler.", "java.", "jdk.", "org.junit."
    };
    private static final int DEEPEST = 32;
    private static final ScopedValue<StackFrame> INHERITED = ScopedValue.newInstance();

    /** The caller's frame, if one outside this system is near. Its line is looked up only when a message needs it. */
    static @Nullable StackFrame frame() {
        return INHERITED.isBound() ? INHERITED.get() : WALKER.walk(Origin::firstOutside);
    }

    /** Makes nodes of one that was made at a frame. */
    static <T> T inherited(@Nullable StackFrame from, Supplier<T> making) {
        return from == null ? making.get() : ScopedValue.where(INHERITED, from).call(making::get);
    }

    private static @Nullable StackFrame firstOutside(Stream<StackFrame> frames) {
        Iterator<StackFrame> it = frames.iterator();
        for (int depth = 0; depth < DEEPEST && it.hasNext(); depth++) {
            StackFrame frame = it.next();
            if (isOutside(frame.getClassName())) {
                return frame;
            }
        }
        return null;
    }

    private static boolean isOutside(String className) {
        for (String own : OWN) {
            if (className.startsWith(own)) {
                return false;
            }
        }
        return true;
    }

    /** File and line of a frame. */
    static Origin of(StackFrame frame) {
        return new Origin(Objects.requireNonNullElse(frame.getFileName(), frame.getClassName()), frame.getLineNumber());
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
