package ppl.backend.spi.fuse;

import java.util.List;
import java.util.Set;

/**
 * The statements of one loop, operands first.
 *
 * @param space what it iterates over
 * @param reduced the axes of the space that its folds combine; empty if it has no folds
 */
record Cluster(Space space, Set<Integer> reduced, List<Statement> statements) {

    /** Copies the statements. */
    Cluster {
        statements = List.copyOf(statements);
    }
}
