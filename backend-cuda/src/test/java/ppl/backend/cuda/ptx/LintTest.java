package ppl.backend.cuda.ptx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LintTest {

    private static final String HEADER = ".version 7.0\n.target sm_60\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "div.approx.f32 %f1, %f2, %f3;",
                "sqrt.approx.ftz.f32 %f1, %f2;",
                "mul.f64 %fd1, %fd2, %fd3;",
                "add.f64 %fd1, %fd2, %fd3;",
                "sub.f32 %f1, %f2, %f3;",
                "@%p1 mul.f64 %fd1, %fd2, %fd3;",
                "fma.f64 %fd1, %fd2, %fd3, %fd4;",
                "fma.rz.f64 %fd1, %fd2, %fd3, %fd4;",
                "add.rn.ftz.f32 %f1, %f2, %f3;",
                "mad.rn.f32 %f1, %f2, %f3, %f4;",
                "atom.global.add.f64 %fd1, [%rd1], %fd2;",
                "red.global.add.f64 [%rd1], %fd2;",
                "div.full.f32 %f1, %f2, %f3;"
            })
    void what_could_round_otherwise_is_found(String line) {
        List<String> findings = Lint.findings(HEADER + "\t" + line + "\n");
        assertTrue(findings.size() >= 1 && findings.getFirst().endsWith(line), findings::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add.rn.f64 %fd1, %fd2, %fd3;",
                "fma.rn.f32 %f1, %f2, %f3, %f4;",
                "add.s32 %r1, %r2, %r3;",
                "mul.lo.s64 %rd1, %rd2, %rd3;",
                "mad.lo.s32 %r1, %r2, %r3, %r4;",
                "min.f64 %fd1, %fd2, %fd3;",
                "cvt.rn.f32.f64 %f1, %fd1;",
                "ld.global.f64 %fd1, [%rd1];"
            })
    void what_is_exact_passes(String line) {
        assertEquals(List.of(), Lint.findings(HEADER + "\t" + line + "\n"));
    }

    @Test
    void a_language_newer_than_the_translators_at_hand_is_found() {
        assertEquals(1, Lint.findings(".version 8.1\n").size());
        assertEquals(List.of(), Lint.findings(".version 8.0\n"));
        assertEquals(1, Lint.findings("\tret;\n").size());
    }

    @Test
    void more_parameters_than_older_drivers_take_are_found() {
        String entry = HEADER + ".visible .entry k(\n\t.param .align 8 .b8 all[4344],\n\t.param .u64 block";
        assertEquals(List.of(), Lint.findings(entry + "\n)\n"));
        assertEquals(1, Lint.findings(entry + ",\n\t.param .u32 more\n)\n").size());
        assertEquals(List.of(), Lint.findings(entry + "\n)\n.visible .entry l(\n\t.param .u64 block\n)\n"));
    }

    @Test
    void a_module_with_findings_is_not_written() {
        Assembly code = new Assembly("k", 32);
        Register x = code.op(Kind.F64, "mov.f64", Operand.Number.of(1.0));
        code.op(Kind.F64, "add.f64", x, x);
        PtxModule module = new PtxModule(List.of(code.finish()));
        assertThrows(AssertionError.class, module::text);
    }

    @Test
    void a_kernel_is_written_with_its_registers_and_bits_of_floats() {
        Assembly code = new Assembly("k", 64);
        Register block = code.parameter();
        Register x = code.op(Kind.F64, "mov.f64", Operand.Number.of(-0.0));
        code.store("st.global.f64", new Operand.Address(block, 8), x);
        assertEquals("""
                .version 7.0
                .target sm_60
                .address_size 64

                .visible .entry k(
                \t.param .u64 block
                )
                .maxntid 64, 1, 1
                {
                \t.reg .f64 %fd<1>;
                \t.reg .b64 %rd<1>;
                \tld.param.u64 %rd0, [block];
                \tmov.f64 %fd0, 0d8000000000000000;
                \tst.global.f64 [%rd0+8], %fd0;
                \tret;
                }

                """, new PtxModule(List.of(code.finish())).text());
    }
}
