package ppl.backend.cuda;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What work costs on a device. Rates are what programs reach, not what a data sheet promises.
 *
 * @param source where the figures are from
 * @param call nanoseconds of a call that does nothing
 * @param launch nanoseconds of a kernel that does nothing, among others in one call
 * @param answer nanoseconds until the host knows a number of the device
 * @param memory bytes a nanosecond that kernels read and write
 * @param arithmetic operations a nanosecond, all threads together
 * @param transfer bytes a nanosecond between host and device
 * @param step nanoseconds of an operation of a thread that the next waits for
 * @param barrier nanoseconds until all threads of a block have met
 */
record Calibration(
        String source,
        double call,
        double launch,
        double answer,
        double memory,
        double arithmetic,
        double transfer,
        double step,
        double barrier) {

    /** The figures by name with their units. */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("call, ns", call);
        figures.put("launch, ns", launch);
        figures.put("memory, bytes/ns", memory);
        figures.put("arithmetic, operations/ns", arithmetic);
        figures.put("transfer, bytes/ns", transfer);
        return figures;
    }

    /** An interpreter on one core: some tens of nanoseconds for each instruction of each thread. */
    static final Calibration EMULATED =
            new Calibration("the emulated device, a fixed table", 2_000, 5_000, 8_000, 0.2, 1 / 60.0, 1, 0, 4_000);

    /** Assumed, not measured: a data-centre GPU of 2023 at two thirds of its memory bandwidth and a quarter of its float64 rate. */
    static final Calibration ASSUMED = new Calibration(
            "a data-centre GPU as its maker describes it, not measured",
            10_000,
            2_500,
            12_000,
            2_200,
            8_000,
            20,
            4,
            60);
}
