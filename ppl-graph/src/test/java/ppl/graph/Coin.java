package ppl.graph;

import java.util.List;
import ppl.graph.random.KeyVar;
import ppl.graph.random.RandomFamily;

/** A family for tests: uniform numbers, without parameters. */
record Coin() implements RandomFamily {
    @Override
    public String name() {
        return "coin";
    }

    @Override
    public TensorType type(List<Var> parameters, Shape batch) {
        return new TensorType(DType.F64, batch);
    }

    @Override
    public Var draw(KeyVar key, List<Var> parameters, Shape batch) {
        return key.uniform(batch);
    }
}
