package ppl.examples.foreign;

import java.util.List;
import java.util.function.Function;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.aeppl.law.Bijector;
import ppl.aeppl.law.LogTerms;
import ppl.aeppl.law.Support;
import ppl.aeppl.law.Value;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;

/**
 * Directions in the plane, each as likely as any other: a family with a support of its own, which has one dimension less than its
 * vectors have elements, and a map of its own onto it. The density is by the length of arcs.
 */
record OnCircle() implements MultivariateFamily {

    @Override
    public String name() {
        return "OnCircle";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public TensorType type(List<Var> p, Shape batch) {
        return new TensorType(DType.F64, batch.concat(Shape.of(2)));
    }

    @Override
    public Support support(List<Var> p) {
        return new Circle();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        return LogTerms.zero(batch).plus(-Math.log(2 * Math.PI)).only(x.in(support(p)));
    }

    @Override
    public Var mean(List<Var> p) {
        return Var.constant(0.0, 0);
    }

    @Override
    public Var variance(List<Var> p) {
        return Var.constant(0.5, 0.5);
    }

    @Override
    public Var supportPoint(List<Var> p) {
        return Var.constant(1.0, 0);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Var angle = key.uniform(batch).times(2 * Math.PI);
        return Functions.stack(List.of(Functions.cos(angle), Functions.sin(angle)), batch.rank());
    }

    /** Vectors of length 1 along the last axis. */
    record Circle() implements Support {

        @Override
        public int eventRank() {
            return 1;
        }

        @Override
        public Var contains(Var x) {
            return x.square().sum(-1).minus(1).abs().le(1e-9);
        }

        @Override
        public Interval bounds() {
            return new Interval(-1, 1);
        }

        @Override
        public Bijector bijector() {
            return new Stereographic();
        }

        @Override
        public String describe(Function<Var, String> end) {
            return "{|x| = 1}";
        }

        @Override
        public String toString() {
            return describe(Var::label);
        }
    }

    /** From the line onto the circle without the point (-1, 0): u is the tangent of half the angle. */
    record Stereographic() implements Bijector {

        @Override
        public String name() {
            return "stereographic";
        }

        @Override
        public Support image() {
            return new Circle();
        }

        @Override
        public TensorType unconstrained(TensorType draw) {
            return draw.with(draw.shape().slice(0, draw.shape().rank() - 1));
        }

        @Override
        public Value forward(Var u) {
            Var scale = u.square().plus(1);
            Var across = Var.constant(1.0).minus(u.square()).div(scale);
            return new Value(Functions.stack(List.of(across, u.times(2).div(scale)), u.rank()), true, null, null);
        }

        @Override
        public Var inverse(Var x) {
            int last = x.rank() - 1;
            Var across = Functions.squeeze(Functions.slice(x, last, 0, 1, 1), last);
            Var up = Functions.squeeze(Functions.slice(x, last, 1, 1, 1), last);
            return up.div(across.plus(1));
        }

        /** An angle of {@code 2 atan u} grows by {@code 2 / (1 + u^2)}. */
        @Override
        public LogTerms logJacobian(Var u) {
            return LogTerms.zero(u.shape())
                    .plus(Math.log(2))
                    .minus(u.square().plus(1).log());
        }
    }
}
