package ppl.backend.spi.lower;

import java.util.List;
import java.util.stream.IntStream;
import ppl.graph.DType;
import ppl.graph.GraphCode;
import ppl.graph.GraphException;
import ppl.graph.Tensor;
import ppl.graph.TensorType;
import ppl.graph.Var;

/** The arrays a compiled graph takes, or gives: how many, of which types and lengths. Checking allocates nothing. */
final class Arguments {

    private final String role;
    private final List<Var> nodes;
    private final DType[] dtypes;
    private final int[] lengths;

    Arguments(String role, List<Var> nodes) {
        this.role = role;
        this.nodes = nodes;
        this.dtypes = nodes.stream().map(Var::dtype).toArray(DType[]::new);
        this.lengths = nodes.stream().mapToInt(n -> n.shape().elements()).toArray();
    }

    Object[] allocate() {
        return IntStream.range(0, lengths.length)
                .mapToObj(i -> Tensor.allocate(dtypes[i], lengths[i]))
                .toArray();
    }

    List<Tensor> wrap(Object[] arrays) {
        return IntStream.range(0, arrays.length)
                .mapToObj(i -> Tensor.wrap(arrays[i], nodes.get(i).shape().sizes()))
                .toList();
    }

    void check(List<Tensor> values) {
        checkCount(values.size());
        for (int i = 0; i < values.size(); i++) {
            TensorType expected = nodes.get(i).type();
            if (!values.get(i).type().equals(expected)) {
                throw new GraphException(
                        GraphCode.INPUT,
                        name(i) + " must be " + expected + ", but got "
                                + values.get(i).type());
            }
        }
    }

    void check(Object[] arrays) {
        checkCount(arrays.length);
        for (int i = 0; i < arrays.length; i++) {
            if (lengthIf(dtypes[i], arrays[i]) != lengths[i]) {
                throw mismatch(i, arrays[i]);
            }
        }
    }

    private void checkCount(int count) {
        if (count != lengths.length) {
            throw new GraphException(
                    GraphCode.INPUT,
                    "a call needs " + lengths.length + " " + role + "s ("
                            + String.join(", ", nodes.stream().map(Var::label).toList()) + "), but got " + count);
        }
    }

    /** The length of an array of the type; -1 for any other object. */
    private static int lengthIf(DType dtype, Object array) {
        return switch (dtype) {
            case F64 -> array instanceof double[] a ? a.length : -1;
            case F32 -> array instanceof float[] a ? a.length : -1;
            case I64 -> array instanceof long[] a ? a.length : -1;
            case I32 -> array instanceof int[] a ? a.length : -1;
            case BOOL -> array instanceof boolean[] a ? a.length : -1;
        };
    }

    private GraphException mismatch(int i, Object array) {
        Class<?> component = array == null ? null : array.getClass().getComponentType();
        String got = array == null
                ? "null"
                : component == null
                        ? array.getClass().getSimpleName()
                        : component.getSimpleName() + "[" + java.lang.reflect.Array.getLength(array) + "]";
        String element =
                Tensor.allocate(dtypes[i], 0).getClass().getComponentType().getSimpleName();
        return new GraphException(
                GraphCode.INPUT, name(i) + " needs an array " + element + "[" + lengths[i] + "], but got " + got);
    }

    private String name(int i) {
        return role + " " + i + ", '" + nodes.get(i).label() + "' "
                + nodes.get(i).type() + ",";
    }
}
