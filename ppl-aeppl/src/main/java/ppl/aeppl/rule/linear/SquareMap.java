package ppl.aeppl.rule.linear;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Law;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.graph.DType;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.TensorType;
import ppl.graph.Var;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.TriangularSolve;

/**
 * A square matrix times random vectors, and solves with one: {@code log f_Y(y) = log f_X(A^-1 y) - log |det A|}. The
 * vectors may have any law with a density.
 */
public final class SquareMap implements DerivationRule<Op> {

    private static final RuleId ID = new RuleId("linear");

    private static final Var ANY = Var.input("any", new TensorType(DType.F64, Shape.of(1, 1)));
    private static final Op SOLVE = Functions.solve(ANY, ANY).op();
    private static final Op SOLVE_SPD = Functions.solveSpd(ANY, ANY).op();

    @Override
    public RuleId id() {
        return ID;
    }

    @Override
    public Class<Op> op() {
        return Op.class;
    }

    @Override
    public Set<Claim> claims() {
        return Set.of(
                Claim.kind(MatMul.class), Claim.kind(TriangularSolve.class), Claim.one(SOLVE), Claim.one(SOLVE_SPD));
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "A @ X, X @ A, solve(A, X), triangularSolve(L, X), for square A",
                "that of X at the solution, less log \\|det A\\|",
                "X has a density",
                "a constant singular A: DEGENERATE; a matrix that is not square, unless X is Gaussian: NO_RULE",
                new Guide.Example("[[2, 1], [1, 3]] @ exponential(3), shape 2", "1, 1.5", -1.5122133350978807)));
    }

    @Override
    public Phase phase() {
        return Phase.STRUCTURAL;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        Matrix map = map(op, at);
        if (map == null) {
            return Outcome.NOT_MINE;
        }
        Law law = ((Operand.Random) at.operand(at.operand(0).isFixed() ? 1 : 0)).law();
        if (!(law.type().measure() instanceof BaseMeasure.Lebesgue)) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "a matrix carries over a density of all elements together, and " + law.describe()
                            + " has none: its measure is " + law.type().measure(),
                    "");
        }
        if (map.isSingular()) {
            return at.refused(
                    ID,
                    DensityCode.DEGENERATE,
                    "its matrix " + map.matrix().label()
                            + " is singular, so its elements are tied to each other and have no " + "joint density",
                    "leave out what follows from the others, or correct the matrix");
        }
        return at.derived(ID, LinearLaw.of(at.node(), law, map));
    }

    /** Null unless one operand is a fixed square matrix and the other has a law. */
    private static @Nullable Matrix map(Op op, Application at) {
        boolean left = at.operand(0).isFixed();
        if (!at.unresolved().isEmpty() || at.randomPositions().size() != 1) {
            return null;
        }
        if (op instanceof MatMul) {
            Var matrix = at.fixed(left ? 0 : 1);
            boolean square = matrix.shape().extent(-1).equals(matrix.shape().extent(-2));
            return square ? new Matrix(matrix, left ? Matrix.Kind.PRODUCT : Matrix.Kind.RIGHT_PRODUCT) : null;
        }
        if (!left) {
            return null; // a solve with a random matrix
        }
        Matrix.Kind kind = op instanceof TriangularSolve(boolean transposed)
                ? transposed ? Matrix.Kind.SOLVE_LOWER_TRANSPOSED : Matrix.Kind.SOLVE_LOWER
                : op.equals(SOLVE) ? Matrix.Kind.SOLVE : Matrix.Kind.SOLVE_SPD;
        return new Matrix(at.fixed(0), kind);
    }
}
