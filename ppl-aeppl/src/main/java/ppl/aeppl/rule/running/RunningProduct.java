package ppl.aeppl.rule.running;

import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.Functions;
import ppl.graph.Var;

/** Products of positive numbers up to each place: sums of their logs, which say more than quotients that have rounded to 0 or infinity. */
record RunningProduct() implements Accumulated {

    private static final Var ZERO = Var.constant(0.0);

    @Override
    public String name() {
        return "random walk of logs";
    }

    @Override
    public Var path(Var steps, int axis) {
        return Functions.cumprod(steps, axis);
    }

    @Override
    public Value steps(Var path, int axis) {
        Var before = Neighbours.of(path, axis, false, 1);
        Var log = path.log().minus(before.log());
        return new Value(path.div(before), false, new Value.Distance(ZERO, log), null);
    }

    @Override
    public Var isPath(Var path, int axis) {
        return Functions.and(isStep(path), isStep(Neighbours.of(path, axis, false, 1)));
    }

    private static Var isStep(Var x) {
        return Functions.and(x.gt(0), x.lt(Double.POSITIVE_INFINITY));
    }

    @Override
    public Var logSlope(Var path, int axis) {
        return Neighbours.of(path, axis, false, 1).log().unaryMinus();
    }

    @Override
    public Support support(Support ofSteps) {
        return Support.positive();
    }
}
