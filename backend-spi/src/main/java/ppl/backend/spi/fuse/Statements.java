package ppl.backend.spi.fuse;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.graph.Var;
import ppl.graph.op.MultiOp.Applications;

/**
 * What a program computes.
 *
 * @param all the statements, operands first
 * @param definitions the statements that together compute a node; none for what is given, several for a concatenation
 * @param users by number of a statement those that wait for it, each once
 * @param inOutput the output whose array is a node's own buffer
 * @param applications which results are computed together
 */
record Statements(
        List<Statement> all,
        Map<Var, List<Statement>> definitions,
        List<List<Statement>> users,
        IdentityHashMap<Var, Integer> inOutput,
        Applications applications) {

    /** The statements that together compute a node. */
    List<Statement> definitions(Var node) {
        return definitions.getOrDefault(node, List.of());
    }

    /** The statements that wait for another. */
    List<Statement> users(Statement statement) {
        return users.get(statement.number());
    }

    /** The output in whose array a node is stored, or null. */
    @Nullable
    Integer outputOf(Var node) {
        return inOutput.get(node);
    }

    /** The results that are computed together with a node. */
    List<Var> together(Var node) {
        return applications.of(node);
    }
}
