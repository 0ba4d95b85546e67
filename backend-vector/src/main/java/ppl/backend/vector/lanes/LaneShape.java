package ppl.backend.vector.lanes;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;
import ppl.graph.DType;
import ppl.graph.op.CanonicalOrder;

/**
 * Registers of one width. All values of an iteration have as many lanes, those of float64.
 *
 * @param bits 128, 256 or 512
 */
public record LaneShape(int bits) {

    /** The iterations that one register holds. */
    public int lanes() {
        return bits / Double.SIZE;
    }

    /** The registers that hold the lanes of a combination. */
    int registers() {
        return CanonicalOrder.LANES / lanes();
    }

    /** The species of a type; truth values are masks of float64. */
    VectorSpecies<?> species(DType dtype) {
        return switch (dtype) {
            case F64, BOOL -> doubles();
            case I64 -> longs();
            case I32 -> ints();
            case F32 -> throw new AssertionError("no lanes of float32");
        };
    }

    private VectorSpecies<Double> doubles() {
        return switch (bits) {
            case 128 -> DoubleVector.SPECIES_128;
            case 256 -> DoubleVector.SPECIES_256;
            case 512 -> DoubleVector.SPECIES_512;
            default -> throw new AssertionError(bits);
        };
    }

    private VectorSpecies<Long> longs() {
        return switch (bits) {
            case 128 -> LongVector.SPECIES_128;
            case 256 -> LongVector.SPECIES_256;
            case 512 -> LongVector.SPECIES_512;
            default -> throw new AssertionError(bits);
        };
    }

    private VectorSpecies<Integer> ints() {
        return switch (bits) {
            case 128 -> IntVector.SPECIES_64;
            case 256 -> IntVector.SPECIES_128;
            case 512 -> IntVector.SPECIES_256;
            default -> throw new AssertionError(bits);
        };
    }
}
