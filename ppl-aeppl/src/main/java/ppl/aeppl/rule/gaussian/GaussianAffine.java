package ppl.aeppl.rule.gaussian;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import ppl.aeppl.DensityCode;
import ppl.aeppl.law.BaseMeasure;
import ppl.aeppl.law.Capability;
import ppl.aeppl.law.GaussianForm;
import ppl.aeppl.law.Law;
import ppl.aeppl.law.Rearrangement;
import ppl.aeppl.law.Sources;
import ppl.aeppl.rule.Application;
import ppl.aeppl.rule.Claim;
import ppl.aeppl.rule.DerivationRule;
import ppl.aeppl.rule.Guide;
import ppl.aeppl.rule.Operand;
import ppl.aeppl.rule.Outcome;
import ppl.aeppl.rule.Phase;
import ppl.aeppl.rule.RuleId;
import ppl.aeppl.rule.WithoutDensity;
import ppl.aeppl.rule.view.Moves;
import ppl.graph.Functions;
import ppl.graph.Shape;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Gather;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.Prim;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.Slice;
import ppl.graph.op.Transpose;
import ppl.graph.op.Unary;

/**
 * Sums, sums along axes and matrix products of Gaussian variables, which may share draws: weights of one element of a draw add up before
 * variances do, so {@code X + (X + Y)} has variance {@code 4 var X + var Y}. The law is {@code MvNormal(A mu, A Sigma A^T)} along the axes on which elements share draws.
 */
public final class GaussianAffine implements DerivationRule<Op> {

