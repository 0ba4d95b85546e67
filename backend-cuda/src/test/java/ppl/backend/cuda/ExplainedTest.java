package ppl.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import ppl.backend.cuda.driver.DriverOfATest;
import ppl.backend.cuda.emulator.EmulatedDriver;
import ppl.backend.cuda.emulator.Failures;
import ppl.backend.spi.Availability;
import ppl.backend.spi.Backends;

/** What {@code doctor} prints of a GPU, or of the lack of one. */
class ExplainedTest {

    private static String line(Availability availability) {
        Choice choice = new Choice(() -> availability, () -> new EmulatedDriver(1, Failures.NONE), false, 0);
        return Backends.of(CudaBackend.of(choice)).describe().lines().toList().get(1);
    }

    @Test
    void a_device_is_printed_with_driver_memory_and_why_it_was_taken() {
        assertEquals(
                "  cuda: usable on NVIDIA H100 80GB HBM3 (sm_90, 80 GiB) (driver of CUDA 12.4; device 1, as ppl.cuda.device"
                        + " says; nothing has been measured on a device yet, so it is used only if asked for by name, or by"
                        + " expected time with -Dppl.cuda.choose=true)",
                line(DriverOfATest.withTwoDevices("1")));
    }

    @Test
    void a_missing_driver_is_printed_with_what_to_install() {
        assertEquals(
                "  cuda: not usable, no NVIDIA driver: libcuda.so.1 is neither in LD_LIBRARY_PATH nor where the system keeps"
                        + " libraries; install the driver",
                line(DriverOfATest.missing()));
    }

    @Test
    void a_driver_that_fails_is_printed_with_its_own_words() {
        assertEquals(
                "  cuda: not usable, the NVIDIA driver /x/libcuda.so.1 cannot be used: cuInit answers"
                        + " CUDA_ERROR_SYSTEM_DRIVER_MISMATCH",
                line(DriverOfATest.failing("cuInit answers CUDA_ERROR_SYSTEM_DRIVER_MISMATCH"))
                        .replaceAll("driver \\S*/libcuda", "driver /x/libcuda"));
    }

    @Test
    void another_system_is_named() {
        assertEquals(
                "  cuda: not usable, it runs on Linux on x86-64 only, this is Windows 11 on amd64",
                line(DriverOfATest.on("Windows 11", "amd64")));
        assertEquals(
                "  cuda: not usable, it runs on Linux on x86-64 only, this is Linux on aarch64",
                line(DriverOfATest.on("Linux", "aarch64")));
    }

    @Test
    void an_emulated_device_is_no_promise_of_speed() {
        assertEquals(
                List.of(
                        "  cuda: usable on an emulated device (kernels for a GPU, interpreted and watched, as ppl.cuda.driver"
                                + " or a test says: to try programs, not to be fast)"),
                Backends.of(CudaBackend.emulated(3))
                        .describe()
                        .lines()
                        .filter(l -> l.contains("cuda: "))
                        .toList());
    }
}
