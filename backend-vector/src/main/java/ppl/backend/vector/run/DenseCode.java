package ppl.backend.vector.run;

import org.jspecify.annotations.Nullable;
import ppl.backend.spi.plan.Buffer;
import ppl.backend.spi.plan.Kernel.LibraryCall;
import ppl.backend.spi.plan.KernelPlan;
import ppl.backend.spi.plan.View;
import ppl.backend.vector.dense.DenseF64;
import ppl.backend.vector.dense.FactorF64;
import ppl.backend.vector.dense.ProductF64;
import ppl.backend.vector.dense.SubstitutionF64;
import ppl.backend.vector.dense.VectorProductF64;
import ppl.backend.vector.dense.WarmUp;
import ppl.backend.vector.simd.AtOnce;
import ppl.backend.vector.simd.Simd;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Cholesky;
import ppl.graph.op.MatMul;
import ppl.graph.op.TriangularSolve;

/**
 * Which calls run in lanes, where there are any: float64, and so large that it is worth it.
 *
 * @param dense the kernels of this machine
 */
record DenseCode(DenseF64 dense) {

    /** Multiplications, below which packing is not worth it. */
    private static final int PRODUCT = 2_000;

    /** The same of data with a vector: it is packed once. */
    private static final int THIN = 500;

    private static final int FACTOR = 12;
    private static final int SOLVE = 12;

    /** That of this machine; null if it has no lanes. */
    static @Nullable DenseCode here() {
        int wanted = AtOnce.bits();
        if (wanted > 0) {
            return new DenseCode(DenseF64.of(wanted));
        }
        return Simd.here() instanceof Simd.Lanes(int bits) ? new DenseCode(DenseF64.of(bits)) : null;
    }

    /** The code of a call that runs in lanes as soon as they are warm, or the scalar one if that is not worth it. */
    Code tiered(KernelPlan plan, LibraryCall call, Code scalar) {
        Code code = of(plan, call);
        if (code == null) {
            return scalar;
        }
        if (AtOnce.bits() > 0) {
            return code;
        }
        WarmUp kernels =
                switch (code) {
                    case DenseMatVec sums ->
                        sums.narrow() == null ? sums.product().kernels() : WarmUp.NARROW_SUMS;
                    case DenseMatMul _ -> WarmUp.PRODUCT;
                    case DenseSolve _ -> WarmUp.SOLVE;
                    default -> WarmUp.FACTOR;
                };
        kernels.start(dense);
        return new TieredCode(scalar, code, kernels);
    }

    /** The code of a call in lanes; null if it is not worth it. */
    @Nullable
    Code of(KernelPlan plan, LibraryCall call) {
        if (plan.buffer(call.result().buffer()).dtype() != DType.F64) {
            return null;
        }
        return switch (call.op()) {
            case MatMul _ -> product(plan, call, operand(plan, call, 0), operand(plan, call, 1));
            case Cholesky _ -> {
                Matrix a = operand(plan, call, 0);
                FactorF64 factor = factor(a);
                yield factor == null ? null : new DenseCholesky(a, new Matrix(plan, call.result()), factor);
            }
            case TriangularSolve(boolean transposed) -> {
                Matrix l = operand(plan, call, 0);
                Matrix b = operand(plan, call, 1);
                SubstitutionF64 solve = substitution(l, b, transposed);
                yield solve == null
                        ? null
                        : new DenseSolve(l, b, new Matrix(plan, call.result()), solve, zeros(plan, call, solve));
            }
            default -> null;
        };
    }

    private static Matrix operand(KernelPlan plan, LibraryCall call, int k) {
        return new Matrix(plan, call.operands().get(k));
    }

    /** The elements that a call in lanes works in, 0 if it stays scalar. */
    int scratch(KernelPlan plan, LibraryCall call) {
        if (plan.buffer(call.result().buffer()).dtype() != DType.F64) {
            return 0;
        }
        return switch (call.op()) {
            case MatMul _ -> {
                Matrix a = operand(plan, call, 0);
                Matrix b = operand(plan, call, 1);
                VectorProductF64 thin = thin(a, b, isKnown(plan, call, 0), isKnown(plan, call, 1));
                ProductF64 product = product(a, b);
                yield thin != null ? thin.scratch() : product == null ? 0 : product.scratch();
            }
            case Cholesky _ -> {
                FactorF64 factor = factor(operand(plan, call, 0));
                yield factor == null ? 0 : factor.scratch();
            }
            case TriangularSolve(boolean transposed) -> {
                SubstitutionF64 solve = substitution(operand(plan, call, 0), operand(plan, call, 1), transposed);
                yield solve == null ? 0 : solve.scratch();
            }
            default -> 0;
        };
    }

