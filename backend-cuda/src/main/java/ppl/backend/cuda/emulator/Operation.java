package ppl.backend.cuda.emulator;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that are understood, each with the kinds of its operands, the result first: {@code d} and {@code f} floats of 64
 * and 32 bits, {@code l} and {@code i} integers, {@code L} and {@code I} anything of 64 and 32 bits, {@code p} a condition, {@code m} a
 * place in memory, {@code t} a label, {@code n} a number that is part of the instruction.
 */
enum Operation {
    ADD_F64("add.rn.f64", "ddd"),
    SUB_F64("sub.rn.f64", "ddd"),
    MUL_F64("mul.rn.f64", "ddd"),
    DIV_F64("div.rn.f64", "ddd"),
    FMA_F64("fma.rn.f64", "dddd"),
    SQRT_F64("sqrt.rn.f64", "dd"),
    NEG_F64("neg.f64", "dd"),
    MIN_F64("min.f64", "ddd"),
    MAX_F64("max.f64", "ddd"),
    ADD_F32("add.rn.f32", "fff"),
    SUB_F32("sub.rn.f32", "fff"),
    MUL_F32("mul.rn.f32", "fff"),
    DIV_F32("div.rn.f32", "fff"),
    FMA_F32("fma.rn.f32", "ffff"),
    SQRT_F32("sqrt.rn.f32", "ff"),
    NEG_F32("neg.f32", "ff"),
    MIN_F32("min.f32", "fff"),
    MAX_F32("max.f32", "fff"),
    ADD_S64("add.s64", "lll"),
    SUB_S64("sub.s64", "lll"),
    MUL_S64("mul.lo.s64", "lll"),
    DIV_S64("div.s64", "lll"),
    REM_S64("rem.s64", "lll"),
    MIN_S64("min.s64", "lll"),
    MAX_S64("max.s64", "lll"),
    NEG_S64("neg.s64", "ll"),
    ADD_S32("add.s32", "iii"),
    SUB_S32("sub.s32", "iii"),
    MUL_S32("mul.lo.s32", "iii"),
    MAD_S32("mad.lo.s32", "iiii"),
    MIN_S32("min.s32", "iii"),
    MAX_S32("max.s32", "iii"),
    NEG_S32("neg.s32", "ii"),
    DIV_U32("div.u32", "iii"),
    REM_U32("rem.u32", "iii"),
    MUL_WIDE("mul.wide.s32", "lii"),
    AND_B64("and.b64", "lll"),
    OR_B64("or.b64", "lll"),
    XOR_B64("xor.b64", "lll"),
    NOT_B64("not.b64", "ll"),
    SHL_B64("shl.b64", "lli"),
    SHR_U64("shr.u64", "lli"),
    AND_B32("and.b32", "iii"),
    OR_B32("or.b32", "iii"),
    XOR_B32("xor.b32", "iii"),
    NOT_B32("not.b32", "ii"),
    SHL_B32("shl.b32", "iii"),
    SHR_U32("shr.u32", "iii"),
    MOV_B64("mov.b64", "LL"),
    MOV_F64("mov.f64", "dd"),
    MOV_B32("mov.b32", "II"),
    MOV_F32("mov.f32", "ff"),
    MOV_U32("mov.u32", "ii"),
    SELP_B64("selp.b64", "lllp"),
    SELP_F64("selp.f64", "dddp"),
    SELP_B32("selp.b32", "iiip"),
    SELP_F32("selp.f32", "fffp"),
    CVT_F64_S64("cvt.rn.f64.s64", "dl"),
    CVT_F64_S32("cvt.rn.f64.s32", "di"),
    CVT_F32_S64("cvt.rn.f32.s64", "fl"),
    CVT_F32_S32("cvt.rn.f32.s32", "fi"),
    CVT_F32_F64("cvt.rn.f32.f64", "fd"),
    CVT_F64_F32("cvt.f64.f32", "df"),
    CVT_S64_F64("cvt.rzi.s64.f64", "ld"),
    CVT_S64_F32("cvt.rzi.s64.f32", "lf"),
    CVT_S32_F64("cvt.rzi.s32.f64", "id"),
    CVT_S32_F32("cvt.rzi.s32.f32", "if"),
    CVT_S64_S32("cvt.s64.s32", "li"),
    CVT_S32_S64("cvt.u32.u64", "il"),
    FLOOR_F64("cvt.rmi.f64.f64", "dd"),
    CEIL_F64("cvt.rpi.f64.f64", "dd"),
    RINT_F64("cvt.rni.f64.f64", "dd"),
    FLOOR_F32("cvt.rmi.f32.f32", "ff"),
    CEIL_F32("cvt.rpi.f32.f32", "ff"),
    RINT_F32("cvt.rni.f32.f32", "ff"),
    SETP_F64("setp.?.f64", "pdd"),
    SETP_F32("setp.?.f32", "pff"),
    SETP_S64("setp.?.s64", "pll"),
    SETP_S32("setp.?.s32", "pii"),
    SETP_U32("setp.?.u32", "pii"),
    AND_PRED("and.pred", "ppp"),
    OR_PRED("or.pred", "ppp"),
    XOR_PRED("xor.pred", "ppp"),
    NOT_PRED("not.pred", "pp"),
    LD_PARAM("ld.param.u64", "lm"),
    LD_F64("ld.global.f64", "dm"),
    LD_U64("ld.global.u64", "lm"),
    LD_F32("ld.global.f32", "fm"),
    LD_U32("ld.global.u32", "im"),
    ST_F64("st.global.f64", "md"),
    ST_U64("st.global.u64", "ml"),
    ST_F32("st.global.f32", "mf"),
    ST_U32("st.global.u32", "mi"),
    LDS_F64("ld.shared.f64", "dm"),
    LDS_U64("ld.shared.u64", "lm"),
    LDS_F32("ld.shared.f32", "fm"),
    LDS_U32("ld.shared.u32", "im"),
    STS_F64("st.shared.f64", "md"),
    STS_U64("st.shared.u64", "ml"),
    STS_F32("st.shared.f32", "mf"),
    STS_U32("st.shared.u32", "mi"),
    BRA("bra", "t"),
    BAR("bar.sync", "n"),
    RET("ret", "");

    private static final Map<String, Operation> BY_OPCODE = new HashMap<>();

    static {
        for (Operation o : values()) {
            BY_OPCODE.put(o.opcode, o);
        }
    }

    private final String opcode;
    private final String kinds;

    Operation(String opcode, String kinds) {
        this.opcode = opcode;
        this.kinds = kinds;
    }

    /** The instruction of an opcode; null if it is not understood. Of comparisons the relation is left out. */
    static @Nullable Operation of(String opcode) {
        return BY_OPCODE.get(opcode);
    }

    String kinds() {
        return kinds;
    }
}
