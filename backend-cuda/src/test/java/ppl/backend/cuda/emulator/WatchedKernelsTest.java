package ppl.backend.cuda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import ppl.backend.cuda.driver.CudaCode;
import ppl.backend.cuda.driver.CudaException;

/** What a device would pass over in silence is found, and what is in order runs. */
class WatchedKernelsTest {

    private static final String HEADER = ".version 7.0\n.target sm_60\n.address_size 64\n";
    private static final String REGISTERS =
            "\t.reg .f64 %fd<9>;\n\t.reg .b64 %rd<9>;\n\t.reg .b32 %r<9>;\n\t.reg .pred %p<9>;\n";

    private final EmulatedDriver driver = new EmulatedDriver(5, Failures.NONE);
    private long block;

    private static String kernel(String... lines) {
        return HEADER + ".visible .entry k(\n.param .u64 block\n)\n.maxntid 128, 1, 1\n{\n" + REGISTERS
                + "\t.shared .align 8 .b8 lanes[1024];\n\t"
                + String.join("\n\t", lines)
                + "\n\tret;\n}\n";
    }

    /** Runs a kernel on 64 words of 8 bytes, the first 32 of which hold their numbers; the first word afterwards. */
    private long run(int blocks, int threads, String... lines) {
        driver.makeCurrent(driver.openContext(0));
        long stream = driver.createStream();
        block = driver.allocate(512);
        ByteBuffer host = driver.allocateHost(256);
        for (int i = 0; i < 32; i++) {
            host.putLong(8 * i, i);
        }
        driver.copyToDevice(block, host, 0, 256, stream);
        long module = driver.loadModule(kernel(lines));
        driver.launch(driver.function(module, "k"), blocks, 1, threads, block, stream);
        driver.copyToHost(host, 0, block, 256, stream);
        driver.synchronize(stream);
        return host.getLong(0);
    }

    private void finds(CudaCode code, String words, int blocks, int threads, String... lines) {
        CudaException e = assertThrows(CudaException.class, () -> run(blocks, threads, lines));
        assertEquals(code, e.code(), e::getMessage);
        assertTrue(String.valueOf(e.getMessage()).contains(words), e::getMessage);
    }

    private static final String[] OWN_PLACE = {
        "ld.param.u64 %rd0, [block];",
        "mov.u32 %r0, %tid.x;",
        "mul.wide.s32 %rd1, %r0, 8;",
        "add.s64 %rd1, %rd0, %rd1;",
    };

    private static String[] behind(String[] first, String... then) {
        String[] all = java.util.Arrays.copyOf(first, first.length + then.length);
        System.arraycopy(then, 0, all, first.length, then.length);
        return all;
    }

    @Test
    void threads_of_places_of_their_own_are_in_order() {
        assertEquals(
                10,
                run(
                        1,
                        32,
                        behind(
                                OWN_PLACE,
                                "ld.global.u64 %rd2, [%rd1];",
                                "add.s64 %rd2, %rd2, 10;",
                                "st.global.u64 [%rd1], %rd2;")));
    }

    @Test
    void a_place_behind_the_memory_is_found() {
        finds(CudaCode.ILLEGAL_ADDRESS, "leaves its memory", 1, 65, behind(OWN_PLACE, "st.global.u64 [%rd1], %rd0;"));
    }

    @Test
    void a_place_between_buffers_is_found() {
        driver.makeCurrent(driver.openContext(0));
        long at = driver.allocate(512);
        driver.fence(at + 256, 64);
        long module = driver.loadModule(kernel("ld.param.u64 %rd0, [block];", "st.global.u64 [%rd0+256], %rd0;"));
        long stream = driver.createStream();
        CudaException e = assertThrows(
                CudaException.class, () -> driver.launch(driver.function(module, "k"), 1, 1, 1, at, stream));
        assertTrue(String.valueOf(e.getMessage()).contains("writes between its buffers"), e::getMessage);
    }

    @Test
    void memory_that_nobody_wrote_is_found() {
        finds(
                CudaCode.ILLEGAL_ADDRESS,
                "reads what was never written",
                1,
                1,
                behind(OWN_PLACE, "ld.global.u64 %rd2, [%rd1+256];"));
    }

    @Test
    void memory_that_was_given_back_is_found() {
        driver.makeCurrent(driver.openContext(0));
        long at = driver.allocate(512);
        driver.free(at);
        long stream = driver.createStream();
        long module = driver.loadModule(kernel("ld.param.u64 %rd0, [block];", "st.global.u64 [%rd0], %rd0;"));
        assertThrows(CudaException.class, () -> driver.launch(driver.function(module, "k"), 1, 1, 1, at, stream));
    }

    @Test
    void two_threads_that_write_one_place_are_found() {
        finds(
                CudaCode.ILLEGAL_ADDRESS,
                "writes where another thread writes",
                1,
                2,
                "ld.param.u64 %rd0, [block];",
                "st.global.u64 [%rd0], %rd0;");
    }

    @Test
    void two_blocks_that_write_one_place_are_found() {
        finds(
                CudaCode.ILLEGAL_ADDRESS,
                "writes where another thread writes",
                2,
                1,
                "ld.param.u64 %rd0, [block];",
                "st.global.u64 [%rd0], %rd0;");
    }

    @Test
    void a_read_beside_a_write_is_found_whichever_comes_first() {
        String[] lines = behind(
                OWN_PLACE,
                "setp.eq.s32 %p0, %r0, 0;",
                "mov.b64 %rd2, 0;",
                "@%p0 st.global.u64 [%rd0], %rd2;",
                "ld.global.u64 %rd3, [%rd0];");
        finds(CudaCode.ILLEGAL_ADDRESS, "another thread", 1, 32, lines);
    }

