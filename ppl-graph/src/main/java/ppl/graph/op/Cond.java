package ppl.graph.op;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import ppl.graph.Body;
import ppl.graph.Graph;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Interval;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.function.Elementwise;
import ppl.graph.op.MultiOp.Projection;
import ppl.graph.op.Op.Source;

/**
 * One of two bodies: the first if the first input, a bool scalar, is true, else the second. Only that one is run. The other
 * inputs are the operands of both.
 *
 * @param then what is computed where the condition holds
 * @param otherwise what is computed where it does not
 */
public record Cond(Body then, Body otherwise) implements MultiOp {

    private static final int LEVEL = 2;

    /**
     * Checks that both compute as much.
     *
     * @throws GraphException ({@link GraphCode#SHAPE}) if they have different numbers of results
     */
    public Cond {
        if (then.results().size() != otherwise.results().size()) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the branches of a cond must have equally many results, but one has "
                            + then.results().size() + " and the other "
                            + otherwise.results().size());
        }
    }

    @Override
    public String name() {
        return "cond";
    }

    @Override
    public int level() {
        return LEVEL;
    }

    @Override
    public int count() {
        return then.results().size();
    }

    @Override
    public List<Body> bodies() {
        return List.of(then, otherwise);
    }

    @Override
    public Cond withBodies(List<Body> bodies) {
        return new Cond(bodies.get(0), bodies.get(1));
    }

    @Override
    public Cond keeping(List<Integer> results) {
        return new Cond(
                then.with(results.stream().map(then.results()::get).toList()),
                otherwise.with(results.stream().map(otherwise.results()::get).toList()));
    }

    @Override
    public TensorType infer(List<Var> inputs, int result) {
        Var condition = inputs.getFirst();
        if (condition.rank() != 0) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "cond takes one of two branches, so its condition must be a bool scalar, but got "
                            + condition.describe() + "; where() chooses element by element");
        }
        Check.isBool(name(), "a condition", condition);
        Check.count(name(), inputs, 1 + then.parameters().size());
        FittedBodies fitted = fitted(operands(inputs));
        TensorType a = fitted.bodies().get(0).typeAt(result, fitted.operands());
        TensorType b = fitted.bodies().get(1).typeAt(result, fitted.operands());
        if (!a.equals(b)) {
            throw new GraphException(
                    GraphCode.SHAPE,
                    "the branches of a cond must agree in type and shape, but result " + result
                            + " is " + a + " where the condition holds and " + b
                            + " otherwise; broadcast or cast one of them");
        }
        return a;
    }

    private FittedBodies fitted(List<Var> operands) {
        for (int i = 0; i < operands.size(); i++) {
            TensorType type = operands.get(i).type();
            if (!type.shape().isKnown() || !type.equals(then.parameters().get(i).type())) {
                return FittedBodies.of(bodies(), operands);
            }
        }
        return new FittedBodies(bodies(), operands);
    }

    private static List<Var> operands(List<Var> inputs) {
        return inputs.subList(1, inputs.size());
    }

    @Override
    public Interval range(List<Var> inputs, int result) {
        return then.results()
                .get(result)
                .range()
                .union(otherwise.results().get(result).range());
    }

    /** The condition and the operands that the branch taken uses. */
    @Override
    public Stream<Source> sources(List<Tensor> operands, int result) {
        Body taken = operands.getFirst().booleanAt(0) ? then : otherwise;
        List<Var> used = Graph.order(List.of(taken.results().get(result)));
        return IntStream.range(0, operands.size())
                .filter(i -> i == 0 || used.contains(taken.parameters().get(i - 1)))
                .boxed()
                .flatMap(i -> Source.all(i, operands.get(i).length()));
    }

    @Override
    public @Nullable Var simplify(List<Var> inputs, int result) {
        Var condition = inputs.getFirst();
        List<Var> operands = operands(inputs);
        if (condition.isFixed(1)
                || then.results().get(result) == otherwise.results().get(result)) {
            return then.at(operands).get(result);
        }
        if (condition.isFixed(0)) {
            return otherwise.at(operands).get(result);
        }
        if (condition.op() instanceof Unary(Unary.Fn fn) && fn == Unary.Fn.NOT) {
            return of(new Cond(otherwise, then), condition.inputs().getFirst(), operands, result);
        }
        FittedBodies fitted = FittedBodies.of(bodies(), operands);
        Cond same = withBodies(fitted.bodies());
        return same.equals(this) && fitted.operands().equals(operands)
                ? null
                : of(same, condition, fitted.operands(), result);
    }

    private static Var of(Cond cond, Var condition, List<Var> operands, int result) {
        List<Var> inputs = new ArrayList<>(List.of(condition));
        inputs.addAll(operands);
        return Var.of(new Projection(cond, result), inputs);
    }

    /** Both branches computed, and one chosen. */
    @Override
    public Var expand(List<Var> inputs, int result) {
        List<Var> operands = operands(inputs);
        return Elementwise.where(
                inputs.getFirst(),
                then.at(operands).get(result),
                otherwise.at(operands).get(result));
    }
}
