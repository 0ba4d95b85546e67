package ppl.backend.spi.fuse;

import java.util.ArrayList;
import java.util.List;
import ppl.backend.spi.fuse.Statement.Effect;
import ppl.backend.spi.fuse.Statement.Operand;
import ppl.graph.Var;

/**
 * Which results of a body may be written over a parameter while the body runs: those that are written when nobody reads the parameter
 * any more. A loop that reads it may write it if each iteration reads no element but the one that it writes, since it
 * reads before it writes.
 */
final class InPlace {

    private final Statements statements;
    private final Clusters clusters;

    InPlace(Statements statements, Clusters clusters) {
        this.statements = statements;
        this.clusters = clusters;
    }

    /** True if a result, by its number among the outputs, may be written over a parameter. */
    boolean mayReplace(Var parameter, int output) {
        List<Statement> writers = new ArrayList<>();
        for (Statement s : statements.all()) {
            if (writes(s, output)) {
                writers.add(s);
            }
        }
        int first =
                writers.stream().mapToInt(w -> clusters.of()[w.number()]).min().orElse(-1);
        for (Statement s : statements.all()) {
            for (Operand o : s.operands()) {
                if (o.view().base() == parameter) {
                    int at = clusters.of()[s.number()];
                    boolean together = at == first && writers.size() == 1 && isElement(writers.getFirst(), s, o);
                    if (at >= first && !together) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean writes(Statement s, int output) {
        return switch (s.effect()) {
            case Effect.Copy(int k) -> k == output;
            case Effect.Bodied _ -> statements.together(s.node()).stream().anyMatch(y -> isOutput(y, output));
            case Effect.Value _, Effect.InsertSlice _, Effect.Fold _, Effect.GroupSum _, Effect.Call _ ->
                isOutput(s.node(), output);
        };
    }

    private boolean isOutput(Var node, int output) {
        Integer k = statements.outputOf(node);
        return k != null && k == output;
    }

    /** True if a statement of the writer's loop reads in each iteration no element but the one that is written. */
    private static boolean isElement(Statement writer, Statement reader, Operand read) {
        boolean direct = writer.isValue() || writer.effect() instanceof Effect.Copy;
        return direct && (writer.space().isPoint() || Lister.isElement(reader.domain(), read.view(), read.axes()));
    }
}