    @Test
    void a_read_of_one_block_and_a_later_write_of_another_is_found() {
        String[] lines = behind(
                OWN_PLACE,
                "mov.u32 %r1, %ctaid.x;",
                "ld.global.u64 %rd3, [%rd0];",
                "setp.eq.s32 %p0, %r1, 0;",
                "@%p0 st.global.u64 [%rd0], %rd3;");
        finds(CudaCode.ILLEGAL_ADDRESS, "another thread", 8, 1, lines);
    }

    private static String[] turned(String between) {
        return behind(
                OWN_PLACE,
                "mul.lo.s32 %r1, %r0, 8;",
                "cvt.s64.s32 %rd2, %r0;",
                "st.shared.u64 [%r1], %rd2;",
                between,
                "sub.s32 %r2, 31, %r0;",
                "mul.lo.s32 %r2, %r2, 8;",
                "ld.shared.u64 %rd3, [%r2];",
                "st.global.u64 [%rd1], %rd3;");
    }

    @Test
    void threads_exchange_values_over_a_barrier() {
        assertEquals(31, run(1, 32, turned("bar.sync 0;")));
    }

    @Test
    void a_missing_barrier_is_found() {
        finds(CudaCode.ILLEGAL_ADDRESS, "shared", 1, 32, turned("mov.u32 %r4, %tid.x;"));
    }

    @Test
    void a_barrier_that_some_threads_do_not_reach_is_found() {
        finds(
                CudaCode.ILLEGAL_ADDRESS,
                "not all threads",
                1,
                32,
                behind(OWN_PLACE, "setp.lt.s32 %p0, %r0, 16;", "@%p0 bra L0;", "bar.sync 0;", "L0:"));
    }

    @Test
    void a_place_that_is_no_multiple_of_its_width_is_found() {
        finds(CudaCode.ILLEGAL_ADDRESS, "no multiple", 1, 1, behind(OWN_PLACE, "ld.global.u64 %rd2, [%rd1+4];"));
    }

    @Test
    void a_loop_without_an_end_counts_as_hung() {
        Machine machine = new Machine(new DeviceMemory(1000));
        Decoded endless = PtxParser.parse(kernel("L0:", "bra L0;")).get("k");
        machine.prepare(endless, 1, 1000);
        assertThrows(KernelFault.class, () -> machine.run(endless, 0, 0, 0));
    }

    @Test
    void a_register_that_is_not_written_on_every_way_is_refused_when_loaded() {
        finds(CudaCode.INVALID_PTX, "not written before", 1, 1, behind(OWN_PLACE, "add.s64 %rd3, %rd2, 1;"));
        finds(
                CudaCode.INVALID_PTX,
                "not written before",
                1,
                1,
                behind(
                        OWN_PLACE,
                        "setp.lt.s32 %p0, %r0, 16;",
                        "@%p0 bra L0;",
                        "mov.b64 %rd2, 1;",
                        "L0:",
                        "st.global.u64 [%rd1], %rd2;"));
        finds(
                CudaCode.INVALID_PTX,
                "not written before",
                1,
                1,
                behind(OWN_PLACE, "setp.lt.s32 %p0, %r0, 16;", "@%p0 mov.b64 %rd2, 1;", "st.global.u64 [%rd1], %rd2;"));
    }

    @Test
    void a_register_written_in_a_loop_before_it_is_read_passes() {
        assertEquals(
                45,
                run(
                        1,
                        1,
                        behind(
                                OWN_PLACE,
                                "mov.b64 %rd2, 0;",
                                "mov.b64 %rd3, 0;",
                                "L0:",
                                "setp.ge.s64 %p0, %rd2, 10;",
                                "@%p0 bra L1;",
                                "add.s64 %rd3, %rd3, %rd2;",
                                "add.s64 %rd2, %rd2, 1;",
                                "bra L0;",
                                "L1:",
                                "st.global.u64 [%rd1], %rd3;")));
    }

    @Test
    void operands_of_another_kind_and_unknown_instructions_are_refused() {
        finds(CudaCode.INVALID_PTX, "another kind", 1, 1, behind(OWN_PLACE, "add.s64 %rd3, %r0, 1;"));
        finds(CudaCode.INVALID_PTX, "another kind", 1, 1, behind(OWN_PLACE, "mov.f64 %fd0, %rd0;"));
        finds(CudaCode.INVALID_PTX, "not written as bits", 1, 1, behind(OWN_PLACE, "mov.f64 %fd0, 1;"));
        finds(CudaCode.INVALID_PTX, "not an instruction", 1, 1, behind(OWN_PLACE, "add.f64 %fd0, %fd0, %fd0;"));
        finds(CudaCode.INVALID_PTX, "no such label", 1, 1, behind(OWN_PLACE, "bra L7;"));
        finds(CudaCode.INVALID_PTX, "not declared", 1, 1, behind(OWN_PLACE, "mov.b64 %rd9, 1;"));
    }

    @Test
    void a_fault_is_told_at_every_later_call() {
        assertThrows(CudaException.class, () -> run(1, 65, behind(OWN_PLACE, "st.global.u64 [%rd1], %rd0;")));
        assertThrows(CudaException.class, driver::createStream);
    }

    @Test
    void a_thread_without_a_current_context_is_refused() throws InterruptedException {
        driver.makeCurrent(driver.openContext(0));
        CudaCode[] code = new CudaCode[1];
        Thread other = new Thread(() -> code[0] =
                assertThrows(CudaException.class, () -> driver.allocate(8)).code());
        other.start();
        other.join();
        assertEquals(CudaCode.INVALID_CONTEXT, code[0]);
    }
}
