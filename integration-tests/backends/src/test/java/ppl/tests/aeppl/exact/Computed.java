package ppl.tests.aeppl.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import ppl.aeppl.joint.Checks;
import ppl.aeppl.joint.Joint;
import ppl.aeppl.joint.JointDensity;
import ppl.aeppl.law.Value;
import ppl.api.Distributions;
import ppl.api.Model;
import ppl.api.spi.LogDensity;
import ppl.graph.Graph;
import ppl.graph.Shape;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.compile.CompileOptions;
import ppl.graph.grad.Gradient;

/** The system's log-densities of an expression of a draw, in the ways in which users meet them. */
enum Computed {
    /** A vector of values given at run time; numbers of the expression known when the graph is built. */
    VALUES_AS_INPUT {
        @Override
        List<Result> at(Expression x, double[] y) {
            Var in = Var.input("y", y.length);
            Var logp = Joint.law(x.node(Var::constant, Shape.of(y.length)))
                    .logDensity(Value.of(in))
                    .elementwise();
            Var slope = Gradient.of(logp.sum(), in);
            List<Tensor> found = run(List.of(in), List.of(Tensor.of(y)), List.of(logp, slope));
            return results(found.get(0), found.get(1));
        }
    },
    /** A vector of values; numbers of the expression given at run time too. */
    ALL_AS_INPUT {
        @Override
        List<Result> at(Expression x, double[] y) {
            List<Var> inputs = new ArrayList<>();
            List<Tensor> tensors = new ArrayList<>();
            DoubleFunction<Var> number = v -> {
                Var in = Var.input("p" + inputs.size());
                inputs.add(in);
                tensors.add(Tensor.scalar(v));
                return in;
            };
            Var node = x.node(number, Shape.of(y.length));
            Var in = Var.input("y", y.length);
            inputs.add(in);
            tensors.add(Tensor.of(y));
            Var logp = Joint.law(node).logDensity(Value.of(in)).elementwise();
            Var slope = Gradient.of(logp.sum(), in);
            List<Tensor> found = run(inputs, tensors, List.of(logp, slope));
            return results(found.get(0), found.get(1));
        }
    },
    /** Single values as constants. */
    CONSTANTS {
        @Override
        List<Result> at(Expression x, double[] y) {
            Var node = x.node(Var::constant, Shape.of());
            List<Result> results = new ArrayList<>();
            for (double value : y) {
                Var logp = Joint.law(node)
                        .logDensity(Value.of(Var.constant(value)))
                        .total();
                results.add(new Result(logp.eval().item()));
            }
            return results;
        }
    },
    /** A joint density with a variable to be sought, whose own part is taken off again; single values given at run time. */
    JOINT {
        @Override
        List<Result> at(Expression x, double[] y) {
            Var node = x.node(Var::constant, Shape.of());
            Var other = Distributions.normal(0, 1).draw("other");
            Var in = Var.input("y");
            JointDensity joint =
                    Joint.empty().free("other", other).value("y", node, in).derive();
            Var total = joint.total(Checks.NEG_INF);
            Var slope = Gradient.of(total, in);
            List<Var> inputs = new ArrayList<>(joint.unconstrained());
            inputs.add(in);
            List<Result> results = new ArrayList<>();
            try (var compiled = new Graph(inputs, List.of(total, slope)).compile(CompileOptions.defaults())) {
                for (double value : y) {
                    List<Tensor> found = compiled.call(List.of(Tensor.scalar(0.0), Tensor.scalar(value)));
                    results.add(new Result(
                            found.get(0).item() + HALF_LOG_2PI, found.get(1).item()));
                }
            }
            return results;
        }
    },
    /** An observed scalar in a model with a free variable beside it, whose own part is taken off again. */
    MODEL {
        @Override
        List<Result> at(Expression x, double[] y) {
            double[] beside = {0.25};
            double own = beside[0] * beside[0] / 2 + HALF_LOG_2PI;
            List<Result> results = new ArrayList<>();
            for (double value : y) {
                Model model = Model.build(m -> {
                    m.sample("beside", Distributions.normal(0, 1));
                    m.observe("y", x.node(Var::constant, Shape.of()), value);
                });
                LogDensity density = model.infer().backend("interp").density();
                double logp = density.evaluator().logpAndGradient(beside, new double[1]);
                results.add(new Result(logp + own));
            }
            return results;
        }
    };

    private static final double HALF_LOG_2PI = 0.9189385332046728;

    /**
     * A log-density.
     *
     * @param logp its value
     * @param slope its slope in the value; empty where that was not asked for
     */
    record Result(double logp, OptionalDouble slope) {
        private Result(double logp) {
            this(logp, OptionalDouble.empty());
        }

        private Result(double logp, double slope) {
            this(logp, OptionalDouble.of(slope));
        }
    }

    /** Those cases that can be asked: a model takes finite values, and compiles for each value, so it gets every third. */
    <T> List<T> of(List<T> all, ToDoubleFunction<T> value) {
        if (this != MODEL) {
            return all;
        }
        return IntStream.range(0, all.size())
                .filter(i -> i % 3 == 0)
                .mapToObj(all::get)
                .filter(t -> Double.isFinite(value.applyAsDouble(t)))
                .toList();
    }

    abstract List<Result> at(Expression x, double[] y);

    private static List<Tensor> run(List<Var> inputs, List<Tensor> at, List<Var> outputs) {
        try (var compiled = new Graph(inputs, outputs).compile(CompileOptions.defaults())) {
            return compiled.call(at);
        }
    }

    static List<Result> results(Tensor logp) {
        return IntStream.range(0, logp.length())
                .mapToObj(i -> new Result(logp.doubleAt(i)))
                .toList();
    }

    static List<Result> results(Tensor logp, Tensor slope) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < logp.length(); i++) {
            results.add(new Result(logp.doubleAt(i), slope.doubleAt(i)));
        }
        return results;
    }
}
