package ppl.aeppl.rule.truth;

import java.util.List;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.numeric.LogMath;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.ParameterCheck;

/**
 * That independent elements along some axes, which disappear, are all true.
 *
 * @param each the elements
 * @param axes the axes
 */
record Every(Proposition each, List<Integer> axes) implements Proposition {

    @Override
    public String describe() {
        return "all of (" + each.describe() + ") along axes " + axes;
    }

    private int[] reduced() {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Shape shape() {
        return each.shape().without(reduced());
    }

    @Override
    public Sources sources() {
        return each.sources().whole();
    }

    @Override
    public Var logTrue() {
        Var logs = Functions.broadcastTo(each.logTrue(), each.shape());
        return axes.isEmpty() ? logs : logs.sum(reduced());
    }

    @Override
    public Var logFalse() {
        return LogMath.log1mExp(logTrue());
    }

    @Override
    public Var draw(KeyVar key) {
        return Functions.all(each.draw(key), reduced());
    }

    @Override
    public List<ParameterCheck> checks() {
        return each.checks();
    }

    @Override
    public Capability<Proposition> elements(Rearrangement by) {
        return Capability.absent(describe() + " does not say how its elements are taken apart");
    }
}
