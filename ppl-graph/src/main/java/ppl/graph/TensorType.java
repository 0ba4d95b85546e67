package ppl.graph;

/** Element type and shape of a tensor; printed as {@code float64[3, 4]}. */
public record TensorType(DType dtype, Shape shape) {

    /** A scalar of the given type. */
    public static TensorType scalar(DType dtype) {
        return new TensorType(dtype, Shape.scalar());
    }

    /** This type with another element type. */
    public TensorType with(DType other) {
        return new TensorType(other, shape);
    }

    /** This type with another shape. */
    public TensorType with(Shape other) {
        return new TensorType(dtype, other);
    }

    @Override
    public String toString() {
        return dtype.label() + (shape.rank() == 0 ? "" : shape.toString());
    }
}
