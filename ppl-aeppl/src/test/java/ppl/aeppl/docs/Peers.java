package ppl.aeppl.docs;

import java.util.List;
import ppl.aeppl.rule.Guide;

/** Expressions of which other systems give no density or another one, with what is right. */
final class Peers {

    /**
     * A row.
     *
     * @param system name, version and where it says so
     * @param does what it does with the expression
     * @param right the expression, a value and the log-density there
     */
    record Row(String system, String does, Guide.Example right) {}

    static final List<Row> ROWS = List.of(
            new Row(
                    "aeppl 0.0.27 and PyMC 4 to 5 (`pymc/logprob/mixture.py`; the comment FIXME that pymc#6369 added says so)",
                    "picks of one component count its density once for each pick, so values that repeat are over-counted",
                    new Guide.Example(
                            "stack(x, y, z)[categorical(0.3, 0.3, 0.4), shape 3], of normal(0, 1), exponential(3), normal(5, 2)",
                            "0.5, 0.5, 4",
                            -5.03967461913565590)),
            new Row(
                    "PyMC 4 to 5 (pymc#5717, open)",
                    "a mixture by a random index is a conditional density given the index, which must be sampled or given; the marginal"
                            + " needs another class, `pm.Mixture`",
                    new Guide.Example(
                            "stack(normal(0, 1), exponential(3))[bernoulli(0.3)]", "0.5", -0.80460877474122384)));

    private Peers() {}
}
