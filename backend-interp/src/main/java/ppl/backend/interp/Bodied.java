package ppl.backend.interp;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import ppl.backend.spi.Program;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Cond;
import ppl.graph.op.Loop;
import ppl.graph.op.MultiOp.Projection;

/** Runs an operation that holds bodies, for all of its results that a program uses. */
sealed interface Bodied permits Branching, Looping {

    /** For the results of one operation that a program uses. */
    static Bodied of(List<Var> used, Map<Var, Integer> places) {
        int[] at = used.stream().mapToInt(places::get).toArray();
        return switch (((Projection) used.getFirst().op()).of()) {
            case Cond cond -> Branching.of(cond, used, at);
            case Loop loop -> Looping.of(loop, used, at);
        };
    }

    /** A body as a program of its own. */
    static Interpretation interpretation(Body body, List<Var> results) {
        return new Interpretation(new Program(new Graph(body.parameters(), results)));
    }

    /** Puts the results among the values. */
    void run(List<Tensor> operands, @Nullable Tensor[] values);
}
