package ppl.backend.spi.fast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import ppl.graph.DType;
import ppl.graph.Shape;
import ppl.graph.Substitution;
import ppl.graph.Tensor;
import ppl.graph.Var;
import ppl.graph.op.Binary;
import ppl.graph.op.Broadcast;
import ppl.graph.op.Concat;
import ppl.graph.op.Constant;
import ppl.graph.op.Fma;
import ppl.graph.op.MatMul;
import ppl.graph.op.Op;
import ppl.graph.op.Reduce;
import ppl.graph.op.Reshape;
import ppl.graph.op.Slice;

/**
 * Products of few columns of data with a vector, and of the same columns with what became of the rows, as elementwise work on the columns: so one loop
 * over the rows does all, and reads each datum once from afar. A sum over rows is then a combination like others, in lanes, where a product adds
 * 256 rows one after the other.
 */
final class ThinProducts {

    /** The most columns: each is a stream of its own. */
    static final int MOST = 32;

    /** The most numbers, 1 MiB: columns that lie farther away are read sooner packed, and as float32 if they are such. */
    private static final int NEAR = 1 << 17;

    /** The fewest rows for each column. */
    private static final int TALL = 4;

    /** Columns by what they hold, so that both products read the same. */
    private final Map<Integer, List<Var>> known = new HashMap<>();

    private ThinProducts() {}

    static List<Var> apply(List<Var> outputs) {
        ThinProducts thin = new ThinProducts();
        return Substitution.rebuild(outputs, Map.of(), thin::rewritten);
    }

    private @Nullable Var rewritten(Var node, Op op, List<Var> operands) {
        if (!(op instanceof MatMul) || node.rank() != 2 || node.dtype() != DType.F64) {
            return null;
        }
        int[] sizes = node.shape().sizes();
        Var product = null;
        if (sizes[1] == 1 && operands.get(0).op() instanceof Constant(Tensor left)) {
            product = product(left, 1, left.sizes()[1], operands.get(1));
        } else if (sizes[0] == 1 && operands.get(1).op() instanceof Constant(Tensor right)) {
            product = product(right, right.sizes()[1], 1, operands.get(0));
        }
        return product == null ? null : reshaped(product, node.shape());
    }

    private @Nullable Var product(Tensor matrix, int along, int across, Var vector) {
        if (matrix.length() > NEAR) {
            return null;
        }
        int inner = vector.shape().elements();
        int results = matrix.length() / inner;
        double[] all = (double[]) matrix.array();
        if (inner <= MOST && results >= TALL * inner) {
            Var sum = null;
            for (int j = 0; j < inner; j++) {
                Var column = column(all, j * along, across, results);
                Var factor = repeated(element(vector, j), results);
                sum = sum == null
                        ? Var.of(new Binary(Binary.Fn.MUL), column, factor)
                        : Var.of(new Fma(), column, factor, sum);
            }
            return sum;
        }
        if (results <= MOST && inner >= TALL * results) {
            Var rows = reshaped(vector, Shape.of(inner));
            List<Var> sums = new ArrayList<>();
            for (int i = 0; i < results; i++) {
                Var terms = Var.of(new Binary(Binary.Fn.MUL), column(all, i * across, along, inner), rows);
                sums.add(reshaped(Var.of(new Reduce(Reduce.Fn.SUM, List.of(0)), terms), Shape.of(1)));
            }
            return sums.size() == 1 ? sums.getFirst() : Var.of(new Concat(0), sums);
        }
        return null;
    }

    private Var column(double[] all, int from, int stride, int length) {
        double[] column = IntStream.range(0, length)
                .mapToDouble(i -> all[from + i * stride])
                .toArray();
        List<Var> alike = known.computeIfAbsent(Arrays.hashCode(column), _ -> new ArrayList<>());
        for (Var other : alike) {
            if (other.op() instanceof Constant(Tensor value) && Arrays.equals((double[]) value.array(), column)) {
                return other;
            }
        }
        Var made = Var.constant(Tensor.wrap(column, length));
        alike.add(made);
        return made;
    }

    private static Var element(Var vector, int j) {
        Var flat = reshaped(vector, Shape.of(vector.shape().elements()));
        return reshaped(Var.of(new Slice(List.of(j), List.of(1), List.of(1)), flat), Shape.scalar());
    }

    private static Var repeated(Var scalar, int length) {
        return Var.of(new Broadcast(Shape.of(length), List.of()), scalar);
    }

    private static Var reshaped(Var x, Shape shape) {
        return x.shape().equals(shape) ? x : Var.of(new Reshape(shape), x);
    }
}
