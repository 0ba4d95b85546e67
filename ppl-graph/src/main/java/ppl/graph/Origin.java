package ppl.graph;

import java.util.Optional;
import java.util.Set;

/** Where in the user's program a node was made: the first stack frame outside this system. */
public record Origin(String file, int line) {

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final Set<String> OWN = Set.of(
            "ppl.graph.", "ppl.aeppl.", "ppl.api.", "ppl.backend.", "ppl.sampler.", "java.", "jdk.", "org.junit.");
    private static final int DEEPEST = 48;

    /** The caller's place, if a frame outside this system is near. */
    static Optional<Origin> here() {
        return WALKER.walk(frames -> frames.limit(DEEPEST)
                .filter(f -> OWN.stream().noneMatch(f.getClassName()::startsWith))
                .findFirst()
                .map(f -> new Origin(f.getFileName() == null ? f.getClassName() : f.getFileName(), f.getLineNumber())));
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
