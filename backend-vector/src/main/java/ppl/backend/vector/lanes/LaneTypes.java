package ppl.backend.vector.lanes;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import ppl.graph.DType;

/** Names of the Vector API as the virtual machine knows them. */
public final class LaneTypes {

    private static final String PACKAGE = "jdk.incubator.vector.";

    static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
    static final ClassDesc DOUBLES = ClassDesc.of(PACKAGE + "DoubleVector");
    static final ClassDesc LONGS = ClassDesc.of(PACKAGE + "LongVector");
    static final ClassDesc INTS = ClassDesc.of(PACKAGE + "IntVector");
    static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    static final ClassDesc BINARY = OPERATORS.nested("Binary");
    static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");
    static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
    static final ClassDesc CONVERSION = OPERATORS.nested("Conversion");

    /** {@link ppl.backend.vector.run.Workspace#strips}. */
    public static final MethodTypeDesc STRIPS =
            MethodTypeDesc.of(ConstantDescs.CD_double.arrayType(), ConstantDescs.CD_int);

    private LaneTypes() {}

    /** A register of values of a type. */
    static ClassDesc of(DType dtype) {
        return switch (dtype) {
            case F64 -> DOUBLES;
            case I64 -> LONGS;
            case I32 -> INTS;
            case BOOL -> MASK;
            case F32 -> throw new AssertionError("no lanes of float32");
        };
    }

    static MethodTypeDesc method(ClassDesc result, ClassDesc... parameters) {
        return MethodTypeDesc.of(result, parameters);
    }

    /** A method of a vector that takes as many vectors. */
    static MethodTypeDesc withVectors(ClassDesc result, int parameters) {
        return MethodTypeDesc.of(result, java.util.Collections.nCopies(parameters, VECTOR));
    }

    /** A method that takes nothing. */
    static MethodTypeDesc plain(ClassDesc result) {
        return MethodTypeDesc.of(result);
    }

    /** A method that writes into an array. */
    static MethodTypeDesc into(ClassDesc array) {
        return MethodTypeDesc.of(ConstantDescs.CD_void, array, ConstantDescs.CD_int);
    }
}
