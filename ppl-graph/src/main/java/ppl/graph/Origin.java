package ppl.graph;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where in the user's program a node was made: the first stack frame outside this system. A node that is made of another one, as it is
 * rewritten or expanded, was made where that one was; one that is read from a file, where the one that was written was.
 */
sealed interface Origin {

    /** A frame of this program, whose line is looked up only when a message needs it. */
    record Caller(StackFrame frame) implements Origin {
        @Override
        public String toString() {
            return Objects.requireNonNullElse(frame.getFileName(), frame.getClassName()) + ":" + frame.getLineNumber();
        }
    }

    /** As another program wrote it down. */
    record Written(String place) implements Origin {
        @Override
        public String toString() {
            return place;
        }
    }

    /** The caller, if one outside this system is near. */
    static @Nullable Origin current() {
        return Walk.INHERITED.isBound() ? Walk.INHERITED.get() : Walk.WALKER.walk(Walk::firstOutside);
    }

    /** Makes nodes of one that was made somewhere. */
    static <T> T inherited(@Nullable Origin from, Supplier<T> making) {
        // Of one that was made nowhere, so is what is made of it: to look again would cost more than to make the node.
        return from == null && Walk.INHERITED.isBound() ? making.get() : of(from, making);
    }

    /** Makes nodes as if somewhere; null if that is nowhere. */
    static <T extends @Nullable Object> T of(@Nullable Origin place, Supplier<T> making) {
        return ScopedValue.where(Walk.INHERITED, place).call(making::get);
    }

    /** Looks for the caller. */
    final class Walk {

        private static final StackWalker WALKER = StackWalker.getInstance();
        private static final String[] OWN = {
            "ppl.graph.", "ppl.aeppl.", "ppl.api.", "ppl.backend.", "ppl.sampler.", "java.", "jdk.", "org.junit."
        };
        private static final int DEEPEST = 32;
        /** In the names of classes that the build makes of lambdas, whose frames stand for nothing in a source. */
        private static final String LAMBDA = "$Lambda$";

        private static final ScopedValue<@Nullable Origin> INHERITED = ScopedValue.newInstance();

        private Walk() {}

        private static @Nullable Origin firstOutside(Stream<StackFrame> frames) {
            Iterator<StackFrame> it = frames.iterator();
            for (int depth = 0; depth < DEEPEST && it.hasNext(); ) {
                StackFrame frame = it.next();
                if (isOutside(frame.getClassName())) {
                    return new Caller(frame);
                }
                depth += frame.getClassName().contains(LAMBDA) ? 0 : 1;
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
    }
}
