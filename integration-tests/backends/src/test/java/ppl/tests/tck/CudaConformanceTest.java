package ppl.tests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import ppl.backend.spi.Backend;
import ppl.backend.tck.BackendConformance;
import ppl.backend.tck.ConformanceReport;
import ppl.tests.backends.PresentBackends;

/** Kernels for a GPU keep the rules, run by an emulated driver, which no rule is too large for: nothing may be left out. */
class CudaConformanceTest extends BackendConformance {

    @Override
    protected Backend backend() {
        return PresentBackends.cudaEmulated(20_261_129);
    }

    @Override
    protected void closing(ConformanceReport report) {
        assertEquals(Map.of(), report.notRun(), "rules that were not run");
    }
}