    static final RuleId ID = new RuleId("gaussian.affine");

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
                Claim.one(new Binary(Binary.Fn.ADD)),
                Claim.one(new Binary(Binary.Fn.SUB)),
                Claim.one(new Binary(Binary.Fn.MUL)),
                Claim.one(new Binary(Binary.Fn.DIV)),
                Claim.one(new Unary(Unary.Fn.NEG)),
                Claim.reduction(Reduce.Fn.SUM),
                Claim.kind(MatMul.class),
                Claim.kind(Reshape.class),
                Claim.kind(Transpose.class),
                Claim.kind(Slice.class),
                Claim.kind(Gather.class));
    }

    /** Parts of vectors may be without draws of other parts. */
    @Override
    public boolean leavesOut() {
        return true;
    }

    @Override
    public Optional<Guide> guide() {
        return Optional.of(new Guide(
                "X + Y, X - Y, sums and means along axes, A @ X, X @ A, and parts of these, of Gaussian X and Y",
                "normal; MvNormal(A mu, A Sigma A^T) along the axes on which elements share draws",
                "no element is constant, no elements are tied",
                "parts that cancel, as in x - x: DEGENERATE; as many elements as draws, or more, tied to each other: DEGENERATE",
                new Guide.Example("sum(x), x of normal(0.3, 1.7), shape 3", "2", -2.0686537821187757)));
    }

    @Override
    public Phase phase() {
        return Phase.CLOSED_FORM;
    }

    @Override
    public Outcome apply(Op op, Application at) {
        List<GaussianForm> forms = forms(at);
        if (forms.isEmpty() || !isMine(op, at)) {
            return Outcome.NOT_MINE;
        }
        Optional<GaussianForm> image = image(op, at, forms);
        if (image.isEmpty()) {
            return at.refused(
                    ID,
                    DensityCode.NO_RULE,
                    "which elements share draws must be known when the graph is built, and be less than 2^25 pairs; that of "
                            + at.node().describe() + " is not",
                    "give it known lengths, or fewer elements");
        }
        GaussianForm form = image.get();
        String where = pointMass(op, at, forms, form);
        if (where != null) {
            Set<Var> draws = form.draws().isEmpty() ? draws(at) : form.draws();
            return at.refused(
                    ID,
                    DensityCode.DEGENERATE,
                    "its random parts cancel" + where + ", so it is the same number whatever " + labels(draws)
                            + (draws.size() == 1 ? " is" : " are") + ": a point mass, which has no density",
                    "leave it out, or correct its coefficients");
        }
        return at.derived(ID, GaussianLaw.of(at.node(), form, sources(op, at)));
    }

    /** The forms of all operands; none if a random one has no form. */
    static List<GaussianForm> forms(Application at) {
        List<GaussianForm> forms = new ArrayList<>();
        for (Operand operand : at.operands()) {
            switch (operand) {
                case Operand.Fixed(Var value) -> forms.add(GaussianForm.fixed(value));
                case Operand.Random(Var _, Law law)
                when law.form(GaussianForm.class) instanceof Capability.Present<GaussianForm>(GaussianForm form) ->
                    forms.add(form);
                case Operand.Random _, Operand.Mixed _ -> {
                    return List.of();
                }
            }
        }
        return forms;
    }

    /**
     * A function of one random operand that works element by element, or one-to-one, is left to the rules for any law, unless elements of
     * the operand are tied to each other, so that it has no density to carry over.
     */
    private static boolean isMine(Op op, Application at) {
        int random = at.randomPositions().size();
        boolean tied = at.laws().stream().anyMatch(GaussianAffine::isTied);
        return switch (op) {
            case Binary(Binary.Fn fn) ->
                random == 1
                        ? tied && (fn != Binary.Fn.DIV || at.operand(1).isFixed())
                        : fn == Binary.Fn.ADD || fn == Binary.Fn.SUB;
            case MatMul _ ->
                random == 1 && (tied || !isSquare(at.fixed(at.operand(0).isFixed() ? 0 : 1)));
            case Reshape _, Transpose _, Slice _, Gather _ -> isPart(at);
            case Unary _ -> tied;
            default -> true;
        };
    }

    private static boolean isSquare(Var matrix) {
        return matrix.shape().extent(-1).equals(matrix.shape().extent(-2));
    }

    /** Elements of which no law is known, as those of vectors that are not whole, or one that could be no summand. */
    private static boolean isPart(Application at) {
        if (!(at.operand(0) instanceof Operand.Random(var _, Law law))
                || at.randomPositions().size() > 1) {
            return false;
        }
        Rearrangement by = moved(at);
        if (law instanceof WithoutDensity) {
            return true;
        }
        if (Boolean.TRUE.equals(Moves.repeats(by))) {
            return false; // copies, which have a density together
        }
        return switch (law.elements(by)) {
            case Capability.Absent<Law> _ -> !by.isOneToOne();
            case Capability.Present<Law>(Law picked) ->
                Boolean.FALSE.equals(Moves.repeats(by))
                        && by.origins() != null
                        && !picked.form(GaussianForm.class).isPresent();
        };
    }

    private static Rearrangement moved(Application at) {
        Var x = at.node().inputs().getFirst();
        List<Var> others = at.operands().size() == 1 ? List.of() : List.of(at.fixed(1));
        return Moves.of((Prim) at.node().op(), x.type(), others, at.node().shape());
    }

    private static boolean isTied(Law law) {
        return law.type().measure() instanceof BaseMeasure.Surface;
    }

    private static Optional<GaussianForm> image(Op op, Application at, List<GaussianForm> forms) {
        GaussianForm x = forms.getFirst();
        return switch (op) {
            case Reduce reduce -> x.summed(reduce.axesArray());
            case Unary _ -> Optional.of(x.times(Var.constant(-1.0)));
            case MatMul _ -> product(at, forms, matrix -> matrix);
            case Reshape _, Transpose _, Slice _, Gather _ -> x.rearranged(moved(at));
            case Binary(Binary.Fn fn) ->
                switch (fn) {
                    case ADD -> Optional.of(x.plus(forms.get(1)));
                    case SUB -> Optional.of(x.plus(forms.get(1).times(Var.constant(-1.0))));
                    case MUL -> Optional.of(scaled(at, forms));
                    case DIV -> Optional.of(x.times(Var.constant(1.0).div(at.fixed(1))));
                    default -> throw new AssertionError(fn + " is not claimed");
                };
            default -> throw new AssertionError(op.name() + " is not claimed");
        };
    }

    private static GaussianForm scaled(Application at, List<GaussianForm> forms) {
        int fixed = at.operand(0).isFixed() ? 0 : 1;
        return forms.get(1 - fixed).times(at.fixed(fixed));
    }

    /** A product with a fixed matrix on one side: a map along the axis that disappears. */
    private static Optional<GaussianForm> product(Application at, List<GaussianForm> forms, UnaryOperator<Var> size) {
        boolean left = at.operand(0).isFixed();
        Var matrix = size.apply(at.fixed(left ? 0 : 1));
        Shape shape = matrix.shape();
        GaussianForm x = forms.get(left ? 1 : 0);
        if (!shape.isKnown() || !x.shape().isKnown()) {
            return Optional.empty();
        }
        int rank = shape.rank();
        return left
                ? x.mapped(rank - 2, shape.size(-2), rows -> Functions.matmul(matrix, rows))
                : x.mapped(
                        rank - 1,
                        shape.size(-1),
                        columns ->
                                Functions.matmul(Functions.expandDims(Functions.matrixTranspose(matrix), -3), columns));
    }

    /** Of a function that works element by element, each element still is of its own elements of the draws. */
    static Sources sources(Op op, Application at) {
        Sources all = at.laws().stream().map(l -> l.type().sources()).reduce(Sources.none(), Sources::and);
        return switch (op) {
            case Binary _, Unary _ -> all;
            case Reshape _, Transpose _, Slice _, Gather _ -> all.rearranged(moved(at));
            default -> all.whole();
        };
    }

    private static Set<Var> draws(Application at) {
        return sources(at.node().op(), at).draws();
    }

    /** Where the sum is certain not to be random, as it reads after "cancel"; null if nowhere. */
    private static @Nullable String pointMass(Op op, Application at, List<GaussianForm> parts, GaussianForm sum) {
        if (sum.cancels()) {
            return "";
        }
        OptionalInt element = Cancellation.first(op, parts, sum, absolute(op, at, parts));
        return element.isPresent() ? " at element " + element.getAsInt() : null;
    }

    /** A sum or a product with a matrix of parts without signs, which cannot cancel. */
    private static Optional<GaussianForm> absolute(Op op, Application at, List<GaussianForm> parts) {
        return switch (op) {
            case Reduce reduce -> parts.getFirst().absolute().summed(reduce.axesArray());
            case MatMul _ ->
                product(at, parts.stream().map(GaussianForm::absolute).toList(), Var::abs);
            default -> Optional.empty();
        };
    }

    private static String labels(Set<Var> draws) {
        return draws.stream().map(d -> "'" + d.label() + "'").collect(Collectors.joining(" and "));
    }
}
