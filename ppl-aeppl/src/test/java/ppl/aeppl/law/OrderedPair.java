package ppl.aeppl.law;

import java.util.List;
import java.util.function.Function;
import ppl.aeppl.family.MultivariateFamily;
import ppl.aeppl.family.Parameter;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Interval;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.random.KeyVar;
import ppl.graph.random.Variates;

/** The smaller and the greater of two standard normal draws: a law of others on a set of vectors with as many dimensions as elements. */
record OrderedPair() implements MultivariateFamily {

    @Override
    public String name() {
        return "OrderedPair";
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
        return new Ascending();
    }

    @Override
    public LogTerms logp(Value x, List<Var> p, Shape batch) {
        return LogTerms.zero(batch)
                .plus(-0.5, x.var().square().sum(-1))
                .plus(-Math.log(Math.PI))
                .only(x.in(support(p)));
    }

    @Override
    public Var mean(List<Var> p) {
        double m = 1 / Math.sqrt(Math.PI);
        return Var.constant(-m, m);
    }

    @Override
    public Var variance(List<Var> p) {
        double v = 1 - 1 / Math.PI;
        return Var.constant(v, v);
    }

    @Override
    public Var draw(KeyVar key, List<Var> p, Shape batch) {
        Var a = Variates.normal(key.fold("a"), batch);
        Var b = Variates.normal(key.fold("b"), batch);
        return Functions.stack(List.of(Functions.minimum(a, b), Functions.maximum(a, b)), batch.rank());
    }

    private static Var part(Var x, int i) {
        return Functions.squeeze(Functions.slice(x, x.rank() - 1, i, 1, 1), x.rank() - 1);
    }

    /** Pairs along the last axis whose second element is the greater. */
    record Ascending() implements Support {

        @Override
        public int eventRank() {
            return 1;
        }

        @Override
        public Var contains(Var x) {
            return part(x, 1).gt(part(x, 0));
        }

        @Override
        public Interval bounds() {
            return Interval.ALL;
        }

        @Override
        public Bijector bijector() {
            return new Steps();
        }

        @Override
        public String describe(Function<Var, String> end) {
            return "{x0 < x1}";
        }

        @Override
        public String toString() {
            return describe(Var::label);
        }
    }

    /** The first element, and the log of the step to the second. */
    record Steps() implements Bijector {

        @Override
        public String name() {
            return "ordered";
        }

        @Override
        public Support image() {
            return new Ascending();
        }

        @Override
        public Value forward(Var u) {
            Var first = part(u, 0);
            Var second = first.plus(part(u, 1).exp());
            return new Value(Functions.stack(List.of(first, second), u.rank() - 1), true, null, null);
        }

        @Override
        public Var inverse(Var x) {
            Var step = part(x, 1).minus(part(x, 0)).log();
            return Functions.stack(List.of(part(x, 0), step), x.rank() - 1);
        }

        @Override
        public LogTerms logJacobian(Var u) {
            return LogTerms.zero(u.shape().slice(0, u.rank() - 1)).plus(part(u, 1));
        }
    }
}
