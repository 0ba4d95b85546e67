package ppl.backend.vector.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import ppl.backend.vector.run.Code;
import ppl.backend.vector.run.Generated;
import ppl.backend.vector.run.Pace;
import ppl.backend.vector.run.Tier;
import ppl.backend.vector.run.Workspace;
import ppl.graph.DType;
import ppl.graph.Tensor;
import ppl.graph.op.Prim.Pointwise;

/** Element types and names as the virtual machine knows them. */
public final class Types {

    /** A class that is being written. */
    public static final ClassDesc SELF = ClassDesc.of(Generated.NAME);

    static final ClassDesc CODE = of(Code.class);
    static final ClassDesc TIER = of(Tier.class);
    static final ClassDesc PACE = of(Pace.class);
    /** The memory of a caller. */
    public static final ClassDesc WORKSPACE = of(Workspace.class);

    static final ClassDesc GENERATED = of(Generated.class);
    static final ClassDesc POINTWISE = of(Pointwise.class);
    static final ClassDesc DTYPE = of(DType.class);
    /** The arrays that a call is given. */
    public static final ClassDesc OBJECTS = ConstantDescs.CD_Object.arrayType();
    /** {@link Math}. */
    public static final ClassDesc MATH = of(Math.class);

    /** {@link Arrays}. */
    public static final ClassDesc ARRAYS = of(Arrays.class);

    /** Every kernel is a static method of this type. */
    static final MethodTypeDesc KERNEL = MethodTypeDesc.of(ConstantDescs.CD_void, OBJECTS, OBJECTS, WORKSPACE);

    /** A method that runs some of a kernel gets the first turn and the one after the last too. */
    static final MethodTypeDesc SOME =
            KERNEL.insertParameterTypes(KERNEL.parameterCount(), ConstantDescs.CD_int, ConstantDescs.CD_int);

    /** {@link ppl.backend.vector.run.Pace#end}. */
    static final MethodTypeDesc END = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);

    /** {@link ppl.graph.op.Prim.Pointwise#apply}. */
    static final MethodTypeDesc APPLY = MethodTypeDesc.of(
            ConstantDescs.CD_long, DTYPE, DTYPE, ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long);

    /** {@link Tier#faster}. */
    static final MethodTypeDesc FASTER = MethodTypeDesc.of(CODE);

    private Types() {}

    /** A value of the type in a local variable or on the stack. */
    public static TypeKind kind(DType dtype) {
        return switch (dtype) {
            case F64 -> TypeKind.DOUBLE;
            case F32 -> TypeKind.FLOAT;
            case I64 -> TypeKind.LONG;
            case I32, BOOL -> TypeKind.INT;
        };
    }

    /** An array of elements of the type. */
    public static ClassDesc array(DType dtype) {
        return element(dtype).arrayType();
    }

    /** An element of the type. */
    public static ClassDesc element(DType dtype) {
        return switch (dtype) {
            case F64 -> ConstantDescs.CD_double;
            case F32 -> ConstantDescs.CD_float;
            case I64 -> ConstantDescs.CD_long;
            case I32 -> ConstantDescs.CD_int;
            case BOOL -> ConstantDescs.CD_boolean;
        };
    }

    /** The class that ends combinations of a type of floats. */
    static ClassDesc lanes(DType dtype) {
        return ClassDesc.of("ppl.backend.vector.run.Lanes" + dtype.name());
    }

    /** Pushes the element whose array and place lie on the stack. */
    public static void load(CodeBuilder code, DType dtype) {
        code.arrayLoad(dtype == DType.BOOL ? TypeKind.BOOLEAN : kind(dtype));
    }

    /** Stores the element that lies on the stack above its array and place. */
    public static void store(CodeBuilder code, DType dtype) {
        code.arrayStore(dtype == DType.BOOL ? TypeKind.BOOLEAN : kind(dtype));
    }

    /** Pushes the only element of a tensor. */
    public static void push(CodeBuilder code, Tensor value) {
        switch (value.array()) {
            case double[] d -> code.loadConstant(d[0]);
            case float[] f -> code.loadConstant(f[0]);
            case long[] l -> code.loadConstant(l[0]);
            case int[] n -> code.loadConstant(n[0]);
            case boolean[] b -> code.loadConstant(b[0] ? 1 : 0);
            default -> throw new AssertionError(value.dtype());
        }
    }

    /** By the class itself, so that the name in the code follows a class that moves. */
    private static ClassDesc of(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}
