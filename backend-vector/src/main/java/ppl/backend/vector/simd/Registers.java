package ppl.backend.vector.simd;

import jdk.incubator.vector.VectorShape;

/** The vector registers of this machine. Links the Vector API. */
final class Registers {

    private Registers() {}

    /** Their width. */
    static int bits() {
        return VectorShape.preferredShape().vectorBitSize();
    }
}