    private @Nullable Code product(KernelPlan plan, LibraryCall call, Matrix a, Matrix b) {
        Matrix result = new Matrix(plan, call.result());
        VectorProductF64 thin = thin(a, b, isKnown(plan, call, 0), isKnown(plan, call, 1));
        if (thin != null) {
            boolean isColumn = b.columns == 1;
            Matrix matrix = isColumn ? a : b;
            double[] packed = null;
            float[] narrow = null;
            if (thin.isPacked()) {
                View view = call.operands().get(isColumn ? 0 : 1);
                packed = thin.packed(
                        (double[]) literal(plan, view).array(),
                        view.offset(),
                        isColumn ? a.rowStride : b.columnStride,
                        isColumn ? a.columnStride : b.rowStride);
                narrow = thin.waitsForMemory() ? VectorProductF64.narrow(packed) : null;
            }
            return new DenseMatVec(matrix, isColumn ? b : a, result, thin, narrow == null ? packed : null, narrow);
        }
        ProductF64 product = product(a, b);
        return product == null ? null : new DenseMatMul(a, b, result, product);
    }

    /** That of a matrix and a column, or of a row and a matrix, which is the same transposed. */
    private @Nullable VectorProductF64 thin(Matrix a, Matrix b, boolean isLeftKnown, boolean isRightKnown) {
        int k = a.columns;
        if (b.columns == 1) {
            return thin(a.rows, k, a.rowStride, a.columnStride, b.rowStride, isLeftKnown && a.count() == 1);
        }
        return a.rows == 1
                ? thin(b.columns, k, b.columnStride, b.rowStride, a.columnStride, isRightKnown && b.count() == 1)
                : null;
    }

    private @Nullable VectorProductF64 thin(int m, int k, int across, int along, int xs, boolean isKnown) {
        if (m < 2 || k < 2) {
            return null;
        }
        boolean packs = across != 1 || m < dense.lanes();
        long packed = (long) k * Math.max(m, dense.lanes());
        boolean fits = !packs || (isKnown && (long) m * k >= THIN && packed < 1 << 28);
        return fits ? new VectorProductF64(dense, m, k, packs, along, xs, 1) : null;
    }

    private @Nullable ProductF64 product(Matrix a, Matrix b) {
        boolean isWorth = a.rows >= DenseF64.ROWS / 2
                && b.columns >= Math.max(2, dense.lanes() / 2)
                && (long) a.rows * a.columns * b.columns >= PRODUCT;
        return isWorth
                ? new ProductF64(
                        dense, a.rows, a.columns, b.columns, a.rowStride, a.columnStride, b.rowStride, b.columnStride)
                : null;
    }

    private @Nullable FactorF64 factor(Matrix a) {
        return a.rows >= FACTOR ? new FactorF64(dense, a.rows) : null;
    }

    private @Nullable SubstitutionF64 substitution(Matrix l, Matrix b, boolean transposed) {
        return l.rows >= SOLVE && b.columns >= Math.max(2, dense.lanes() / 2)
                ? new SubstitutionF64(
                        dense, l.rows, b.columns, transposed, l.rowStride, l.columnStride, b.rowStride, b.columnStride)
                : null;
    }

    private static boolean isKnown(KernelPlan plan, LibraryCall call, int k) {
        return plan.buffer(call.operands().get(k).buffer()).place() instanceof Buffer.Place.Literal;
    }

    private static Tensor literal(KernelPlan plan, View view) {
        return ((Buffer.Place.Literal) plan.buffer(view.buffer()).place()).value();
    }

    private static int[] zeros(KernelPlan plan, LibraryCall call, SubstitutionF64 substitution) {
        View right = call.operands().get(1);
        return right.sizes().size() == 2 && isKnown(plan, call, 1)
                ? substitution.zeros((double[]) literal(plan, right).array(), right.offset())
                : new int[0];
    }
}
